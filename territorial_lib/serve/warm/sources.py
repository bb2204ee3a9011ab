"""Notices that imported code was edited: a kernel never runs what is no longer written."""

from __future__ import annotations

import sys
import sysconfig
import time
from pathlib import Path

_EVERY = 1.0
"""Seconds between two looks at the files."""


class Sources:
    """The files of imported modules, but for the installed libraries'."""

    def __init__(self) -> None:
        self._installed = tuple(sysconfig.get_paths()[name] for name in ("stdlib", "purelib"))
        self._seen: dict[str, int | None] = {}
        self._looked = 0.0

    def note(self) -> None:
        """Remember the files of what was imported since the last call."""
        for module in list(sys.modules.values()):
            path = getattr(module, "__file__", None)
            if path and path not in self._seen and not path.startswith(self._installed):
                self._seen[path] = _date(path)

    def changed(self) -> bool:
        """Tell whether a file is no longer what was imported.

        Returns
        -------
        bool
            As it was less than a second ago.
        """
        now = time.monotonic()
        if now - self._looked < _EVERY:
            return False
        self._looked = now
        return any(_date(path) != date for path, date in self._seen.items())


def _date(path: str) -> int | None:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return None
