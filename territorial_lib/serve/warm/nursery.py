"""The template seen from the door: started early, replaced when its code changed or it died."""

from __future__ import annotations

import functools
import logging
import os
import sys
import threading

from territorial_lib.serve.warm.brood import Brood, Unavailable

_LOG = logging.getLogger(__name__)
DEATHS = 3
"""Templates, or newborn kernels in a row, that may die before plain starts are preferred."""
SAFE = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""True where this system forks safely and tells processes apart for ever (Linux 5.3)."""


class Nursery:
    """Gives forked kernels.

    Parameters
    ----------
    items : tuple of str
        Modules to keep imported, or functions to call written ``module:function``.
    """

    def __init__(self, items: tuple[str, ...]) -> None:
        self.items = items
        self._brood: Brood | None = None
        self._deaths = 0
        self._stillborn = 0
        self._lock = threading.Lock()

    def brood(self) -> Brood:
        """Give the running template, started if need be.

        Returns
        -------
        Brood
            One that may be asked; Unavailable where it died too often or does not answer.
        """
        with self._lock:
            if self._brood is not None and not self._brood.alive:
                self._brood, self._deaths = None, self._deaths + 1
            if max(self._deaths, self._stillborn) >= DEATHS:
                raise Unavailable("forked kernels or their template died too often")
            if self._brood is None:
                self._brood = self._started()
        if self._brood.late:
            raise Unavailable("the template does not answer yet")
        return self._brood

    def renew(self, edited: str) -> None:
        """Let the present template end after its kernels: another one is started when asked.

        Parameters
        ----------
        edited : str
            The package whose code was edited: whoever edits it once will edit it again, so it is
            kept warm no more.
        """
        _LOG.info("The template of the kernels is replaced: %s was edited", edited)
        self.items = tuple(each for each in self.items if not _belongs(each, edited))
        with self._lock:
            if self._brood is not None:
                self._brood.retire()
            self._brood = None

    def newborn(self, lives: bool) -> None:
        """Learn whether a forked kernel got through its first seconds.

        Parameters
        ----------
        lives : bool
            False for one that ended by itself at once: after several in a row, no more is forked.
        """
        self._stillborn = 0 if lives else self._stillborn + 1

    def close(self) -> None:
        """End the template; its kernels go on."""
        with self._lock:
            if self._brood is not None:
                self._brood.close()
            self._brood = None

    def _started(self) -> Brood:
        try:
            return Brood(self.items, _life())
        except OSError as error:
            self._deaths += 1
            raise Unavailable(f"the template cannot be started: {error}") from error


@functools.cache
def nursery(items: tuple[str, ...]) -> Nursery:
    """Give this process's nursery for a list of things to keep warm.

    Parameters
    ----------
    items : tuple of str
        See `Nursery`.

    Returns
    -------
    Nursery
        Always the same for the same list.
    """
    return Nursery(items)


@functools.cache
def _life() -> int:
    """Open the pipe that tells every kernel of this process's end; give the end to be watched."""
    watched, held = os.pipe()
    _HELD.append(held)
    return watched


_HELD: list[int] = []


def _belongs(item: str, package: str) -> bool:
    return item == package or item.startswith((f"{package}.", f"{package}:"))
