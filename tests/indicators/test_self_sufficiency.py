"""Production against need: surplus, nothing needed, what cannot be computed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.self_sufficiency import coverage, overall, ratio

MADE = pd.Series({"wheat": 30.0, "milk": 5.0, "wine": 0.0, "rice": np.nan, "salt": 1.0})
NEED = pd.Series({"wheat": 10.0, "milk": 10.0, "wine": 4.0, "rice": 2.0, "salt": 0.0})


def test_ratio_and_coverage() -> None:
    assert ratio(MADE, NEED)[["wheat", "milk", "wine"]].tolist() == [3, 0.5, 0]
    assert coverage(MADE, NEED)[["wheat", "milk", "wine"]].tolist() == [1, 0.5, 0]
    assert ratio(MADE, NEED)[["rice", "salt"]].isna().all()
    assert coverage(MADE, NEED)[["rice", "salt"]].isna().all()


def test_tables_are_answered_row_by_row() -> None:
    made, need = pd.DataFrame([MADE, MADE * 2]), pd.DataFrame([NEED, NEED])
    row = coverage(made, need).loc[0]
    pd.testing.assert_series_equal(row, coverage(MADE, NEED), check_names=False)


def test_overall_renormalises_on_what_is_known_and_says_how_much() -> None:
    weights = pd.Series({"wheat": 5.0, "milk": 2.0, "wine": 1.0, "rice": 1.5, "salt": 0.5})
    answer = overall(coverage(MADE, NEED), weights)
    assert answer["coverage"] == pytest.approx((5 * 1 + 2 * 0.5) / 8)
    assert answer["share"] == pytest.approx(0.8)
    table = overall(coverage(pd.DataFrame([MADE]), pd.DataFrame([NEED])), weights)
    assert table.loc[0, "coverage"] == pytest.approx(answer["coverage"])


def test_overall_of_nothing_known_is_missing() -> None:
    answer = overall(pd.Series({"rice": np.nan}), pd.Series({"rice": 1.0}))
    assert np.isnan(answer["coverage"])
    assert answer["share"] == 0


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_bounds_and_population(made: float, need: float) -> None:
    production, needed = pd.Series([made]), pd.Series([need])
    assert 0 <= coverage(production, needed)[0] <= 1
    doubled = ratio(production, needed * 2)[0]
    assert doubled == pytest.approx(ratio(production, needed)[0] / 2)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="need is not on the same labels"):
        ratio(MADE, NEED.drop("milk"))
    with pytest.raises(ValueError, match="production has negative"):
        ratio(-MADE, NEED)
    with pytest.raises(ValueError, match="above 1"):
        overall(ratio(MADE, NEED), NEED)
    with pytest.raises(ValueError, match="weights are all 0"):
        overall(coverage(MADE, NEED), NEED * 0)
    with pytest.raises(ValueError, match="not both"):
        ratio(pd.DataFrame([MADE]), NEED)  # type: ignore[type-var]
