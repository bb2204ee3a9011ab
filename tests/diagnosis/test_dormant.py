"""Straw and wood that nobody uses, leaky homes, shops: figures with their band, never invented."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from territorial_lib.diagnosis.inventory.brought import gathered
from territorial_lib.diagnosis.inventory.dormant import STRAW_CEREALS
from territorial_lib.diagnosis.inventory.measures import DORMANT, EQUIPMENT, UNKNOWN
from territorial_lib.diagnosis.readings import Scope
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.sources import Catalogue

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
GAZETTEER = Gazetteer(CATALOGUE)
DORMANT_NAMES = [each.variable for each in DORMANT]
MEASURES = {each.variable: each for each in (*DORMANT, *EQUIPMENT)}


def read(variable: str, *codes: str):
    territories = tuple(GAZETTEER.territory(code) for code in codes)
    return MEASURES[variable].read(Scope(CATALOGUE, GAZETTEER, territories))


def test_straw_of_a_departement_is_between_the_two_methods():
    figure = read("straw", "dep:51").figure("dep:51")
    rows = CATALOGUE.load("crops_2010").frame
    rows = rows[(rows["code"] == "51") & rows["crop"].isin(STRAW_CEREALS)]
    index = CATALOGUE.load("harvest_index").frame.set_index("crop")["harvest_index"]
    low = 3.25 * 0.6 * rows["area"].sum()
    high = 0.6 * (rows["production"] * (1 / rows["crop"].map(index) - 1)).sum()
    assert figure.low == pytest.approx(low)
    assert figure.high == pytest.approx(high)
    assert figure.value == pytest.approx((low + high) / 2)
    assert figure.unit == "t/an"
    assert figure.status == "estimated"  # two methods, neither of them observed


@pytest.mark.parametrize("kind", ["epci", "departement", "region"])
def test_the_value_is_inside_its_band_everywhere(kind):
    prefix = {"departement": "dep:", "region": "reg:"}.get(kind, "")
    codes = [prefix + code for code in GAZETTEER.units(kind).index]
    for variable in DORMANT_NAMES:
        frame = read(variable, *codes).frame.dropna(subset=["low"])
        assert (frame["low"] <= frame["value"]).all(), variable
        assert (frame["value"] <= frame["high"]).all(), variable


def test_straw_of_france_is_that_of_the_two_published_estimates():
    regions = [f"reg:{code}" for code in GAZETTEER.units("region").index]
    frame = read("straw", *regions).frame
    assert frame["low"].sum() == pytest.approx(0.6 * 23.9e6, rel=0.01)
    assert frame["high"].sum() == pytest.approx(0.6 * 50.6e6, rel=0.01)


def test_wood_of_a_region_is_growth_less_removals():
    figure = read("wood_increment", "reg:84").figure("reg:84")
    rows = CATALOGUE.load("forest_stock").frame.set_index(["code", "composition"])
    row = rows.loc[("84", "all_but_poplar")]
    assert figure.value == pytest.approx(row["increment"] - row["removals"])
    assert figure.low == pytest.approx(row["increment"] - row["removals"] - row["mortality"])
    assert figure.high > figure.value
    assert figure.status == "observed"


@pytest.mark.parametrize("variable", ["straw", "wood_increment"])
def test_an_epci_is_estimated_with_its_proxy_named_and_its_band(variable):
    figure = read(variable, "242600252").figure("242600252")
    assert figure.status == "estimated"
    assert "réparti selon" in figure.note
    assert figure.low < figure.value < figure.high


@pytest.mark.parametrize("variable", ["straw", "wood_increment", "leaky_dwellings"])
@pytest.mark.parametrize("code", ["dep:976", "200059871"])
def test_overseas_is_missing_and_says_why(variable, code):
    figure = read(variable, code).figure(code)
    assert figure.value is None
    assert figure.status == "missing"
    assert figure.note
    assert figure.low is None


def test_leaky_homes_keep_both_sources():
    figure = read("leaky_dwellings", "dep:26").figure("dep:26")
    assert figure.high == figure.value
    assert figure.low == pytest.approx(figure.value * 4.5 / 7.1)


def test_schools_with_a_canteen_are_not_counted_twice():
    rows = CATALOGUE.load("equipment_2020").frame
    inside = rows["code"].isin(GAZETTEER.territory("dep:26").communes)
    expected = rows.loc[inside & rows["type"].isin(["C101", "C102", "C104", "C105"]), "units"]
    assert read("primary_schools", "dep:26").figure("dep:26").value == expected.sum()


def test_what_is_now_counted_is_no_longer_asked_to_the_room():
    asked = {each.figure.id.split("/")[1] for each in UNKNOWN}
    assert not asked & set(MEASURES)


def test_a_sum_that_lacks_a_part_says_that_it_is_a_minimum():
    rows = pd.DataFrame(
        {
            "territory": ["a", "a", "b"],
            "value": [2.0, None, None],
            "low": [None] * 3,
            "high": [None] * 3,
            "status": ["observed", "missing", "missing"],
            "note": ["", "Secret.", "Secret."],
        }
    ).astype({"value": float, "low": float, "high": float})
    found = gathered(rows, pd.Index(["a", "b"]))
    assert found.at["a", "value"] == 2
    assert found.at["a", "status"] == "estimated"
    assert "minimum" in found.at["a", "note"]
    assert found.at["b", "status"] == "missing"
    assert pd.isna(found.at["b", "value"])
