"""LM3: the money trail of one organisation."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.local_multiplier import lm3


def test_ward_and_lewis_shares() -> None:
    """Ward & Lewis (2002), Plugging the Leaks: 80 % or 20 % spent again at each round."""
    assert lm3(100, 80, 64) == pytest.approx(2.44)
    assert lm3(100, 20, 4) == pytest.approx(1.24)


def test_bounds() -> None:
    assert lm3(1000, 0, 0) == 1
    assert lm3(1000, 1000, 1000) == 3


@given(st.floats(1e-2, 1e9), st.floats(0, 1), st.floats(0, 1))
def test_between_one_and_three(income: float, share: float, again: float) -> None:
    local = income * share
    assert 1 <= lm3(income, local, local * again) <= 3


@pytest.mark.parametrize(
    ("rounds", "said"),
    [
        ((0, 0, 0), "income is 0"),
        ((-1, 0, 0), "income is -1"),
        ((10, 11, 0), "local_spending .11. exceeds income"),
        ((10, 5, 6), "respent .6. exceeds local_spending"),
        ((10, math.nan, 0), "local_spending is nan"),
        ((math.inf, 1, 0), "income is inf"),
    ],
)
def test_wrong_rounds_are_refused(rounds: tuple[float, float, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        lm3(*rounds)
