"""The runner of data/prepare: checks, then writes the same bytes; cards keep their comments."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from data.prepare import cards
from data.prepare.__main__ import Invalid, make
from data.prepare.raw import checksum
from data.prepare.recipe import Recipe
from data.prepare.simplification import rounded, simplified
from territorial_lib.schemas.tables import Column, Table

SCHEMA = Table(
    "sheep", "commune", ("code",), (Column("code", "code"), Column("heads", "whole", minimum=0))
)
CARD = '# by hand\n[sheep]\ntitle = "Moutons" # kept\nraw = []\nsha256 = ""\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "raw.csv").write_text("code,heads\n01001,3\n2A004,5\n")
    (tmp_path / "sources.toml").write_text(CARD)
    return tmp_path


def build(folder: Path, **changes: object) -> Path:
    def read(raw: object) -> pd.DataFrame:
        return pd.read_csv(raw.path("raw.csv"), dtype={"code": "str"}).assign(**changes)

    return make(Recipe(SCHEMA, read), folder, folder, folder)


def test_stamps_the_card_and_keeps_its_comments(folder: Path) -> None:
    path = build(folder)
    text = (folder / "sources.toml").read_text()
    assert text.startswith("# by hand\n") and "# kept" in text
    assert checksum(path) in text and checksum(folder / "raw.csv") in text


def test_same_rows_same_bytes(folder: Path) -> None:
    first = build(folder).read_bytes()
    assert build(folder).read_bytes() == first


def test_every_fault_is_listed_and_nothing_written(folder: Path) -> None:
    with pytest.raises(Invalid, match=r"(?s)unknown: \['colour'\].*-1 is below 0"):
        build(folder, heads=-1, colour="black")
    assert not list((folder / "tables").iterdir())
    assert (folder / "sources.toml").read_text() == CARD


def test_a_table_without_card_is_refused(folder: Path) -> None:
    (folder / "sources.toml").write_text("")
    with pytest.raises(cards.CardMissing, match="sheep"):
        build(folder)


def test_simplification_keeps_a_coverage_and_the_tiny(folder: Path) -> None:
    corners = [(x, y) for y in range(6) for x in range(6)]
    squares = [shapely.box(700_000 + 9e3 * x, 6.5e6 + 9e3 * y, 700_000 + 9e3 * (x + 1),
                           6.5e6 + 9e3 * (y + 1)) for x, y in corners]  # fmt: skip
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = np.c_[714_000 + 350 * np.cos(angles), 6_514_000 + 350 * np.sin(angles)]
    island = shapely.Polygon(ring)
    squares[7] = shapely.difference(squares[7], island)
    full = gpd.GeoDataFrame(geometry=[*squares, island], crs=2154)
    light = simplified(full, 500)
    assert shapely.coverage_is_valid(light["geometry"].to_numpy())
    assert light.area.sum() == pytest.approx(full.area.sum())
    assert light.area.iloc[-1] == pytest.approx(island.area, rel=0.3)
    degrees = rounded(light)
    assert degrees.crs == "EPSG:4326" and degrees.is_valid.all()
    back = degrees.to_crs(2154)
    assert (abs(back.area - light.area) < 1e-4 * light.area).all()
