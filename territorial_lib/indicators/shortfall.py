"""What a place lacks in whole units, beside places like it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import quantities


def rates(units: pd.DataFrame, population: pd.Series, per: float = 10_000) -> pd.DataFrame:
    """Units for so many inhabitants.

    r_ct = per x u_ct / P_c.

    Parameters
    ----------
    units : pandas.DataFrame
        Units of each type (columns) in each territory (rows); missing where unknown.
    population : pandas.Series
        Inhabitants of each territory.
    per : float
        Inhabitants to whom units are related.

    Returns
    -------
    pandas.DataFrame
        0 or more; missing where the units are, or where nobody lives.
    """
    counted = quantities(units, "units", missing=True)
    people = quantities(population, "population", missing=True).reindex(counted.index)
    return counted.div(people.where(people > 0), axis=0) * per


def shortfall(
    units: pd.Series, population: float, likes: pd.DataFrame, rank: float, per: float = 10_000
) -> pd.DataFrame:
    """Whole units lacking to stand where a given share of similar territories stands.

    e_t = Q_p(r_t) P / per; l_t = floor(max(0, e_t - u_t)).

    Parameters
    ----------
    units : pandas.Series
        Units of each type here; missing where unknown.
    population : float
        Inhabitants here.
    likes : pandas.DataFrame
        Rates of the similar territories (rows) by type (columns), as `rates` gives them.
    rank : float
        Share p of the similar territories that have less than the level aimed at, in [0, 1]:
        0.5 is their median.
    per : float
        As in `rates`.

    Returns
    -------
    pandas.DataFrame
        By type: ``units``, ``expected`` (units at the level aimed at) and ``lacking`` (whole
        units, never rounded up: half a doctor's surgery lacking is none). Missing where the type
        is unknown here or among all the similar ones.
    """
    if not 0 <= rank <= 1:
        raise ValueError(f"rank is {rank}, not in [0, 1]")
    level = likes.reindex(columns=units.index).quantile(rank)
    expected = level * population / per
    # A rate times the inhabitants it was divided by may fall a hair under a whole unit.
    lacking = np.floor((expected - units).clip(lower=0) + 1e-9)
    return pd.DataFrame({"units": units.astype(float), "expected": expected, "lacking": lacking})
