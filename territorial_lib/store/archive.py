"""One file to carry: archives, their reopening, automatic snapshots.

An archive is a workshop's file in ``journal_mode=DELETE``: it opens from a read-only folder.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert, select

from territorial_lib.store import contents, migrations
from territorial_lib.store.database import Database
from territorial_lib.store.files import placed
from territorial_lib.store.group import utc_text
from territorial_lib.store.log import Store
from territorial_lib.store.migrations import ENTRIES
from territorial_lib.store.sqlite import ENDING, SQLiteDatabase
from territorial_lib.store.targets import Target, existing


def archive(store: Store, path: Path, overwrite: bool = False) -> Path:
    """Write everything committed so far in a single checked file, while the room goes on.

    Parameters
    ----------
    store : Store
        The workshop, on SQLite or PostgreSQL.
    path : Path
        Where the archive must appear, whole or not at all.
    overwrite : bool
        True replaces a file already there; otherwise WorkshopExists.

    Returns
    -------
    Path
        The archive.
    """
    with placed(path, overwrite) as aside:
        _copy(store.database, aside, path)
    return path


def restore(source: Path, target: Path) -> Store:
    """Make a new workshop's file from an archive, which is left as it is.

    Parameters
    ----------
    source : Path
        An archive, or any workshop's file.
    target : Path
        A file that does not exist.

    Returns
    -------
    Store
        The new workshop, open for writing; its log is the archive's, numbers and dates included.
    """
    database = existing(source, read_only=True, glance=True)
    try:
        with placed(target) as aside:
            _copy(database, aside, target)
    finally:
        database.close()
    return Store.open(target)


def snapshot(store: Store, folder: Path, keep: int = 10) -> Path:
    """Archive under the time of the store's clock; remove the oldest of its snapshots.

    Parameters
    ----------
    store : Store
        The workshop.
    folder : Path
        Where its snapshots are; made where absent.
    keep : int
        How many are kept, at least 1.

    Returns
    -------
    Path
        The new snapshot.
    """
    path = store.database.path
    stem = path.stem if path is not None else "base partagée"
    moment = utc_text(store.clock()).replace(":", "").replace(".", "")
    made = archive(store, folder / f"{stem} sauvegarde {moment}{ENDING}", overwrite=True)
    for old in snapshots(folder, stem)[: -max(keep, 1)]:
        old.unlink(missing_ok=True)
    return made


def snapshots(folder: Path, stem: str) -> list[Path]:
    """List a workshop's snapshots.

    Parameters
    ----------
    folder : Path
        Where they are.
    stem : str
        Name of the workshop's file, without ending.

    Returns
    -------
    list of Path
        Oldest first.
    """
    start = f"{stem} sauvegarde "
    found = folder.glob(f"*{ENDING}") if folder.is_dir() else ()
    return sorted(path for path in found if path.name.startswith(start))


def _copy(source: Database, aside: Path, path: Target) -> None:
    if isinstance(source, SQLiteDatabase):
        source.backup(aside)
        return
    aside.touch()
    rows = SQLiteDatabase(aside, where=str(path))
    try:
        migrations.migrate(rows)
        with source.reading() as reading, rows.writing() as writing:
            log = reading.execute(select(ENTRIES).order_by(ENTRIES.c.seq)).mappings()
            for part in log.partitions(500):
                writing.execute(insert(ENTRIES), [dict(row) for row in part])
            contents.copy(reading, writing)
    finally:
        rows.close()
    _make_single(aside, path)


def _make_single(aside: Path, path: Target) -> None:
    """Leave WAL, which a read-only folder would refuse."""
    whole = aside.with_name(aside.name + "-single")
    rows = SQLiteDatabase(aside, read_only=True, where=str(path))
    try:
        rows.backup(whole)
        whole.replace(aside)
    finally:
        rows.close()
        whole.unlink(missing_ok=True)
