"""Economic diversity and specialisation as a whole: one number a territory."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy.special import xlogy

from territorial_lib.indicators.shares import (
    covering_shares,
    reference_shares,
    shares,
    total,
)


def shannon(x: pd.Series | pd.DataFrame, base: float = math.e) -> float | pd.Series:
    """Entropy of the sectors' shares.

    H = − sum_i s_i log_b s_i, with 0 log 0 = 0.

    Shannon (1948), *A Mathematical Theory of Communication*; Attaran (1986) for regions.

    Parameters
    ----------
    x : pandas.Series or pandas.DataFrame
        Jobs by sector; territories in rows for a table.
    base : float
        Base b of the logarithm, above 1; e by default (nats).

    Returns
    -------
    float or pandas.Series
        From 0 (one sector) to log_b n (n equal sectors); missing where x is empty of jobs or has a
        missing sector.
    """
    if not (base > 1 and math.isfinite(base)):
        raise ValueError(f"base is {base}, not a number above 1")
    s = shares(x)
    return np.abs(total(-xlogy(s, s))) / math.log(base)


def herfindahl(x: pd.Series | pd.DataFrame) -> float | pd.Series:
    """Concentration on few sectors.

    HHI = sum_i s_i^2.

    Herfindahl (1950); Hirschman (1945).

    Parameters
    ----------
    x : pandas.Series or pandas.DataFrame
        Jobs by sector; territories in rows for a table.

    Returns
    -------
    float or pandas.Series
        From 1/n (n equal sectors) to 1 (one sector); missing where x is empty of jobs or has a
        missing sector.
    """
    return total(shares(x) ** 2)


def effective_number(x: pd.Series | pd.DataFrame) -> float | pd.Series:
    """Number of equal sectors that would be as diverse.

    D = b^H, the same for every base b.

    Hill (1973), order 1; Jost (2006).

    Parameters
    ----------
    x : pandas.Series or pandas.DataFrame
        Jobs by sector; territories in rows for a table.

    Returns
    -------
    float or pandas.Series
        Sectors, from 1 to n; missing where x is empty of jobs or has a missing sector.
    """
    return np.exp(shannon(x))


def krugman(local: pd.Series | pd.DataFrame, reference: pd.Series) -> float | pd.Series:
    """Distance between a structure and the reference's.

    K = sum_i |s_ir − s_in|.

    Krugman (1991), *Geography and Trade*.

    Parameters
    ----------
    local : pandas.Series or pandas.DataFrame
        Jobs by sector here; territories in rows for a table.
    reference : pandas.Series
        Jobs by sector in the reference economy, on the same sectors, none missing.

    Returns
    -------
    float or pandas.Series
        From 0 (same structure) to 2 (nothing in common); missing where local is empty of jobs or
        has a missing sector.
    """
    gaps = shares(local, "local") - reference_shares(local, reference)
    return total(gaps.abs())


def hachman(local: pd.Series | pd.DataFrame, reference: pd.Series) -> float | pd.Series:
    """Likeness between a structure and the reference's, weighted by specialisation.

    HI = 1 / sum_i (s_ir^2 / s_in) = 1 / sum_i (LQ_i s_ir).

    Hachman (1995), Bureau of Economic and Business Research, University of Utah.

    Parameters
    ----------
    local : pandas.Series or pandas.DataFrame
        Jobs by sector here; territories in rows for a table.
    reference : pandas.Series
        Jobs by sector in the reference economy, on the same sectors, none missing.

    Returns
    -------
    float or pandas.Series
        From near 0 to 1 (same structure); missing where local is empty of jobs or has a missing
        sector. ValueError where local has jobs in a sector absent from the reference.
    """
    here = shares(local, "local")
    there = covering_shares(local, reference).dropna()
    return 1 / total(here[there.index] ** 2 / there)
