"""Land tables: control totals, holes documented, perimeters rebuilt; deleting any row fails."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.prepare.perimeters import Perimeters, brought
from territorial_lib.schemas import land
from territorial_lib.schemas.land import CORINE
from territorial_lib.schemas.tables import Table

TABLES = Path(__file__).parents[2] / "data" / "tables"
BLANK = {"200071892", "240700864", "247000623", "247400666"}
RENEWED = {
    "200077014", "200083392", "200084952", "200085728", "200085751", "200089456", "200090504",
    "200090561", "200090579", "200090751", "200093201", "200096634", "200096642", "200096675",
    "200096683", "200096956", "242300135", "242320000", "242320109",
}  # fmt: skip
TOTALS = {"1": 3_280_000, "2": 32_270_000, "31": 14_300_000}


def read(name: str) -> pd.DataFrame:
    return pd.read_parquet(TABLES / f"{name}.parquet")


@pytest.fixture(scope="module")
def cover() -> pd.DataFrame:
    return read("landcover_2018").set_index("code")


def hectares(cover: pd.DataFrame, prefix: str = "") -> pd.Series:
    return cover.filter(regex=f"^clc_{prefix}").sum(axis=1)


@pytest.mark.parametrize(
    "table", [land.LANDCOVER_2018, land.LANDCOVER_CLASSES, land.SAU_2020], ids=lambda t: t.name
)
def test_schema(table: Table) -> None:
    assert table.validate(read(table.name)) == []


def test_land_cover_adds_up_once_the_copies_are_out(cover: pd.DataFrame) -> None:
    assert hectares(cover).sum() == pytest.approx(54_711_961, abs=5)


@pytest.mark.parametrize(("prefix", "total"), TOTALS.items())
def test_great_types_of_land(cover: pd.DataFrame, prefix: str, total: float) -> None:
    assert hectares(cover, prefix).sum() == pytest.approx(total, rel=0.005)


def test_every_epci_has_its_row(cover: pd.DataFrame) -> None:
    assert set(cover.index) == set(read("epci")["code"])
    assert len(cover) == 1_255


def test_only_overseas_and_blank_rows_are_missing(cover: pd.DataFrame) -> None:
    members = read("communes").dropna(subset=["epci"]).set_index("epci")["departement"]
    overseas = set(members.index[members.str.startswith("97")])
    missing = cover["status"] == "missing"
    assert set(cover.index[missing]) == overseas | BLANK
    values = cover.filter(like="clc_")
    assert values[missing].isna().all(axis=None)
    assert values[~missing].notna().all(axis=None)


def test_as_many_rows_are_estimated_as_the_card_says(cover: pd.DataFrame) -> None:
    counted = cover["status"].value_counts().to_dict()
    assert counted == {"observed": 1_025, "estimated": 203, "missing": 27}


def test_renewed_epci_are_rebuilt_and_estimated(cover: pd.DataFrame) -> None:
    assert cover.loc[sorted(RENEWED), "status"].eq("estimated").all()
    assert hectares(cover.loc[sorted(RENEWED)]).gt(5_000).all()


def test_observed_rows_cover_their_area(cover: pd.DataFrame) -> None:
    area = read("epci").set_index("code")["area_km2"] * 100
    ratio = hectares(cover) / area.reindex(cover.index)
    observed = cover["status"] == "observed"
    assert observed.sum() > 1_000
    assert ratio[observed].between(0.98, 1.02).all()
    known = cover["status"] != "missing"
    assert (ratio[known] * 100 - cover.loc[known, "coverage"]).abs().max() < 0.5
    assert (ratio[known] - 1).abs().gt(0.05).sum() <= 20


def test_demonstration_loses_the_commune_that_left(cover: pd.DataFrame) -> None:
    row = cover.loc["242600252"]
    assert row["status"] == "estimated"
    assert hectares(cover)["242600252"] == pytest.approx(59_340, rel=0.005)


def test_classes_say_the_columns(cover: pd.DataFrame) -> None:
    classes = read("landcover_classes")
    assert len(classes) == 44
    assert classes["column"].tolist() == [name for name in cover if name.startswith("clc_")]
    assert classes["code"].tolist() == list(CORINE)
    assert (classes["group_2"].str[0] == classes["group_1"]).all()


def test_agricultural_area_of_the_departements() -> None:
    table = read("sau_2020")
    assert table["sau"].sum() == pytest.approx(26_865_430.03, abs=0.01)
    assert set(table["code"]) == set(read("departements")["code"])
    assert len(table) == 101


def perimeters() -> Perimeters:
    """Six communes of 100 ha on a line, A and B of 2018; D and E are today's."""
    communes = pd.DataFrame(
        {"area": 100.0, "x": [0.0, 1, 2, 3, 4, 5], "y": 0.0}, index=[f"c{n}" for n in range(6)]
    )
    before = pd.DataFrame(
        {"code": communes.index, "epci": ["A", "A", "B", "B", "C", "C"], "area": 100.0}
    )
    now = pd.Series(["A", "A", "D", "E", "C", "E"], index=communes.index)
    return Perimeters(before, now, communes)


def table(**rows: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=["clc_211", "clc_311"])


def test_an_unchanged_perimeter_keeps_its_row() -> None:
    carried = brought(table(A=(150, 51), B=(100, 100), C=(200, 0)), perimeters())
    assert carried.loc["A", ["clc_211", "clc_311"]].tolist() == [150, 51]
    assert not carried.loc["A", "estimated"]


def test_a_cut_perimeter_is_shared_by_area() -> None:
    carried = brought(table(A=(150, 50), B=(120, 80), C=(200, 0)), perimeters())
    assert carried.loc["D", ["clc_211", "clc_311"]].tolist() == [60, 40]
    assert carried.loc["E", ["clc_211", "clc_311"]].tolist() == pytest.approx([160, 40])
    assert carried.loc[["C", "D", "E"], "estimated"].all()


def test_land_in_a_neighbour_row_comes_back() -> None:
    carried = brought(table(A=(150, 150), B=(100, 0), C=(200, 0)), perimeters())
    assert carried.loc["A", ["clc_211", "clc_311"]].tolist() == pytest.approx([100, 100])
    assert carried.loc["D", ["clc_211", "clc_311"]].tolist() == pytest.approx([75, 25])
    assert carried.loc["D", "coverage"] == pytest.approx(100)


def test_nothing_is_lost_nor_made() -> None:
    given = table(A=(13, 400), B=(70, 5), C=(260, 1))
    carried = brought(given, perimeters())
    assert carried[given.columns].sum().tolist() == pytest.approx(given.sum().tolist())


def test_an_absent_row_makes_nothing() -> None:
    carried = brought(table(A=(150, 50)), perimeters())
    assert list(carried.index) == ["A"]
