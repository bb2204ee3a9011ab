"""Two rooms' files into one: every entry once, in the order of reception, erasures applied."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, insert

from territorial_lib.errors import WorkshopFileError
from territorial_lib.schemas.entries import Author, Entry, Erased, WorkshopSettings, encode, new_id
from territorial_lib.store import contents, migrations, projections
from territorial_lib.store.erasure import blanks, erased_participants
from territorial_lib.store.files import placed
from territorial_lib.store.log import Logged, Store
from territorial_lib.store.migrations import ENTRIES
from territorial_lib.store.sqlite import SQLiteDatabase
from territorial_lib.store.targets import Target


def merge(first: Target, second: Target, target: Path) -> Store:
    """Make a new workshop's file from two, which are left as they are.

    Parameters
    ----------
    first : str or Path
        The workshop whose name, date and territory are kept.
    second : str or Path
        Another room's, on the same territory.
    target : Path
        A file that does not exist.

    Returns
    -------
    Store
        The new workshop, open for writing. WorkshopFileError where the territories differ, or
        where an id holds two different entries.
    """
    logs = [_read(each) for each in (first, second)]
    kept = _require_same_territory(logs, first, second)
    merged = _erased(_joined(logs, second))
    with placed(target) as aside:
        aside.touch()
        database = SQLiteDatabase(aside, where=str(target))
        try:
            migrations.migrate(database)
            with database.writing() as connection:
                connection.execute(insert(ENTRIES), [*log_rows(merged)])
                for each in (first, second):
                    _copy_contents(each, connection)
        finally:
            database.close()
    store = Store.open(target)
    author = Author(pseudonym="", group="facilitator")
    store.append([Entry(id=new_id(), who=author, body=kept)])
    return store


def _copy_contents(source: Target, target: Connection) -> None:
    with (
        Store.open(source, read_only=True, glance=True) as store,
        store.database.reading() as reading,
    ):
        contents.copy(reading, target)


def _read(target: Target) -> list[Logged]:
    with Store.open(target, read_only=True, glance=True) as store:
        return store.entries()


def _require_same_territory(
    logs: Sequence[Sequence[Logged]], first: Target, second: Target
) -> WorkshopSettings:
    one, other = (projections.settings(log) for log in logs)
    if one is None or other is None:
        raise WorkshopFileError(
            f"L’atelier « {second if one else first} » n’a ni nom ni territoire.",
            "Choisissez-lui un territoire dans « Préparer », puis recommencez.",
        )
    if one.territory != other.territory:
        raise WorkshopFileError(
            f"Les deux ateliers portent sur des territoires différents"
            f" ({one.territory} et {other.territory}).",
            "Réunissez des ateliers tenus sur le même territoire.",
        )
    return one


def _joined(logs: Sequence[Sequence[Logged]], second: Target) -> list[Logged]:
    """Interleave by date, each log keeping its own order; the same id is kept once."""
    found: dict[str, Logged] = {}
    for _, _, _, logged in heapq.merge(*(_dated(log, rank) for rank, log in enumerate(logs))):
        known = found.setdefault(logged.entry.id, logged)
        if known.entry == logged.entry:
            continue
        if isinstance(logged.entry.body, Erased):
            found[logged.entry.id] = known._replace(entry=logged.entry)
        elif not isinstance(known.entry.body, Erased):
            raise WorkshopFileError(
                f"La contribution « {logged.entry.id} » de « {second} » diffère d’un atelier"
                " à l’autre.",
                "L’un des deux fichiers a été modifié hors de ce programme : gardez l’autre.",
            )
    return list(found.values())


def _dated(log: Sequence[Logged], rank: int) -> Iterator[tuple[str, int, int, Logged]]:
    """Never go back in time within a log, so that acts follow what they act on."""
    moment = ""
    for logged in log:
        moment = max(moment, logged.received_at)
        yield moment, rank, logged.seq, logged


def _erased(log: list[Logged]) -> list[Logged]:
    blanked = {entry.id: entry for entry in blanks(log, erased_participants(log))}
    return [each._replace(entry=blanked.get(each.entry.id, each.entry)) for each in log]


def log_rows(log: Sequence[Logged]) -> Iterator[dict[str, object]]:
    """Write a log as rows of a new file, numbered again from 1.

    Parameters
    ----------
    log : sequence of Logged
        In order.

    Yields
    ------
    dict
        A row of the entries' table.
    """
    for seq, logged in enumerate(log, start=1):
        yield {
            "seq": seq,
            "id": logged.entry.id,
            "kind": logged.entry.kind,
            "received_at": logged.received_at,
            "document": encode(logged.entry).decode(),
        }
