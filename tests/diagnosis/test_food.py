"""What the land could feed: levers compute again, national sums, every kind of territory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.food import balance as food_balance
from territorial_lib.diagnosis.food import land as food_land
from territorial_lib.diagnosis.food.inputs import Banded
from territorial_lib.diagnosis.food.levers import ANIMAL, ORGANIC, RELOCATED, WASTED
from territorial_lib.diagnosis.food.products import PRODUCTS
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.diagnosis.overlay import Correction

BIOVALLEE = "242600252"
TERRITORIES = {
    "demonstration": BIOVALLEE,
    "metropolis": "200054781",
    "commune": "26108",
    "village": "01311",
    "rural": "200041515",
    "island": "245600465",
    "island_without_epci": "29155",
    "overseas": "249740119",
    "mayotte": "200060465",
    "departement": "dep:26",
    "overseas_departement": "dep:974",
    "region": "reg:53",
    "perimeter": "242600252+26108",
    "paris": "75056",
    "nobody": "55039",
}
NO_FIELDS = {
    "island_without_epci",
    "overseas",
    "mayotte",
    "overseas_departement",
    "paris",
    "nobody",
}


@pytest.fixture(scope="module")
def case(catalogue, gazetteer):
    return Case.every([gazetteer.territory(code) for code in TERRITORIES.values()], catalogue)


@pytest.fixture(scope="module")
def inputs(case):
    return food.read(case)


@pytest.fixture(scope="module")
def defaults(catalogue):
    return {each.key: each.default for each in food.levers(catalogue)}


@pytest.fixture(scope="module")
def results(inputs, defaults):
    return food.assess(inputs, defaults)


@pytest.fixture(scope="module")
def biovallee(catalogue, gazetteer):
    return Case.of(diagnose(gazetteer.territory(BIOVALLEE), catalogue), catalogue, Declared())


@pytest.fixture(scope="module")
def block(biovallee):
    return food.PART.of(biovallee)


@pytest.fixture(scope="module")
def everywhere(catalogue, gazetteer):
    codes = gazetteer.units("epci").index
    return food.read(Case.every([gazetteer.territory(code) for code in codes], catalogue))


def ordered(read, codes):
    """Put what was read in the order of some territories."""
    moved = {}
    for name, value in vars(read).items():
        if isinstance(value, Banded):
            moved[name] = Banded(*(table.loc[codes] for table in vars(value).values()))
        elif isinstance(value, pd.Series | pd.DataFrame) and name != "known":
            moved[name] = value.loc[codes]
    return replace(read, **moved)


# ---- the block


def test_the_block_says_what_it_shows(block):
    assert "potentiel" in block.says
    assert 3 <= sum(row.key for row in block.rows) <= 6
    for row in block.rows:
        figure = row.figure
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.source
        assert figure.level
        assert figure.note, figure
        assert figure.low is None or figure.low <= figure.value + 1e-9, figure
        assert figure.high is None or figure.value <= figure.high + 1e-9, figure
    ids = [row.figure.id for row in block.rows]
    assert len(set(ids)) == len(ids)
    assert all(len(each.split("/")) == 5 for each in ids)


def test_gaps_name_a_figure_that_is_shown(block):
    shown = {row.figure.id for row in block.rows}
    keys = [gap.key for gap in block.gaps]
    assert len(set(keys)) == len(keys)
    assert "gaps/food/vegetables" in keys
    for gap in block.gaps:
        assert gap.figure in shown, gap
        assert gap.severity is None or 0 <= gap.low <= gap.severity <= gap.high <= 1, gap


def test_vegetables_are_said_missing_never_nothing(block):
    (gap,) = [each for each in block.gaps if each.key == "gaps/food/vegetables"]
    assert gap.severity is None
    (row,) = [each for each in block.rows if each.figure.id == gap.figure]
    assert row.figure.value is None
    assert "légumes" in row.figure.note


@pytest.mark.parametrize("name", TERRITORIES)
def test_every_kind_of_territory_has_its_block(name, case, inputs, defaults):
    place = list(TERRITORIES).index(name)
    order = [place, *(each for each in range(len(TERRITORIES)) if each != place)]
    territories = [case.scope.territories[each] for each in order]
    own = Case.every(territories, case.catalogue)
    found = food.block(own, ordered(inputs, own.codes), defaults)
    covered, needed = found.rows[0].figure, found.rows[3].figure
    assert (covered.value is None) == (name in NO_FIELDS)
    assert (covered.status == "missing") == (name in NO_FIELDS)
    assert needed.value > 0 or name == "nobody"
    assert ("absents de nos sources" in found.says) == (name in NO_FIELDS - {"nobody"})
    assert ("Personne" in found.says) == (name == "nobody")
    assert [each.kind for each in found.hectares] == ["arable", "grass"]


def test_nothing_covers_more_than_all_nor_less_than_nothing(results):
    for table in (*vars(results.coverage).values(), *vars(results.groups).values()):
        known = table.stack().dropna()
        assert len(known)
        assert known.between(0, 1).all()
    overall = results.overall.dropna()
    assert overall["value"].between(overall["low"], overall["high"]).all()
    assert results.overall["share"].between(0, 0.7).all()


def test_the_band_holds_the_value_product_by_product(results):
    value, low, high = vars(results.coverage).values()
    known = value.notna()
    assert (low.where(known) <= value + 1e-12).where(known, True).all(axis=None)
    assert (value <= high + 1e-12).where(known, True).all(axis=None)


def test_a_crop_that_is_absent_or_secret_is_left_out_and_counts_for_nothing_at_worst(results):
    assert np.isnan(results.coverage.value.at[BIOVALLEE, "sugar"])
    assert results.coverage.low.at[BIOVALLEE, "sugar"] == 0
    assert results.overall.at[BIOVALLEE, "share"] == pytest.approx((69.2 - 10.28 - 0.38) / 100)


# ---- levers and inputs


def test_one_yield_moves_only_what_depends_on_it(inputs, defaults, results):
    yields = inputs.yields.assign(soft_wheat=inputs.yields["soft_wheat"] / 10)
    moved = food.assess(replace(inputs, yields=yields), defaults)
    others = [key for key in PRODUCTS if key != "wheat"]
    for name in ("production", "coverage", "fed"):
        before, after = getattr(results, name).value, getattr(moved, name).value
        pd.testing.assert_frame_equal(before[others], after[others])
    wheat = moved.production.value["wheat"] < results.production.value["wheat"]
    assert wheat.equals(results.production.value["wheat"] > 0)
    pd.testing.assert_frame_equal(moved.need, results.need)
    pd.testing.assert_frame_equal(moved.area, results.area)
    pd.testing.assert_frame_equal(moved.asked[others], results.asked[others])
    same = ["potato", "sugar", "oils", "meat", "milk", "eggs", "fruit", "wine"]
    pd.testing.assert_frame_equal(moved.groups.value[same], results.groups.value[same])
    assert moved.overall.at["dep:26", "value"] < results.overall.at["dep:26", "value"]
    land = food_land.assess(replace(inputs, yields=yields), defaults)
    before = food_land.assess(inputs, defaults)
    pd.testing.assert_frame_equal(land.needed, before.needed)


def test_twice_the_inhabitants_halve_the_uncapped_ratio(inputs, defaults, results):
    doubled = food.assess(replace(inputs, population=2 * inputs.population), defaults)
    before = (results.production.value / results.need).stack().dropna()
    after = (doubled.production.value / doubled.need).stack().dropna()
    pd.testing.assert_series_equal(after, before / 2)


def test_who_eats_what_grows_here_needs_the_hectares_of_here(inputs, defaults, results):
    crops = [key for key, each in PRODUCTS.items() if each.origin == "crop"]
    per_head = results.production.value.loc["dep:26", crops] / inputs.population["dep:26"]
    products = inputs.parameters.products.copy()
    products.loc[crops, "supply"] = 1000 * per_head / products.loc[crops, "domestic_per_food"]
    fed = replace(inputs, parameters=replace(inputs.parameters, products=products))
    found = food.assess(fed, defaults)
    known = found.asked.loc["dep:26", crops].dropna()
    assert len(known) >= 5
    assert known.to_dict() == pytest.approx(results.area.loc["dep:26", known.index].to_dict())
    assert (found.coverage.value.loc["dep:26", known.index] > 1 - 1e-9).all()


def test_organic_land_gives_less_by_its_own_yield_gap(inputs, defaults, results):
    found = food.assess(inputs, {**defaults, ORGANIC: 100.0})
    kept = (found.production.value / results.production.value).loc["dep:26"]
    assert kept["wheat"] == pytest.approx(0.43)
    assert kept["sunflower_oil"] == pytest.approx(0.72)
    assert kept["milk"] == pytest.approx(1 / 1.41)
    pd.testing.assert_frame_equal(found.need, results.need)
    half = food.assess(inputs, {**defaults, ORGANIC: 50.0}).production.value.loc["dep:26"]
    assert half["wheat"] / results.production.value.at["dep:26", "wheat"] == pytest.approx(0.715)


def test_less_meat_asks_less_feed_and_the_same_energy(inputs, defaults, results):
    found = food.assess(inputs, {**defaults, ANIMAL: 50.0})
    assert found.needs.energy.sum() == pytest.approx(results.needs.energy.sum())
    assert found.needs.food["beef"] == pytest.approx(results.needs.food["beef"] / 2)
    assert found.needs.food["wheat"] > results.needs.food["wheat"]
    assert found.needs.domestic["wheat"] < results.needs.domestic["wheat"]
    pd.testing.assert_frame_equal(found.production.value, results.production.value)


def test_less_waste_lowers_every_need_alike(inputs, defaults, results):
    found = food.assess(inputs, {**defaults, WASTED: 0.0})
    kept = (found.needs.domestic / results.needs.domestic).dropna()
    assert kept.to_numpy() == pytest.approx(1 - 0.073)


def test_hectares_of_the_diet_follow_the_published_points(inputs, defaults):
    def hectares(**moved):
        return food_land.per_head(inputs.parameters, {**defaults, **moved})

    assert hectares().value == pytest.approx(0.43)
    assert (hectares().low, hectares().high) == pytest.approx((0.384, 0.48))
    assert hectares(**{ANIMAL: 0.0}).value == pytest.approx(0.12)
    assert hectares(**{ANIMAL: 0.0}).grass == 0
    assert hectares(**{ANIMAL: 100 * 75 / 107}).value == pytest.approx(0.29)
    assert hectares(**{ORGANIC: 100.0}).value == pytest.approx(0.43 * 1.41)
    assert hectares(**{WASTED: 0.0}).value == pytest.approx(0.43 * (1 - 0.073))


@given(st.floats(0, 150), st.floats(0, 150))
def test_more_animal_products_never_ask_for_less_land(inputs, defaults, one, other):
    less, more = sorted((one, other))
    found = [
        food_land.per_head(inputs.parameters, {**defaults, ANIMAL: each}) for each in (less, more)
    ]
    assert found[0].value <= found[1].value + 1e-12
    assert all(0 <= each.grass <= 1 for each in found)


def test_what_is_produced_here_changes_the_land_asked_for_alone(inputs, defaults):
    whole, half = (
        food_land.assess(inputs, {**defaults, RELOCATED: share}) for share in (100.0, 50.0)
    )
    pd.testing.assert_frame_equal(half.relocated, whole.relocated / 2)
    pd.testing.assert_frame_equal(half.covered, whole.covered)


def test_a_lever_moved_by_the_room_is_in_the_block(biovallee, block):
    case = replace(biovallee, declared=Declared(assumptions={ANIMAL: 50.0, RELOCATED: 10.0}))
    found = food.PART.of(case)
    asked = sum(each.value for each in found.hectares)
    assert asked < 0.1 * sum(each.value for each in block.hectares)


def test_the_room_corrects_a_field_and_the_coverage_follows(biovallee, block, catalogue):
    figure = f"crops_2010/area/{BIOVALLEE}/2010/potato"
    said = Correction(figure, 500.0, "comptage", "Nadia", "24 novembre 2026", "vu sur place")
    declared = Declared(corrections=(said,))
    found = food.PART.of(Case.of(biovallee.inventory, catalogue, declared))

    def value(of, variable, dimension):
        name = f"food/{variable}/{BIOVALLEE}/2010/{dimension}"
        (row,) = [each for each in of.rows if each.figure.id == name]
        return row.figure.value

    assert value(found, "hectares", "potato") == 500
    assert value(found, "coverage", "potato") == 100 > value(block, "coverage", "potato")
    assert value(found, "coverage", "milk") == value(block, "coverage", "milk")


# ---- the nation


def test_every_epci_computes_and_they_sum_to_the_sources(everywhere, defaults, catalogue):
    found = food.assess(everywhere, defaults)
    assert len(found.overall) == 1255
    crops = catalogue.load("crops_2010").frame.groupby("crop")["production"].sum()
    made = found.production.value.sum()
    assert made["wheat"] == pytest.approx(crops[["soft_wheat", "durum_wheat"]].sum(), rel=0.01)
    assert made["potato"] == pytest.approx(crops["potato"], rel=0.01)
    assert made["sugar"] == pytest.approx(crops["beet"] / 6.459, rel=0.01)
    heads = catalogue.load("herds_2010").frame.groupby("herd")["heads"].sum()
    assert made["milk"] == pytest.approx(heads["dairy_cow"] * 6.6443, rel=0.01)


def test_the_nation_is_within_the_tolerance_of_fao_nothing_being_scaled(catalogue):
    table = food.national(catalogue)
    assert list(table) == list(food.COLUMNS)
    known = (
        table.drop(index="wine")["fao"].dropna().index.intersection(table["ratio"].dropna().index)
    )
    assert len(known) == 12
    assert (table.loc[known, "gap"].abs() < 16).all()
    factors = table.loc[known, "production_factor"] / table.loc[known, "need_factor"]
    assert (table.loc[known, "ratio"] / table.loc[known, "fao"]).to_numpy() == pytest.approx(
        factors.to_numpy()
    )
    assert table["why"].str.endswith(".").all()
    assert (table["gap"].abs() > 0.01)[known].all()


def test_a_published_ratio_comes_back_from_published_numbers(inputs, defaults):
    """FAO 2013, wheat: 38,614 kt made, 20,298 kt of domestic supply, 108.43 kg and 64.29 M."""
    needs = food_balance.needs_of(inputs.parameters, defaults)
    assert 38_614e3 / (needs.domestic["wheat"] * 64.29e6) == pytest.approx(1.902, abs=0.002)
