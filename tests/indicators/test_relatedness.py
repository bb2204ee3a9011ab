"""The product space: a case made by hand, an independent path, bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.relatedness import density, proximity, specialised

M = pd.DataFrame(
    [[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 1]], index=list("abcd"), columns=["x", "y", "z"]
)
MATRICES = arrays(int, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.integers(0, 1))


def test_case_made_by_hand() -> None:
    phi = proximity(M)
    assert phi.loc["x", "y"] == pytest.approx(2 / 3)  # 2 together, 3 in x, 2 in y
    assert phi.loc["x", "z"] == pytest.approx(1 / 3)
    assert phi.loc["y", "z"] == pytest.approx(1 / 2)
    omega = density(M, phi)
    assert omega.loc["b", "y"] == pytest.approx((2 / 3) / (2 / 3 + 1 + 1 / 2))
    assert omega.loc["c"].tolist() == pytest.approx([1, 1, 1])


def test_specialised_from_one_included() -> None:
    lq = pd.DataFrame([[1.0, 0.999, 2.0, 0.0]])
    assert specialised(lq).to_numpy().tolist() == [[1, 0, 1, 0]]


def test_a_sector_nobody_has_is_near_nothing() -> None:
    phi = proximity(M.assign(w=0))
    assert phi.loc["w"].tolist() == [0, 0, 0, 1]
    assert (density(M.assign(w=0), phi)["w"] == 0).all()


@given(MATRICES)
def test_against_conditional_probabilities(m: np.ndarray) -> None:
    """Independent path: Hidalgo et al. (2007) write min(P(p|q), P(q|p)), pair by pair."""
    table = pd.DataFrame(m)
    phi = proximity(table)
    for p in range(m.shape[1]):
        for q in range(m.shape[1]):
            has_p, has_q = {*np.flatnonzero(m[:, p])}, {*np.flatnonzero(m[:, q])}
            both = len(has_p & has_q)
            expected = min(both / len(has_p), both / len(has_q)) if has_p and has_q else 0.0
            assert phi.loc[p, q] == pytest.approx(1.0 if p == q else expected)
    omega = density(table, phi)
    assert ((omega >= 0) & (omega <= 1 + 1e-12)).all(axis=None)
    assert omega.shape == table.shape


def test_missing_and_foreign_values_are_refused() -> None:
    with pytest.raises(ValueError, match="lq has missing"):
        specialised(pd.DataFrame([[1.0, np.nan]]))
    with pytest.raises(ValueError, match="other than 0 and 1"):
        proximity(M * 2)
    with pytest.raises(ValueError, match="phi"):
        density(M, proximity(M[["x", "y"]]))
    with pytest.raises(ValueError, match="phi is not a proximity"):
        density(M, proximity(M) * 2)
    with pytest.raises(ValueError, match="not a table"):
        specialised(pd.Series([1.0]))  # type: ignore[arg-type]


def test_empty_table_gives_an_empty_table() -> None:
    assert density(M.iloc[:0], proximity(M)).shape == (0, 3)
