"""Bytes kept beside the log: once, whole, carried by archives, on both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from territorial_lib.errors import DamagedWorkshop, InvalidEntry
from territorial_lib.schemas.entries import Author, Entry, Import, new_id
from territorial_lib.store import contents
from territorial_lib.store.archive import archive, restore
from territorial_lib.store.log import Store
from territorial_lib.store.merging import merge

CONTENT = b"PAR1 \x00\xff un tableau"


def entry(checksum: str) -> Entry:
    body = Import(table="sau_commune", title="SAU", content=checksum, rows=3, year=2020)
    return Entry(id=new_id(), who=Author(pseudonym="", group="facilitator"), body=body)


def test_kept_once_and_given_back(store: Store) -> None:
    checksum = contents.keep(store, CONTENT)
    assert contents.keep(store, CONTENT) == checksum
    assert contents.kept(store, checksum) == CONTENT
    assert contents.weight(store) == len(CONTENT)
    with pytest.raises(DamagedWorkshop, match="absent"):
        contents.kept(store, "0" * 64)


def test_archives_carry_it(store: Store, tmp_path: Path) -> None:
    checksum = contents.keep(store, CONTENT)
    store.append([entry(checksum)])
    path = archive(store, tmp_path / "archive.atelier")
    with restore(path, tmp_path / "rouvert.atelier") as again:
        assert contents.kept(again, checksum) == CONTENT
    with Store.open(path, read_only=True) as read:
        assert contents.kept(read, checksum) == CONTENT


def test_two_rooms_merged_keep_both(file_store: Store, tmp_path: Path) -> None:
    first = contents.keep(file_store, CONTENT)
    one = archive(file_store, tmp_path / "un.atelier")
    second = contents.keep(file_store, b"autre")
    two = archive(file_store, tmp_path / "deux.atelier")
    with merge(one, two, tmp_path / "tout.atelier") as merged:
        assert contents.kept(merged, first) == CONTENT
        assert contents.kept(merged, second) == b"autre"


def test_too_heavy_is_refused(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MAXIMUM_BYTES", 5)
    with pytest.raises(InvalidEntry, match="territoire"):
        contents.keep(file_store, b"123456")
    assert contents.weight(file_store) == 0


def test_altered_bytes_are_told(file_store: Store) -> None:
    checksum = contents.keep(file_store, CONTENT)
    with file_store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE contents SET content = x'00'")
    with pytest.raises(DamagedWorkshop, match="altéré"):
        contents.kept(file_store, checksum)


def test_a_workshop_of_the_first_format_opens(file_store: Store, tmp_path: Path) -> None:
    path = archive(file_store, tmp_path / "ancien.atelier")
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE contents")
    raw.execute("PRAGMA user_version=1")
    raw.commit()
    raw.close()
    with Store.open(path, read_only=True) as read:
        assert read.version() == 1
        assert contents.weight(read) == 0
    with Store.open(path) as again:
        checksum = contents.keep(again, CONTENT)
        assert contents.kept(again, checksum) == CONTENT
    assert (tmp_path / "ancien (avant mise à jour, format 1).atelier").exists()
