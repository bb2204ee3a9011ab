"""The structure of an economy: each sector's share of the whole."""

from __future__ import annotations

import pandas as pd

from territorial_lib.indicators.arguments import Table, matched, quantities


def sectors(x: pd.Series | pd.DataFrame) -> pd.Index:
    """Give the sectors: index of a Series, columns of a table of territories.

    Parameters
    ----------
    x : pandas.Series or pandas.DataFrame
        One economy, or one a row.

    Returns
    -------
    pandas.Index
        Labels of the sectors.
    """
    return x.columns if isinstance(x, pd.DataFrame) else x.index


def total(x: pd.Series | pd.DataFrame) -> float | pd.Series:
    """Sum over the sectors, missing where one is missing.

    Parameters
    ----------
    x : pandas.Series or pandas.DataFrame
        One economy, or one a row.

    Returns
    -------
    float or pandas.Series
        The sum, or one a row.
    """
    if isinstance(x, pd.DataFrame):
        return x.sum(axis=1, skipna=False)
    return float(x.sum(skipna=False))


def shares(x: Table, name: str = "x") -> Table:
    """Share of each sector in the whole.

    s_i = x_i / sum_j x_j.

    Parameters
    ----------
    x : pandas.Series or pandas.DataFrame
        Jobs (or any quantity that adds up) by sector; territories in rows for a table.
    name : str
        Name of the argument, for errors.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        Shares in [0, 1], of sum 1. All missing where the whole is 0, or where a sector is missing:
        the whole is then unknown.
    """
    x = quantities(x, name, missing=True)
    if not len(sectors(x)):
        raise ValueError(f"{name} has no sector")
    if isinstance(x, pd.DataFrame):
        rows = x.sum(axis=1, skipna=False)
        return x.div(rows.where(rows > 0), axis=0)
    whole = x.sum(skipna=False)
    return x / (whole if whole > 0 else float("nan"))


def reference_shares(local: pd.Series | pd.DataFrame, reference: pd.Series) -> pd.Series:
    """Share of each sector in the reference economy, in the order of the local sectors.

    s_in = x_in / x_n.

    Parameters
    ----------
    local : pandas.Series or pandas.DataFrame
        Local jobs by sector.
    reference : pandas.Series
        Jobs of the reference economy, on the same sectors, none missing.

    Returns
    -------
    pandas.Series
        Shares in [0, 1]; ValueError where the reference has no job at all.
    """
    if not isinstance(reference, pd.Series):
        raise ValueError("reference is not a Series of jobs by sector")
    jobs = quantities(matched(reference, sectors(local), "reference"), "reference")
    if not total(jobs) > 0:
        raise ValueError("reference has no job")
    return shares(jobs, "reference")


def covering_shares(local: pd.Series | pd.DataFrame, reference: pd.Series) -> pd.Series:
    """Share of each sector in a reference economy that has every sector present here.

    s_in = x_in / x_n.

    Parameters
    ----------
    local : pandas.Series or pandas.DataFrame
        Local jobs by sector.
    reference : pandas.Series
        Jobs of the reference economy, on the same sectors, none missing.

    Returns
    -------
    pandas.Series
        Shares in ]0, 1], missing for the sectors that neither has; ValueError where the reference
        has no job in a sector present here.
    """
    there = reference_shares(local, reference)
    here = (local > 0).any() if isinstance(local, pd.DataFrame) else local > 0
    impossible = here & (there == 0)
    if impossible.any():
        names = list(there.index[impossible])[:5]
        raise ValueError(f"reference has no job in sectors present in local: {names}")
    return there.where(there > 0)
