"""What a local currency adds: purchases that would have left, had they been paid in euros."""

from __future__ import annotations

import math

import pandas as pd

from territorial_lib.indicators.arguments import matched, quantities


def turnover(volume: float, velocity: float) -> float:
    """Purchases paid in a local currency in a year.

    T = V v.

    Fisher (1911), *The Purchasing Power of Money*: the equation of exchange.

    Parameters
    ----------
    volume : float
        V: currency in circulation, in euros, 0 or more.
    velocity : float
        v: how many times a unit is spent in a year, 0 or more.

    Returns
    -------
    float
        € a year.
    """
    for name, value in (("volume", volume), ("velocity", velocity)):
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{name} is {value}, not an amount of 0 or more")
    return volume * velocity


def additional_spending(
    turnover: float,
    demand: pd.Series,
    sold_today: pd.Series,
    share: pd.Series,
    capacity: pd.Series,
) -> pd.Series:
    """Purchases that a local currency brings here, once every other move is made.

    T_i = T d_i l0_i / sum_k d_k l0_k, gain_i = min(T_i (1 − l_i), d_i (1 − l_i), c_i).

    Money that cannot leave is spent where local sellers are (d l0); the part 1 − l_i of it would
    have left in euros. l is the share **after** the other moves: what these already keep is not
    counted again.

    Parameters
    ----------
    turnover : float
        T: purchases paid in local currency in a year, €, 0 or more.
    demand : pandas.Series
        d: what households buy of each product, € a year.
    sold_today : pandas.Series
        l0: share of it bought here today, in [0, 1].
    share : pandas.Series
        l: share bought here after the other moves, in [0, 1].
    capacity : pandas.Series
        c: what local sellers can still supply, € a year.

    Returns
    -------
    pandas.Series
        € a year by product, 0 or more; 0 where nothing is bought here.
    """
    if not (math.isfinite(turnover) and turnover >= 0):
        raise ValueError(f"turnover is {turnover}, not an amount of 0 or more")
    labels = demand.index
    bought = quantities(demand, "demand")
    here = bought * quantities(matched(sold_today, labels, "sold_today"), "sold_today")
    left = 1 - quantities(matched(share, labels, "share"), "share")
    if (left < -1e-9).any():
        raise ValueError("share is above 1")
    bound = quantities(matched(capacity, labels, "capacity"), "capacity")
    if not here.sum() > 0:
        return pd.Series(0.0, labels)
    spent = (turnover * here / here.sum()).clip(upper=bought)
    return (spent * left.clip(lower=0)).clip(upper=bound)
