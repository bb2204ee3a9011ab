"""Control totals of the dwellings tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import dwellings as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (schema.LEAKY_DWELLINGS, schema.DWELLING_STOCK)
CLASSES = {
    "A": 659_119,
    "B": 1_440_228,
    "C": 4_373_836,
    "D": 9_639_636,
    "E": 10_080_310,
    "F": 5_888_993,
    "G": 2_863_542,
}
HEATINGS = {
    "gas_boiler": 10_503_069,
    "oil_boiler": 2_903_497,
    "other_boiler": 1_014_319,
    "district": 1_568_188,
    "electric": 8_437_953,
    "heat_pump": 1_233_720,
    "other": 9_284_918,
}
# Upper bound of each class's consumption, kWh of primary energy by m² and year.
BOUNDS = {"A": 50, "B": 90, "C": 150, "D": 230, "E": 330, "F": 450, "G": 1000}


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


def test_leaky_dwellings_of_france(catalogue: Catalogue) -> None:
    leaky = rows(catalogue, "leaky_dwellings")
    assert leaky["main_residences"].sum() == pytest.approx(28_739_615, abs=2)
    assert leaky["leaky"].sum() == pytest.approx(7_105_538, abs=2)
    assert (leaky["leaky"] <= leaky["main_residences"] + 0.1).all()
    assert set(leaky["status"]) == {"estimated"}
    assert "4,5 millions" in catalogue.cards["leaky_dwellings"].caveat.replace("\u00a0", " ")


def test_every_metropolitan_commune_is_there(catalogue: Catalogue) -> None:
    leaky, communes = rows(catalogue, "leaky_dwellings"), rows(catalogue, "communes")
    metropolitan = set(communes.loc[communes["departement"].str.len() == 2, "code"])
    assert len(leaky) == 34_745
    assert metropolitan - set(leaky["code"]) == {"27676"}
    assert set(leaky["code"]) <= metropolitan


def test_cities_hold_their_arrondissements(catalogue: Catalogue) -> None:
    leaky = rows(catalogue, "leaky_dwellings").set_index("code")
    assert not leaky.index.str.match(r"751\d\d|6938\d|132\d\d").any()
    assert leaky.loc["75056", "main_residences"] > 1_000_000
    assert set(leaky.index[leaky["split"]]) == {
        "15141", "15031", "15035", "15047", "15171", "60054", "60694", "85084", "85165", "85212",
    }  # fmt: skip


def test_grand_paris_is_rebuilt_from_its_communes(catalogue: Catalogue) -> None:
    merged = rows(catalogue, "leaky_dwellings").merge(rows(catalogue, "communes")[["code", "epci"]])
    by_epci = merged.groupby("epci")["leaky"].sum()
    assert by_epci["200054781"] == pytest.approx(786_460, abs=5)
    outside = merged.loc[merged["epci"].isna(), "leaky"].sum()
    assert by_epci.sum() + outside == pytest.approx(7_105_538, abs=2)
    assert len(by_epci) == 1232


def test_stock_by_class_and_heating(catalogue: Catalogue) -> None:
    stock = rows(catalogue, "dwelling_stock")
    assert len(stock) == 774
    assert stock.groupby("energy_class")["dwellings"].sum().to_dict() == CLASSES
    assert stock.groupby("heating")["dwellings"].sum().to_dict() == HEATINGS
    assert stock["floor_area"].sum() == pytest.approx(3.5957e9, rel=1e-4)
    secondary = stock[~stock["main_residence"]]
    assert secondary["dwellings"].sum() == 6_203_126
    assert set(secondary["heating"]) == {"other"}


def test_consumption_stays_within_the_bounds_of_the_class(catalogue: Catalogue) -> None:
    stock = rows(catalogue, "dwelling_stock")
    intensity = 1000 * stock["consumption"] / stock["floor_area"]
    above = stock["energy_class"].map(BOUNDS)
    big = stock["floor_area"] > 5000
    assert (intensity[big] <= above[big]).all()
    assert stock["consumption"].sum() == pytest.approx(923.455e6, rel=1e-4)
