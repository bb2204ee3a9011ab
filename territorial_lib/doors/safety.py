"""Safe headers on every answer, and an end with the launcher's."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Mapping
from typing import ClassVar

from tornado.httputil import HTTPHeaders
from tornado.web import OutputTransform

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
READING = frozenset({"GET", "HEAD"})
GRACE = 10.0
"""Seconds left to a door to finish before it ends by force."""


class SafeHeaders(OutputTransform):
    """Sets a door's headers on every answer, whichever handler writes it; see `setting`."""

    headers: ClassVar[Mapping[str, str]] = {}

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Overwrite the headers that protect.

        Parameters
        ----------
        status_code : int
            HTTP status.
        headers : HTTPHeaders
            Headers of the answer, changed in place.
        chunk : bytes
            First piece of the body.
        finishing : bool
            True when it is the last piece too.

        Returns
        -------
        tuple
            Status, headers and piece.
        """
        for name, value in self.headers.items():
            headers[name] = value
        headers.pop("Server", None)
        return status_code, headers, chunk


def setting(chosen: Mapping[str, str]) -> type[SafeHeaders]:
    """Make the transform that sets a door's headers.

    Parameters
    ----------
    chosen : Mapping of str to str
        Values by header.

    Returns
    -------
    type
        For tornado's ``transforms``.
    """
    return type("SafeHeaders", (SafeHeaders,), {"headers": dict(chosen)})


def end_with_launcher(descriptor: int) -> None:
    """End this process, gently then by force, when the launcher's end of a pipe is closed.

    The system closes it even where the launcher was killed by ``kill -9``.

    Parameters
    ----------
    descriptor : int
        Standard input, where the order was read.
    """
    threading.Thread(target=_await_end, args=(descriptor,), daemon=True).start()


def _await_end(descriptor: int) -> None:
    # Not through a buffered stream: its lock, held here, would break the interpreter's end.
    while os.read(descriptor, 4096):
        pass
    logging.getLogger("territorial.door").warning("The launcher is gone: stopping")
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Timer(GRACE, os._exit, (1,)).start()
