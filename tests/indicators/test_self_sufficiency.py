"""Production against need: surplus, nothing needed, what cannot be computed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.self_sufficiency import (
    after_waste,
    by_group,
    coverage,
    fed,
    fitted,
    hectares,
    overall,
    ratio,
    rebalanced,
)

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


AREA = pd.Series({"wheat": 5.0, "milk": 20.0, "wine": 2.0, "rice": 3.0, "salt": 1.0})


def test_hectares_are_the_need_over_the_yield() -> None:
    found = hectares(NEED, MADE, AREA)
    assert found[["wheat", "milk", "salt"]].tolist() == pytest.approx([10 * 5 / 30, 40, 0])
    assert found[["wine", "rice"]].isna().all()


@given(st.lists(st.tuples(st.floats(1e-3, 1e6), st.floats(0, 1e6)), min_size=1, max_size=9))
def test_what_is_eaten_where_it_grows_needs_the_hectares_of_here(
    rows: list[tuple[float, float]],
) -> None:
    made, area = pd.Series([row[0] for row in rows]), pd.Series([row[1] for row in rows])
    assert hectares(made, made, area).tolist() == pytest.approx(area.tolist())


def test_people_fed_by_product() -> None:
    per_head = pd.Series({"wheat": 0.1, "milk": 0.25, "wine": 0.04, "rice": 0.01, "salt": 0.0})
    found = fed(MADE, per_head)
    assert found[["wheat", "milk", "wine"]].tolist() == pytest.approx([300, 20, 0])
    assert found[["rice", "salt"]].isna().all()
    assert fed(pd.DataFrame([MADE]), per_head).loc[0, "wheat"] == pytest.approx(300)


@given(
    st.lists(st.tuples(st.floats(0.1, 100), st.booleans()), min_size=2, max_size=9),
    st.floats(0, 1),
)
def test_a_diet_rebalanced_keeps_its_energy(rows: list[tuple[float, bool]], factor: float) -> None:
    energy = pd.Series([row[0] for row in rows] + [1.0])
    animal = pd.Series([row[1] for row in rows] + [False])
    found = rebalanced(energy, animal, factor)
    assert (energy * found).sum() == pytest.approx(energy.sum())
    assert (found[animal] == factor).all()
    assert (found >= 0).all()


def test_a_diet_as_today_changes_nothing() -> None:
    found = rebalanced(pd.Series([3.0, 1.0]), pd.Series([True, False]), 1.0)
    assert found.tolist() == pytest.approx([1, 1])
    with pytest.raises(ValueError, match="factor is 2"):
        rebalanced(pd.Series([3.0, 1.0]), pd.Series([True, False]), 2.0)
    with pytest.raises(ValueError, match="all energy"):
        rebalanced(pd.Series([3.0]), pd.Series([True]), 0.5)


def test_waste_avoided_lowers_the_need() -> None:
    assert after_waste(0.1, 0.1) == 1
    assert after_waste(0.1, 0.0) == pytest.approx(0.9)
    assert after_waste(0.0, 0.1) == pytest.approx(1 / 0.9)
    with pytest.raises(ValueError, match="after is 1"):
        after_waste(0.1, 1.0)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=6), st.floats(0, 1e6))
def test_what_is_granted_never_exceeds_what_exists(asked: list[float], available: float) -> None:
    found = fitted(pd.Series(asked), available)
    assert found.sum() <= available * (1 + 1e-9)
    assert (found <= pd.Series(asked)).all()
    if sum(asked) <= available:
        assert found.tolist() == asked


def test_what_does_not_exist_is_not_shared() -> None:
    assert fitted(pd.Series([1.0]), float("nan")).isna().all()
    with pytest.raises(ValueError, match="negative"):
        fitted(pd.Series([1.0]), -1.0)


def test_coverage_by_group_leaves_out_what_is_unknown() -> None:
    table = pd.DataFrame([coverage(MADE, NEED)])
    weights = pd.Series({"wheat": 5.0, "milk": 2.0, "wine": 1.0, "rice": 1.5, "salt": 0.5})
    groups = pd.Series({"wheat": "a", "milk": "b", "wine": "b", "rice": "a", "salt": "c"})
    found = by_group(table, weights, groups).loc[0]
    assert found[["a", "b"]].tolist() == pytest.approx([1, 1 / 3])
    assert np.isnan(found["c"])
    with pytest.raises(ValueError, match="not above 0"):
        by_group(table, weights * 0, groups)
    with pytest.raises(ValueError, match="above 1"):
        by_group(table * 2, weights, groups)
