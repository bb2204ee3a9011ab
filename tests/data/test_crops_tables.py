"""Control totals of the crops, herds and forage tables, read from data/ alone."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from territorial_lib.schemas import crops as schema
from territorial_lib.schemas.tables import Table
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

TABLES = (
    schema.CROPS_2010,
    schema.HERDS_2010,
    schema.FORAGE_2020,
    schema.HARVEST_INDEX,
    schema.FIBRE_CROPS_2020,
)
# Areas in hectares, and how many départements have the crop.
AREAS = {
    "soft_wheat": (4_882_056, 92),
    "durum_wheat": (447_644, 60),
    "triticale": (372_302, 89),
    "grain_maize": (1_596_269, 87),
    "silage_maize": (1_339_126, 82),
    "barley": (1_566_277, 92),
    "oats": (66_181, 84),
    "sorghum": (41_799, 56),
    "rye": (21_904, 64),
    "beet": (350_422, 36),
    "potato": (140_969, 91),
    "sunflower": (646_411, 74),
    "rapeseed": (1_370_555, 85),
    "soybean": (37_214, 33),
}
HEADS = {
    "dairy_cow": 3_698_632,
    "suckler_cow": 4_089_332,
    "nursing_ewe": 5_381_142,
    "pig": 8_502_746,
    "broiler": 130_916_950,
    "laying_hen": 39_233_851,
}


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


@pytest.mark.parametrize("crop", AREAS)
def test_area_of_each_crop(catalogue: Catalogue, crop: str) -> None:
    crops = rows(catalogue, "crops_2010")
    area = crops.loc[crops["crop"] == crop, "area"]
    assert len(area) == 96
    assert (area.sum(), area.count()) == AREAS[crop]


def test_no_zero_stands_for_a_secret(catalogue: Catalogue) -> None:
    crops, herds = rows(catalogue, "crops_2010"), rows(catalogue, "herds_2010")
    assert (crops["area"].dropna() > 0).all()
    assert (herds["heads"].dropna() > 0).all()
    assert (crops["status"] == "missing").equals(crops["area"].isna())
    assert (herds["status"] == "missing").equals(herds["heads"].isna())


def test_production_is_area_times_yield(catalogue: Catalogue) -> None:
    crops = rows(catalogue, "crops_2010")
    production = crops.groupby("crop")["production"].sum()
    assert production["soft_wheat"] == pytest.approx(34.8e6, abs=0.05e6)
    assert production["beet"] == pytest.approx(29.345e6, abs=0.01e6)
    assert (crops["area"] * crops["crop_yield"] - crops["production"]).abs().max() < 1e-6
    unknown = crops[crops["area"].notna() & crops["crop_yield"].isna()]
    assert set(unknown["crop"]) == {"beet"}
    assert len(unknown) == 7


def test_false_productions_are_not_there(catalogue: Catalogue) -> None:
    crops = rows(catalogue, "crops_2010")
    assert set(crops["crop"]) == set(AREAS)
    barley = crops.loc[crops["crop"] == "barley", "production"].sum()
    assert barley == pytest.approx(9.848e6, abs=0.01e6)


def test_national_yields_say_so(catalogue: Catalogue) -> None:
    crops = rows(catalogue, "crops_2010").dropna(subset="crop_yield")
    spread = crops.groupby("crop")["crop_yield"].agg(lambda part: part.round(2).nunique())
    scope = crops.groupby("crop")["yield_scope"].unique().map(list)
    assert (spread[scope.map(lambda known: known == ["nation"])] <= 2).all()
    assert (spread[scope.map(lambda known: known == ["departement"])] > 30).all()
    assert scope.map(len).eq(1).all()
    assert (scope.map(lambda known: known[0]) == "nation").sum() == 8


@pytest.mark.parametrize("herd", HEADS)
def test_heads_of_each_herd(catalogue: Catalogue, herd: str) -> None:
    herds = rows(catalogue, "herds_2010")
    chosen = herds[herds["herd"] == herd]
    assert len(chosen) == 96
    assert chosen["heads"].sum() == HEADS[herd]
    partial = herd in {"pig", "broiler", "laying_hen"}
    assert set(chosen["coverage"]) == {"partial" if partial else "whole"}


def test_forages_nest_exactly(catalogue: Catalogue) -> None:
    forage = rows(catalogue, "forage_2020")
    for measure in ("area", "production"):
        whole = forage.pivot(index="code", columns="forage", values=measure)
        parts = forage.dropna(subset="parent").groupby(["code", "parent"])[measure].sum()
        found = parts.unstack("parent")
        gap = (found - whole[found.columns]).abs().max(axis=None)
        assert gap < 1e-6 if measure == "area" else gap < 0.2


def test_forage_totals_over_21_years(catalogue: Catalogue) -> None:
    forage = rows(catalogue, "forage_2020")
    assert len(forage) == 1500
    area = forage.groupby("forage")["area"].sum()
    assert area["all"] == pytest.approx(14.57e6, abs=0.01e6)
    assert area["permanent_grass"] == pytest.approx(9.66e6, abs=0.01e6)
    assert area["grass_leys"] == pytest.approx(2.89e6, abs=0.01e6)
    assert area["maize"] == pytest.approx(1.42e6, abs=0.01e6)
    assert set(forage["status"]) == {"estimated"}


def test_collective_pastures_exceed_the_agricultural_area_where_documented(
    catalogue: Catalogue,
) -> None:
    forage = rows(catalogue, "forage_2020")
    everything = forage[forage["forage"] == "all"].set_index("code")["area"]
    ratio = everything / rows(catalogue, "sau_2020").set_index("code")["sau"]
    assert set(ratio.index[ratio > 1.2]) == {"05", "06", "09", "2A", "2B", "65", "66", "92"}
    assert (ratio > 1).sum() == 11
    assert ratio["05"] == pytest.approx(2.2, abs=0.05)


def test_residue_follows_from_index_and_return(catalogue: Catalogue) -> None:
    table = rows(catalogue, "harvest_index")
    assert len(table) == 18
    residue = (1 / table["harvest_index"] - 1) * (1 - table["soil_return"])
    assert (residue - table["residue_per_tonne"]).abs().max() < 1e-6


def test_fibre_crops_of_normandy(catalogue: Catalogue) -> None:
    fibres = rows(catalogue, "fibre_crops_2020").set_index("crop")["area"]
    assert fibres.to_dict() == pytest.approx({"fibre_flax": 85_286, "hemp": 360}, abs=0.5)


def test_codes_are_departements_of_2026(catalogue: Catalogue) -> None:
    known = set(rows(catalogue, "communes")["departement"])
    metropolitan = {code for code in known if len(code) == 2}
    assert set(rows(catalogue, "crops_2010")["code"]) == metropolitan
    assert set(rows(catalogue, "herds_2010")["code"]) == metropolitan
    assert set(rows(catalogue, "forage_2020")["code"]) == known - {"75"}
