"""Control totals of the coefficients and emission factors, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import coefficients as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (schema.COEFFICIENTS, schema.MISSING_COEFFICIENTS, schema.EMISSION_FACTORS)
ROWS = {"coefficients": 798, "missing_coefficients": 19, "emission_factors": 1_451}


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


def test_every_coefficient_collected_is_there(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients")
    assert (~table["added"]).sum() == 736
    assert table.loc[~table["added"], "value"].sum() == pytest.approx(49_014_658.985, abs=0.01)
    assert not table["source"].str.contains(r"\bidem\b").any()
    assert table["source"].str.len().min() > 5
    assert (table.loc[table["added"], "status"] == "assumed").all()


def test_what_deceives_is_weak_and_says_why(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients").set_index("id")
    by_decile = table[table["confidence"].str.contains("microsimulation")]
    assert len(by_decile) == 30
    assert by_decile["weak"].all()
    assert by_decile["caveat"].str.contains("2011").all()
    branches = table[table["quantity"].str.startswith("emplois par M€ de")]
    assert branches["caveat"].eq("Valeurs de 2015.").all()
    assert table.loc[table["level"] == "low", "weak"].all()
    assert table["weak"].sum() == 113
    assert table.loc[table["status"] == "assumed", "adjustable"].all()


def test_one_value_is_not_to_be_used(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients")
    assert table.loc[table["discarded"], "value"].tolist() == [1358]
    house = table[table["family"] == "insulation-per-house"]
    assert house["low"].isna().all()  # one value is left: no band


def test_land_per_person_is_a_band(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients")
    land = table[table["family"] == "land-per-person-today"]
    assert sorted(land["value"]) == [0.384, 0.43, 0.48]
    assert land["low"].eq(0.384).all()
    assert land["high"].eq(0.48).all()


def test_scopes_are_never_merged(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients")
    procurement = table[table["value"].isin([89, 185.7]) & (table["unit"] == "Md€")]
    assert len(procurement) == 2
    assert procurement["family"].isna().all()
    detour = table[table["family"] == "detour-factor"]
    assert detour["scope"].nunique() == 2
    assert detour["low"].isna().all()


def test_bands_hold_their_value(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients").dropna(subset=["low"])
    assert len(table) > 45
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()
    assert (table["low"] < table["high"]).all()
    assert table["adjustable"].all()


def test_what_is_missing_says_where_to_look(catalogue: Catalogue) -> None:
    missing = rows(catalogue, "missing_coefficients")
    assert missing["where_to_look"].str.len().min() > 15
    assert missing["quantity"].str.contains("surface isolée").sum() == 4


def test_factors_are_those_of_the_extract(catalogue: Catalogue) -> None:
    factors = rows(catalogue, "emission_factors").set_index("id")
    assert factors["theme"].value_counts().to_dict() == {
        "energy": 1_216,
        "freight": 169,
        "materials": 66,
    }
    assert factors["value"].sum() == pytest.approx(54_633.3506, abs=0.001)
    assert factors.loc["28041", "value"] == pytest.approx(0.0823)
    assert factors.loc["28136", "value"] == pytest.approx(0.00959)
    assert factors.loc["28193", "value"] == pytest.approx(0.00847)
    assert not factors["category"].str.contains("?", regex=False).any()


def test_what_is_computed_is_what_its_source_says(catalogue: Catalogue) -> None:
    table = rows(catalogue, "coefficients").set_index("id")["value"]
    costs = ["personnel-de-conduite", "couts-kilometriques-directs", "assurances",
             "charges-de-structure"]  # fmt: skip
    whole = sum(table[f"poids-lourd-en-longue-distance-{each}"] for each in costs)
    yearly = table["poids-lourd-en-longue-distance-kilometrage-annuel"]
    by_km = table["poids-lourd-en-longue-distance-cout-de-revient-hors-materiel"]
    assert by_km == pytest.approx(whole / yearly, abs=0.001)
    assert table["rendement-oignon"] == pytest.approx(620_000 / 14_000, abs=0.05)
    assert table["rendement-chou-fleur"] == pytest.approx(239_800 / 16_190, abs=0.05)
