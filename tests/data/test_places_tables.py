"""Control totals of the places that public programmes support, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import places_tables as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (schema.SUPPORT_PLACES, schema.INDUSTRY_TERRITORIES, schema.FRANCE_SERVICES_2025)
ROWS = {"support_places": 5_103, "industry_territories": 641, "france_services_2025": 3_023}


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


def test_places_are_counted_one_by_one(catalogue: Catalogue) -> None:
    places = rows(catalogue, "support_places")
    assert places.groupby("kind")["id"].nunique().to_dict() == {
        "france_services": 2_720,
        "shared_workshop": 111,
        "small_town": 1_645,
        "third_place": 382,
        "town_centre": 232,
    }


def test_published_rows_are_the_communes_of_the_places(catalogue: Catalogue) -> None:
    places = rows(catalogue, "support_places")
    assert places.groupby("kind")["published_code"].nunique().to_dict() == {
        "france_services": 2_519,
        "shared_workshop": 98,
        "small_town": 1_645,
        "third_place": 342,
        "town_centre": 245,  # 13 of the 232 programmes join two towns
    }


def test_only_saint_martin_has_no_commune(catalogue: Catalogue) -> None:
    places = rows(catalogue, "support_places")
    nowhere = places[places["code"].isna()]
    assert set(nowhere["published_code"]) == {"97801"}
    assert len(nowhere) == 3
    assert set(places["code"].dropna()) <= set(rows(catalogue, "communes")["code"])
    assert places["lon"].isna().sum() == 3


def test_points_lie_near_their_commune(catalogue: Catalogue) -> None:
    communes = rows(catalogue, "communes").set_index("code")
    places = rows(catalogue, "support_places").dropna(subset=["code", "lon"])
    centre = communes.loc[places["code"], ["lon", "lat"]].to_numpy()
    apart = pd.Series(abs(places[["lon", "lat"]].to_numpy() - centre).max(axis=1))
    vast = places["code"].str.startswith("973").to_numpy()  # Guyane: communes of a degree
    assert apart[~vast].max() < 0.2
    assert apart[vast].max() < 0.7


def test_territories_of_industry_list_their_members(catalogue: Catalogue) -> None:
    members = rows(catalogue, "industry_territories")
    assert members["id"].nunique() == 183
    assert members["epci"].notna().sum() == 626
    assert set(members["epci"].dropna()) <= set(rows(catalogue, "epci")["code"])
    assert members["code"].notna().sum() == 12
    assert set(members["code"].dropna()) <= set(rows(catalogue, "communes")["code"])
    neither = members[members["epci"].isna() & members["code"].isna()]
    assert neither["member"].str.startswith("EPT").all()
    assert len(neither) == 3


def test_france_services_of_2025_stand_in_communes_of_today(catalogue: Catalogue) -> None:
    listed = rows(catalogue, "france_services_2025")
    assert set(listed["code"]) <= set(rows(catalogue, "communes")["code"])
