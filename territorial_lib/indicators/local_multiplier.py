"""LM3: how much an organisation's money is spent again here, over three rounds."""

from __future__ import annotations

import math


def lm3(income: float, local_spending: float, respent: float) -> float:
    """Local multiplier of one organisation, over three rounds.

    LM3 = (R1 + R2 + R3) / R1.

    Sacks (2002), *The Money Trail*, New Economics Foundation.

    Parameters
    ----------
    income : float
        R1: the organisation's income, € a year, above 0.
    local_spending : float
        R2: what it spends here (wages of residents included), €, at most R1.
    respent : float
        R3: what those who received R2 spend here in turn, €, at most R2.

    Returns
    -------
    float
        From 1 (nothing is spent here) to 3 (everything is, twice). Not comparable between
        territories of different sizes: a larger one keeps more.
    """
    rounds = {"income": income, "local_spending": local_spending, "respent": respent}
    for name, euros in rounds.items():
        if not (math.isfinite(euros) and euros >= 0):
            raise ValueError(f"{name} is {euros}, not an amount of 0 or more")
    if income == 0:
        raise ValueError("income is 0: there is nothing to multiply")
    if local_spending > income:
        raise ValueError(f"local_spending ({local_spending}) exceeds income ({income})")
    if respent > local_spending:
        raise ValueError(f"respent ({respent}) exceeds local_spending ({local_spending})")
    return 1 + (local_spending + respent) / income
