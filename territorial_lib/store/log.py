"""The append-only log of what the room wrote: nothing is overwritten, a repeat changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import RowMapping, func, select

from territorial_lib.errors import InvalidEntry, TerritorialError
from territorial_lib.schemas.entries import Entry, WorkshopSettings, stored
from territorial_lib.store import faults, migrations
from territorial_lib.store.database import Database
from territorial_lib.store.files import placed
from territorial_lib.store.group import Group, Receipt
from territorial_lib.store.migrations import ENTRIES
from territorial_lib.store.postgresql import PostgreSQLDatabase
from territorial_lib.store.sqlite import ENDING, SQLiteDatabase
from territorial_lib.store.targets import Target, existing, located

Clock = Callable[[], datetime]


class Logged(NamedTuple):
    """An entry as the log holds it: its number, when it was received (UTC, ISO), the entry."""

    seq: int
    received_at: str
    entry: Entry


def system_clock() -> datetime:
    """Give the time of this machine.

    Returns
    -------
    datetime
        Now, in UTC.
    """
    return datetime.now(UTC)


class Store:
    """The state that the room shares: a log of entries, safe across threads and processes.

    Parameters
    ----------
    database : Database
        Where the log is; use `create` or `open`.
    clock : callable
        Gives the time of reception.
    """

    def __init__(self, database: Database, clock: Clock = system_clock) -> None:
        self.database = database
        self.clock = clock
        self._group = Group(database, clock)

    @classmethod
    def create(cls, target: Target, settings: Entry, clock: Clock = system_clock) -> Store:
        """Create a workshop; it appears whole or not at all.

        Parameters
        ----------
        target : str or Path
            Path of a file that does not exist, or URL of a database without workshop.
        settings : Entry
            The first entry, of kind "workshop": name, date, territory.
        clock : callable
            Gives the time of reception.

        Returns
        -------
        Store
            The workshop, open for writing; WorkshopExists where one is there.
        """
        if not isinstance(settings.body, WorkshopSettings):
            raise InvalidEntry(
                f"Un atelier commence par ses réglages, pas par « {settings.kind} ».",
                "Donnez son nom, sa date et son territoire.",
            )
        place = located(target)
        if isinstance(place, Path):
            with placed(place) as aside:
                aside.touch()
                _begin(cls(SQLiteDatabase(aside, where=str(place)), clock), settings).close()
            return cls.open(place, clock=clock)
        return _begin(cls(PostgreSQLDatabase(place), clock), settings)

    @classmethod
    def open(
        cls,
        target: Target,
        read_only: bool = False,
        clock: Clock = system_clock,
        glance: bool = False,
    ) -> Store:
        """Open a workshop that exists, bringing its schema up to date where it may write.

        Parameters
        ----------
        target : str or Path
            Path or URL.
        read_only : bool
            True makes writing impossible, for elected officials.
        clock : callable
            Gives the time of reception.
        glance : bool
            True, with `read_only`, for a short reading that leaves nothing beside the file.

        Returns
        -------
        Store
            The workshop; a WorkshopFileError says why it cannot be opened.
        """
        database = existing(target, read_only, glance)
        try:
            _bring_up_to_date(database)
        except BaseException:
            database.close()
            raise
        return cls(database, clock)

    @property
    def where(self) -> str:
        """Path or URL without password.

        Returns
        -------
        str
            For people and for what is remembered.
        """
        return self.database.where

    @property
    def read_only(self) -> bool:
        """True where writing is impossible.

        Returns
        -------
        bool
            False where appending is possible.
        """
        return self.database.read_only

    def append(self, entries: Sequence[Entry]) -> list[Receipt]:
        """Write entries in one transaction; return once they are on the disk.

        Parameters
        ----------
        entries : sequence of Entry
            What was written, in order; all are kept or none.

        Returns
        -------
        list of Receipt
            One an entry; `new` is False for an id already in the log with the same content.
            InvalidEntry where the content breaks the schema, or differs under a known id.
        """
        return self._group.append(entries)

    def append_each(
        self, groups: Sequence[Sequence[Entry]]
    ) -> list[list[Receipt] | TerritorialError]:
        """Write independent groups of entries in one transaction; return once on the disk.

        Parameters
        ----------
        groups : sequence of sequence of Entry
            Each is kept whole or not at all; one refused holds no other back.

        Returns
        -------
        list
            For each group its receipts, or why it was not written.
        """
        return self._group.append_each(groups)

    def entries(self, since: int = 0, kinds: Collection[str] | None = None) -> list[Logged]:
        """Read the log in order.

        Parameters
        ----------
        since : int
            Number after which to begin; 0 for all.
        kinds : collection of str, optional
            Only these kinds; all by default.

        Returns
        -------
        list of Logged
            In the order of their numbers.
        """
        query = select(ENTRIES).where(ENTRIES.c.seq > since).order_by(ENTRIES.c.seq)
        if kinds is not None:
            query = query.where(ENTRIES.c.kind.in_(sorted(kinds)))
        with self.database.reading() as connection:
            rows: Iterable[RowMapping] = connection.execute(query).mappings().all()
        return [self._logged(row) for row in rows]

    def version(self) -> int:
        """Give the number of the last entry.

        Returns
        -------
        int
            0 for an empty log.
        """
        with self.database.reading() as connection:
            return connection.execute(select(func.max(ENTRIES.c.seq))).scalar() or 0

    def close(self) -> None:
        """Close the connections; the log is complete on disk."""
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _logged(self, row: RowMapping) -> Logged:
        try:
            entry = stored(row["document"])
        except msgspec.ValidationError as error:
            found = f"contribution n° {row['seq']} du genre « {row['kind']} »"
            raise faults.newer(self.where, found) from error
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise faults.damaged(self.where, f"contribution n° {row['seq']}") from error
        return Logged(row["seq"], row["received_at"], entry)


def _begin(store: Store, settings: Entry) -> Store:
    """Lay the schema and write the first entry, unless a workshop is already there."""
    try:
        migrations.migrate(store.database)
        if store.version():
            raise faults.exists(store.where)
        store.append([settings])
    except BaseException:
        store.close()
        raise
    return store


def _bring_up_to_date(database: Database) -> None:
    with database.reading() as connection:
        found = database.schema_version(connection)
    last = migrations.latest()
    if found == 0:
        raise faults.missing(database.where)
    if found > last:
        raise faults.newer(database.where, f"format {found}, celui-ci connaît le format {last}")
    # Read-only, an older workshop is read as it is: what it lacks, nothing in its log names.
    if found < last and not database.read_only:
        if isinstance(database, SQLiteDatabase):
            _keep_copy(database, found)
        migrations.migrate(database)


def _keep_copy(database: SQLiteDatabase, version: int) -> None:
    copy = database.path.with_name(
        f"{database.path.stem} (avant mise à jour, format {version}){ENDING}"
    )
    if not copy.exists():
        with placed(copy, overwrite=True) as aside:
            database.backup(aside)
