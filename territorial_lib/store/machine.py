"""What a machine says beside the workshop, under its own name: several may share a workshop."""

from __future__ import annotations

import hashlib
import socket


def status_key() -> str:
    """Name what the room of this machine publishes of itself.

    Returns
    -------
    str
        Key of a result: address, who is there.
    """
    return f"room/{_machine()}/status"


def wish_key() -> str:
    """Name what the facilitator wishes of the room of this machine.

    Returns
    -------
    str
        Key of a result: the address to open.
    """
    return f"room/{_machine()}/wish"


def _machine() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:12]
