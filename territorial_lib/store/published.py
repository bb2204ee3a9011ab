"""Results computed once for everybody: beside the workshop's file, never part of its archive.

A result is a JSON document under a key, with the fingerprint of what it was computed from. Losing
them all loses nothing: they are computed again. On PostgreSQL they are a table of the workshop's
database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Column, MetaData, Table, Text, delete, inspect, select
from sqlalchemy.schema import CreateTable

from territorial_lib.errors import DamagedWorkshop, NotAWorkshop
from territorial_lib.store import faults
from territorial_lib.store.database import Database
from territorial_lib.store.postgresql import PostgreSQLDatabase
from territorial_lib.store.sqlite import SQLiteDatabase
from territorial_lib.store.targets import Target, located

ENDING = ".resultats"
_RESULTS = Table(
    "published",
    MetaData(),
    Column("key", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("document", Text, nullable=False),
)


class Result(NamedTuple):
    """A published document, and what it was computed from."""

    fingerprint: str
    document: str


class Published:
    """The results published for one workshop.

    Parameters
    ----------
    database : Database
        Where they are; use `beside`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._lent = False

    @classmethod
    def beside(cls, target: Target) -> Published:
        """Open the results of a workshop for writing; they appear where absent.

        Parameters
        ----------
        target : str or Path
            Path or URL of the workshop.

        Returns
        -------
        Published
            The results; a damaged file is replaced by an empty one.
        """
        place = located(target)
        if not isinstance(place, Path):
            return cls(_made(PostgreSQLDatabase(place)))
        path = place.with_name(place.name + ENDING)
        try:
            return cls(_made(_file(path)))
        except (DamagedWorkshop, NotAWorkshop):
            for leftover in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
                leftover.unlink(missing_ok=True)
            return cls(_made(_file(path)))

    @classmethod
    def seen(cls, workshop: Database) -> Published | None:
        """Open the results of a workshop for reading alone; nothing is made.

        Parameters
        ----------
        workshop : Database
            The workshop's own database, open.

        Returns
        -------
        Published or None
            None where nothing was published yet, or where it cannot be read.
        """
        if workshop.path is None:
            results = cls(workshop)
            results._lent = True
            return results if results._is_made() else None
        path = workshop.path.with_name(workshop.path.name + ENDING)
        if not path.exists() or not path.stat().st_size:
            return None
        results = cls(SQLiteDatabase(path, read_only=True))
        try:
            made = results._is_made()
        except (DamagedWorkshop, NotAWorkshop):  # whoever publishes next replaces it
            made = False
        if not made:
            results.close()
            return None
        return results

    def put(self, key: str, fingerprint: str, document: str) -> None:
        """Publish a result in place of the former one.

        Parameters
        ----------
        key : str
            Name of the result.
        fingerprint : str
            What it was computed from.
        document : str
            JSON.
        """
        self.put_all([(key, fingerprint, document)])

    def put_all(self, results: Iterable[tuple[str, str, str]]) -> None:
        """Publish several results at once.

        Parameters
        ----------
        results : iterable of (str, str, str)
            Key, fingerprint, JSON document.
        """
        rows = [{"key": k, "fingerprint": f, "document": d} for k, f, d in results]
        if not rows:
            return
        with self.database.writing() as connection:
            keys = [row["key"] for row in rows]
            connection.execute(delete(_RESULTS).where(_RESULTS.c.key.in_(keys)))
            connection.execute(_RESULTS.insert(), rows)

    def get(self, key: str) -> Result | None:
        """Read a result.

        Parameters
        ----------
        key : str
            Name of the result.

        Returns
        -------
        Result or None
            None where it was never published.
        """
        query = select(_RESULTS.c.fingerprint, _RESULTS.c.document).where(_RESULTS.c.key == key)
        with self.database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Result(row.fingerprint, row.document)

    def read(self, key: str, fingerprint: str) -> Any:
        """Read a result, where it was computed from this very state.

        Parameters
        ----------
        key : str
            Name of the result.
        fingerprint : str
            What it must have been computed from.

        Returns
        -------
        Any
            Plain data; None where it was never published, or for another state.
        """
        found = self.get(key)
        if found is None or found.fingerprint != fingerprint:
            return None
        return json.loads(found.document)

    def fingerprints(self) -> dict[str, str]:
        """Give what each result was computed from.

        Returns
        -------
        dict of str to str
            Fingerprints by key.
        """
        with self.database.reading() as connection:
            rows = connection.execute(select(_RESULTS.c.key, _RESULTS.c.fingerprint)).all()
        return {row.key: row.fingerprint for row in rows}

    def close(self) -> None:
        """Close the connections, those lent by the workshop excepted."""
        if not self._lent:
            self.database.close()

    def _is_made(self) -> bool:
        with self.database.reading() as connection:
            return inspect(connection).has_table(_RESULTS.name)


def _file(path: Path) -> SQLiteDatabase:
    with faults.told(str(path)):
        path.touch(mode=0o600)
    return SQLiteDatabase(path)


def _made(database: Database) -> Database:
    """Make the table where it is absent."""
    try:
        with database.writing() as connection:
            if not inspect(connection).has_table(_RESULTS.name):
                connection.execute(CreateTable(_RESULTS, if_not_exists=True))
    except BaseException:
        database.close()
        raise
    return database
