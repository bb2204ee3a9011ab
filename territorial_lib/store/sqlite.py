"""SQLite: one file, WAL, every writing connection durable (`synchronous=FULL`, asserted)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from territorial_lib.errors import WorkshopFileError
from territorial_lib.store import faults
from territorial_lib.store.database import Database
from territorial_lib.store.migrations import latest

APPLICATION_ID = 0x54575742
"""Says in the file's header that it is ours ("TWWB")."""
ENDING = ".atelier"
BUSY_SECONDS = 10.0
MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_FULL = 2


class SQLiteDatabase(Database):
    """A workshop in a file.

    Parameters
    ----------
    path : Path
        The file, already there.
    read_only : bool
        True opens with ``mode=ro`` and ``query_only``.
    where : str, optional
        What to call the file in messages; its path by default.
    glance : bool
        True for a short reading: where nobody has the file open, it leaves no -wal nor -shm
        beside it, but would not see somebody open it meanwhile.
    """

    path: Path

    def __init__(
        self, path: Path, read_only: bool = False, where: str = "", glance: bool = False
    ) -> None:
        self.path = path.absolute()
        self._glance = glance and read_only
        super().__init__(self._engine(), where or str(self.path), read_only)

    def _engine(self) -> Engine:
        engine = create_engine(
            "sqlite+pysqlite://", creator=self.connect, poolclass=QueuePool, pool_timeout=30
        )
        event.listen(engine, "begin", _begin)
        return engine

    def connect(self) -> sqlite3.Connection:
        """Open a connection as this database wants them.

        Returns
        -------
        sqlite3.Connection
            Durable where it writes, unable to write where the database is read-only.
        """
        if not self.read_only:
            return _durable(_raw(self.path, "mode=rw"), self.where)
        connection = self._reader()
        connection.execute("PRAGMA query_only=ON")
        return connection

    def _reader(self) -> sqlite3.Connection:
        alone = not _wal(self.path).exists()
        if alone and self._glance:
            return _raw(self.path, "mode=ro&immutable=1")
        connection = _raw(self.path, "mode=ro")
        try:
            connection.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorname != "SQLITE_CANTOPEN" or not alone:
                raise
            # A read-only folder: SQLite cannot put its -shm there, and nobody can write.
            return _raw(self.path, "mode=ro&immutable=1")
        return connection

    def exclude_others(self, connection: Connection) -> None:
        """Do nothing: BEGIN IMMEDIATE already excludes other writers.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.
        """

    def schema_version(self, connection: Connection) -> int:
        """Give ``user_version``.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.

        Returns
        -------
        int
            0 where there is no schema yet.
        """
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def set_schema_version(self, connection: Connection, version: int) -> None:
        """Write ``user_version`` and our ``application_id``.

        Parameters
        ----------
        connection : sqlalchemy.Connection
            A transaction under way.
        version : int
            The number of the last step.
        """
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={version}")

    def check(self) -> None:
        """Raise DamagedWorkshop where quick_check finds a fault, ReadOnlyPlace where it must."""
        if not self.read_only:
            with self.writing():
                pass  # takes the right to write, writes nothing
        with self.reading() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
        if answer != "ok":
            raise faults.damaged(self.where, " ".join(str(answer).split()))

    @contextmanager
    def changes(self, pause: Callable[[float], object]) -> Iterator[Callable[[float], int]]:
        """Look at ``PRAGMA data_version`` on one dedicated connection, after each pause.

        Parameters
        ----------
        pause : callable
            Waits that many seconds.

        Yields
        ------
        callable
            Takes seconds, gives a number that changes when any other connection commits.
        """
        with faults.told(self.where), closing(self.connect()) as connection:

            def look(seconds: float) -> int:
                pause(seconds)
                return int(connection.execute("PRAGMA data_version").fetchone()[0])

            yield look

    def backup(self, target: Path) -> None:
        """Copy everything committed into a single file in ``journal_mode=DELETE``, checked.

        Parameters
        ----------
        target : Path
            An empty file, or none.
        """
        copy = sqlite3.connect(target, isolation_level=None)
        with faults.told(self.where), closing(self.connect()) as source, closing(copy):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            answer = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if answer != "ok":
            raise faults.damaged(self.where, answer)


def require_ours(path: Path) -> None:
    """Raise where a file is not a workshop that this version can open; nothing is touched.

    Parameters
    ----------
    path : Path
        Any path.
    """
    where = str(path)
    with faults.told(where):
        if path.is_dir():
            raise faults.not_a_workshop(where, "c’est un dossier")
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
    _require_header(header, where)
    version = int.from_bytes(header[60:64], "big")
    if version == 0:
        raise faults.damaged(where, "le format n’est pas indiqué")
    if version > latest():
        raise faults.newer(where, f"format {version}, celui-ci connaît le format {latest()}")
    page = int.from_bytes(header[16:18], "big")
    expected = int.from_bytes(header[28:32], "big") * (65536 if page == 1 else page)
    if size < expected and not _wal(path).exists():
        raise faults.damaged(where, f"tronqué : {size} octets sur {expected}")


def _require_header(header: bytes, where: str) -> None:
    if not header:
        raise faults.damaged(where, "le fichier est vide")
    if not header.startswith(MAGIC[: len(header)]):
        raise faults.not_a_workshop(where, "ce n’est pas une base de données SQLite")
    if len(header) < _HEADER:
        raise faults.damaged(where, f"tronqué : {len(header)} octets")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise faults.not_a_workshop(where, "c’est la base d’un autre programme")


def _raw(path: Path, options: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?{options}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _durable(connection: sqlite3.Connection, where: str) -> sqlite3.Connection:
    """Ask for durability, then read back that it was granted."""
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "fullfsync=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA journal_mode=WAL")
    assert_durable(connection, where)
    return connection


def assert_durable(connection: sqlite3.Connection, where: str) -> None:
    """Raise where a commit could be lost by a power cut.

    Parameters
    ----------
    connection : sqlite3.Connection
        A connection about to write.
    where : str
        Path, for the message.
    """
    level = connection.execute("PRAGMA synchronous").fetchone()[0]
    if level < _FULL:
        connection.close()
        raise WorkshopFileError(
            f"L’atelier « {where} » ne garantit pas l’écriture sur disque (synchronous={level}).",
            "Signalez-le : rien n’a été écrit.",
        )


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
