"""What a damaged file still holds comes back in a sound one; the damaged one is left as it is."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territorial_lib.errors import (
    DamagedWorkshop,
    NewerWorkshop,
    NotAWorkshop,
    WorkshopExists,
    WorkshopMissing,
)
from territorial_lib.schemas.entries import Author, Entry, Erased, Resource, new_id
from territorial_lib.store import contents, leaves
from territorial_lib.store.erasure import erase
from territorial_lib.store.log import Logged, Store
from territorial_lib.store.recovery import recover, said

MakeEntry = Callable[[str], Entry]
LONG = 300


@pytest.fixture
def written(file_store: Store, resource: MakeEntry) -> Store:
    file_store.append([resource(f"{rank} " + "é" * (rank % 90)) for rank in range(LONG)])
    body = Resource(family="human", label="sur plusieurs pages", use="used", note="ß" * 2000)
    file_store.append([Entry(id=new_id(), who=FACILITATOR, body=body) for _ in range(9)])
    return file_store


FACILITATOR = Author(pseudonym="", group="facilitator")


def _closed(store: Store) -> tuple[Path, list[Logged]]:
    log, path = store.entries(), store.database.path
    assert path is not None
    store.close()
    return path, log


def _read(path: Path) -> list[Logged]:
    with Store.open(path, read_only=True) as store:
        return store.entries()


def test_a_sound_file_comes_back_whole(written: Store, tmp_path: Path) -> None:
    checksum = contents.keep(written, bytes(range(256)) * 100)
    path, log = _closed(written)
    before = path.read_bytes()
    found = recover(path, tmp_path / "retrouvé.atelier")
    assert (found.entries, found.missing, found.contents) == (len(log), (), 1)
    assert _read(found.path) == log
    with Store.open(found.path) as store:
        assert contents.kept(store, checksum) == bytes(range(256)) * 100
        assert store.append([log[0].entry])[0].new is False
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file_gives_its_beginning(written: Store, tmp_path: Path, share: float) -> None:
    path, log = _closed(written)
    with path.open("rb+") as file:
        file.truncate(int(path.stat().st_size * share))
    with pytest.raises(DamagedWorkshop, match="territorial recover"):
        Store.open(path)
    found = recover(path, tmp_path / "retrouvé.atelier")
    kept = _read(found.path)
    assert [each.entry for each in kept] == [
        each.entry for each in log if each.seq not in found.missing
    ][: len(kept)]
    assert found.entries > share * len(log) / 3
    assert f"{found.entries} contributions retrouvées, dans" in said(found)


def test_pages_lost_in_the_middle_lose_only_themselves(written: Store, tmp_path: Path) -> None:
    path, log = _closed(written)
    content = bytearray(path.read_bytes())
    content[:4096] = b"\xa5" * 4096  # the header and the schema
    leaf = next(at for at in range(40 * 4096, len(content), 4096) if content[at] == 0x0D)
    content[leaf : leaf + 4096] = b"\0" * 4096
    path.write_bytes(content)
    with pytest.raises(NotAWorkshop):
        Store.open(path)
    found = recover(path, tmp_path / "retrouvé.atelier")
    assert len(log) - 40 < found.entries < len(log)
    kept = {each.entry.id: each.entry for each in _read(found.path)}
    assert all(kept[each.entry.id] == each.entry for each in log if each.entry.id in kept)
    assert len(found.missing) + found.entries == len(log)
    assert f"{len(found.missing)} manquent" in said(found)


def test_what_is_still_in_the_wal_comes_back(written: Store, tmp_path: Path) -> None:
    path = written.database.path
    assert path is not None
    log = written.entries()
    wal = path.with_name(f"{path.name}-wal")
    assert wal.stat().st_size > 0
    copy = Path(shutil.copy(path, tmp_path / "copie.atelier"))
    shutil.copy(wal, copy.with_name(f"{copy.name}-wal"))
    with copy.open("rb+") as file:
        file.truncate(4096)
    found = recover(copy, tmp_path / "retrouvé.atelier")
    assert _read(found.path) == log


def test_an_unreadable_entry_is_left_out(written: Store, tmp_path: Path) -> None:
    path, log = _closed(written)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE entries SET document = '{' WHERE seq = 7")
    raw.commit()
    raw.close()
    found = recover(path, tmp_path / "retrouvé.atelier")
    assert found.missing == (7,)
    assert [each.seq for each in _read(found.path)] == list(range(1, len(log)))


def test_what_was_erased_stays_erased(file_store: Store, tmp_path: Path) -> None:
    who = Author(pseudonym="Zoé", group="citizen", participant=new_id())
    body = Resource(family="human", label="mon secret", use="used")
    file_store.append([Entry(id=new_id(), who=who, body=body) for _ in range(30)])
    assert who.participant is not None
    erase(file_store, who.participant)
    path, _ = _closed(file_store)
    found = recover(path, tmp_path / "retrouvé.atelier")
    kept = _read(found.path)
    assert sum(isinstance(each.entry.body, Erased) for each in kept) == 30
    assert b"secret" not in found.path.read_bytes()


def test_other_files_are_refused_untouched(written: Store, tmp_path: Path) -> None:
    path, _ = _closed(written)
    with pytest.raises(WorkshopExists):
        recover(path, path)
    with pytest.raises(WorkshopMissing):
        recover(tmp_path / "absent.atelier", tmp_path / "x.atelier")
    text = tmp_path / "texte.atelier"
    text.write_text("bonjour" * 99)
    with pytest.raises(NotAWorkshop):
        recover(text, tmp_path / "x.atelier")
    empty = tmp_path / "vide.atelier"
    empty.touch()
    with pytest.raises(DamagedWorkshop, match="vide"):
        recover(empty, tmp_path / "x.atelier")
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version=999")
    newer.close()
    with pytest.raises(NewerWorkshop):
        recover(path, tmp_path / "x.atelier")
    assert not (tmp_path / "x.atelier").exists()


@given(
    st.lists(st.text(min_size=0, max_size=3000), max_size=8), st.sampled_from([512, 4096, 65536])
)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_are_those_that_sqlite_reads(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], size: int
) -> None:
    path = tmp_path_factory.mktemp("rows") / "essai.db"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA page_size={size}")
    raw.execute("CREATE TABLE t (a, b, c)")
    numbers = [0, 1, -5, 2**40, 0.25, None, b"\0\xff", 300]
    rows = [(numbers[i], text, numbers[-1 - i]) for i, text in enumerate(texts)]
    raw.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
    raw.commit()
    read = [(number, list(row)) for number, *row in raw.execute("SELECT rowid, * FROM t")]
    raw.close()
    assert sorted(r for r in leaves.rows(path) if len(r[1]) == 3) == sorted(read)


def test_noise_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "bruit.db"
    path.write_bytes(b"\x0d" + random.Random(3).randbytes(40_000))
    assert all(isinstance(number, int) for number, _ in leaves.rows(path))
