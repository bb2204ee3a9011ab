"""Rates follow the counts that the room corrects, in the whole and in each commune."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.following import SCALED
from territorial_lib.diagnosis.inventory import by_commune, diagnose
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.geography.similar import Likeness
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

BIOVALLEE = "242600252"
NOBODY = Likeness((), (), "")
CATALOGUE = Catalogue(Settings.from_environment({}).data)
TERRITORY = Gazetteer(CATALOGUE).territory(BIOVALLEE)


def said(variable: str, value: float, code: str = BIOVALLEE, year: int | None = None) -> Correction:
    figure = f"census_2018/{variable}/{code}/2018/-"
    return Correction(figure, value, "comptage", "Nadia", "24 novembre 2026", "vu", year)


def found(*corrections: Correction):
    return diagnose(TERRITORY, CATALOGUE, Declared(corrections), NOBODY)


@pytest.fixture(scope="module")
def official():
    return found()


def test_a_corrected_count_moves_the_rate_beside_it(official):
    dwellings = official.resource("dwellings").figure.value
    row = found(said("vacant_dwellings", 900)).resource("vacancy_rate")
    assert row.figure.value == pytest.approx(100 * 900 / dwellings)
    assert row.figure.status == "declared"
    assert row.figure.source.endswith("corrigé par la salle")
    assert "«\u00a0Logements vacants\u00a0»" in row.figure.note
    assert [each.status for each in row.versions] == ["observed", "declared"]
    assert row.versions[0].value == official.resource("vacancy_rate").figure.value


def test_a_corrected_denominator_moves_it_too_and_says_the_years(official):
    vacant = official.resource("vacant_dwellings").figure.value
    rate = found(said("dwellings", 25_000, year=2026)).resource("vacancy_rate").figure
    assert rate.value == pytest.approx(100 * vacant / 25_000)
    assert rate.year == 2026
    assert "2018 et 2026" in rate.note


def test_a_commune_corrected_moves_the_rate_of_the_whole(official):
    commune = diagnose(Gazetteer(CATALOGUE).territory("26166"), CATALOGUE, likeness=NOBODY)
    before = commune.resource("vacant_dwellings").figure.value
    rate = found(said("vacant_dwellings", before + 50, "26166")).resource("vacancy_rate").figure
    whole = official.resource("vacant_dwellings").figure.value + 50
    assert rate.value == pytest.approx(100 * whole / official.resource("dwellings").figure.value)


def test_a_rate_corrected_itself_is_left_as_it_was_said():
    rate = found(said("vacant_dwellings", 900), said("vacancy_rate", 7.0)).resource("vacancy_rate")
    assert rate.figure.value == 7.0


def test_a_share_whose_numerator_nobody_can_correct_stays_and_says_so(official):
    row = found(said("jobs", 20_000)).resource("salaried")
    assert row.figure.value == official.resource("salaried").figure.value
    assert "reste celle de la source" in row.figure.note
    assert len(row.versions) == 1


def test_a_part_larger_than_the_whole_is_not_computed(official):
    row = found(said("vacant_dwellings", 90_000)).resource("vacancy_rate")
    assert row.figure.value == official.resource("vacancy_rate").figure.value
    assert "dépasserait le tout" in row.figure.note


def rates(*corrections: Correction):
    return by_commune(TERRITORY, CATALOGUE, "vacancy_rate", Declared(corrections))


def test_a_corrected_whole_is_seen_on_the_map_of_its_rate(official):
    before = rates()
    vacant = official.resource("vacant_dwellings").figure.value
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
