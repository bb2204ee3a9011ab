"""A long reading says how far it is, and stops where a person says so, keeping nothing."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from territorial_lib.errors import Stopped
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.imports.door import Door
from territorial_lib.imports.mapping import ColumnMapping
from territorial_lib.imports.watching import CARRYING, READING, UNPACKING, Watch
from tests.imports.test_layouts import parcels

Told = list[tuple[str, float | None]]


class Ticking:
    """A clock that moves by a second each time it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def csv_file(folder: Path, rows: int = 6_000) -> Path:
    path = folder / "long.csv"
    lines = "".join(f"26{rank % 400:03d};{rank};{'x' * 1000}\n" for rank in range(rows))
    path.write_text("code;valeur;texte\n26108;1;x\n" + lines)
    return path


def zip_file(folder: Path) -> Path:
    path = folder / "long.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(csv_file(folder), "long.csv")
    return path


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["code", "valeur"])
    for rank in range(2_000):
        page.append([f"26{rank % 400:03d}", rank])
    path = folder / "long.xlsx"
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    return path


@pytest.mark.parametrize("make", [csv_file, zip_file, workbook])
def test_progress_goes_from_nothing_to_the_whole(
    make: Callable[[Path], Path], gazetteer: Gazetteer, mapping: ColumnMapping, tmp_path: Path
) -> None:
    told: Told = []
    door = Door(gazetteer, watch=Watch(lambda *each: told.append(each), Ticking()))
    path = make(tmp_path)
    with door.open(path) as candidates:
        told_before = len(told)
        door.draft(path, candidates[0], replace(mapping, add_up=True))
    shares = [share for what, share in told[told_before:] if what == READING and share is not None]
    begin = max(rank for rank, share in enumerate(shares) if share == min(shares))
    last = shares[begin:]
    assert last == sorted(last)
    assert len(last) > 3
    assert last[-1] > 0.85
    assert all(0 <= share <= 1 for _, share in told if share is not None)
    assert [what for what, _ in told].count(CARRYING) == 1
    assert any(what == UNPACKING for what, _ in told) is (path.suffix == ".zip")


def test_a_geopackage_is_read_part_by_part(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from territorial_lib.imports import spatial

    path = parcels(tmp_path / "RPG_2023_R84.gpkg")
    whole = Door(gazetteer).recognise(path).frame
    monkeypatch.setattr(spatial, "_BATCH", 1)
    told: Told = []
    again = Door(gazetteer, watch=Watch(lambda *each: told.append(each), Ticking()))
    assert again.recognise(path).frame.equals(whole)
    assert [share for what, share in told if what == READING] == [0.0, 0.25, 0.5, 0.75]


def test_nothing_is_told_more_than_five_times_a_second() -> None:
    now, told = [0.0], []
    watch = Watch(lambda *each: told.append(each), lambda: now[0])
    for rank in range(100):
        now[0] = rank / 100
        watch.step(READING, rank, 100)
    assert len(told) == 5
    watch.step(CARRYING)
    assert told[-1] == (CARRYING, None)


@pytest.mark.parametrize("make", [csv_file, zip_file, workbook])
def test_stopped_from_another_thread(
    make: Callable[[Path], Path], gazetteer: Gazetteer, mapping: ColumnMapping, tmp_path: Path
) -> None:
    path = make(tmp_path)
    watch = Watch()

    def _stop(what: str, share: float | None) -> None:
        if what == READING and share and share > 0.2:
            thread = threading.Thread(target=watch.stop)
            thread.start()
            thread.join()

    watch = Watch(_stop, Ticking())
    door = Door(gazetteer, watch=watch)
    with (
        pytest.raises(Stopped, match="rien n’a été importé"),
        door.open(path) as candidates,
    ):
        door.draft(path, candidates[0], replace(mapping, add_up=True))
    watch.restart()
    watch.step(READING)  # another reading may begin
