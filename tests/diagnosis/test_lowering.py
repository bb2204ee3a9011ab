"""Corrections of a whole, of its parts and of its rates, brought down on the communes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.lowering import SCALED
from territorial_lib.diagnosis.inventory.taking import by_commune
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

BIOVALLEE = "242600252"
CATALOGUE = Catalogue(Settings.from_environment({}).data)
TERRITORY = Gazetteer(CATALOGUE).territory(BIOVALLEE)


def said(variable: str, value: float, code: str = BIOVALLEE) -> Correction:
    figure = f"census_2018/{variable}/{code}/2018/-"
    return Correction(figure, value, "comptage", "Nadia", "24 novembre 2026", "vu")


def rates(*corrections: Correction):
    return by_commune(TERRITORY, CATALOGUE, "vacancy_rate", Declared(corrections))


def test_a_corrected_whole_is_seen_on_the_map_of_its_rate():
    before = rates()
    vacant = by_commune(TERRITORY, CATALOGUE, "vacant_dwellings")["value"].sum()
    after = rates(said("vacant_dwellings", 1.2 * vacant))
    assert not before["corrected"].any()
    assert after["value"].to_numpy() == pytest.approx(1.2 * before["value"].to_numpy())
    moved = after[after["corrected"]]
    assert set(moved["status"]) == {"estimated"}
    assert set(moved["note"]) == {SCALED}


def test_a_commune_corrected_changes_its_own_rate_alone():
    before, after = rates(), rates(said("vacant_dwellings", 12, "26006"))
    assert after.index[after["corrected"]].tolist() == ["26006"]
    assert after.at["26006", "status"] == "declared"
    others = after.index != "26006"
    assert after.loc[others, "value"].to_list() == before.loc[others, "value"].to_list()


def test_a_rate_of_the_whole_corrected_is_shared_and_a_communes_own_rate_kept():
    after = rates(said("vacancy_rate", 12.0), said("vacancy_rate", 5.0, "26006"))
    assert after.at["26006", "value"] == pytest.approx(5.0)
    dwellings = by_commune(TERRITORY, CATALOGUE, "dwellings")["value"]
    mean = (after["value"] * dwellings).sum() / dwellings.sum()
    assert mean == pytest.approx(12.0)


@settings(max_examples=10, deadline=None)
@given(st.floats(0.2, 3), st.floats(0.8, 3))
def test_the_communes_always_make_the_rate_of_the_whole(vacant, dwellings):
    totals = [by_commune(TERRITORY, CATALOGUE, name)["value"] for name in (
        "vacant_dwellings", "dwellings",
    )]  # fmt: skip
    over, under = totals[0].sum() * vacant, totals[1].sum() * dwellings
    after = rates(said("vacant_dwellings", over), said("dwellings", under))
    possible = after["corrected"] & (after["value"] < 100)
    scaled = (totals[0] * vacant / (totals[1] * dwellings) * 100)[possible]
    assert after.loc[possible, "value"].to_numpy() == pytest.approx(scaled.to_numpy())


DROME = Gazetteer(CATALOGUE).territory("dep:26")


@pytest.mark.parametrize("variable", ["vacant_dwellings", "vacancy_rate"])
def test_a_part_corrected_is_shared_among_its_own_communes(variable):
    value = 2_500 if variable == "vacant_dwellings" else 12.0
    declared = Declared((said(variable, value),))
    before, after = (
        by_commune(DROME, CATALOGUE, "vacancy_rate", each) for each in (None, declared)
    )
    inside = after.index.isin(TERRITORY.communes)
    assert after.loc[inside, "corrected"].all()
    assert set(after.loc[inside, "status"]) == {"estimated"}
    assert not after.loc[~inside, "corrected"].any()
    ratio = (after["value"] / before["value"])[inside & (before["value"] > 0).to_numpy()]
    assert ratio.max() == pytest.approx(ratio.min())


def test_a_whole_and_a_part_corrected_both_hold():
    vacant = by_commune(DROME, CATALOGUE, "vacant_dwellings")["value"]
    whole, part = 1.5 * vacant.sum(), 2_500.0
    declared = Declared((
        said("vacant_dwellings", whole, "dep:26"), said("vacant_dwellings", part),
    ))  # fmt: skip
    after = by_commune(DROME, CATALOGUE, "vacant_dwellings", declared)["value"]
    assert after.sum() == pytest.approx(whole)
    assert after[list(TERRITORY.communes)].sum() == pytest.approx(part)


@pytest.mark.parametrize("code", ["dep:26", BIOVALLEE])
def test_a_median_corrected_above_moves_no_commune(code):
    figure = f"income_2019/median_income_2019/{code}/2019/-"
    declared = Declared((Correction(figure, 30_000, "", "Nadia", "24 novembre 2026", "vu"),))
    assert not by_commune(DROME, CATALOGUE, "median_income_2019", declared)["corrected"].any()
