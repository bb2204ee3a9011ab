"""Location quotients applied to national coefficients: cases by hand, limits, three readings."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.local_share import (
    READINGS,
    destinations,
    final_shares,
    intermediate_shares,
)
from territorial_lib.indicators.regionalisation import (
    aflq,
    flq,
    regional_coefficients,
    size_factor,
    slq,
)

NATION = pd.Series({"A": 1000.0, "B": 2000, "C": 7000})
REGION = pd.Series({"A": 300.0, "B": 100, "C": 600})
JOBS = arrays(int, 3, elements=st.integers(0, 900)).filter(lambda x: x.sum() > 0)


def test_case_made_by_hand() -> None:
    """SLQ = (3, 0.5, 6/7); lambda = log2(1.1)^0.3, after Flegg & Webber (1997)."""
    quotient, size = slq(REGION, NATION), math.log2(1.1) ** 0.3
    assert quotient.tolist() == pytest.approx([3, 0.5, 6 / 7])
    assert size_factor(REGION, NATION) == pytest.approx(size)
    q = flq(REGION, NATION)
    assert q.loc["A", "B"] == pytest.approx(6 * size)
    assert q.loc["B", "A"] == pytest.approx(size / 6)
    assert q.loc["A", "A"] == pytest.approx(3 * size)
    assert aflq(REGION, NATION).loc["B", "A"] == pytest.approx(size / 6 * math.log2(4))
    assert aflq(REGION, NATION)["B"].tolist() == q["B"].tolist()


@pytest.mark.parametrize(("diagonal", "expected"), [("slq-plain", 0.5), ("one", 1.0)])
def test_the_diagonal_is_named(diagonal, expected) -> None:  # type: ignore[no-untyped-def]
    named, usual = flq(REGION, NATION, diagonal=diagonal), flq(REGION, NATION)
    assert named.loc["B", "B"] == pytest.approx(expected)
    off = ~np.eye(3, dtype=bool)
    np.testing.assert_array_equal(named.to_numpy()[off], usual.to_numpy()[off])


def test_without_size_flq_is_the_cross_quotient() -> None:
    s = slq(REGION, NATION)
    q = flq(REGION, NATION, delta=0, diagonal="one")
    np.testing.assert_allclose(q, np.divide.outer(s.to_numpy(), s.to_numpy()))


def test_the_nation_keeps_all_its_coefficients() -> None:
    a = pd.DataFrame(0.1, NATION.index, NATION.index)
    pd.testing.assert_frame_equal(regional_coefficients(a, flq(NATION, NATION)), a)
    pd.testing.assert_frame_equal(regional_coefficients(a, slq(NATION, NATION)), a)


def test_an_absent_buyer_has_an_empty_column() -> None:
    absent = REGION.where(REGION.index != "B", 0.0)
    for diagonal in ("slq", "slq-plain", "one"):
        q = flq(absent, NATION, diagonal=diagonal)
        assert (q["B"] == 0).all()
        assert (q.loc["B"] == 0).all()
    shares = intermediate_shares(absent, NATION, ["C"])
    for reading in READINGS:
        assert (shares[reading]["B"] == 0).all()


@given(JOBS, st.floats(0, 0.9))
def test_properties(jobs: np.ndarray, delta: float) -> None:
    local = pd.Series(jobs, NATION.index)
    a = pd.DataFrame([[0.1, 0.2, 0.0], [0.3, 0.1, 0.1], [0.2, 0.2, 0.3]], *[NATION.index] * 2)
    for q in (slq(local, NATION), flq(local, NATION, delta), aflq(local, NATION, delta)):
        r = regional_coefficients(a, q)
        assert ((r >= 0) & (r <= a + 1e-15)).all(axis=None)
    assert 0 < size_factor(local, NATION, delta) <= 1


@given(JOBS, st.floats(0, 0.9), st.sets(st.sampled_from("ABC")))
def test_readings_are_ordered_in_every_cell(
    jobs: np.ndarray, delta: float, present: set[str]
) -> None:
    local = pd.Series(jobs, NATION.index)
    final = final_shares(local, NATION, present, delta)
    mixed = intermediate_shares(local, NATION, present, delta)
    for shares in (final, mixed):
        low, central, high = (shares[reading] for reading in READINGS)
        for less, more in ((low * 0, low), (low, central), (central, high), (high, low * 0 + 1)):
            assert np.all(less.to_numpy() <= more.to_numpy())


def test_readings_by_hand() -> None:
    size = size_factor(REGION, NATION)
    final = final_shares(REGION, NATION, ["B"])
    assert final.loc["B"].tolist() == pytest.approx([0.5 * size, 0.5, 0.5])
    assert final.loc["C"].tolist() == pytest.approx([6 / 7 * size, 6 / 7 * size, 6 / 7])
    mixed = intermediate_shares(REGION, NATION, ["B"])
    assert mixed["low"].loc["C", "B"] == pytest.approx(min(1, 12 / 7 * size, 6 / 7))
    assert mixed["high"].loc["C", "B"] == pytest.approx(max(12 / 7 * size, 6 / 7))
    assert mixed["central"].loc["B", "A"] == pytest.approx(0.5)


def test_shuffling_jobs_between_sectors_moves_the_bands() -> None:
    shuffled = pd.Series(REGION.to_numpy()[::-1], REGION.index)
    before, after = (final_shares(x, NATION, ["C"]) for x in (REGION, shuffled))
    assert not np.allclose(before, after)


@given(
    arrays(float, 3, elements=st.floats(0, 1e9)),
    arrays(float, 3, elements=st.floats(0, 1)),
    arrays(float, 3, elements=st.floats(0, 1)),
)
def test_demand_is_local_plus_rest_plus_abroad(
    demand: np.ndarray, shares: np.ndarray, imports: np.ndarray
) -> None:
    d, s, m = (pd.Series(each) for each in (demand, shares, imports))
    split = destinations(d, s, m)
    np.testing.assert_allclose(split.sum(axis=1), d, rtol=1e-12, atol=1e-9)
    assert (split >= -1e-6).all(axis=None)


def test_a_missing_demand_stays_missing() -> None:
    one = pd.Series([1.0])
    assert destinations(one * np.nan, one, one).isna().all(axis=None)


def test_wrong_arguments_are_named() -> None:
    for delta in (1, -0.1, math.nan):
        with pytest.raises(ValueError, match="delta is"):
            flq(REGION, NATION, delta=delta)
    with pytest.raises(ValueError, match="diagonal is 'none'"):
        flq(REGION, NATION, diagonal="none")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="local has 20000 jobs"):
        slq(NATION * 2, NATION)
    with pytest.raises(ValueError, match="local has 0 jobs"):
        slq(NATION * 0, NATION)
    with pytest.raises(ValueError, match=r"no job in \['A'\]"):
        slq(REGION, NATION.where(NATION.index != "A", 0.0))
    with pytest.raises(ValueError, match="local has missing"):
        flq(REGION.mask(REGION == 100), NATION)
    with pytest.raises(ValueError, match="present has unknown"):
        final_shares(REGION, NATION, ["Z"])
    with pytest.raises(ValueError, match="shares is above 1"):
        destinations(REGION, REGION, REGION * 0)
    with pytest.raises(ValueError, match="not on the same labels"):
        flq(REGION.to_frame(), NATION)
    with pytest.raises(ValueError, match="reference is not a Series"):
        flq(REGION, NATION.to_frame().T)  # type: ignore[arg-type]


def test_a_table_of_territories_is_answered_row_by_row() -> None:
    others = pd.Series({"A": 0.0, "B": 40, "C": 2})
    table = pd.DataFrame({"r": REGION, "o": others}).T
    alone = {"r": REGION, "o": others}
    for name, jobs in alone.items():
        np.testing.assert_allclose(slq(table, NATION).loc[name], slq(jobs, NATION))
        assert size_factor(table, NATION)[name] == pytest.approx(size_factor(jobs, NATION))
        np.testing.assert_allclose(flq(table, NATION).loc[name], flq(jobs, NATION))
        for shares in (final_shares, intermediate_shares):
            found, expected = shares(table, NATION, ["B"]).loc[name], shares(jobs, NATION, ["B"])
            np.testing.assert_allclose(found, expected)
            assert list(found.columns) == list(expected.columns)


def test_unknown_or_empty_rows_of_a_table_are_missing() -> None:
    table = pd.DataFrame({"none": REGION * 0, "unknown": REGION.mask(REGION == 100), "r": REGION}).T
    assert slq(table, NATION).loc[["none", "unknown"]].isna().all(axis=None)
    assert final_shares(table, NATION, ["B"]).loc[["none", "unknown"]].isna().all(axis=None)
    mixed = intermediate_shares(table, NATION, ["B"])
    assert mixed.loc[["none", "unknown"]].isna().all(axis=None)
    assert mixed.loc["r"].notna().all(axis=None)
