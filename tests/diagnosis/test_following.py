"""Rates follow the counts that the room corrects, in the whole and in each commune."""

from __future__ import annotations

import pytest

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.taking import diagnose
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
