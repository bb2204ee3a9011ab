"""Control totals of the forest tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import forest as schema
from territorial_lib.schemas.land import CORINE
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (
    schema.FOREST_STOCK,
    schema.FOREST_STOCK_FRANCE,
    schema.WOOD_HARVEST_2022,
    schema.POPLARS_HEDGES_2018,
    schema.LANDCOVER_CHANGE_2018,
)
OVERSEAS = ("01", "02", "03", "04", "06")
PARTS = ["conifer", "broadleaf", "mixed"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Settings.from_environment({}).data)


def rows(catalogue: Catalogue, name: str) -> pd.DataFrame:
    return catalogue.load(name).frame


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_fits_its_schema_and_its_card(catalogue: Catalogue, table: Table) -> None:
    sourced = catalogue.load(table.name)
    assert table.validate(sourced.frame) == []
    path = catalogue.base / "tables" / f"{table.name}.parquet"
    assert sourced.card.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sourced.card.level == table.level
    assert len(sourced.card.caveat) > 60
    key = list(table.key)
    assert sourced.frame[key].equals(sourced.frame[key].sort_values(key, ignore_index=True))


def test_france_has_its_published_forest(catalogue: Catalogue) -> None:
    france = rows(catalogue, "forest_stock_france").set_index("composition")
    assert len(france) == 7
    everything = france.loc["all"]
    assert everything["area"] == pytest.approx(15.94e6, abs=0.01e6)
    assert everything["volume"] == pytest.approx(2.77e9, abs=0.005e9)
    assert everything["increment"] == pytest.approx(88.8e6, abs=0.05e6)
    assert everything["removals"] == pytest.approx(50.1e6, abs=0.05e6)
    assert france.loc["poplar", "area"] == pytest.approx(138_480, abs=1)
    assert france.loc[PARTS, "area"].sum() == pytest.approx(
        france.loc["all_but_poplar", "area"], abs=1
    )


def test_regions_add_up_to_france(catalogue: Catalogue) -> None:
    france = rows(catalogue, "forest_stock_france").set_index("composition").loc["all_but_poplar"]
    stock = rows(catalogue, "forest_stock")
    assert len(stock) == 13 * 4
    assert set(stock["code"]) == set(rows(catalogue, "communes")["region"]) - set(OVERSEAS)
    totals = stock[stock["composition"] == "all_but_poplar"]
    for measure in ("area", "volume", "increment", "removals", "mortality"):
        assert totals[measure].sum() == pytest.approx(france[measure], rel=1e-6)


def test_an_unpublished_stand_is_missing_and_not_zero(catalogue: Catalogue) -> None:
    stock = rows(catalogue, "forest_stock")
    missing = stock[stock["status"] == "missing"]
    assert sorted(zip(missing["code"], missing["composition"], strict=True)) == [
        ("11", "conifer"), ("11", "mixed"), ("32", "conifer"), ("32", "mixed"),
        ("52", "mixed"), ("94", "conifer"), ("94", "mixed"),
    ]  # fmt: skip
    assert missing[["area", "volume", "increment", "removals"]].isna().all(axis=None)
    assert (stock.loc[stock["status"] == "observed", "area"] > 0).all()


def test_harvest_is_the_published_one(catalogue: Catalogue) -> None:
    harvest = rows(catalogue, "wood_harvest_2022")
    assert len(harvest) == 96
    assert harvest["sawlogs"].sum() == 19_978_000
    assert harvest["industry_wood"].sum() == 10_308_000
    departements = set(rows(catalogue, "communes")["departement"])
    assert departements - set(harvest["code"]) == {"971", "972", "973", "974", "976"}
    assert set(harvest["code"]) <= departements


def test_land_made_artificial_between_2012_and_2018(catalogue: Catalogue) -> None:
    change = rows(catalogue, "landcover_change_2018")
    assert len(change) == 20_631
    artificial = change["to_class"].str.startswith("1") & ~change["from_class"].str.startswith("1")
    assert change.loc[artificial, "area"].sum() == pytest.approx(47_524, abs=1)
    assert change["area"].sum() == pytest.approx(472_192.6, abs=0.5)
    assert set(change["code"]) <= set(rows(catalogue, "communes")["code"])
    assert set(change["from_class"]) | set(change["to_class"]) <= set(CORINE)


def test_only_communes_that_were_cut_have_estimated_changes(catalogue: Catalogue) -> None:
    change = rows(catalogue, "landcover_change_2018")
    estimated = set(change.loc[change["status"] == "estimated", "code"])
    assert {"15031", "60694", "85165"} <= estimated
    assert all(code[:2] in {"15", "60", "85"} for code in estimated)


def test_poplars_and_hedges_count_each_epci_once(catalogue: Catalogue) -> None:
    table = rows(catalogue, "poplars_hedges_2018")
    assert len(table) == 1255
    assert table["poplars"].sum() == pytest.approx(204_004.5, abs=0.5)
    assert table["hedges"].sum() == pytest.approx(445_223.5, abs=0.5)
    missing = table[table["status"] == "missing"]
    communes = rows(catalogue, "communes")
    overseas = communes.loc[communes["departement"].str.len() == 3, "epci"].dropna()
    assert set(missing["code"]) == set(overseas)
    assert missing[["poplars", "hedges"]].isna().all(axis=None)
    assert set(table["code"]) == set(communes["epci"].dropna())
