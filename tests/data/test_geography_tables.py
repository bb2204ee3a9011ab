"""Control totals of the geography tables, read from data/ alone: any row deleted is noticed."""

from __future__ import annotations

import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from territorial_lib.schemas import geography as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

POPULATION = 68_350_798
SYSTEMS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}
LEVELS = {
    "epci": ("epci", 1_255, 68_344_363),
    "departements": ("departement", 101, POPULATION),
    "regions": ("region", 18, POPULATION),
    "zones_emploi": ("zone_emploi", 306, POPULATION),
}
WITHOUT_EPCI = {"22016", "29083", "29155", "85113"}
WITHOUT_CONTOUR = {"15031", "15035", "15047", "15171"}
RECREATED = WITHOUT_CONTOUR | {"60694", "85165", "85212"}
ISLANDS = {"200050532", "241700459", "241700624", "245600465", "248500191", "249710047"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Settings.from_environment({}).data)


@pytest.fixture(scope="module")
def communes(catalogue: Catalogue) -> pd.DataFrame:
    return catalogue.load("communes").frame


def read(catalogue: Catalogue, name: str) -> pd.DataFrame:
    path = catalogue.base / "tables" / f"{name}.parquet"
    return gpd.read_parquet(path) if name.endswith("_contours") else pd.read_parquet(path)


def in_metres(contours: gpd.GeoDataFrame) -> list[gpd.GeoDataFrame]:
    place = contours["departement"].where(contours["departement"].isin(SYSTEMS), "")
    return [rows.to_crs(SYSTEMS.get(code, 2154)) for code, rows in contours.groupby(place)]


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_fits_its_schema(catalogue: Catalogue, table: Table) -> None:
    assert table.validate(read(catalogue, table.name)) == []


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_card_is_complete_and_its_checksum_is_the_files(catalogue: Catalogue, table: Table) -> None:
    card = catalogue.cards[table.name]
    path = catalogue.base / "tables" / f"{table.name}.parquet"
    assert card.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert all([card.title, card.source, card.publisher, card.licence, card.caveat])
    assert card.url.startswith("https://")
    assert card.geography_year == 2026


def test_counts_and_total_population(communes: pd.DataFrame) -> None:
    assert len(communes) == 34_875
    assert communes["population"].sum() == POPULATION
    assert set(communes.loc[communes["epci"].isna(), "code"]) == WITHOUT_EPCI
    assert communes["epci"].notna().sum() == 34_871


def test_mayotte_says_its_own_census_year(communes: pd.DataFrame) -> None:
    mayotte = communes["departement"] == "976"
    assert set(communes.loc[mayotte, "population_year"]) == {2017}
    assert set(communes.loc[~mayotte, "population_year"]) == {2023}
    assert communes.loc[mayotte, "population"].sum() == 256_518


def test_rows_of_an_epci_follow_one_another(communes: pd.DataFrame) -> None:
    epci = communes["epci"].fillna("none of " + communes["departement"])
    starts = (epci != epci.shift()).sum()
    assert starts == epci.nunique()


@pytest.mark.parametrize("table", LEVELS)
def test_level_sums_its_communes(catalogue: Catalogue, communes: pd.DataFrame, table: str) -> None:
    level, count, people = LEVELS[table]
    rows = catalogue.load(table).frame.set_index("code")
    assert (len(rows), rows["population"].sum()) == (count, people)
    sums = communes.groupby(level)[["population", "area_km2"]].sum().loc[rows.index]
    assert (sums["population"] == rows["population"]).all()
    np.testing.assert_allclose(sums["area_km2"], rows["area_km2"])
    members = communes.groupby(level).size().loc[rows.index]
    assert (members == rows["members"]).all()


def test_epci_of_2022_is_the_other_vintage(catalogue: Catalogue) -> None:
    epci = catalogue.load("epci").frame.set_index("code")
    assert epci["population_2022"].sum() == 68_010_643
    biovallee = epci.loc["242600252"]
    assert (biovallee["population"], biovallee["population_2022"]) == (31_268, 31_033)
    assert (biovallee["members"], biovallee["departement"]) == (29, "26")


def test_every_code_named_exists(catalogue: Catalogue, communes: pd.DataFrame) -> None:
    codes = {name: set(catalogue.load(name).frame["code"]) for name in LEVELS}
    assert set(communes["epci"].dropna()) == codes["epci"]
    assert set(communes["departement"]) == codes["departements"]
    assert set(communes["region"]) == codes["regions"]
    assert set(communes["zone_emploi"]) == codes["zones_emploi"]
    assert set(catalogue.load("departements").frame["region"]) == codes["regions"]
    assert set(catalogue.load("epci").frame["departement"]) <= codes["departements"]


def test_former_codes_lead_to_communes_of_today(
    catalogue: Catalogue, communes: pd.DataFrame
) -> None:
    history = catalogue.load("commune_history").frame
    kinds = {"merge": 4_236, "arrondissement": 45, "split": 10, "rename": 4}
    assert history["kind"].value_counts().to_dict() == kinds
    current = set(communes["code"])
    assert set(history["code"]) <= current
    single = history[history["kind"] != "split"]
    assert not single["old_code"].duplicated().any()
    assert not set(single["old_code"]) & current
    links = single.set_index("old_code")["code"]
    renamed = links[["12076", "14011", "49069", "69159", "75113", "27058"]]
    assert renamed.tolist() == ["12218", "14581", "49126", "69114", "75056", "27676"]


