"""Difficulties by commune: by hand, never a score, missing said; whom each gap weighs on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.people import block as people_block
from territorial_lib.diagnosis.people import communes as people
from territorial_lib.diagnosis.people import concerned
from territorial_lib.diagnosis.people.difficulties import (
    INDICATORS,
    NAMES,
    SMALL,
    flags,
    thresholds,
)
from territorial_lib.diagnosis.people.isolation import SERVICES
from territorial_lib.diagnosis.stated import shortfall
from tests.diagnosis.gap_cases import (
    DEMO,
    MAYOTTE,
    REUNION,
    TERRITORIES,
    case_of,
    every_epci,
    sound,
)


@pytest.fixture(scope="module")
def demo(catalogue, gazetteer):
    return case_of(DEMO, catalogue, gazetteer)


@pytest.fixture(scope="module")
def table(demo):
    return people.by_commune(demo)


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES.keys())
def test_the_block_is_sound_everywhere(code, catalogue, gazetteer):
    case = case_of(code, catalogue, gazetteer)
    sound(people_block.PART.of(case), case.territory.code)


def test_every_commune_is_there_and_every_indicator_shown(demo, table):
    assert set(table.index) == set(demo.territory.communes)
    for name in NAMES:
        assert name in table
        assert (table[name].isna() == table[f"{name}_worst"].isna()).all()


def test_the_count_is_that_of_the_indicators_shown(table):
    columns = table[[f"{name}_worst" for name in NAMES]]
    assert (table["worst"] == columns.fillna(False).sum(axis=1)).all()
    assert (table["known"] == columns.notna().sum(axis=1)).all()
    assert table["worst"].is_monotonic_decreasing
    first = table.iloc[0]
    assert len(people.difficulties(first)) == first["worst"]


def test_rates_are_those_of_the_census(table, catalogue):
    census = catalogue.indexed("census_2018").loc[table.index]
    expected = 100 * census["unemployed_15_64"] / census["active_15_64"]
    pd.testing.assert_series_equal(table["unemployment"], expected.astype(float), check_names=False)


def test_the_worst_quarter_is_a_quarter_of_france(demo, catalogue):
    whole = people.communes(demo)
    population = catalogue.indexed("communes")["population"]
    large = whole[population.reindex(whole.index) >= SMALL]
    worst = flags(large, thresholds(whole, population))
    for each in INDICATORS:
        share = worst[each.name].dropna().mean()
        assert share <= 0.2501, each.name
        assert share > 0.1, each.name


def test_more_of_a_difficulty_never_makes_fewer():
    limits = pd.Series(dict.fromkeys(NAMES, 10.0))
    better, worse = pd.DataFrame([[5.0] * len(NAMES), [15.0] * len(NAMES)], columns=NAMES).pipe(
        lambda each: (flags(each.iloc[[0]], limits), flags(each.iloc[[1]], limits))
    )
    for each in INDICATORS:
        high = each.worse == "high"
        assert bool(worse[each.name].iloc[0]) is high
        assert bool(better[each.name].iloc[0]) is not high


def test_missing_is_neither_in_nor_out_of_the_worst_quarter():
    limits = pd.Series(dict.fromkeys(NAMES, 10.0))
    row = pd.DataFrame([[np.nan] * len(NAMES)], columns=NAMES)
    assert flags(row, limits).isna().all().all()


def test_similar_territories_make_other_thresholds(demo, table):
    beside = people.by_commune(demo, "similar")
    assert set(beside.index) == set(table.index)
    assert (beside["worst"].sort_index() != table["worst"].sort_index()).any()


def test_a_service_here_is_at_no_distance(demo, catalogue):
    whole = people.communes(demo)
    rows = catalogue.load("equipment_2020").frame
    shops = rows.loc[rows["type"].isin(SERVICES[0].types), "code"].unique()
    inside = whole.index.isin(shops)
    assert (whole.loc[inside, "grocery"].dropna() == 0).all()
    assert (whole.loc[~inside, "grocery"].dropna() > 0).all()


def test_a_distance_is_that_of_the_nearest_by_haversine(demo, catalogue):
    whole = people.communes(demo)
    places = catalogue.indexed("communes")[["lon", "lat"]].astype(float)
    rows = catalogue.load("equipment_2020").frame
    shops = rows.loc[rows["type"].isin(SERVICES[0].types), "code"].unique()
    without = [each for each in demo.territory.communes if each not in set(shops)]
    lon, lat = np.radians(places.loc[without[0]])
    there = np.radians(places.loc[places.index.isin(shops)])
    half = np.sin((there["lat"] - lat) / 2) ** 2
    half += np.cos(lat) * np.cos(there["lat"]) * np.sin((there["lon"] - lon) / 2) ** 2
    nearest = (2 * 6371.0088 * np.arcsin(np.sqrt(half))).min()
    assert whole.at[without[0], "grocery"] == pytest.approx(nearest)


def test_inhabitants_without_a_shop_by_hand(demo, catalogue):
    whole = people.communes(demo).loc[list(demo.territory.communes), "grocery"]
    population = catalogue.indexed("communes")["population"].reindex(whole.index)
    reading = people_block.read(demo).without["grocery"]
    expected = 100 * population[whole > 0].sum() / population.sum()
    assert reading.figure(DEMO).value == pytest.approx(expected)


def test_a_correction_by_the_room_counts_at_once(demo, table, catalogue, gazetteer):
    commune = table.index[-1]
    measure = f"census_2018/unemployed/{commune}/2018/-"
    active = catalogue.indexed("census_2018").at[commune, "active_15_64"]
    said = Correction(measure, float(active) / 2, "", "Nadia", "24 novembre 2026", "compté")
    moved = people.by_commune(case_of(DEMO, catalogue, gazetteer, Declared((said,))))
    assert moved.at[commune, "unemployment"] == pytest.approx(50)
    assert moved.at[commune, "unemployment_worst"]
    others = table.index.drop(commune)
    pd.testing.assert_series_equal(
        moved["unemployment"].reindex(others), table["unemployment"].reindex(others)
    )


@pytest.mark.parametrize("theme", [*concerned.CONCERNS, "wellbeing"])
def test_each_gap_names_those_it_weighs_on(table, theme):
    found = concerned.concerned(table, theme)
    assert found.groups in concerned.says(found)
    counts = [each.count for each in found.communes]
    assert counts == sorted(counts, reverse=True)
    assert all(0 < each <= len(found.indicators) for each in counts)
    worst = concerned.CONCERNS.get(theme, concerned.Concern(NAMES, "")).indicators
    several = table[[f"{name}_worst" for name in worst]].fillna(False).any(axis=1)
    assert len(found.communes) + found.others == several.sum()


def test_whom_a_gap_weighs_on_is_said_even_where_nothing_measures_it(catalogue, gazetteer):
    found = concerned.CONCERNED.of(case_of(MAYOTTE, catalogue, gazetteer))
    assert "à la salle de le dire" in concerned.says(concerned.of_gap(found, "gaps/firms/small"))
    assert concerned.of_gap(found, "gaps/wellbeing/health") == found[""]


def test_mayotte_is_asked_not_declared_without_difficulty(catalogue, gazetteer):
    block = people_block.PART.of(case_of(MAYOTTE, catalogue, gazetteer))
    assert "à la salle de le dire" in block.says
    gaps = {each.key: each.severity for each in block.gaps}
    assert gaps["gaps/people/poverty"] is None
    (several,) = [each.figure for each in block.rows if "/several/" in each.figure.id]
    assert several.value is None


def test_overseas_reads_the_older_unemployment(catalogue, gazetteer):
    inputs = people_block.read(case_of(REUNION, catalogue, gazetteer))
    figure = inputs.measured["unemployment_rate"].figure(REUNION)
    assert (figure.year, figure.status) == (2018, "observed")


def test_among_territories_in_trouble_france_is_the_aim(catalogue, gazetteer):
    block = people_block.PART.of(case_of(REUNION, catalogue, gazetteer))
    (gap,) = [each for each in block.gaps if each.key == "gaps/people/unemployment"]
    census = catalogue.load("census_2018").frame
    nation = 100 * census["unemployed_15_64"].sum() / census["active_15_64"].sum()
    (here,) = [each.figure for each in block.rows if each.figure.id == gap.figure]
    assert gap.severity == pytest.approx(1 - nation / here.value)
    assert "La France" in gap.sentence


def test_the_severity_is_what_the_best_quarter_does_without(demo):
    reading = people_block.read(demo).measured["unemployment_rate"]
    value, *others = reading.frame["value"].reindex(demo.codes)
    found = shortfall(reading, demo.codes, "low")
    assert found.benchmark == pytest.approx(np.nanquantile(others, 0.25))
    assert found.severity == pytest.approx(max(0, 1 - found.benchmark / value))
    assert shortfall(reading, demo.codes[:4], "low") is None


def test_every_epci_computes(catalogue, gazetteer):
    inputs = people_block.read(every_epci(catalogue, gazetteer))
    assert inputs.several.frame["value"].dropna().between(0, 100).all()
    assert len(inputs.several.frame) == 1255
