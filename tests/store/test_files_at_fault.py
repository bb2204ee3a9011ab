"""What can happen to a file: each told in French, nothing lost, nothing foreign touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from territorial_lib.errors import (
    DamagedWorkshop,
    DiskFull,
    NewerWorkshop,
    NotAWorkshop,
    ReadOnlyPlace,
    StoreUnreachable,
    WorkshopBusy,
    WorkshopFileError,
    WorkshopMissing,
)
from territorial_lib.schemas.entries import Entry
from territorial_lib.store import migrations, sqlite
from territorial_lib.store.log import Store

MakeEntry = Callable[[str], Entry]


@pytest.fixture
def closed(file_store: Store, resource: MakeEntry) -> Path:
    file_store.append([resource(f"{rank} " + "x" * 150) for rank in range(200)])
    file_store.close()
    path = file_store.database.path
    assert path is not None
    assert not list(path.parent.glob("*-wal"))
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with _Mounted(tmp_path / "petit", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as folder:
        yield folder


class _Mounted:
    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options

    def __enter__(self) -> Path:
        self.folder.mkdir(exist_ok=True)
        command = ["mount", *self.options, str(self.folder)]
        if shutil.which("mount") is None or _fails(command):
            pytest.skip("mounting is not allowed here")
        return self.folder

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode != 0


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkshopMissing, match="absent"):
        Store.open(tmp_path / "absent.atelier")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"bonjour", b"PK\x03\x04" + b"\0" * 200, b"{}" * 400])
def test_no_database_is_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rapport.atelier"
    path.write_bytes(content)
    with pytest.raises(NotAWorkshop):
        Store.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("CREATE TABLE entries (seq, id)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(NotAWorkshop, match="autre programme"):
        Store.open(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_folder_is_not_a_workshop(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkshop, match="dossier"):
        Store.open(tmp_path)


@pytest.mark.parametrize("kept", [0, 10, 99, 3000, 4096, 20_000])
def test_truncated(closed: Path, kept: int) -> None:
    with closed.open("rb+") as file:
        file.truncate(kept)
    for read_only in (False, True):
        with pytest.raises(DamagedWorkshop):
            Store.open(closed, read_only=read_only)
    assert closed.stat().st_size == kept


def test_corrupt_pages(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[4096:12288] = b"\xa5" * 8192
    closed.write_bytes(content)
    with pytest.raises(DamagedWorkshop, match="abîmé"):
        Store.open(closed)


def test_unreadable_entry_names_itself(closed: Path) -> None:
    for document, error in (("{", DamagedWorkshop), ('{"id":"n","body":{}}', NewerWorkshop)):
        raw = sqlite3.connect(closed)
        raw.execute("UPDATE entries SET document = ? WHERE seq = 7", (document,))
        raw.commit()
        raw.close()
        with Store.open(closed) as store, pytest.raises(error, match="n° 7"):
            store.entries()


def test_newer_file_is_refused_unchanged(closed: Path) -> None:
    raw = sqlite3.connect(closed)
    raw.execute("PRAGMA user_version=999")
    raw.commit()
    raw.close()
    before = closed.read_bytes()
    with pytest.raises(NewerWorkshop, match="999"):
        Store.open(closed)
    assert closed.read_bytes() == before


def test_older_file_is_copied_then_upgraded(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = ("CREATE TABLE more (x INTEGER)",)
    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, step])
    newest = migrations.latest()
    for _ in range(2):
        with Store.open(closed) as store:
            assert store.version() == 201
            with store.database.reading() as connection:
                assert store.database.schema_version(connection) == newest
    (copy,) = (path for path in closed.parent.iterdir() if path != closed)
    monkeypatch.undo()
    with Store.open(copy) as before:
        assert before.version() == 201
    with pytest.raises(NewerWorkshop):
        Store.open(closed)


def test_a_failing_upgrade_changes_nothing(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [*migrations.MIGRATIONS, ("CREATE TABLE more (x INTEGER)", "CREATE NONSENSE")]
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with pytest.raises(WorkshopFileError):
        Store.open(closed)
    monkeypatch.undo()
    with Store.open(closed) as store, store.database.reading() as connection:
        assert store.database.schema_version(connection) == migrations.latest()
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "more" not in names


def test_read_only_folder(closed: Path, settings_entry: Entry, resource: MakeEntry) -> None:
    folder = closed.parent / "clé"
    folder.mkdir()
    inside = Path(shutil.copy(closed, folder))
    with _Mounted(folder, "--bind", str(folder)):
        if _fails(["mount", "-o", "remount,bind,ro", str(folder)]):
            pytest.skip("remounting read-only is not allowed here")
        with pytest.raises(ReadOnlyPlace):
            Store.open(inside)
        with pytest.raises(ReadOnlyPlace):
            Store.create(folder / "neuf.atelier", settings_entry)
        with Store.open(inside, read_only=True) as store:
            assert store.version() == 201
            with pytest.raises(ReadOnlyPlace):
                store.append([resource("Bois")])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_file(closed: Path) -> None:
    closed.chmod(0o444)
    with pytest.raises(ReadOnlyPlace):
        Store.open(closed)


def test_disk_full_keeps_what_was_acknowledged(
    small_disk: Path, settings_entry: Entry, resource: MakeEntry
) -> None:
    acknowledged = [settings_entry.id]
    with Store.create(small_disk / "plein.atelier", settings_entry) as store:
        with pytest.raises(DiskFull, match="plein"):
            for rank in range(2000):
                entry = resource(f"{rank} " + "x" * 150)
                store.append([entry])
                acknowledged.append(entry.id)
        assert 10 < len(acknowledged) < 2000
        assert [logged.entry.id for logged in store.entries()] == acknowledged
        with pytest.raises(DiskFull):
            Store.create(small_disk / "autre.atelier", settings_entry)
    # A full disk cannot take the -wal back into the file: they stay together, nothing else stays.
    names = ["plein.atelier", "plein.atelier-shm", "plein.atelier-wal"]
    assert set(names) >= {path.name for path in small_disk.iterdir()}
    roomy = shutil.copytree(small_disk, small_disk.parent / "grand")
    with Store.open(roomy / "plein.atelier") as store:
        assert [logged.entry.id for logged in store.entries()] == acknowledged
    assert [path.name for path in roomy.iterdir()] == ["plein.atelier"]


def test_disk_full_without_mount_then_room_again(file_store: Store, resource: MakeEntry) -> None:
    file_store.database.engine.dispose()
    with file_store.database.writing() as connection:  # the limit holds for this connection
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    batch = [resource("x" * 200) for _ in range(100)]
    with pytest.raises(DiskFull):
        file_store.append(batch)
    assert file_store.version() == 1
    file_store.database.engine.dispose()
    assert file_store.append(batch)[-1].seq == 101


def test_locked_by_another_program(
    file_store: Store, resource: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    path = file_store.database.path
    assert path is not None
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    file_store.database.engine.dispose()
    with pytest.raises(WorkshopBusy):
        file_store.append([resource("Bois")])
    other.execute("ROLLBACK")
    other.close()
    assert file_store.append([resource("Bois")])[0].new


def test_durability_is_asserted_on_every_connection(
    file_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with file_store.database.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    weak = sqlite3.connect(":memory:")
    weak.execute("PRAGMA synchronous=NORMAL")
    with pytest.raises(WorkshopFileError, match="synchronous=1"):
        sqlite.assert_durable(weak, "essai")


@pytest.mark.parametrize("url", ["mysql://a:secret@b/c", "postgresql://a:secret@127.0.0.1:1/c"])
def test_unreachable_server_tells_no_password(url: str) -> None:
    with pytest.raises(StoreUnreachable) as caught:
        Store.open(url)
    assert "secret" not in str(caught.value)
