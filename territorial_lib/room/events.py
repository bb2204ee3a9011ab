"""Server-sent events: everybody who listens receives the same bytes, written once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from typing import Protocol

import msgspec

from territorial_lib.room.public import Data

PING_SECONDS = 15.0
SLOW = 2 * 1024 * 1024
"""Bytes waiting for a listener above which it is let go: it will come back and catch up."""


class Listener(Protocol):
    """Somebody who listens."""

    participant: str
    group: str

    def send(self, piece: bytes) -> int:
        """Send a piece.

        Parameters
        ----------
        piece : bytes
            An event.

        Returns
        -------
        int
            Bytes still waiting.
        """

    def let_go(self) -> None:
        """End the stream."""


class Audience:
    """Listeners told together, at most once an interval, of what changed since.

    Parameters
    ----------
    interval : callable
        Takes how many listen, gives the seconds between two tellings.
    compose : callable
        Takes the ids of the items changed and whether the leading changed, gives the news.
    """

    def __init__(
        self, interval: Callable[[int], float], compose: Callable[[set[str], bool], Data | None]
    ) -> None:
        self._interval, self._compose = interval, compose
        self.listeners: set[Listener] = set()
        self._changed: set[str] = set()
        self._leading = False
        self._timer: asyncio.TimerHandle | None = None
        self._last = 0.0

    def note(self, changed: set[str], leading: bool) -> None:
        """Note what changed; it will be told soon.

        Parameters
        ----------
        changed : set of str
            Ids of items.
        leading : bool
            True where how the room is led changed.
        """
        if not self.listeners:
            return
        self._changed |= changed
        self._leading = self._leading or leading
        if self._timer is None:
            wait = self._last + self._interval(len(self.listeners)) - time.monotonic()
            self._timer = asyncio.get_running_loop().call_later(max(0.0, wait), self._tell)

    def ping(self) -> None:
        """Tell that the room is still there."""
        self.send(b": ici\n\n")

    def send(self, piece: bytes) -> None:
        """Send the same bytes to everybody.

        Parameters
        ----------
        piece : bytes
            An event.
        """
        for listener in list(self.listeners):
            if listener.send(piece) > SLOW:
                listener.let_go()

    def _tell(self) -> None:
        self._timer, self._last = None, time.monotonic()
        changed, self._changed = self._changed, set()
        leading, self._leading = self._leading, False
        news = self._compose(changed, leading)
        if news is not None:
            self.send(event("change", news))


def event(name: str, data: object) -> bytes:
    """Write an event.

    Parameters
    ----------
    name : str
        Its name.
    data : object
        Plain data.

    Returns
    -------
    bytes
        As `text/event-stream` wants it; JSON holds no line break.
    """
    return b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(data))


def presence(audiences: list[Audience]) -> dict[str, int]:
    """Count who is there.

    Parameters
    ----------
    audiences : list of Audience
        Everybody who listens.

    Returns
    -------
    dict of str to int
        Participants by group; a participant with two pages counts once, the wall never.
    """
    known = {
        listener.participant: listener.group
        for audience in audiences
        for listener in audience.listeners
        if listener.participant
    }
    return dict(Counter(known.values()))
