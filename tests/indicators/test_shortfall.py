"""Whole units lacking beside similar places."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.shortfall import rates, shortfall

LIKES = pd.DataFrame({"bakery": [4.0, 5.0, 6.0, 7.0, 8.0], "doctor": [5.0, 10, 10, 10, np.nan]})


def lacking(bakeries, population, rank=0.5):
    units = pd.Series({"bakery": bakeries, "doctor": np.nan})
    return shortfall(units, population, LIKES, rank)


def test_rates_are_for_ten_thousand_inhabitants():
    units = pd.DataFrame({"bakery": [3, 1], "doctor": [np.nan, 2]}, index=["a", "b"])
    found = rates(units, pd.Series({"a": 15_000, "b": 0}))
    assert found.at["a", "bakery"] == pytest.approx(2)
    assert found.isna().to_numpy().tolist() == [[False, True], [True, True]]


def test_units_lacking_are_whole_and_never_rounded_up():
    found = lacking(7, 20_000)
    assert found.at["bakery", "expected"] == pytest.approx(12)
    assert found.at["bakery", "lacking"] == 5
    assert lacking(7, 19_900).at["bakery", "lacking"] == 4
    assert np.isnan(found.at["doctor", "lacking"])


def test_a_village_lacks_nothing_that_makes_a_unit():
    assert lacking(0, 50).at["bakery", "lacking"] == 0


def test_more_than_the_others_lacks_nothing():
    assert lacking(40, 20_000).at["bakery", "lacking"] == 0


@given(st.integers(0, 50), st.floats(1, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_aim_never_lacks_less(units, population, one, other):
    low, high = sorted((one, other))
    less, more = lacking(units, population, low), lacking(units, population, high)
    assert less.at["bakery", "lacking"] <= more.at["bakery", "lacking"]
    assert more.at["bakery", "lacking"] <= more.at["bakery", "expected"] + 1e-6


@given(st.integers(1, 1000))
def test_the_place_that_is_the_median_lacks_nothing(units):
    population = units / 6 * 10_000
    assert lacking(units, population).at["bakery", "lacking"] == 0
    assert lacking(units - 1, population).at["bakery", "lacking"] == 1


def test_a_rank_beyond_the_others_is_refused():
    with pytest.raises(ValueError, match="rank"):
        lacking(1, 100, 1.2)
