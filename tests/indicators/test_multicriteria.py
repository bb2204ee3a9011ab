"""The weighted sum and its robustness: a worked case, brute force over weights, edges."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.indicators.multicriteria import (
    holding,
    rank_bounds,
    scaled,
    weighted_sum,
)

SCORES = pd.DataFrame(
    {"vote": [1.0, 0.5, 0.0], "cost": [0.0, 1.0, math.nan]}, index=["mill", "hedge", "tower"]
)
WEIGHTS = pd.Series({"vote": 3.0, "cost": 1.0})


def test_a_worked_case() -> None:
    found = weighted_sum(SCORES, WEIGHTS)
    assert list(found["score"]) == [0.75, 0.625, 0.0]
    assert list(found["known"]) == [1.0, 1.0, 0.75]
    assert list(found["rank"]) == [1, 2, 3]
    # mill leads by 3 x 0.5 and trails by 1 x 1: the weights must move by 0.5 / 2.5.
    assert holding(SCORES, WEIGHTS)["mill"] == pytest.approx(0.2)
    assert math.isnan(holding(SCORES, WEIGHTS)["tower"])


def test_the_order_holds_until_the_weights_move_enough() -> None:
    still = rank_bounds(SCORES, WEIGHTS, 0.19)
    assert (still["best"] == still["worst"]).all()
    moved = rank_bounds(SCORES, WEIGHTS, 0.21)
    assert (moved.loc["mill", "worst"], moved.loc["hedge", "best"]) == (2, 1)
    assert tuple(moved.loc["tower"]) == (3, 3)


def test_a_value_that_separates_nobody_and_less_is_better() -> None:
    assert list(scaled(pd.Series([5.0, 5.0]))) == [1.0, 1.0]
    assert list(scaled(pd.Series([10.0, 20.0, 30.0]), lower_is_better=True)) == [1.0, 0.5, 0.0]
    assert scaled(pd.Series([1.0, math.nan])).isna().tolist() == [False, True]


def test_nothing_known_has_no_score_and_no_rank() -> None:
    scores = pd.DataFrame({"vote": [math.nan, 1.0]}, index=["a", "b"])
    weights = pd.Series({"vote": 1.0})
    found = weighted_sum(scores, weights)
    assert math.isnan(found.loc["a", "score"])
    assert pd.isna(found.loc["a", "rank"])
    bounds = rank_bounds(scores, weights, 0.5)
    assert pd.isna(bounds.loc["a", "best"])
    assert bounds.loc["b", "worst"] == 1


def test_weights_all_at_zero_say_nothing() -> None:
    found = weighted_sum(SCORES, WEIGHTS * 0)
    assert found["score"].isna().all()


@pytest.mark.parametrize("wrong", [SCORES * 2, SCORES - 1])
def test_scores_out_of_range_are_refused(wrong: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="scores"):
        weighted_sum(wrong, WEIGHTS)


tables = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=n, max_size=n)
)


unknown = st.one_of(st.none(), st.integers(0, 4))
holed = st.integers(1, 5).flatmap(
    lambda n: st.lists(st.lists(unknown, min_size=3, max_size=3), min_size=n, max_size=n)
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(holed, st.lists(st.integers(1, 5), min_size=3, max_size=3), st.sampled_from([0, 0.3, 1.0]))
def test_no_weights_and_no_unknown_leave_the_bounds(rows, weights, spread) -> None:  # type: ignore[no-untyped-def]
    scores = pd.DataFrame(rows, dtype=float) / 4.0
    base = pd.Series(np.array(weights, dtype=float), scores.columns)
    bounds = rank_bounds(scores, base, spread).dropna()
    for ends in itertools.product([1 - spread, 1.0, 1 + spread], repeat=3):
        tried = base * np.array(ends)
        for guess in (0.0, 0.4, 1.0):
            if tried.sum() > 0:
                ranks = weighted_sum(scores.loc[bounds.index].fillna(guess), tried)["rank"]
                assert (bounds["best"] <= ranks).all()
                assert (ranks <= bounds["worst"]).all()


def test_little_known_is_no_sure_winner() -> None:
    scores = pd.DataFrame({"a": [1.0, 0.8], "b": [math.nan, 0.8]}, index=["new", "sure"])
    weights = pd.Series({"a": 1.0, "b": 1.0})
    assert weighted_sum(scores, weights).loc["new", "rank"] == 1
    assert tuple(rank_bounds(scores, weights, 0.0).loc["new"]) == (1, 2)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(tables, st.lists(st.integers(1, 5), min_size=3, max_size=3))
def test_only_proportions_of_weights_count(rows, weights) -> None:  # type: ignore[no-untyped-def]
    scores = pd.DataFrame(np.array(rows) / 4.0)
    base = pd.Series(np.array(weights, dtype=float), scores.columns)
    one, other = weighted_sum(scores, base), weighted_sum(scores, base * 7)
    pd.testing.assert_frame_equal(one, other)
