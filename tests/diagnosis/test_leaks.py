"""The leaks: sums that hold, readings in order, the nation found again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.leaks import balance as leaks
from territorial_lib.diagnosis.leaks.demand import PUBLIC_LEVER
from territorial_lib.diagnosis.leaks.flows import flows
from territorial_lib.diagnosis.leaks.said import share_id
from territorial_lib.diagnosis.leaks.shares import DELTA, present_key
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.indicators.local_share import READINGS
from tests.diagnosis.leaks_cases import (
    HERE,
    ISLAND,
    MAYOTTE,
    PARIS,
    PERIMETER,
    SOME,
    UNKNOWN,
    VILLAGE,
    found,
    inputs,
)


def test_the_nation_is_found_again() -> None:
    """Mayotte apart, EPCI and the communes without one sum to the table of 2010."""
    all_epci, economy = found(every=True).bought, inputs(every=True).nation.economy
    products = economy.products
    public = products["government"] + products["nonprofits"]
    columns = {"households": products["households"], "public": public}
    for name, expected in columns.items():
        cells = np.nansum(all_epci.cells[:, :, all_epci.buyer(name)], axis=(0, 2))
        np.testing.assert_allclose(cells / 1e6, expected, rtol=1e-9)
    firms = np.nansum(all_epci.cells[:, :, all_epci.buyer("firms")], axis=0)
    np.testing.assert_allclose(firms / 1e6, economy.flows, rtol=1e-7, atol=1e-6)
    np.testing.assert_allclose(np.nansum(all_epci.output, axis=0) / 1e6, economy.output, rtol=1e-7)


def test_control_totals_of_the_methods() -> None:
    nation = inputs().nation
    apart = nation.apart
    assert apart["imputed_rents"] == pytest.approx(154_531)
    households = nation.economy.products["households"].sum()
    cash = households + apart["household_staff"]
    assert cash + apart["imputed_rents"] == pytest.approx(970_786, rel=1e-6)
    assert apart["product_taxes"] == pytest.approx(120_421, rel=1e-3), "1 091 207 − 970 786 M€"


@pytest.mark.parametrize("every", [False, True])
def test_demand_is_local_plus_rest_plus_abroad(every: bool) -> None:
    result = found(every)
    cells = result.bought.cells
    for reading in READINGS:
        parts = result.euros[reading]
        np.testing.assert_allclose(sum(parts.values()), cells, rtol=1e-9, atol=1e-3)
        for part in parts.values():
            assert np.nanmin(part) > -1e-3


@pytest.mark.parametrize("every", [False, True])
def test_readings_are_shares_in_order_in_every_cell(every: bool) -> None:
    low, central, high = (found(every).shares.local[reading] for reading in READINGS)
    known = ~np.isnan(low)
    assert known.any()
    for less, more in ((0 * low, low), (low, central), (central, high), (high, 0 * low + 1)):
        assert (less[known] <= more[known] + 1e-12).all()


@pytest.mark.parametrize("every", [False, True])
def test_nobody_sells_more_here_than_is_made_here(every: bool) -> None:
    result = found(every)
    for reading in READINGS:
        sold = (result.shares.local[reading] * result.bought.cells).sum(axis=2)
        known = ~np.isnan(sold)
        assert (sold[known] <= result.bought.output[known] * (1 + 1e-9) + 1e-3).all()


def test_mean_local_shares_of_zones_are_those_of_the_methods() -> None:
    """0.15 by FLQ(0.3) and 0.68 by SLQ on the 305 zones; here on EPCI, smaller: less by FLQ."""
    result = found(every=True)
    column = result.bought.buyer("households")
    cells = result.bought.cells[:, :, column].sum(axis=2)
    means = {
        reading: np.nanmean(
            (result.shares.local[reading][:, :, column].sum(axis=2) * cells).sum(axis=1)
            / cells.sum(axis=1)
        )
        for reading in READINGS
    }
    assert 0.05 < means["low"] < 0.15
    assert 0.3 < means["central"] < 0.5
    assert 0.5 < means["high"] < 0.7


def test_unknown_jobs_are_missing_not_zero() -> None:
    totals = found().totals
    assert totals.loc[list(UNKNOWN)].isna().all(axis=None)
    assert totals.drop(index=list(UNKNOWN)).notna().all(axis=None)
    assert found().table(MAYOTTE)["leak"].isna().all()
    assert leaks.largest(found().table(MAYOTTE)).empty


def test_a_perimeter_buys_what_its_parts_buy() -> None:
    totals = found().totals
    parts = totals.loc[[HERE, "26108"], "demand"].sum()
    # Median incomes of a perimeter are averaged: the demand of its households follows.
    assert totals.at[PERIMETER, "demand"] == pytest.approx(parts, rel=0.002)


def test_incomes_say_where_they_come_from() -> None:
    note, income = inputs().income_note, inputs().income
    assert "2021" in note[HERE]
    assert "2019" in note[PARIS]
    assert "2019" in note[ISLAND]
    assert income[PARIS] > 1 > income[ISLAND]
    assert (income > 0.5).all()


def test_shuffling_jobs_between_sectors_moves_the_bands() -> None:
    before = found().totals.loc[HERE]
    jobs = inputs().jobs.copy()
    jobs.loc[HERE] = jobs.loc[HERE].to_numpy()[::-1]
    after = leaks.assess(replace(inputs(), jobs=jobs), {}).totals.loc[HERE]
    for name in ("local", "local_low", "local_high", "leak_low", "leak_high"):
        assert after[name] != pytest.approx(before[name], rel=0.01)


def test_levers_move_what_they_should() -> None:
    usual = found().totals
    penalised = leaks.assess(inputs(), {DELTA: 0.5}).totals
    assert (penalised["local_low"] < usual["local_low"]).drop(list(UNKNOWN)).all()
    pd.testing.assert_series_equal(penalised["demand"], usual["demand"])
    pd.testing.assert_series_equal(penalised["local_high"], usual["local_high"], rtol=0.2)
    wider = leaks.assess(inputs(), {present_key("EZ"): 1.0, present_key("HZ"): 1.0}).totals
    assert (wider["local"] >= usual["local"] - 1e-3).drop(list(UNKNOWN)).all()
    pd.testing.assert_series_equal(wider["local_low"], usual["local_low"])
    twice = leaks.assess(inputs(), {PUBLIC_LEVER: 200.0})
    assert twice.buyer("public").at[HERE, "demand"] == pytest.approx(
        2 * found().buyer("public").at[HERE, "demand"]
    )


def test_the_room_overrules_a_share() -> None:
    said = Correction(share_id(HERE, "CA"), 60.0, "enquête", "Ana", "24 novembre", "")
    declared = Declared(corrections=(said,))
    result = leaks.assess(replace(inputs(), declared=declared), {})
    row = result.table(HERE).loc["CA"]
    for name in ("share", "share_low", "share_high"):
        assert row[name] == pytest.approx(0.6)
    assert row["local"] + row["rest"] + row["abroad"] == pytest.approx(row["demand"])
    others = result.table(HERE).drop(index="CA")
    pd.testing.assert_frame_equal(others, found().table(HERE).drop(index="CA"))
    pd.testing.assert_frame_equal(result.table(VILLAGE), found().table(VILLAGE))


def test_largest_and_reachable_leaks() -> None:
    table = found().table(HERE)
    ten = leaks.largest(table)
    assert len(ten) == 10
    assert ten["leak"].is_monotonic_decreasing
    assert not set(ten.index) & set(leaks.ENERGY), "the energy bill is a line of its own"
    near = leaks.reachable(table, leaks.provided_share(inputs()))
    assert 0 < len(near) <= 10
    assert near["reach"].is_monotonic_decreasing
    assert (near["jobs"] >= 1).all()
    assert not {"OZ", "PZ", "QA", "QB"} & set(near.index), "decided elsewhere"
    np.testing.assert_allclose(near["reach"], near["density"] * near["leak_low"])


def test_energy_is_counted_once() -> None:
    result = found()
    others = [result.product(each) for each in result.bought.products if each not in leaks.ENERGY]
    for name in ("demand", "local", "leak"):
        rest = sum(each[name] for each in others)
        pd.testing.assert_series_equal(result.totals[name], result.energy()[name] + rest)


@pytest.mark.parametrize("code", [code for code in SOME if code not in UNKNOWN])
def test_what_enters_a_node_leaves_it(code: str) -> None:
    drawn = flows(found(), code)
    inside = drawn.links.groupby("target")["value"].sum()
    outside = drawn.links.groupby("source")["value"].sum()
    for key, node in drawn.nodes.iterrows():
        ends = [side[key] for side in (inside, outside) if key in side]
        assert ends == pytest.approx([node["value"]] * len(ends))
    total = found().totals.at[code, "demand"]
    assert inside[["local", "rest", "abroad"]].sum() == pytest.approx(total)
    assert len(drawn.nodes) == 3 + 12 + 3
    banded = drawn.links.dropna()
    assert (banded["low"] <= banded["value"] + 1e-3).all()
    assert (banded["value"] <= banded["high"] + 1e-3).all()
