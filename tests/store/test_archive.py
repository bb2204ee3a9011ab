from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from territorial_lib.errors import NotAWorkshop, WorkshopExists
from territorial_lib.schemas.entries import Entry
from territorial_lib.store.archive import archive, restore, snapshot, snapshots
from territorial_lib.store.log import Store

MakeEntry = Callable[[str], Entry]


def test_archive_reopens_identically_elsewhere(
    store: Store, tmp_path: Path, resource: MakeEntry
) -> None:
    store.append([resource("Bois"), resource("Lin")])
    path = archive(store, tmp_path / "loin" / "archive.atelier")
    assert [p.name for p in path.parent.iterdir()] == ["archive.atelier"]
    content = path.read_bytes()
    assert content[18:20] == b"\x01\x01"  # a rollback journal, not WAL
    store.append([resource("après")])
    with restore(path, tmp_path / "rouvert.atelier") as again:
        assert again.entries() == store.entries()[:3]
        again.append([resource("suite")])
    assert path.read_bytes() == content
    with Store.open(path, read_only=True) as read:
        assert read.version() == 3
    assert [p.name for p in path.parent.iterdir()] == ["archive.atelier"]


def test_archive_overwrites_only_when_told(file_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "archive.atelier"
    path.write_bytes(b"precious")
    with pytest.raises(WorkshopExists):
        archive(file_store, path)
    assert path.read_bytes() == b"precious"
    archive(file_store, path, overwrite=True)
    with Store.open(path, read_only=True) as read:
        assert read.version() == 1


def test_a_failed_archive_leaves_the_former_one(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(file_store, tmp_path / "archive.atelier")
    before = path.read_bytes()

    def fails(target: Path) -> None:
        target.write_bytes(b"half")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(file_store.database, "backup", fails)
    with pytest.raises(sqlite3.OperationalError):
        archive(file_store, path, overwrite=True)
    with pytest.raises(sqlite3.OperationalError):
        archive(file_store, tmp_path / "autre.atelier")
    assert path.read_bytes() == before
    names = {p.name.removesuffix("-wal").removesuffix("-shm") for p in tmp_path.iterdir()}
    assert names == {"archive.atelier", "fichier.atelier"}


def test_restoring_refuses_what_is_not_an_archive(file_store: Store, tmp_path: Path) -> None:
    source = tmp_path / "lettre.atelier"
    source.write_text("bonjour")
    with pytest.raises(NotAWorkshop):
        restore(source, tmp_path / "neuf.atelier")
    assert not (tmp_path / "neuf.atelier").exists()
    path = archive(file_store, tmp_path / "archive.atelier")
    with pytest.raises(WorkshopExists):
        restore(path, tmp_path / "lettre.atelier")
    assert source.read_text() == "bonjour"


def test_snapshots_keep_the_latest(file_store: Store, tmp_path: Path, resource: MakeEntry) -> None:
    folder = tmp_path / "sauvegardes"
    made = []
    for rank in range(5):
        file_store.append([resource(str(rank))])
        made.append(snapshot(file_store, folder, keep=3))
    assert snapshots(folder, "fichier") == made[-3:]
    versions = []
    for path in made[-3:]:
        with Store.open(path, read_only=True) as read:
            versions.append(read.version())
    assert versions == [4, 5, 6]
