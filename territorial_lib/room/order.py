"""What the launcher asks of the room, on the standard input as one JSON line, as of every door."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import socket
import sys
from typing import NamedTuple

from territorial_lib.doors.safety import end_with_launcher


class Order(NamedTuple):
    """The launcher's order, or what stands for it in a process started by hand.

    Parameters
    ----------
    port : int
        Port to answer on.
    session : str
        Digest of the launcher's secret: tells one `territorial serve` from the next.
    descriptor : int or None
        Socket already listening on the loopback, inherited; None to open one.
    debug : bool
        True to log everything.
    """

    port: int
    session: str = ""
    descriptor: int | None = None
    debug: bool = False

    def listening(self) -> socket.socket:
        """Give the loopback's socket.

        Returns
        -------
        socket.socket
            Listening and non-blocking.
        """
        if self.descriptor is not None:
            listener = socket.socket(fileno=self.descriptor)
        else:
            listener = socket.create_server(("127.0.0.1", self.port), backlog=512)
        listener.setblocking(False)
        return listener


def receive() -> Order:
    """Read the order, set the journal up, and end when the launcher does.

    Returns
    -------
    Order
        What to do.
    """
    descriptor = sys.stdin.fileno()
    with os.fdopen(os.dup(descriptor), "rb", buffering=0) as unbuffered:
        told = json.loads(unbuffered.readline())
    level = logging.DEBUG if told.get("debug") else logging.INFO
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    logging.captureWarnings(True)
    end_with_launcher(descriptor)
    session = hashlib.sha256(str(told["token"]).encode()).hexdigest()[:16]
    return Order(told["port"], session, told.get("descriptor"), bool(told.get("debug")))
