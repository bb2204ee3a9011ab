"""Control totals of the equipment tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import equipment as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (
    schema.EQUIPMENT_2013,
    schema.EQUIPMENT_2020,
    schema.EQUIPMENT_TYPES,
    schema.EQUIPMENT_COVERAGE,
    schema.EQUIPMENT_TOTAL_2024,
)
ROWS = {
    "equipment_2013": 609_334,
    "equipment_2020": 172_263,
    "equipment_types": 189,
    "equipment_coverage": 34_875,
    "equipment_total_2024": 34_871,
}
RECREATED = {"15031", "15035", "15047", "15171", "60694", "85165", "85212"}


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


def totals(catalogue: Catalogue, year: int) -> pd.Series:
    return rows(catalogue, f"equipment_{year}").groupby("type")["units"].sum()


def test_paris_lyon_marseille_are_counted_once(catalogue: Catalogue) -> None:
    units = totals(catalogue, 2020)
    assert units["B101"] == 1_960
    assert units["B203"] == 49_432
    assert units["C104"] == 30_286
    assert units.sum() == 602_582
    codes = set(rows(catalogue, "equipment_2020")["code"])
    assert {"75056", "69123", "13055"} <= codes
    assert not {"75101", "69381", "13201"} & codes


def test_2013_keeps_every_facility_published(catalogue: Catalogue) -> None:
    units = totals(catalogue, 2013)
    assert units.sum() == 2_186_273
    assert len(units) == 180
    assert units["B203"] == 46_245
    assert units["A-restaurant"] == 185_704


def test_2024_totals_are_units_not_types(catalogue: Catalogue) -> None:
    assert rows(catalogue, "equipment_total_2024")["units"].sum() == 2_827_407


@pytest.mark.parametrize("name", ["equipment_2013", "equipment_2020", "equipment_total_2024"])
def test_codes_are_communes_of_today(catalogue: Catalogue, name: str) -> None:
    known = set(rows(catalogue, "communes")["code"])
    codes = set(rows(catalogue, name)["code"])
    assert codes <= known
    # In 2013 these communes were not merged yet; in 2024 three of them are recreated already.
    assert len(codes & RECREATED) == {"equipment_2013": 7, "equipment_2020": 0}.get(name, 3)


def test_every_type_has_a_name_and_its_years(catalogue: Catalogue) -> None:
    types = rows(catalogue, "equipment_types").set_index("type")
    for year in (2013, 2020):
        assert set(totals(catalogue, year).index) == set(types.index[types[f"in_{year}"]])
    parts = types[types["part_of"].notna()]
    assert set(parts.index) == {"C101_CANT", "C102_CANT", "C104_CANT", "C105_CANT"}
    units = totals(catalogue, 2020)
    assert (units[parts.index].to_numpy() <= units[parts["part_of"]].to_numpy()).all()
    assert set(types["domain"]) == set(schema.DOMAINS)


def test_coverage_tells_nothing_from_unknown(catalogue: Catalogue) -> None:
    coverage = rows(catalogue, "equipment_coverage").set_index("code")
    assert set(coverage.index) == set(rows(catalogue, "communes")["code"])
    assert set(coverage.index[~coverage["covered_2020"]]) == RECREATED
    assert coverage["listed_2013"].sum() == 33_447
    with_some = set(rows(catalogue, "equipment_2013")["code"])
    assert with_some == set(coverage.index[coverage["listed_2013"]])
