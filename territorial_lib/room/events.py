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
SLICE = 10
"""Listeners told in one go: between two slices the room answers whoever writes."""
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
        self._noted = False
        self._spreading: asyncio.TimerHandle | None = None

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
        self._noted = True
        self._tell_soon()

    def ping(self) -> None:
        """Tell that the room is still there."""
        _send(list(self.listeners), b": ici\n\n")

    def send(self, piece: bytes) -> None:
        """Send the same bytes to everybody, in place of what was being told.

        Parameters
        ----------
        piece : bytes
            An event.
        """
        if self._spreading is not None:
            self._spreading.cancel()
            self._spreading = None
        _send(list(self.listeners), piece)
        if self._noted:
            self._tell_soon()

    def _tell_soon(self) -> None:
        if self._timer is None and self._spreading is None:
            wait = self._last + self._interval(len(self.listeners)) - time.monotonic()
            self._timer = asyncio.get_running_loop().call_later(max(0.0, wait), self._tell)

    def _tell(self) -> None:
        self._timer, self._last, self._noted = None, time.monotonic(), False
        changed, self._changed = self._changed, set()
        leading, self._leading = self._leading, False
        news = self._compose(changed, leading)
        if news is not None:
            listeners = list(self.listeners)
            slices = max(1, -(-len(listeners) // SLICE))
            pause = self._interval(len(listeners)) / 2 / slices
            self._spread(event("change", news), listeners, pause)

    def _spread(self, piece: bytes, listeners: list[Listener], pause: float) -> None:
        """Tell a slice of the listeners, then the next ones: all at once would hold posts up."""
        self._spreading = None
        _send(listeners[:SLICE], piece)
        left = listeners[SLICE:]
        if left:
            loop = asyncio.get_running_loop()
            self._spreading = loop.call_later(pause, self._spread, piece, left, pause)
        elif self._noted:
            self._tell_soon()


def _send(listeners: list[Listener], piece: bytes) -> None:
    for listener in listeners:
        if listener.send(piece) > SLOW:
            listener.let_go()


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
