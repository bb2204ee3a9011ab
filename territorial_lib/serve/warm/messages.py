"""What a door and its template tell each other: one JSON object a packet, descriptors beside it."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from typing import Any

LARGEST = 1 << 18
"""Bytes of the largest packet."""
_DESCRIPTORS = 3

Message = dict[str, Any]


def pair() -> tuple[socket.socket, socket.socket]:
    """Make the two ends of a link.

    Returns
    -------
    tuple of socket.socket
        The door's end and the template's: packets in order, an end that is told.
    """
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(
    link: socket.socket, message: Message, descriptors: Sequence[int] = (), wait: bool = True
) -> None:
    """Send a message whole.

    Parameters
    ----------
    link : socket.socket
        One end.
    message : dict
        What JSON can write.
    descriptors : sequence of int
        At most three open files that the other end receives as its own.
    wait : bool
        False raises BlockingIOError instead of waiting for room.
    """
    packet = json.dumps(message).encode()
    socket.send_fds(link, [packet], descriptors, 0 if wait else socket.MSG_DONTWAIT)


def receive(link: socket.socket) -> tuple[Message | None, list[int]]:
    """Wait for a message.

    Parameters
    ----------
    link : socket.socket
        One end.

    Returns
    -------
    tuple of dict or None and list of int
        The message, None where the other end is gone; the descriptors that came with it.
    """
    try:
        packet, descriptors, _, _ = socket.recv_fds(
            link, LARGEST, _DESCRIPTORS, socket.MSG_CMSG_CLOEXEC
        )
    except ConnectionResetError:
        return None, []
    return (json.loads(packet) if packet else None), list(descriptors)
