"""Waiting for a pause in the typing before answering."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Debounce:
    """Call a function once, when nothing more has been asked for a while.

    Parameters
    ----------
    action : callable
        What to do.
    delay : float
        Seconds to wait; at 0, or without a running event loop, the action is done at once.
    """

    def __init__(self, action: Callable[[], None], delay: float) -> None:
        self._action, self._delay = action, delay
        self._waiting: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """Ask for the action; an earlier request still waiting is forgotten."""
        self.cancel()
        loop = _running_loop()
        if loop is None or self._delay <= 0:
            self._action()
        else:
            self._waiting = loop.call_later(self._delay, self._act)

    def cancel(self) -> None:
        """Forget a request still waiting."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _act(self) -> None:
        self._waiting = None
        self._action()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
