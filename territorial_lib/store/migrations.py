"""The schema's steps, in order, and how a database is brought to the last one.

A step is never changed once released: add another. The same SQL runs on SQLite and PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text, text

from territorial_lib.store import faults
from territorial_lib.store.database import Database

MIGRATIONS: list[tuple[str, ...]] = [
    (
        """CREATE TABLE entries (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            received_at TEXT NOT NULL,
            document TEXT NOT NULL
        )""",
        "CREATE INDEX entries_kind ON entries (kind, seq)",
    ),
    (
        # PostgreSQL's name for bytes; SQLite keeps bytes whatever the name.
        """CREATE TABLE contents (
            checksum TEXT PRIMARY KEY,
            kept_at TEXT NOT NULL,
            content BYTEA NOT NULL
        )""",
    ),
]

ENTRIES = Table(
    "entries",
    MetaData(),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("document", Text, nullable=False),
)
"""The log: `seq` numbers from 1 without holes, in the order of commits; `document` is JSON."""

CONTENTS = Table(
    "contents",
    MetaData(),
    Column("checksum", Text, primary_key=True),
    Column("kept_at", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Bytes that entries name by their SHA-256: the tables imported."""


def latest() -> int:
    """Give the schema version that this program writes.

    Returns
    -------
    int
        The number of steps.
    """
    return len(MIGRATIONS)


def migrate(database: Database) -> None:
    """Bring a database to this version's schema, in one transaction; safe to run again.

    Parameters
    ----------
    database : Database
        A writable database of ours, or an empty one.
    """
    with database.writing() as connection:
        found = database.schema_version(connection)
        if found > latest():
            raise faults.newer(database.where, f"format {found}")
        for step in MIGRATIONS[found:]:
            for statement in step:
                connection.execute(text(statement))
        if found < latest():
            database.set_schema_version(connection, latest())
