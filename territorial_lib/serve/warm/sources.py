"""Notices that imported code was edited: a kernel never runs what is no longer written."""

from __future__ import annotations

import sys
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

_EVERY = 1.0
"""Seconds between two looks at the files."""


@dataclass(frozen=True)
class _Seen:
    package: str
    date: int | None

    def differs(self, path: str) -> bool:
        return _date(path) != self.date


class Sources:
    """The files of imported modules, but for the installed libraries'."""

    def __init__(self) -> None:
        self._installed = tuple(sysconfig.get_paths()[name] for name in ("stdlib", "purelib"))
        self._seen: dict[str, _Seen] = {}
        self._looked = 0.0

    def note(self) -> None:
        """Remember the files of what was imported since the last call."""
        for name, module in list(sys.modules.items()):
            path = getattr(module, "__file__", None)
            if path and path not in self._seen and not path.startswith(self._installed):
                self._seen[path] = _Seen(name.partition(".")[0], _date(path))

    def changed(self) -> str | None:
        """Name the package of a file that is no longer what was imported.

        Returns
        -------
        str or None
            Its first name, as it was less than a second ago; None where nothing changed.
        """
        now = time.monotonic()
        if now - self._looked < _EVERY:
            return None
        self._looked = now
        return next((seen.package for path, seen in self._seen.items() if seen.differs(path)), None)


def _date(path: str) -> int | None:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return None
