"""The renovation chain on the real tables: all compute, a lever moves its own links."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.housing import chain as housing
from territorial_lib.diagnosis.housing.block import PART, bottleneck
from territorial_lib.diagnosis.housing.coefficients import (
    FLAT_AREA,
    FLAX_DENSITY,
    FRESH_WOOD,
    MATERIALS,
    RADIUS,
    RATE,
    SHARES,
)
from territorial_lib.diagnosis.housing.plants import is_island, lands, located
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.geography.similar import similar

BIOVALLEE = "242600252"
TERRITORIES = {
    "demonstration": BIOVALLEE,
    "metropolis": "200054781",
    "village": "01311",
    "mayotte": "200060465",
    "island": "29155",
    "region": "reg:53",
    "ad_hoc": "242600252+26108",
}


@pytest.fixture(scope="module")
def france(catalogue, gazetteer):
    codes = gazetteer.units("epci").index
    return Case.every([gazetteer.territory(each) for each in codes], catalogue)


@pytest.fixture(scope="module")
def inputs(france):
    return housing.read(france)


@pytest.fixture(scope="module")
def values(catalogue):
    return {each.key: each.default for each in PART.levers(catalogue)}


@pytest.fixture(scope="module")
def results(inputs, values):
    return housing.assess(inputs, values)


def case_of(code, catalogue, gazetteer, declared=None):
    """Take a territory beside its like; with its inventory where the room said something."""
    territory = gazetteer.territory(code)
    if declared is None:
        like = similar(territory, gazetteer).territories
        return Case.every((territory, *like), catalogue)
    return Case.of(diagnose(territory, catalogue, declared), catalogue, declared)


@pytest.fixture(scope="module", params=TERRITORIES.values(), ids=TERRITORIES.keys())
def made(request, catalogue, gazetteer):
    case = case_of(request.param, catalogue, gazetteer)
    return case, PART.of(case)


def test_every_epci_computes_and_the_nation_is_found_again(inputs, results):
    """The model's 7.11 million dwellings, less the communes of no EPCI; the SDES's 4.5 million."""
    total = inputs.leaky.sum()
    assert total["value"] == pytest.approx(7_105_538, rel=2e-4)
    assert total["low"] == pytest.approx(4.5e6, rel=2e-3)
    assert inputs.leaky["value"].isna().sum() == 23
    for table in (results.dwellings, results.area):
        assert (table["low"].dropna() <= table["value"].dropna() + 1e-9).all()
        assert (table["value"].dropna() <= table["high"].dropna() + 1e-9).all()
    assert len(results.breaks) == 1255


def test_the_insulation_of_france_is_of_the_right_size(results, values):
    """163 million m2 were laid from 2015 to 2021 (AICB): 0.3 % of F and G a year is well below."""
    area = results.area["value"].sum()
    dwellings = results.dwellings["value"].sum()
    assert dwellings == pytest.approx(7_105_538 * values[RATE] / 100, rel=2e-4)
    assert 1e6 < area < 163e6 / 7
    assert area / dwellings < 350


def test_tonnes_follow_the_shares_and_the_area(results):
    total = results.tonnes["value"].sum(axis=1, skipna=False)
    per_area = (total / results.area["value"].where(results.area["value"] > 0)).dropna() * 1000
    assert per_area.min() == pytest.approx(per_area.max())
    assert results.shares.sum() == pytest.approx(1)


def moved(inputs, values, **changes):
    return housing.assess(inputs, {**values, **changes})


def test_the_rate_moves_all_that_follows_and_no_plant(inputs, values, results):
    twice = moved(inputs, values, **{RATE: 2 * values[RATE]})
    for name in ("tonnes", "hectares"):
        before, after = getattr(results, name)["value"], getattr(twice, name)["value"]
        pd.testing.assert_frame_equal(after, 2 * before)
    pd.testing.assert_frame_equal(twice.reach, results.reach)


def test_the_radius_moves_the_plants_alone(inputs, values, results):
    wider = moved(inputs, values, **{RADIUS: 400.0})
    pd.testing.assert_frame_equal(wider.tonnes["value"], results.tonnes["value"])
    for material in MATERIALS:
        assert (wider.reach[material]["count"] >= results.reach[material]["count"]).all()
    assert wider.reach["hemp"]["count"].sum() > results.reach["hemp"]["count"].sum()


def test_the_density_of_flax_moves_flax_alone(inputs, values, results):
    heavy = moved(inputs, values, **{FLAX_DENSITY: 2 * values[FLAX_DENSITY]})
    others = [each for each in MATERIALS if each != "flax"]
    before, after = results.tonnes["value"], heavy.tonnes["value"]
    pd.testing.assert_frame_equal(after[others], before[others])
    pd.testing.assert_series_equal(after["flax"], 2 * before["flax"])


def test_the_wood_lever_moves_cubic_metres_alone(inputs, values, results):
    heavy = moved(inputs, values, **{FRESH_WOOD: 2 * values[FRESH_WOOD]})
    pd.testing.assert_frame_equal(heavy.tonnes["value"], results.tonnes["value"])
    pd.testing.assert_series_equal(heavy.raw["value"]["wood"], results.raw["value"]["wood"] / 2)


def test_one_yield_moves_only_its_hectares(inputs, values, results):
    poor = inputs.yields.copy()
    poor["hemp"] /= 2
    changed = housing.assess(replace(inputs, yields=poor), values)
    others = ["flax", "straw", "wood"]
    before, after = results.hectares["value"], changed.hectares["value"]
    pd.testing.assert_frame_equal(after[others], before[others])
    pd.testing.assert_series_equal(after["hemp"], 2 * before["hemp"])
    pd.testing.assert_frame_equal(changed.tonnes["value"], results.tonnes["value"])


def test_one_material_takes_all_when_alone(inputs, values, results):
    alone = moved(inputs, values, **{key: 0.0 for each, key in SHARES.items() if each != "straw"})
    assert alone.shares["straw"] == 1
    pd.testing.assert_series_equal(
        alone.tonnes["value"]["straw"], 5 * results.tonnes["value"]["straw"]
    )
    assert (alone.tonnes["value"].drop(columns="straw").fillna(0) == 0).all(axis=None)


def test_the_room_settles_the_band_of_flats(inputs, values, results):
    settled = moved(inputs, values, **{FLAT_AREA: 90.0})
    paris = "200054781"
    low, value = settled.area.loc[paris, ["low", "value"]]
    assert low / value == pytest.approx(
        inputs.leaky.at[paris, "low"] / inputs.leaky.at[paris, "value"]
    )
    assert results.area.at[paris, "low"] / results.area.at[paris, "value"] < low / value


def test_no_material_chosen_is_said(inputs, values, france):
    none = moved(inputs, values, **dict.fromkeys(SHARES.values(), 0.0))
    said = bottleneck(none, inputs, france.codes[0], values[RADIUS])
    assert said.link == ""
    assert "Aucun matériau" in said.sentence


def test_every_figure_is_said_or_missing(made):
    case, block = made
    ids = [each.figure.id for each in block.rows]
    assert len(set(ids)) == len(ids)
    for row in block.rows:
        figure = row.figure
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.source
        assert figure.note or figure.status == "observed" or figure.id.startswith("coefficients/")
        if figure.low is not None and figure.high is not None and figure.value is not None:
            assert figure.low <= figure.value <= figure.high, figure
    assert 3 <= sum(row.key for row in block.rows) <= 6
    assert block.says.endswith(".")
    assert {each.key for each in block.levers} == set(PART.values(case))


def test_gaps_lie_between_nothing_and_everything(made):
    _, block = made
    for gap in block.gaps:
        assert gap.severity is not None
        assert 0 <= gap.low <= gap.severity <= gap.high <= 1
        assert gap.figure in {row.figure.id for row in block.rows}
    assert sum(each.severity for each in block.gaps if each.key != "gaps/housing/leaky") <= 1


def test_overseas_says_that_the_chain_cannot_be_followed(catalogue, gazetteer):
    block = PART.of(case_of("200060465", catalogue, gazetteer))
    assert "outre-mer" in block.says
    assert not block.gaps
    assert all(each.value is None for each in block.hectares)


def test_straw_asks_no_land_of_its_own(catalogue, gazetteer):
    block = PART.of(case_of(BIOVALLEE, catalogue, gazetteer))
    asked = {each.use: each for each in block.hectares}
    assert asked["straw"].value == 0
    assert asked["hemp"].low < asked["hemp"].value < asked["hemp"].high
    assert {each.kind for each in block.hectares} == {"arable", "forest"}


def test_a_lever_of_the_room_is_in_force(catalogue, gazetteer):
    said = Declared(assumptions={RATE: 3.0, RADIUS: 200.0})
    block = PART.of(case_of(BIOVALLEE, catalogue, gazetteer, said))
    usual = PART.of(case_of(BIOVALLEE, catalogue, gazetteer))
    renovated = {
        each.figure.id.split("/")[1]: each.figure.value for each in block.rows if each.key
    }["renovated"]
    before = next(e.figure.value for e in usual.rows if "/renovated/" in e.figure.id)
    assert renovated == pytest.approx(10 * before)
    assert "200\u00a0km" in block.says


def test_plants_within_reach_are_sorted_and_real(catalogue, gazetteer):
    case = case_of(BIOVALLEE, catalogue, gazetteer)
    assert not housing.plants(case, 100)
    found = housing.plants(case, 200)
    assert [each.name for each in found] == [
        "Isonat (Saint-Gobain Isover)",
        "Ouattitude (Iso Green)",
    ]
    mably = found[0]
    assert mably.km == pytest.approx(162, abs=3)
    assert (mably.kind, mably.capacity, mably.in_service) == ("fibre de bois", 43_000, True)
    assert all(math.isfinite(each.lon + each.lat) for each in found)


def test_a_plant_inside_is_within_reach_of_any_radius(catalogue, gazetteer):
    case = case_of("dep:10", catalogue, gazetteer)
    assert "La Chanvrière (coopérative)" in [each.name for each in housing.plants(case, 0)]


def test_a_site_is_counted_once(catalogue):
    known = located(catalogue)
    fibre = known[known["in_service"] & ~known["second"] & ~known["approximate"]]
    assert not fibre.duplicated(["material", "code"]).any()
    troyes = known[known["code"] == "10349"]
    assert troyes["capacity"].tolist() == [80_000 * 0.28]


def test_islands_are_told_from_the_continent(catalogue, gazetteer):
    land = lands(catalogue)
    assert land["75056"] == land["26108"] == land["15031"]
    assert land["29155"] != land["26108"]
    codes = ["29155", "245600465", "249740119", "dep:2A", BIOVALLEE, "reg:53"]
    case = Case.every([gazetteer.territory(each) for each in codes], catalogue)
    assert is_island(case).tolist() == [True, True, True, True, False, False]
