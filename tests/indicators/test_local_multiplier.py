"""LM3: the money trail of one organisation."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.local_multiplier import lm3, rounds


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


def test_three_rounds_from_lines_of_spending() -> None:
    """100 received; 40 of pay, nine tenths here; 30 of supplies, a third here."""
    spending, local = pd.Series([40.0, 30.0]), pd.Series([0.9, 1 / 3])
    assert rounds(100, spending, local, pd.Series([0.5, 0.2])) == pytest.approx((100, 46, 20))
    with pytest.raises(ValueError, match="exceeds income"):
        rounds(60, spending, local, local)
    with pytest.raises(ValueError, match="local is above 1"):
        rounds(100, spending, local + 1, local)


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=5))
def test_rounds_never_grow(lines: list[tuple[float, float, float]]) -> None:
    amounts, local, respent = (pd.Series(each) for each in zip(*lines, strict=True))
    found = rounds(float(amounts.sum()) + 1, amounts, local, respent)
    assert found[0] >= found[1] >= found[2] >= 0
    assert 1 <= lm3(*found) <= 3
