"""Files that appear whole or not at all, and never over another by accident."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from territorial_lib.store import faults


@contextmanager
def placed(target: Path, overwrite: bool = False) -> Iterator[Path]:
    """Give a path to write to; at the end of the block, what is there becomes the target.

    Parameters
    ----------
    target : Path
        Where the file must appear; its folder is made where absent.
    overwrite : bool
        True replaces a file already there; otherwise WorkshopExists.

    Yields
    ------
    Path
        A path of the same folder, where nothing exists yet.
    """
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    with faults.told(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
        if not overwrite:
            target.touch(exist_ok=False)  # reserves the name: nobody else can take it meanwhile
    done = False
    try:
        yield aside
        with faults.told(str(target)):
            _flush(aside)
            aside.replace(target)
            done = True
            _flush_folder(target.parent)
    finally:
        for leftover in (aside, *(aside.with_name(aside.name + end) for end in ("-wal", "-shm"))):
            leftover.unlink(missing_ok=True)
        if not done and not overwrite:
            target.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows does not open folders; NTFS journals the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
