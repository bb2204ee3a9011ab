"""Admission under overload: few pages prepared at once, the others wait their turn and see it.

A page asked for is prepared at once where there is room. Otherwise it waits a little, then answers
with its place in the queue and asks again by itself: no connection is held until it breaks.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

ABREAST = int(os.environ.get("TERRITORIAL_PAGES_ABREAST") or max(2, os.cpu_count() or 1) * 2)
"""Pages prepared at once: beyond, each one slows all the others down."""
PATIENCE = 2.0
"""Seconds that a page waits before it tells its place."""
REFRESH = 1
"""Seconds after which a page in the queue asks again."""
ABSENT = 15.0
"""Seconds without asking after which a place in the queue is lost."""
LONGEST = 60.0
"""Seconds after which a page that is still being prepared no longer holds others back."""


@dataclass
class Ticket:
    """A place in the queue.

    Parameters
    ----------
    seen : float
        When its holder last left, by the monotonic clock.
    turn : asyncio.Future or None
        Set while its holder is here; done when its turn comes.
    """

    seen: float = field(default_factory=time.monotonic)
    turn: asyncio.Future[None] | None = None


class Queue:
    """Pages being prepared, and those that wait.

    Parameters
    ----------
    abreast : int
        Pages prepared at once, at least 1.
    patience : float
        Seconds that a page waits before it tells its place, 0 or more.
    absent : float
        Seconds after which whoever does not ask again loses its place.
    """

    def __init__(
        self, abreast: int = ABREAST, patience: float = PATIENCE, absent: float = ABSENT
    ) -> None:
        self._free = abreast
        self._patience = patience
        self._absent = absent
        self._waiting: dict[str, Ticket] = {}

    def name(self, told: str | None) -> str:
        """Give the name under which a page waits.

        Parameters
        ----------
        told : str or None
            The name that it was given before, if any.

        Returns
        -------
        str
            The same where that place is still its own; another for a second tab.
        """
        ticket = self._waiting.get(told or "")
        if told and ticket is not None and ticket.turn is None:
            return told
        return secrets.token_urlsafe(9)

    async def enter(self, name: str) -> int:
        """Wait for a turn, a little.

        Parameters
        ----------
        name : str
            Who waits, as given by `name`.

        Returns
        -------
        int
            0 once admitted: `leave` must follow. Else the place in the queue, from 1.
        """
        ticket = self._waiting.setdefault(name, Ticket())
        ticket.turn = asyncio.get_running_loop().create_future()
        self._call_next()
        try:
            await asyncio.wait_for(asyncio.shield(ticket.turn), self._patience)
        except TimeoutError:
            return self._step_out(name, ticket)
        return 0

    def leave(self) -> None:
        """Make room for the next one."""
        self._free += 1
        self._call_next()

    def place(self) -> Callable[[], None]:
        """Give what makes room once, whoever calls it and how often.

        Returns
        -------
        callable
            Called by itself after `LONGEST` seconds.
        """
        held = [True]

        def leave_once() -> None:
            """Make room the first time only."""
            if held and held.pop():
                timer.cancel()
                self.leave()

        timer = asyncio.get_running_loop().call_later(LONGEST, leave_once)
        return leave_once

    def _step_out(self, name: str, ticket: Ticket) -> int:
        if ticket.turn is not None and ticket.turn.done():
            return 0  # its turn came as it left
        ticket.turn, ticket.seen = None, time.monotonic()
        return list(self._waiting).index(name) + 1

    def _call_next(self) -> None:
        """Admit the first ones that are here; those who come back soon keep their place."""
        self._forget()
        here = [(name, each.turn) for name, each in self._waiting.items() if each.turn is not None]
        for name, turn in here[: max(0, self._free)]:
            self._free -= 1
            del self._waiting[name]
            turn.set_result(None)

    def _forget(self) -> None:
        limit = time.monotonic() - self._absent
        for name, ticket in list(self._waiting.items()):
            if ticket.turn is None and ticket.seen < limit:
                del self._waiting[name]
