"""PostgreSQL: several facilitators, rooms or servers on one workshop, one workshop a database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text

from territorial_lib.store import faults
from territorial_lib.store.database import Database

if TYPE_CHECKING:
    import psycopg

CHANNEL = "territorial_workshop"
AWAKE = 0.5
"""Seconds that a listener waits at most in one go, so that it can stop."""
UNHEARD = 5.0
"""Seconds after which the log is looked at though nobody said that it changed."""
_LOCK = 0x54575742
_SESSION = "-c synchronous_commit=on -c lock_timeout=10s"
_READ_ONLY = " -c default_transaction_read_only=on"


class PostgreSQLDatabase(Database):
    """A workshop in a PostgreSQL database.

    Parameters
    ----------
    url : sqlalchemy.URL
        Address of the database.
    read_only : bool
        True makes every transaction read-only, whatever the role may do.
    """

    def __init__(self, url: URL, read_only: bool = False) -> None:
        where = without_password(url)
        if find_spec("psycopg") is None:
            raise faults.unreachable(where, "le module psycopg n’est pas installé")
        super().__init__(self._engine(url, read_only), where, read_only)

    @staticmethod
    def _engine(url: URL, read_only: bool) -> Engine:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            connect_args={
                "options": _SESSION + (_READ_ONLY if read_only else ""),
                "connect_timeout": 10,
            },
        )

    def exclude_others(self, connection: Connection) -> None:
        """Queue behind the other writers, so that numbers are seen in their order; wake readers.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.
        """
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        connection.execute(text(f"NOTIFY {CHANNEL}"))  # told to all at the commit, never before

    def schema_version(self, connection: Connection) -> int:
        """Read our one-row table; 0 where it is absent.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.

        Returns
        -------
        int
            0 where there is no schema yet.
        """
        if not inspect(connection).has_table("territorial_workshop"):
            return 0
        query = text("SELECT schema_version FROM territorial_workshop")
        return int(connection.execute(query).scalar_one())

    def set_schema_version(self, connection: Connection, version: int) -> None:
        """Write our one-row table.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.
        version : int
            The number of the last step.
        """
        connection.execute(
            text(
                "CREATE TABLE IF NOT EXISTS territorial_workshop (schema_version INTEGER NOT NULL)"
            )
        )
        connection.execute(text("DELETE FROM territorial_workshop"))
        connection.execute(text(f"INSERT INTO territorial_workshop VALUES ({int(version)})"))

    def check(self) -> None:
        """Raise StoreUnreachable where the server does not answer."""
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    @contextmanager
    def changes(self, pause: Callable[[float], object]) -> Iterator[Callable[[float], int]]:
        """Listen to what `exclude_others` notifies, on one dedicated connection.

        Parameters
        ----------
        pause : callable
            Not needed: the connection itself wakes up.

        Yields
        ------
        callable
            Takes seconds, gives the highest number committed, read again when a writer said so and,
            in case a pooler lost its word, every `UNHEARD` seconds.
        """
        with self._listening() as connection:
            last, at = self._last(), time.monotonic()

            def look(seconds: float) -> int:
                nonlocal last, at
                heard = list(connection.notifies(timeout=min(seconds, AWAKE), stop_after=1))
                if heard or time.monotonic() - at > UNHEARD:
                    last, at = self._last(), time.monotonic()
                return last

            yield look

    @contextmanager
    def _listening(self) -> Iterator[psycopg.Connection[Any]]:
        import psycopg

        with faults.told(self.where):
            lent = self.engine.raw_connection()
        connection = cast("psycopg.Connection[Any]", lent.driver_connection)
        lent.detach()  # it is kept in this mode, and closed: never lent to somebody else
        try:
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            yield connection
        except psycopg.Error as error:
            raise faults.unreachable(self.where, str(error)) from error
        finally:
            connection.close()

    def _last(self) -> int:
        with self.reading() as connection:
            query = text("SELECT COALESCE(MAX(seq), 0) FROM entries")
            return int(connection.execute(query).scalar_one())


def without_password(url: URL) -> str:
    """Write a URL for people and for what is remembered.

    Parameters
    ----------
    url : sqlalchemy.URL
        Address of a database.

    Returns
    -------
    str
        The same address, without any password.
    """
    clean = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    return clean.difference_update_query(["password"]).render_as_string()
