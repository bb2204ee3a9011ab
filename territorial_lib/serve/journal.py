"""The doors' journals: what a person never sees and a helper may ask for."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

LARGEST = 5_000_000
"""Bytes above which a journal is set aside at the next start."""


def open_journal(home: Path, name: str) -> IO[bytes]:
    """Open a door's journal, in the temporary folder where the workshops' one refuses writing.

    Parameters
    ----------
    home : Path
        Folder of the workshops.
    name : str
        Name of the door.

    Returns
    -------
    IO of bytes
        Open for appending; only this user may read it.
    """
    try:
        return _append(home / "journaux" / f"{name}.log")
    except OSError:
        return _append(Path(tempfile.mkdtemp(prefix="territorial-journaux-")) / f"{name}.log")


def _append(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".ancien.log"))
    path.touch(mode=0o600)
    return path.open("ab", buffering=0)
