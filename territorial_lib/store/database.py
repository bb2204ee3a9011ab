"""Connections to the database that holds one workshop's log, whichever database it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from territorial_lib.store import faults


class Database(ABC):
    """A workshop's database: short reading and writing transactions, errors told in French.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Connections, safe across threads.
    where : str
        Path or URL without password, for people and for the list of workshops.
    read_only : bool
        True where writing must be impossible.
    """

    path: Path | None = None
    """The file, None for a server."""

    def __init__(self, engine: Engine, where: str, read_only: bool) -> None:
        self.engine = engine
        self.where = where
        self.read_only = read_only

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the log.

        Yields
        ------
        sqlalchemy.Connection
            Open until the end of the block.
        """
        with faults.told(self.where), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open the only writing transaction of the moment; committed on disk at the end.

        Yields
        ------
        sqlalchemy.Connection
            Committed at the end of the block, rolled back where it raises.
        """
        if self.read_only:
            raise faults.read_only(self.where)
        with faults.told(self.where), self.engine.connect() as opened:
            connection = opened.execution_options(writing=True)
            with connection.begin():
                self.exclude_others(connection)
                yield connection

    def close(self) -> None:
        """Close every connection."""
        with faults.told(self.where):
            self.engine.dispose()

    @abstractmethod
    def exclude_others(self, connection: Connection) -> None:
        """Hold the right to write until the transaction's end.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.
        """

    @abstractmethod
    def schema_version(self, connection: Connection) -> int:
        """Give the schema's version, 0 where there is no schema yet.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.

        Returns
        -------
        int
            0 where there is no schema yet.
        """

    @abstractmethod
    def set_schema_version(self, connection: Connection, version: int) -> None:
        """Write the schema's version, and that this database is ours.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.
        version : int
            The number of the last step.
        """

    @abstractmethod
    def check(self) -> None:
        """Raise where the content is damaged, or where writing was asked for and is refused."""

    @abstractmethod
    def changes(
        self, pause: Callable[[float], object]
    ) -> AbstractContextManager[Callable[[float], int]]:
        """Open a cheap function that waits for somebody to commit.

        Parameters
        ----------
        pause : callable
            Waits that many seconds, or less where the caller is in a hurry to stop.

        Returns
        -------
        AbstractContextManager
            Gives the function: takes how many seconds to wait at most, gives a number that differs
            once anybody else has committed. Closes what it uses at the end of the block.
        """
