"""What is read before the fork is read once, gives what a plain reading gives, and is never old."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import pytest
from geopandas.testing import assert_geodataframe_equal
from ipywidgets.widgets import widget
from pandas.testing import assert_frame_equal
from pyarrow import parquet

from territorial_lib.serve import ahead
from territorial_lib.sources import Catalogue
from tests.conftest import ROOT

DATA = ROOT / "data"
HERE = (4.6, 44.5, 5.4, 44.9)


@pytest.fixture(scope="module")
def kept() -> Catalogue:
    """A catalogue whose tables are all read."""
    catalogue = Catalogue(DATA)
    catalogue.read_ahead()
    return catalogue


@pytest.mark.parametrize("name", ["communes", "coefficients", "food_supply", "establishments_2018"])
def test_a_table_read_in_one_thread_is_the_same_table(kept: Catalogue, name: str) -> None:
    assert_frame_equal(kept.load(name).frame, parquet.read_table(kept._path(name)).to_pandas())


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("commune_contours", {"column": "departement", "values": ["26"]}),
        ("commune_contours", {"bbox": HERE}),
        ("commune_contours", {"column": "departement", "values": ["07"], "bbox": HERE}),
        ("epci_contours", {"bbox": HERE}),
        ("departement_contours", {}),
        ("region_contours", {"column": "code", "values": ["84"]}),
    ],
)
def test_contours_kept_are_the_ones_read(kept: Catalogue, name: str, asked: dict) -> None:
    found, read = kept.contours(name, **asked), Catalogue(DATA).contours(name, **asked)
    assert len(found) > 0
    assert found.crs == read.crs
    assert_geodataframe_equal(found, read)


def test_no_value_gives_no_contour(kept: Catalogue) -> None:
    for catalogue in (kept, Catalogue(DATA)):
        assert len(catalogue.contours("commune_contours", "code", [])) == 0


def test_a_process_keeps_what_it_read_until_a_file_changes(tmp_path: Path) -> None:
    for name in ("sources.toml", "tables/regions.parquet"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy2(DATA / name, tmp_path / name)
    first = Catalogue.at(tmp_path)
    first.load("regions")
    assert Catalogue.at(tmp_path) is first
    os.utime(tmp_path / "tables" / "regions.parquet", (1, 1))
    second = Catalogue.at(tmp_path)
    assert not second.holds("regions")
    shutil.copy2(DATA / "tables" / "epci.parquet", tmp_path / "tables")
    assert Catalogue.at(tmp_path) is not second
    assert Catalogue.at(DATA) is not Catalogue.at(tmp_path)


def test_what_is_rehearsed_leaves_nothing_alive(tmp_path: Path) -> None:
    """A template that held a widget would give it to every kernel."""
    before = set(widget._instances)
    with contextlib.chdir(tmp_path):
        ahead.tools()
    ahead.maps()
    assert set(widget._instances) == before
    assert list(tmp_path.iterdir()) == []
