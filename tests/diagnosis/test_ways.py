"""New ways: jobs by hand, telework that gives France back, levers that move what they should."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.ways import living as ways
from territorial_lib.diagnosis.ways import telework
from territorial_lib.diagnosis.ways.block import PART
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from tests.diagnosis.gap_cases import DEMO, PARIS, REUNION, TERRITORIES, case_of, every_epci, sound

PUBLISHED = {
    "reg:84": "emplois-compatibles-avec-le-teletravail-ensemble-2021-auvergne-rhone-alpes",
    "reg:28": "emplois-compatibles-avec-le-teletravail-ensemble-2019-normandie",
    "reg:27": "emplois-compatibles-avec-le-teletravail-ensemble-2019-bourgogne-franche-comte",
}


@pytest.fixture(scope="module")
def demo(catalogue, gazetteer):
    case = case_of(DEMO, catalogue, gazetteer)
    return case, ways.read(case)


@pytest.fixture(scope="module")
def rates(catalogue):
    return telework.Rates.of(catalogue)


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES.keys())
def test_the_block_is_sound_everywhere(code, catalogue, gazetteer):
    case = case_of(code, catalogue, gazetteer)
    sound(PART.of(case), case.territory.code)


def test_jobs_and_those_who_leave_by_hand(demo, catalogue):
    case, inputs = demo
    census = catalogue.indexed("census_2018").loc[list(case.territory.communes)].sum()
    employed = census["active_15_64"] - census["unemployed_15_64"]
    found = ways.assess(inputs, PART.values(case)).loc[DEMO]
    assert found["ratio"] == pytest.approx(100 * census["jobs"] / employed)
    assert found["leaving"] == pytest.approx(employed - census["jobs"])


def test_a_town_that_draws_workers_loses_none(catalogue, gazetteer):
    case = case_of(PARIS, catalogue, gazetteer)
    found = ways.assess(ways.read(case), PART.values(case)).loc[PARIS]
    assert found["ratio"] > 100
    assert found["leaving"] == 0
    assert "fait venir" in PART.of(case).says


def test_france_is_given_back(catalogue, rates):
    force = telework.labour_force(catalogue)
    others = telework.others_rate(catalogue, force, rates)
    assert telework.value(rates.lowest) < others < telework.value(rates.highest)
    profile = catalogue.indexed("epci_profile_2022")
    people = pd.DataFrame(
        {
            "executives": profile["share_executives"],
            "workers": profile["share_workers"],
            "active": force["active"],
            "agriculture": 0.0,
        }
    )
    found = telework.potential(people, rates, others)["value"]
    weight = (force["adults"] * force["active"]).where(found.notna())
    assert (found * weight).sum() / weight.sum() == pytest.approx(telework.value(rates.whole))


def test_regions_are_near_what_insee_published(catalogue, gazetteer):
    case = Case.every([gazetteer.territory(code) for code in PUBLISHED], catalogue)
    found = ways.assess(ways.read(case), PART.values(case))["telework"]
    for code, name in PUBLISHED.items():
        assert found[code] == pytest.approx(coefficient(catalogue, name).value, abs=5), code


def test_adults_are_about_four_in_five(catalogue):
    force = telework.labour_force(catalogue)
    census = catalogue.indexed("census_2018")["population"]
    epci = catalogue.indexed("communes")["epci"].reindex(census.index)
    share = force["adults"] / census.groupby(epci).sum()
    assert share.dropna().between(0.7, 0.95).all()
    assert force["active"].dropna().between(30, 80).all()


RATES = telework.Rates.of(Catalogue(Settings.from_environment({}).data))
shares = st.floats(0, 40, allow_nan=False)


@given(shares, shares, st.floats(81, 100), st.floats(0, 100))
def test_the_estimate_stays_inside_its_band(executives, workers, active, agriculture):
    people = pd.DataFrame(
        {
            "executives": [executives],
            "workers": [workers],
            "active": [active],
            "agriculture": [agriculture],
        }
    )
    found = telework.potential(people, RATES, 41.0).iloc[0]
    assert 0 <= found["low"] <= found["value"] + 1e-9
    assert found["value"] <= found["high"] + 1e-9 <= 100


def test_more_executives_than_actives_is_missing(rates):
    people = pd.DataFrame(
        {"executives": [40.0], "workers": [30.0], "active": [50.0], "agriculture": [0.0]}
    )
    assert telework.potential(people, rates, 41.0).isna().all().all()


def test_levers_move_telework_alone(demo):
    case, inputs = demo
    values = PART.values(case)
    before = ways.assess(inputs, values)
    often = ways.assess(inputs, values | {ways.DAYS: 2 * values[ways.DAYS]})
    pd.testing.assert_series_equal(often["present"], 2 * before["present"])
    same = [name for name in before if not name.startswith("present")]
    pd.testing.assert_frame_equal(often[same], before[same])
    half = ways.assess(inputs, values | {ways.SHARE: values[ways.SHARE] / 2})
    pd.testing.assert_series_equal(half["teleworkers"], before["teleworkers"] / 2)
    pd.testing.assert_series_equal(half["telework"], before["telework"])


def test_the_default_share_is_what_france_does(catalogue):
    share, days = ways.levers(catalogue)
    practice = coefficient(
        catalogue, "salaries-en-teletravail-au-moins-un-jour-par-semaine-ensemble"
    )
    whole = coefficient(
        catalogue, "emplois-compatibles-avec-le-teletravail-ensemble-2021-france-metropolitaine"
    )
    assert share.default == pytest.approx(100 * practice.value / whole.value, abs=0.05)
    assert practice.source in share.source and whole.source in share.source
    assert days.low <= days.default <= days.high


def test_overseas_says_what_is_missing(catalogue, gazetteer):
    block = PART.of(case_of(REUNION, catalogue, gazetteer))
    figures = {row.figure.id.split("/")[1]: row.figure for row in block.rows}
    assert figures["telework"].value is None
    assert "outre-mer" in figures["telework"].note
    assert figures["ratio"].value > 0
    assert "distance" not in block.says


def test_jobs_corrected_by_the_room_move_the_ratio(demo, catalogue, gazetteer):
    figure = f"census_2018/jobs/{DEMO}/2018/-"
    said = Correction(figure, 12_600.0, "", "Nadia", "24 novembre 2026", "recompté")
    case = case_of(DEMO, catalogue, gazetteer, Declared((said,)))
    block = PART.of(case)
    (ratio,) = [row.figure for row in block.rows if row.figure.id.startswith("ways/ratio/")]
    assert ratio.status == "declared"
    assert ratio.value > 100
    assert "gaps/ways/jobs" not in {gap.key for gap in block.gaps}


def test_every_epci_computes(catalogue, gazetteer):
    case = every_epci(catalogue, gazetteer)
    found = ways.assess(ways.read(case), PART.values(case))
    assert len(found) == 1255
    assert found["telework"].notna().sum() == 1232
    assert found["telework"].dropna().between(15, 60).all()
    assert found["places"].notna().all()
