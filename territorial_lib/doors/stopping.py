"""Being asked to stop, by a signal or by another thread."""

from __future__ import annotations

import time

_TICK = 0.1
"""Seconds between two looks."""


class Stopping:
    """A flag without a lock: a signal's handler would wait for ever for one that it interrupts.

    `threading.Event` has one, held for an instant at each wait: set by a handler, it stops a
    process from ending, now and then.
    """

    def __init__(self) -> None:
        self._asked = False

    def set(self) -> None:
        """Ask to stop."""
        self._asked = True

    def is_set(self) -> bool:
        """Tell whether it was asked."""
        return self._asked

    def wait(self, seconds: float) -> bool:
        """Wait until it is asked, or for a time.

        Parameters
        ----------
        seconds : float
            At most.

        Returns
        -------
        bool
            True where it was asked.
        """
        end = time.monotonic() + seconds
        while not self._asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(_TICK, left))
        return self._asked