def test_recreated_communes_share_their_parent(catalogue: Catalogue) -> None:
    split = catalogue.load("commune_history").frame.query("kind == 'split'")
    np.testing.assert_allclose(split.groupby("old_code")["share"].sum(), 1)
    assert set(split["code"]) - set(split["old_code"]) == RECREATED


def test_areas(communes: pd.DataFrame) -> None:
    assert set(communes.loc[communes["area_km2"].isna(), "code"]) == WITHOUT_CONTOUR
    overseas = communes["departement"].isin(SYSTEMS)
    # IGN's contours: 547,902.9 km2 as published, 324.3 for four communes rebuilt from their
    # delegated communes, 634.0 for the land that 46 recent mergers had lost.
    assert communes.loc[~overseas, "area_km2"].sum() == pytest.approx(548_861.2, abs=0.5)
    assert communes.loc[overseas, "area_km2"].sum() == pytest.approx(88_788.9, abs=0.5)
    rebuilt = communes.set_index("code")["area_km2"]
    assert rebuilt["49126"] == pytest.approx(157.6, abs=0.1)
    assert rebuilt["93066"] == pytest.approx(12.36 + 3.43, abs=0.2)  # Saint-Denis, Pierrefitte
    assert rebuilt["25390"] == pytest.approx(46.5, abs=0.5)  # at the Swiss border


def test_commune_contours_are_a_coverage(catalogue: Catalogue, communes: pd.DataFrame) -> None:
    contours = read(catalogue, "commune_contours")
    areas = communes.set_index("code")["area_km2"]
    assert set(contours["code"]) == set(communes["code"]) - WITHOUT_CONTOUR
    assert contours["estimated"].sum() == 51
    assert contours.is_valid.all()
    for place in in_metres(contours):
        shapes = place["geometry"].to_numpy()
        assert shapely.coverage_is_valid(shapes)
        full = areas[place["code"]].sum()
        assert place.area.sum() / 1e6 == pytest.approx(full, rel=0.01)
        ratio = place.area / 1e6 / areas[place["code"]].to_numpy()
        assert ratio.between(0.7, 1.5).all()


def test_metropolitan_area_survives_simplification(
    catalogue: Catalogue, communes: pd.DataFrame
) -> None:
    metropolitan, *_ = in_metres(read(catalogue, "commune_contours"))
    full = communes.loc[~communes["departement"].isin(SYSTEMS), "area_km2"].sum()
    assert metropolitan.area.sum() / 1e6 == pytest.approx(full, rel=0.0005)


@pytest.mark.parametrize("table", LEVELS)
def test_levels_have_their_contours(catalogue: Catalogue, table: str) -> None:
    level, count, _ = LEVELS[table]
    contours = read(catalogue, f"{level}_contours")
    assert contours["code"].tolist() == catalogue.load(table).frame["code"].tolist()
    assert len(contours) == count
    assert contours.is_valid.all() and not contours.is_empty.any()
    assert shapely.coverage_is_valid(contours["geometry"].to_numpy())


def test_place_of_each_commune_is_inside_it(catalogue: Catalogue, communes: pd.DataFrame) -> None:
    assert set(communes.loc[communes["lon"].isna(), "code"]) == WITHOUT_CONTOUR
    placed = communes.merge(read(catalogue, "commune_contours")[["code", "geometry"]], on="code")
    points = shapely.points(placed["lon"], placed["lat"])
    far = shapely.distance(points, placed["geometry"].to_numpy()) > 0.01
    assert not far.any()  # the contour is simplified: a place may fall just outside


def test_neighbours_are_mutual(catalogue: Catalogue) -> None:
    for name, first, count in (
        ("commune_neighbours", "code", 204_404),
        ("epci_neighbours", "epci", 6_996),
    ):
        rows = catalogue.load(name).frame.rename(columns={first: "a", "neighbour": "b"})
        assert len(rows) == count
        assert (rows["a"] != rows["b"]).all()
        turned = rows.rename(columns={"a": "b", "b": "a"})
        assert len(rows.merge(turned, on=["a", "b", "border_km"])) == count


def test_only_islands_have_no_neighbour(catalogue: Catalogue) -> None:
    epci = set(catalogue.load("epci").frame["code"])
    assert epci - set(catalogue.load("epci_neighbours").frame["epci"]) == ISLANDS


def test_epci_share_their_people_between_zones(
    catalogue: Catalogue, communes: pd.DataFrame
) -> None:
    parts = catalogue.load("epci_zone_emploi").frame
    np.testing.assert_allclose(parts.groupby("epci")["share"].sum(), 1)
    assert (parts.groupby("epci").size() > 1).sum() == 546
    epci = catalogue.load("epci").frame.set_index("code")["population"]
    assert (parts.groupby("epci")["population"].sum() == epci.sort_index()).all()
