"""Erasing what a participant wrote, when they ask (GDPR), in a log that otherwise only grows.

Each entry of theirs keeps its number, its date, its group and the fact that it was there; its
words, place, name and links are blanked in the file itself, free pages included. What moderation
copied of them is blanked too. An `Erasure` entry keeps the trace. Copies made before (archives,
snapshots, other machines) are other files: erase there too; a later merge applies the erasure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, bindparam, select, update

from territorial_lib.schemas.entries import (
    Author,
    Entry,
    Erased,
    Erasure,
    Id,
    Moderation,
    encode,
    new_id,
)
from territorial_lib.store.log import Logged, Store
from territorial_lib.store.migrations import ENTRIES
from territorial_lib.store.sqlite import SQLiteDatabase

_BLANK = (
    update(ENTRIES)
    .where(ENTRIES.c.id == bindparam("known"))
    .values(kind="erased", document=bindparam("blank"))
)


def erase(store: Store, participant: Id, reason: str = "") -> int:
    """Blank everything that a participant wrote.

    Parameters
    ----------
    store : Store
        The workshop, open for writing.
    participant : str
        Random id of the participant.
    reason : str
        Why, for the trace; never a name.

    Returns
    -------
    int
        How many entries were blanked; the trace is written even for none.
    """
    blanked = list(blanks(store.entries(), {participant}))
    with store.database.writing() as connection:
        _safely_deleting(store, connection)
        _blank(connection, blanked)
    body = Erasure(participant=participant, count=len(blanked), reason=reason)
    facilitator = Author(pseudonym="", group="facilitator")
    store.append([Entry(id=new_id(), who=facilitator, body=body)])
    _empty_wal(store)
    return len(blanked)


def blanks(log: Sequence[Logged], participants: set[str]) -> Iterator[Entry]:
    """Give what the entries to erase become.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    participants : set of str
        Ids of the participants who asked.

    Yields
    ------
    Entry
        The blanked entry, under its id.
    """
    theirs: set[str] = set()
    for logged in log:
        entry, body = logged.entry, logged.entry.body
        copied = isinstance(body, Moderation) and body.action == "edit" and body.entry in theirs
        if entry.who.participant not in participants and not copied:
            continue
        theirs.add(entry.id)
        if not isinstance(body, Erased):
            yield blank(entry)


def blank(entry: Entry) -> Entry:
    """Keep of an entry only that it was there.

    Parameters
    ----------
    entry : Entry
        The entry as written.

    Returns
    -------
    Entry
        Same id, same group, nothing else.
    """
    who = Author(pseudonym="", group=entry.who.group)
    return Entry(id=entry.id, who=who, body=Erased(was=entry.kind))


def erased_participants(log: Sequence[Logged]) -> set[str]:
    """Give the participants whose entries were erased.

    Parameters
    ----------
    log : sequence of Logged
        The whole log.

    Returns
    -------
    set of str
        Their random ids, from the traces.
    """
    bodies = (logged.entry.body for logged in log)
    return {body.participant for body in bodies if isinstance(body, Erasure)}


def copies(path: Path) -> list[Path]:
    """List the snapshots and former versions beside a workshop's file, where nothing is erased.

    Parameters
    ----------
    path : Path
        The workshop's file.

    Returns
    -------
    list of Path
        Files whose name begins with the workshop's.
    """
    found = path.parent.glob("**/*.atelier")
    return sorted(p for p in found if p != path and p.name.startswith(f"{path.stem} "))


def _blank(connection: Connection, blanked: Sequence[Entry]) -> None:
    if blanked:
        rows = [{"known": entry.id, "blank": encode(entry).decode()} for entry in blanked]
        connection.execute(_BLANK, rows)


def _safely_deleting(store: Store, connection: Connection) -> None:
    """Ask SQLite to overwrite with zeros what it frees."""
    if isinstance(store.database, SQLiteDatabase):
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        connection.execute(select(ENTRIES.c.seq).limit(1)).all()


def _empty_wal(store: Store) -> None:
    """Copy the write-ahead log back and cut it: the words would stay readable there."""
    if isinstance(store.database, SQLiteDatabase):
        with store.database.reading() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            connection.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
