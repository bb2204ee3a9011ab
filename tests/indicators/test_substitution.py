"""Purchases brought here: the identity they rest on, joint moves, bounds."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.input_output import leontief_inverse
from territorial_lib.indicators.substitution import bounded_moves, substitution_effects

NAMES = pd.Index(["A", "B", "C"])
A = pd.DataFrame([[0.1, 0.2, 0.0], [0.3, 0.1, 0.1], [0.1, 0.2, 0.3]], NAMES, NAMES)
ZERO = pd.Series(0.0, NAMES)


@given(arrays(float, (3, 3), elements=st.floats(0, 1)), arrays(float, 3, elements=st.floats(0, 9)))
def test_output_is_what_the_new_economy_makes_more(shares: np.ndarray, final: np.ndarray) -> None:
    """x' − x from the two full economies equals (I − A')^-1 (dA x + df), exports held."""
    before, after = A * (shares * 0.5), A * (0.5 + shares * 0.5)
    x = pd.Series([10.0, 20.0, 30.0], NAMES)
    exports = x - before @ x - final
    larger = leontief_inverse(after) @ (pd.Series(final + 1, NAMES) + exports)
    moved = (after - before) @ x + 1
    found = substitution_effects(moved, after, ZERO, ZERO)
    np.testing.assert_allclose(found.indirect, larger - x, rtol=1e-9)
    pd.testing.assert_series_equal(found.induced, found.indirect)


@given(arrays(float, 3, elements=st.floats(0, 1e6)))
def test_each_round_adds(moved: np.ndarray) -> None:
    wages, spent = pd.Series(0.3, NAMES), pd.Series(0.2, NAMES)
    found = substitution_effects(pd.Series(moved, NAMES), A, wages, spent)
    assert (found.direct <= found.indirect + 1e-6).all()
    assert (found.indirect <= found.induced + 1e-6).all()


def test_moves_are_bounded_by_leak_and_capacity() -> None:
    wanted, leak = pd.Series([5.0, 5, 5], NAMES), pd.Series([3.0, 9, 9], NAMES)
    found = bounded_moves(wanted, leak, ZERO + 2, pd.Series([9.0, 1, 9], NAMES))
    assert found.tolist() == [3.0, 3.0, 5.0]


def test_negative_moves_are_refused() -> None:
    with pytest.raises(ValueError, match="wanted has negative"):
        bounded_moves(ZERO - 1, ZERO, ZERO, ZERO)
