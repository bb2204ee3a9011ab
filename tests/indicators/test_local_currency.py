"""A local currency: equation of exchange, what it adds after everything else."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.local_currency import additional_spending, turnover

NAMES = pd.Index(["bread", "cars"])


def test_equation_of_exchange() -> None:
    """3 M€ of transactions a year for 1 M in circulation: velocity 3 (eusko, 2018)."""
    assert turnover(1e6, 3) == 3e6
    for wrong in (-1.0, math.nan):
        with pytest.raises(ValueError, match="volume is"):
            turnover(wrong, 3)


def test_only_what_would_have_left_counts() -> None:
    demand = pd.Series([100.0, 100.0], NAMES)
    today, capacity = pd.Series([0.8, 0.2], NAMES), pd.Series(1e9, NAMES)
    found = additional_spending(10, demand, today, today, capacity)
    assert found.tolist() == pytest.approx([8 * 0.2, 2 * 0.8])
    after = additional_spending(10, demand, today, pd.Series([1.0, 0.2], NAMES), capacity)
    assert after["bread"] == 0, "what another move already keeps is not kept twice"
    assert additional_spending(10, demand, today, today, capacity * 0).sum() == 0


@given(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_never_more_than_leaks(turned: float, today: float, share: float) -> None:
    demand = pd.Series([100.0, 50.0], NAMES)
    shares = pd.Series(share, NAMES)
    bound = pd.Series(30.0, NAMES)
    found = additional_spending(turned, demand, pd.Series(today, NAMES), shares, bound)
    assert (found >= 0).all()
    assert (found <= demand * (1 - shares) + 1e-9).all()
    assert (found <= bound).all()
    assert found.sum() <= turned + 1e-9


def test_nothing_bought_here_circulates_nothing() -> None:
    zero = pd.Series(0.0, NAMES)
    assert np.all(additional_spending(10, zero + 1, zero, zero, zero + 9) == 0)
