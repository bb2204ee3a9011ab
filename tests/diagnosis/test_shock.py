"""The shock test: the price model's properties on the French table, homes, cuts, what is asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.diagnosis.national_economy import national_economy
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.shock.block import PART
from territorial_lib.diagnosis.shock.prices import K, ShockInputs, assess
from territorial_lib.diagnosis.shock.sectors import ENERGY, EXTRACTION, cost_push, exposed
from territorial_lib.indicators.input_output import price_model

BIOVALLEE, OUESSANT, CINOR = "242600252", "29155", "249740119"
MAYOTTE = "200050532"
TERRITORIES = (
    BIOVALLEE, "200054781", "26108", "01311", OUESSANT, CINOR, MAYOTTE, "dep:2A", "reg:53",
    "242600252+26108",
)  # fmt: skip


@pytest.fixture(scope="module")
def economy(catalogue):
    return national_economy(catalogue).without()


@pytest.fixture(scope="module")
def nation(catalogue, gazetteer) -> Case:
    codes = gazetteer.units("epci").index
    return Case.every([gazetteer.territory(code) for code in codes], catalogue)


@pytest.fixture(scope="module")
def inputs(nation) -> ShockInputs:
    return PART.read(nation)


CASES: dict[str, Case] = {}
"""Cases of which the room said nothing: laid out once for all these tests."""


def case_of(catalogue, gazetteer, code: str, *corrections: Correction) -> Case:
    if code in CASES and not corrections:
        return CASES[code]
    declared = Declared(tuple(corrections))
    case = Case.of(diagnose(gazetteer.territory(code), catalogue, declared), catalogue, declared)
    if not corrections:
        CASES[code] = case
    return case


@settings(max_examples=20, deadline=None)
@given(rise=st.floats(-0.5, 4.0))
def test_energy_rises_by_exactly_what_is_fixed(economy, rise):
    push = cost_push(economy, rise)
    for reading in ("low", "value", "high"):
        assert push.loc[list(ENERGY), reading].to_numpy() == pytest.approx(rise)
    assert push.loc[EXTRACTION, "high"] == pytest.approx(rise)


@settings(max_examples=20, deadline=None)
@given(rise=st.floats(0.01, 4.0))
def test_readings_are_in_order_and_no_one_else_rises_as_much(economy, rise):
    push = cost_push(economy, rise)
    assert (push["low"] <= push["value"] + 1e-12).all()
    assert (push["value"] <= push["high"] + 1e-12).all()
    others = push.drop([*ENERGY, EXTRACTION])
    assert (others > 0).all(axis=None)
    assert (others < rise).all(axis=None)


@settings(max_examples=20, deadline=None)
@given(k=st.floats(0.1, 5.0))
def test_every_primary_input_times_k_moves_every_price_by_k_minus_one(economy, k):
    A = economy.total_coefficients
    np.testing.assert_allclose(price_model(A, (k - 1) * (1 - A.sum())), k - 1, atol=1e-9)


def test_no_shock_moves_nothing(economy, inputs):
    np.testing.assert_array_equal(cost_push(economy, 0.0), 0.0)
    found = assess(inputs, {K: 1.0})
    assert (found.mean_push.dropna() == 0).all(axis=None)
    assert (found.deciles.dropna() == 0).all(axis=None)
    assert all((table.dropna() == 0).all(axis=None) for table in found.bills.values())
    assert found.living == 0
    pd.testing.assert_frame_equal(found.budgets, found.budgets_before)


def test_the_sectors_hit_first_are_those_that_burn(economy):
    first = exposed(economy)
    assert len(first) == 8
    assert {"CE", "CC", "CG", "AZ", "HZ"} <= set(first)
    assert not set(first) & {"KZ", "LZ", "QA", *ENERGY}


def test_every_epci_computes_and_what_is_missing_is_mayotte(inputs, gazetteer):
    found = assess(inputs, {K: 2.0})
    departement = gazetteer.units("epci")["departement"]
    for table in (found.mean_push["value"], found.bills["all"]["value"], found.exposed_share):
        assert len(table) == 1255
        assert set(departement[table.index[table.isna()]]) <= {"976"}
    assert found.exposed_share.dropna().between(0, 100).all()
    jobs = inputs.jobs.sum().sum()
    assert jobs == pytest.approx(inputs.nation.sum(), rel=0.001)
    mean = (inputs.jobs.drop(columns=ENERGY).sum(axis=1) * found.mean_push["value"]).sum()
    assert mean / inputs.jobs.drop(columns=ENERGY).sum().sum() == pytest.approx(
        found.nation_push, rel=0.001
    )


def test_the_mean_bill_of_the_nation_is_that_of_the_national_accounts(nation, inputs):
    """1,851 euros for the home (wood and heat included) and 1,827 for fuels in 2023 (SDES)."""
    homes = nation.measured("households").frame["value"]
    for kind, published in (("home", 1851), ("road", 1827)):
        bill = inputs.homes.bills[kind]["value"]
        mean = (bill * homes).sum() / homes[bill.notna()].sum()
        assert mean == pytest.approx(published, rel=0.1), kind


def test_the_deciles_average_to_the_local_bill(inputs):
    found = assess(inputs, {K: 1.5})
    mean = found.deciles.mean(axis=1)
    np.testing.assert_allclose(mean.dropna(), found.bills["all"]["value"].dropna())
    # The poorest pay less, and more of what they have.
    known = found.deciles.dropna()
    assert (known[1] < known[10]).all()
    budgets = found.budgets.dropna()
    assert (budgets[1] > budgets[5]).all()
    assert (budgets > found.budgets_before.dropna()).all(axis=None)
    assert (budgets < 1).all(axis=None)


def test_jobs_move_the_sectors_and_no_household(inputs):
    """Only the farm jobs of Biovallée doubled."""
    jobs = inputs.jobs.copy()
    jobs.loc[BIOVALLEE, "AZ"] *= 2
    before, after = assess(inputs, {K: 2.0}), assess(replace(inputs, jobs=jobs), {K: 2.0})
    moved = (before.mean_push != after.mean_push).any(axis=1) & before.mean_push["value"].notna()
    assert set(moved.index[moved]) == {BIOVALLEE}
    assert after.exposed_share[BIOVALLEE] > before.exposed_share[BIOVALLEE]
    pd.testing.assert_frame_equal(before.push, after.push)
    pd.testing.assert_frame_equal(before.deciles, after.deciles)


def test_a_food_shop_is_looked_for_where_the_source_looked(inputs):
    share = inputs.cuts["without_food_shop"]
    assert share.between(0, 100).all()
    # No station is listed in any overseas département: not looked for, so not zero.
    assert pd.isna(inputs.cuts.loc[CINOR, "stations"])
    assert inputs.cuts["stations"].sum() == pytest.approx(9317, abs=20)


@pytest.mark.parametrize("code", TERRITORIES)
def test_every_row_has_its_identity(catalogue, gazetteer, code):
    block = PART.of(case_of(catalogue, gazetteer, code))
    figures = [each.figure for each in block.rows]
    assert len({each.id for each in figures}) == len(figures) > 25
    for each in figures:
        assert (each.value is None) == (each.status == "missing"), each
        assert each.source
        assert each.note or each.status == "observed", each
    assert 3 <= sum(each.key for each in block.rows) <= 6
    assert "None" not in block.says
    assert "nan" not in block.says
    known = {each.id for each in figures}
    for gap in block.gaps:
        assert gap.severity is None or 0 <= gap.severity <= 1
        assert not gap.figure or gap.figure in known


def test_what_no_data_says_is_asked_and_the_room_answers(catalogue, gazetteer):
    days = f"shock/food_days/{BIOVALLEE}/-/-"
    asked = _row(PART.of(case_of(catalogue, gazetteer, BIOVALLEE)), days)
    assert asked.figure.status == "missing"
    assert "Question à la salle" in asked.figure.note
    said = Correction(days, 4.0, "gérants", "Nadia", "24 novembre 2026", "dit par trois commerces")
    answered = _row(PART.of(case_of(catalogue, gazetteer, BIOVALLEE, said)), days)
    assert (answered.figure.value, answered.figure.status) == (4.0, "declared")


def test_the_lever_starts_at_what_was_seen_and_one_says_nothing_moves(catalogue, gazetteer):
    case = case_of(catalogue, gazetteer, BIOVALLEE)
    (lever,) = PART.levers(catalogue)
    assert lever.default == pytest.approx(0.245 / 0.131, abs=0.05)
    still = PART.block(case, PART.read(case), {K: 1.0})
    assert still.says.startswith("Au prix d’aujourd’hui")


def test_an_island_off_the_network_has_no_bill_and_has_its_jobs(catalogue, gazetteer):
    block = PART.of(case_of(catalogue, gazetteer, OUESSANT))
    assert "faute de données" in block.says
    assert _row(block, f"shock/push/{OUESSANT}/2010/-").figure.value > 0
    assert _row(block, f"shock/bill/{OUESSANT}/2023/all").figure.value is None
    assert _row(block, f"shock/bill/{OUESSANT}/2023/road").figure.value > 0


def test_the_picture_is_of_incomes_else_of_sectors(catalogue, gazetteer):
    by_income = PART.of(case_of(catalogue, gazetteer, BIOVALLEE)).picture
    assert len(by_income.figures) == 10
    by_sector = PART.of(case_of(catalogue, gazetteer, OUESSANT)).picture
    assert all("/sector/" in each for each in by_sector.figures)


def _row(block, figure: str):
    return {each.figure.id: each for each in block.rows}[figure]
