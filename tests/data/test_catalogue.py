"""The reader of the tables: each read once, in part where that is enough, imports first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from territorial_lib.errors import DataError
from territorial_lib.sources import Catalogue, Sourced

DATA = Path(__file__).parents[2] / "data"
BIOVALLEE = ["26006", "26108", "26166"]


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(DATA)


def test_what_is_computed_from_the_tables_is_computed_once(catalogue):
    made = []
    for _ in range(2):
        found = catalogue.once("answer", lambda: made.append(1) or 42)
        assert found == 42
    assert made == [1]
    assert Catalogue(DATA).once("answer", lambda: 43) == 43


def test_a_small_table_is_read_in_part_then_kept_whole(catalogue):
    first = catalogue.select("census_2018", "code", BIOVALLEE).frame
    assert not catalogue.holds("census_2018")
    second = catalogue.select("census_2018", "code", BIOVALLEE).frame
    assert catalogue.holds("census_2018")
    columns = sorted(first)
    assert first.sort_values("code")[columns].to_numpy().tolist() == (
        second.sort_values("code")[columns].to_numpy().tolist()
    )


def test_a_large_table_is_never_kept_for_a_few_rows(catalogue):
    for _ in range(3):
        found = catalogue.select("equipment_2013", "code", BIOVALLEE).frame
    assert set(found["code"]) == set(BIOVALLEE)
    assert not catalogue.holds("equipment_2013")


def test_an_imported_table_goes_before_ours(catalogue):
    ours = catalogue.load("sau_2020")
    own = Sourced(ours.frame.head(2), ours.card)
    replaced = Catalogue(DATA, {"sau_2020": own})
    assert replaced.holds("sau_2020")
    assert len(replaced.load("sau_2020").frame) == 2
    assert replaced.select("sau_2020", "code", ["26"]).frame.empty


def test_an_unknown_or_damaged_table_says_what_to_do(catalogue, tmp_path):
    with pytest.raises(DataError, match="fiche d’identité"):
        catalogue.load("unheard_of")
    (tmp_path / "tables").mkdir()
    shutil.copy(DATA / "sources.toml", tmp_path)
    (tmp_path / "tables" / "sau_2020.parquet").write_bytes(b"not a table")
    with pytest.raises(DataError, match="abîmée"):
        Catalogue(tmp_path).load("sau_2020")
    with pytest.raises(DataError, match="absent ou abîmé"):
        Catalogue(tmp_path / "nowhere").load("sau_2020")
