"""LM3: how much an organisation's money is spent again here, over three rounds."""

from __future__ import annotations

import math

import pandas as pd

from territorial_lib.indicators.arguments import matched, quantities


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


def rounds(
    income: float, spending: pd.Series, local: pd.Series, respent: pd.Series
) -> tuple[float, float, float]:
    """Money received, spent here, then spent here again by those who received it.

    R1 = income, R2 = sum_k a_k s_k, R3 = sum_k a_k s_k t_k.

    Sacks (2002); the three rounds that `lm3` takes.

    Parameters
    ----------
    income : float
        R1: the organisation's income, € a year, above 0.
    spending : pandas.Series
        a: what it spends on each line, €, 0 or more, at most the income in all.
    local : pandas.Series
        s: share of each line spent here, in [0, 1].
    respent : pandas.Series
        t: share of that which its receivers spend here in turn, in [0, 1].

    Returns
    -------
    tuple of float
        R1, R2, R3, in euros; R1 >= R2 >= R3.
    """
    amounts = quantities(spending, "spending")
    here = _share(local, amounts.index, "local")
    again = _share(respent, amounts.index, "respent")
    if amounts.sum() > income * (1 + 1e-9):
        raise ValueError(f"spending ({amounts.sum()}) exceeds income ({income})")
    second = float((amounts * here).sum())
    return income, min(second, income), float((amounts * here * again).sum())


def _share(values: pd.Series, labels: pd.Index, name: str) -> pd.Series:
    share = quantities(matched(values, labels, name), name)
    if (share > 1).any():
        raise ValueError(f"{name} is above 1 for {list(labels[share > 1])[:5]}")
    return share
