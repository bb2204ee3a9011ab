"""The smallest firms: counts by hand, levers that move what depends on them, missing said."""

from __future__ import annotations

import pandas as pd
import pytest

from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.firms import sizes as firms
from territorial_lib.diagnosis.firms.block import PART
from tests.diagnosis.gap_cases import DEMO, MAYOTTE, TERRITORIES, case_of, every_epci, sound


@pytest.fixture(scope="module")
def demo(catalogue, gazetteer):
    case = case_of(DEMO, catalogue, gazetteer)
    return case, firms.read(case)


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES.keys())
def test_the_block_is_sound_everywhere(code, catalogue, gazetteer):
    case = case_of(code, catalogue, gazetteer)
    sound(PART.of(case), case.territory.code)


def test_sizes_are_those_of_the_communes(demo, catalogue):
    case, inputs = demo
    rows = catalogue.indexed("establishments_2018").loc[list(case.territory.communes)].sum()
    assert inputs.measured["size_1_9"].frame.at[DEMO, "value"] == rows["size_1_9"]
    share = inputs.measured["share-size_1_9"].frame.at[DEMO, "value"]
    assert share == pytest.approx(100 * rows["size_1_9"] / rows["total"])


def test_sectors_make_the_whole(catalogue, gazetteer):
    inputs = firms.read(every_epci(catalogue, gazetteer))
    names = ("agriculture", "industry", "construction", "trade_services", "administration")
    shares = sum(inputs.measured[f"share-{name}"].frame["value"] for name in names)
    assert shares.dropna().between(100 - 1e-6, 100 + 1e-6).all()
    assert len(shares.dropna()) == 1250


def test_purchases_follow_the_inhabitants_and_their_source(demo, catalogue):
    case, inputs = demo
    results = firms.assess(inputs, PART.values(case)).loc[DEMO]
    euros = coefficient(catalogue, "marches-des-collectivites-par-habitant").value
    population = case.figure("population").value
    assert results["purchases"] == pytest.approx(population * euros)
    assert results["purchases_low"] <= results["purchases"] <= results["purchases_high"]
    assert results["more"] == pytest.approx(0, abs=1e-6)


def test_a_lever_moves_what_depends_on_it_alone(demo):
    case, inputs = demo
    values = PART.values(case)
    before = firms.assess(inputs, values)
    after = firms.assess(inputs, values | {firms.MICRO: 2 * values[firms.MICRO]})
    pd.testing.assert_series_equal(after["micro"], 2 * before["micro"])
    pd.testing.assert_series_equal(after["more"], before["micro"], check_names=False)
    same = ["alone", "first", "three", "purchases", "nearby"]
    pd.testing.assert_frame_equal(after[same], before[same])


def test_what_the_room_adds_is_shown_once_moved(demo):
    case, inputs = demo
    values = PART.values(case)
    labels = {row.figure.id.split("/")[1] for row in PART.block(case, inputs, values).rows}
    assert "more" not in labels
    moved = PART.block(case, inputs, values | {firms.MICRO: 10.0})
    (more,) = [row.figure for row in moved.rows if row.figure.id.split("/")[1] == "more"]
    assert more.value < 0
    assert more.low <= more.value <= more.high


def test_buying_more_from_the_smallest_closes_the_gap(demo):
    case, inputs = demo
    values = PART.values(case)

    def lack(share):
        block = PART.block(case, inputs, values | {firms.MICRO: share})
        found = [gap.severity for gap in block.gaps if gap.key == "gaps/firms/procurement"]
        return found[0] if found else 0

    assert lack(0.0) == 1
    assert lack(0.0) > lack(16.0) > lack(25.0)
    assert lack(100.0) == 0


def test_the_first_sector_is_the_largest_share(demo):
    case, inputs = demo
    jobs = inputs.structure.estimated.loc[DEMO]
    results = firms.assess(inputs, PART.values(case)).loc[DEMO]
    assert results["first"] == pytest.approx(100 * jobs.max() / jobs.sum())
    assert results["first"] <= results["three"] <= 100


def test_one_employer_is_a_question_to_the_room(demo):
    case, inputs = demo
    block = PART.block(case, inputs, PART.values(case))
    (row,) = [row for row in block.rows if "first-employer" in row.figure.id]
    assert row.figure.value is None
    assert "salle" in row.figure.note


def test_every_epci_computes(catalogue, gazetteer):
    case = every_epci(catalogue, gazetteer)
    results = firms.assess(firms.read(case), PART.values(case))
    assert len(results) == 1255
    assert results["purchases"].notna().all()
    assert results["alone"].dropna().between(0, 100).all()
    assert results.loc[MAYOTTE, ["alone", "first"]].isna().all()
