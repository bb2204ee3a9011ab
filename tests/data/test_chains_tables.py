"""Control totals of plants, currencies, actions, canteens and food projects, from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import canteens as food
from territorial_lib.schemas import chains as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (
    schema.BIOBASED_PLANTS,
    schema.LOCAL_CURRENCIES,
    schema.LOCAL_STRUCTURES,
    schema.ACTION_FACTS,
    food.CANTEEN_DECLARATIONS,
    food.CANTEENS,
    food.CANTEENS_EPCI,
    food.CENTRAL_KITCHENS,
    food.FOOD_PROJECTS,
    food.FOOD_PROJECT_COMMUNES,
)
ROWS = {
    "biobased_plants": 57,
    "local_currencies": 67,
    "local_structures": 46,
    "action_facts": 130,
    "canteen_declarations": 18_487,
    "canteens": 8_804,
    "canteens_epci": 2_627,
    "central_kitchens": 987,
    "food_projects": 435,
    "food_project_communes": 5_430,
}
LOCATED = ("biobased_plants", "local_currencies", "local_structures", "action_facts")


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
    assert len(sourced.frame) == ROWS[table.name]


@pytest.mark.parametrize("name", LOCATED)
def test_every_row_read_is_kept_with_its_source(catalogue: Catalogue, name: str) -> None:
    table = rows(catalogue, name)
    assert table["row"].tolist() == list(range(1, len(table) + 1))
    assert table["source"].str.strip().ne("").all()
    located = table.dropna(subset=["code"])
    communes = rows(catalogue, "communes").set_index("code")
    homes = communes.loc[located["code"], "departement"]
    listed = located["departements"].str.split(";")
    pairs = zip(homes, listed, strict=True)
    assert all(home in departements for home, departements in pairs)


def test_some_rows_are_found_and_the_others_stay(catalogue: Catalogue) -> None:
    found = {name: int(rows(catalogue, name)["code"].notna().sum()) for name in LOCATED}
    assert found == {
        "biobased_plants": 41,
        "local_currencies": 34,
        "local_structures": 36,
        "action_facts": 65,
    }


def test_a_site_counts_once_by_unit_of_volume(catalogue: Catalogue) -> None:
    plants = rows(catalogue, "biobased_plants")
    counted = plants[plants["counted"]]
    assert len(counted) == 24
    assert (counted["kind"] == "usine").all()
    assert counted["in_service"].all()
    saint_lye = counted[counted["code"] == "10349"]
    assert saint_lye["volume"].tolist() == [80_000]
    assert saint_lye["year"].tolist() == [2025]
    assert not counted["source"].str.contains("memory").any()


def test_a_status_never_comes_without_its_year(catalogue: Catalogue) -> None:
    currencies = rows(catalogue, "local_currencies")
    active = currencies["status"].str.contains("active", na=False)
    assert active.sum() > 30
    assert currencies.loc[active, "status_year"].notna().all()
    assert currencies["national"].sum() == 2
    assert currencies.loc[~currencies["national"], "name"].nunique() == 64


def test_a_range_has_no_single_value(catalogue: Catalogue) -> None:
    facts = rows(catalogue, "action_facts")
    ranged = facts["value_low"].notna()
    assert ranged.sum() == 6
    assert facts.loc[ranged, "value"].isna().all()
    assert (facts.loc[ranged, "value_low"] < facts.loc[ranged, "value_high"]).all()
    assert facts.loc[~ranged, "value"].notna().all()
    assert facts["value"].sum() == pytest.approx(944_024_086.75)
    assert facts["kind"].nunique() == 34


def test_idem_is_written_out(catalogue: Catalogue) -> None:
    told = rows(catalogue, "action_facts")["prerequisite"]
    assert not told.eq("idem").any()
    assert told.isna().any()  # nothing said stays nothing said


def test_declarations_are_those_of_the_campaigns(catalogue: Catalogue) -> None:
    declared = rows(catalogue, "canteen_declarations")
    assert declared.groupby("year").size().to_dict() == {2021: 3_089, 2022: 5_081, 2023: 10_317}
    last = declared[declared["year"] == 2023]
    assert (last["organic_share"] >= 20).mean() == pytest.approx(0.295, abs=0.0005)
    assert declared["organic_share"].sum() == pytest.approx(261_408, abs=1)
    assert declared["code"].isna().sum() == 920
    assert not {"name", "siret"} & set(declared.columns)


@pytest.mark.parametrize(("name", "code"), [("canteens", "code"), ("canteens_epci", "epci")])
def test_sums_add_up_to_the_declarations(catalogue: Catalogue, name: str, code: str) -> None:
    declared = rows(catalogue, "canteen_declarations").dropna(subset=[code])
    summed = rows(catalogue, name)
    assert summed["canteens"].sum() == len(declared)
    assert summed["organic_20"].sum() == (declared["organic_share"] >= 20).sum()
    total = (summed["organic_mean"] * summed["canteens"]).sum()
    assert total == pytest.approx(declared["organic_share"].sum(), rel=1e-4)


def test_epci_are_those_of_today(catalogue: Catalogue) -> None:
    home = rows(catalogue, "communes").set_index("code")["epci"]
    declared = rows(catalogue, "canteen_declarations").dropna(subset=["code"])
    expected = home.loc[declared["code"]].to_numpy()
    assert (declared["epci"].fillna("") == pd.Series(expected).fillna("").to_numpy()).all()


def test_kitchens_are_those_published(catalogue: Catalogue) -> None:
    kitchens = rows(catalogue, "central_kitchens")
    assert kitchens["departement"].nunique() == 99
    assert (kitchens["organic_share"] >= 20).sum() == 305
    assert (kitchens["model"] == "public").sum() == 820
    assert kitchens["code"].isna().sum() == 1


def test_projects_list_communes_of_today(catalogue: Catalogue) -> None:
    projects, members = rows(catalogue, "food_projects"), rows(catalogue, "food_project_communes")
    assert projects["name_certainty"].value_counts().to_dict() == {
        "certain": 285,
        "probable": 144,
        "non lu": 6,
    }
    assert projects["canteens"].sum() == 12_932
    assert set(members["project"]) == set(projects["project"])
    assert set(members["code"]) <= set(rows(catalogue, "communes")["code"])
