"""Leontief's models: Miller & Blair's tables, series, closed model, prices."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.import_share import domestic_coefficients, import_shares
from territorial_lib.indicators.input_output import (
    leontief_inverse,
    moving_coefficients,
    output_multipliers,
    price_model,
    technical_coefficients,
    type_two,
    value_multipliers,
)

S = pd.Index(["agriculture", "manufacturing"])
Z = pd.DataFrame([[150.0, 500], [200, 100]], S, S)
X = pd.Series([1000.0, 2000], S)
A = technical_coefficients(Z, X)


@st.composite
def productive(draw: st.DrawFn) -> pd.DataFrame:
    """Coefficients whose columns sum to at most 0.9."""
    n = draw(st.integers(1, 5))
    raw = draw(arrays(float, (n, n), elements=st.floats(0, 1)))
    sums = raw.sum(axis=0)
    return pd.DataFrame(raw / np.maximum(sums / 0.9, 1.0))


def test_miller_and_blair_chapter_2() -> None:
    """Miller & Blair (2009), section 2.3: Table 2.3 and its Leontief inverse."""
    np.testing.assert_allclose(A, [[0.15, 0.25], [0.20, 0.05]])
    L = leontief_inverse(A)
    np.testing.assert_allclose(L, [[1.2541, 0.3300], [0.2640, 1.1221]], atol=5e-5)
    np.testing.assert_allclose(output_multipliers(A), [1.5181, 1.4521], atol=2e-4)
    # new final demand (600, 1500) asks an output of (1247.5, 1841.6)
    np.testing.assert_allclose(L @ [600, 1500], [1247.5, 1841.6], atol=0.1)


def test_miller_and_blair_closed_on_households() -> None:
    """Miller & Blair (2009), section 2.5: inverse of the model closed on households."""
    income, consumption = pd.Series([0.30, 0.25], S), pd.Series([0.05, 0.40], S)
    closed = type_two(A, income, consumption, households=0.05)
    np.testing.assert_allclose(closed, [[1.365, 0.425], [0.527, 1.348]], atol=6e-4)


def test_miller_and_blair_value_multipliers() -> None:
    """Miller & Blair (2009), section 6.2.2: income 0.30 and 0.25 a unit of output."""
    income = value_multipliers(A, pd.Series([0.30, 0.25], S))
    np.testing.assert_allclose(income, [0.442, 0.380], atol=6e-4)


def test_price_model_of_miller_and_blair() -> None:
    """Section 2.6: v = (0.65, 0.70) gives prices 1; wages of agriculture up by 0.35 x 0.30."""
    v = 1 - A.sum()
    np.testing.assert_allclose(leontief_inverse(A).T @ v, [1, 1])
    dp = price_model(A, pd.Series([0.105, 0.0], S))
    np.testing.assert_allclose(dp, 0.105 * leontief_inverse(A).loc["agriculture"])


def test_price_model_with_a_fixed_price() -> None:
    nothing = pd.Series(0.0, S)
    dp = price_model(A, nothing, fixed=pd.Series({"manufacturing": 0.5}))
    assert dp["manufacturing"] == 0.5
    assert dp["agriculture"] == pytest.approx(0.5 * 0.20 / (1 - 0.15))
    everything = pd.Series([0.1, -0.2], S)
    pd.testing.assert_series_equal(price_model(A, nothing, fixed=everything), everything)


@given(productive(), st.floats(0, 3))
def test_price_model_properties(a: pd.DataFrame, k: float) -> None:
    v = 1 - a.sum()
    np.testing.assert_allclose(price_model(a, v * 0), 0, atol=1e-12)
    np.testing.assert_allclose(price_model(a, v * (k - 1)), k - 1, atol=1e-8)
    energy = pd.Series({0: 0.7})
    pushed = price_model(a, v * 0, fixed=energy)
    assert pushed[0] == 0.7
    assert (pushed >= -1e-12).all()
    assert (pushed <= 0.7 + 1e-9).all()


@given(productive())
def test_rounds_tend_to_the_inverse(a: pd.DataFrame) -> None:
    step = np.eye(len(a))
    total = step.copy()
    for _ in range(400):
        step = step @ a.to_numpy()
        total += step
    np.testing.assert_allclose(leontief_inverse(a), total, rtol=1e-8, atol=1e-8)


@given(productive())
def test_primary_inputs_account_for_every_euro(a: pd.DataFrame) -> None:
    np.testing.assert_allclose(value_multipliers(a, 1 - a.sum()), 1, atol=1e-9)
    assert (output_multipliers(a) >= 1 - 1e-12).all()


@given(productive(), st.floats(0, 0.5))
def test_type_two_is_at_least_type_one(a: pd.DataFrame, share: float) -> None:
    income, consumption = (1 - a.sum()) * share, pd.Series(1 / len(a), a.index)
    induced = type_two(a, income, consumption)
    assert (induced >= leontief_inverse(a) - 1e-12).all(axis=None)
    np.testing.assert_allclose(type_two(a, income * 0, consumption), leontief_inverse(a))


def test_an_idle_sector_has_an_empty_column() -> None:
    idle = pd.Series([1000.0, 0], S)
    assert technical_coefficients(Z.assign(manufacturing=0.0), idle)["manufacturing"].eq(0).all()
    with pytest.raises(ValueError, match=r"x is 0 .*manufacturing"):
        technical_coefficients(Z, idle)


def test_an_economy_that_feeds_on_itself_is_refused() -> None:
    for a in ([[1.0, 0], [0, 0.5]], [[0.6, 0.6], [0.6, 0.6]], [[0.5, -2.0], [2.0, 0.5]]):
        with pytest.raises(ValueError, match="A is not productive"):
            leontief_inverse(pd.DataFrame(a))


def test_import_shares_bound_the_truth() -> None:
    imports, supply = pd.Series([20.0, 0, 30, 0]), pd.Series([100.0, 50, 40, 0])
    exports = pd.Series([50.0, 0, 20, 0])
    over_all, over_domestic = (
        import_shares(imports, supply),
        import_shares(imports, supply, exports),
    )
    assert over_all.tolist()[:3] == [0.2, 0, 0.75]
    assert over_domestic.tolist()[:3] == [0.4, 0, 1]  # 30 / 20, capped
    assert over_all.isna().tolist() == [False, False, False, True]


def test_domestic_coefficients_leave_the_imports_out() -> None:
    domestic = domestic_coefficients(A, pd.Series([0.5, 0.0], S))
    np.testing.assert_allclose(domestic, [[0.075, 0.125], [0.2, 0.05]])
    imported = (A - domestic).sum()
    both = value_multipliers(domestic, 1 - A.sum()) + value_multipliers(domestic, imported)
    np.testing.assert_allclose(both, 1)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="x is not on the same labels"):
        technical_coefficients(Z, X.rename({"agriculture": "other"}))
    with pytest.raises(ValueError, match=r"Z \(columns\) is not on the same labels"):
        technical_coefficients(Z.rename(columns={"agriculture": "other"}), X)
    with pytest.raises(ValueError, match="A has missing"):
        leontief_inverse(A * np.nan)
    with pytest.raises(ValueError, match="dv must be 0"):
        price_model(A, X, fixed=pd.Series({"agriculture": 1.0}))
    with pytest.raises(ValueError, match="fixed has unknown"):
        price_model(A, X * 0, fixed=pd.Series({"energy": 1.0}))
    with pytest.raises(ValueError, match="m is above 1"):
        domestic_coefficients(A, pd.Series([2.0, 0], S))
    with pytest.raises(ValueError, match="households is 1"):
        type_two(A, X * 0, X * 0, households=1)
    with pytest.raises(ValueError, match="imports exceed supply"):
        import_shares(X, X / 2)


def test_empty_economy() -> None:
    empty = pd.DataFrame(dtype=float)
    assert leontief_inverse(empty).empty
    assert output_multipliers(empty).empty


def test_moving_coefficients_take_whole_rows_of_what_moves() -> None:
    home = A.mul(pd.Series([0.5, 0.8], S), axis=0)
    mixed = moving_coefficients(A, home, S[:1])
    np.testing.assert_allclose(mixed.loc["agriculture"], A.loc["agriculture"])
    np.testing.assert_allclose(mixed.loc["manufacturing"], home.loc["manufacturing"])
    pd.testing.assert_frame_equal(moving_coefficients(A, home, S), A)
    pd.testing.assert_frame_equal(moving_coefficients(A, home, S[:0]), home)
    with pytest.raises(ValueError, match="unknown"):
        moving_coefficients(A, home, pd.Index(["fishing"]))


@given(productive(), st.floats(0, 1), st.floats(0, 3))
def test_a_shock_passes_less_where_other_imports_keep_their_price(
    total: pd.DataFrame, home: float, rise: float
) -> None:
    energy, none = total.index[:1], pd.Series(0.0, total.index)
    fixed = pd.Series(rise, energy)
    partly = moving_coefficients(total, home * total, energy)
    low, high = (price_model(each, none, fixed) for each in (partly, total))
    assert (low <= high + 1e-9).all()
    assert low[energy[0]] == high[energy[0]] == rise
