"""What every door process does: reads its order, says what it does, notices the launcher's death.

The order comes on the standard input, as one JSON line: a secret there is in no process list and in
no environment that a kernel would inherit. The launcher keeps the other end open: its end is its
death, even by ``kill -9``.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import sys
from dataclasses import asdict, dataclass
from io import RawIOBase
from pathlib import Path

from territorial_lib.doors.safety import end_with_launcher


@dataclass(frozen=True)
class Order:
    """What the launcher asks of a door.

    Parameters
    ----------
    door : str
        Name of the door.
    port : int
        Port to listen on.
    token : str
        Secret of this start.
    ticket : str
        Secret that works once, empty for none.
    notebooks : str
        Folder of the notebooks.
    run : str
        Private folder of this start, for sockets.
    descriptor : int or None
        Socket already listening, inherited; None where the system cannot hand it over.
    debug : bool
        True to log everything.
    """

    door: str
    port: int
    token: str
    ticket: str
    notebooks: str
    run: str
    descriptor: int | None = None
    debug: bool = False

    def line(self) -> bytes:
        """Write the order for a door's standard input.

        Returns
        -------
        bytes
            One line of JSON.
        """
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, stream: RawIOBase) -> Order:
        """Read the order that the launcher wrote.

        Parameters
        ----------
        stream : RawIOBase
            Standard input, unbuffered.

        Returns
        -------
        Order
            The order.
        """
        return cls(**json.loads(stream.readline()))

    def listening(self) -> socket.socket:
        """Give the socket to answer on.

        Returns
        -------
        socket.socket
            Listening and non-blocking.
        """
        if self.descriptor is not None:
            listener = socket.socket(fileno=self.descriptor)
        else:
            listener = socket.create_server(("127.0.0.1", self.port))
        listener.setblocking(False)
        return listener

    @property
    def folder(self) -> Path:
        """Folder of the notebooks."""
        return Path(self.notebooks)


class RedactingFormatter(logging.Formatter):
    """Writes log records without the door's secrets.

    Parameters
    ----------
    secrets : tuple of str
        What must never be written; empty strings are ignored.
    """

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """Write a record, secrets replaced by dots.

        Parameters
        ----------
        record : logging.LogRecord
            The record.

        Returns
        -------
        str
            Its text.
        """
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def receive() -> Order:
    """Read the order, set the journal up and watch the launcher.

    Returns
    -------
    Order
        What to do.
    """
    descriptor = sys.stdin.fileno()
    with os.fdopen(os.dup(descriptor), "rb", buffering=0) as unbuffered:
        order = Order.read(unbuffered)
    _log_to_stderr(order)
    end_with_launcher(descriptor)
    return order


def _log_to_stderr(order: Order) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter((order.token, order.ticket)))
    level = logging.DEBUG if order.debug else logging.INFO
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
