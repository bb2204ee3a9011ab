"""Self-sufficiency: what is produced here against what is needed here."""

from __future__ import annotations

import pandas as pd

from territorial_lib.indicators.arguments import (
    Table,
    matched,
    matched_table,
    quantities,
)
from territorial_lib.indicators.shares import sectors


def ratio(production: Table, need: Table) -> Table:
    """Production over need, by product.

    r_p = P_p / N_p.

    FAO (2012), self-sufficiency ratio; exports may take it above 1.

    Parameters
    ----------
    production : pandas.Series or pandas.DataFrame
        Quantity produced a year, by product; territories in rows for a table.
    need : pandas.Series or pandas.DataFrame
        Quantity needed a year, same unit, same labels.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        0 or more, without unit; missing where either is missing or where nothing is needed.
        For several territories together, sum both before calling.
    """
    needed = _like(need, production)
    made = quantities(production, "production", missing=True)
    return made / needed.where(needed > 0)


def coverage(production: Table, need: Table) -> Table:
    """Share of the need that production could meet, by product.

    c_p = min(1, P_p / N_p).

    A surplus of one product does not feed the lack of another. This is what the land or the plants
    could supply, not what is consumed locally.

    Parameters
    ----------
    production : pandas.Series or pandas.DataFrame
        Quantity produced a year, by product; territories in rows for a table.
    need : pandas.Series or pandas.DataFrame
        Quantity needed a year, same unit, same labels.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        In [0, 1]; missing as in `ratio`.
    """
    return ratio(production, need).clip(upper=1)


def overall(coverages: pd.Series | pd.DataFrame, weights: pd.Series) -> pd.Series | pd.DataFrame:
    """Coverage over all products that can be computed, and the weight they carry.

    C = sum_p w_p c_p / sum_p w_p over the products whose c_p is known; share = that last sum over
    sum_p w_p of all.

    Parameters
    ----------
    coverages : pandas.Series or pandas.DataFrame
        Coverage by product, in [0, 1], missing where unknown; territories in rows for a table.
    weights : pandas.Series
        Weight of every product (kcal for food), known ones and unknown ones.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        ``coverage`` in [0, 1], missing where no product is known, and ``share`` in [0, 1]: the
        part of the weights that the coverage speaks of. One row a territory for a table.
    """
    c = quantities(coverages, "coverages", missing=True)
    if (c > 1).to_numpy().any():
        raise ValueError("coverages has values above 1: give coverage, not ratio")
    w = quantities(matched(weights, sectors(c), "weights"), "weights")
    if not w.sum() > 0:
        raise ValueError("weights are all 0")
    if isinstance(c, pd.Series):
        return overall(c.to_frame().T, w).iloc[0].rename(c.name)
    known = c.notna().astype(float) @ w
    covered = (c.fillna(0.0) @ w) / known.where(known > 0)
    return pd.DataFrame({"coverage": covered, "share": known / w.sum()})


def _like(need: Table, production: Table) -> Table:
    """Put the need on the labels of the production, refusing any label more or less."""
    if type(need) is not type(production):
        raise ValueError("production and need are not both Series or both tables")
    if isinstance(production, pd.DataFrame):
        need = matched_table(need, production.index, production.columns, "need")
    else:
        need = matched(need, production.index, "need")
    return quantities(need, "need", missing=True)
