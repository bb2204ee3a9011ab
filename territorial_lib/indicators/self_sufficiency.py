"""Self-sufficiency: what is produced here against what is needed here."""

from __future__ import annotations

import numpy as np
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


def by_group(coverages: pd.DataFrame, weights: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Coverage of each group over its products that can be computed.

    C_g = sum_(p in g) w_p c_p / sum_(p in g) w_p over the products whose c_p is known.

    Parameters
    ----------
    coverages : pandas.DataFrame
        Coverage by product, in [0, 1], missing where unknown; territories in rows.
    weights : pandas.Series
        Weight of every product, above 0.
    groups : pandas.Series
        Group of every product.

    Returns
    -------
    pandas.DataFrame
        In [0, 1], groups in columns, in the order they first appear; missing where no product of
        the group is known.
    """
    c = quantities(coverages, "coverages", missing=True)
    if (c > 1).to_numpy().any():
        raise ValueError("coverages has values above 1: give coverage, not ratio")
    w = quantities(matched(weights, c.columns, "weights"), "weights")
    if not (w > 0).all():
        raise ValueError("weights has values that are not above 0")
    codes, names = pd.factorize(matched(groups, c.columns, "groups"))
    member = np.eye(len(names))[codes] * w.to_numpy()[:, None]
    values = c.to_numpy()
    known = (~np.isnan(values)).astype(float) @ member
    covered = np.nan_to_num(values) @ member / np.where(known > 0, known, np.nan)
    return pd.DataFrame(np.minimum(covered, 1.0), index=c.index, columns=pd.Index(names))


def hectares(need: Table, production: Table, area: Table) -> Table:
    """Land that the need asks for at the yields of here, by product.

    H_p = N_p A_p / P_p: the need over the yield P_p / A_p.

    The land footprint of a diet (PARCEL, 2019); equals the area of here where what is produced is
    what is needed.

    Parameters
    ----------
    need : pandas.Series or pandas.DataFrame
        Quantity needed a year, by product; territories in rows for a table.
    production : pandas.Series or pandas.DataFrame
        Quantity produced a year, same unit, same labels.
    area : pandas.Series or pandas.DataFrame
        Hectares it is produced on, same labels.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        Hectares, 0 or more; missing where one is missing or where nothing is produced: there is no
        yield to judge by.
    """
    made = quantities(production, "production", missing=True)
    land = _like(area, made, "area")
    needed = _like(need, made)
    return needed * land / made.where(made > 0)


def fed(production: Table, need_per_head: pd.Series) -> Table:
    """Count the people whose need of each product the production meets.

    I_p = P_p / n_p.

    Parameters
    ----------
    production : pandas.Series or pandas.DataFrame
        Quantity produced a year, by product; territories in rows for a table.
    need_per_head : pandas.Series
        Quantity that one inhabitant needs a year, by product, same unit.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        Inhabitants, by product; missing where one is missing or where nothing is needed. People
        fed with one product are not fed: never add them up.
    """
    made = quantities(production, "production", missing=True)
    each = quantities(matched(need_per_head, sectors(made), "need_per_head"), "need_per_head", True)
    return made / each.where(each > 0)


def rebalanced(energy: pd.Series, animal: pd.Series, factor: float) -> pd.Series:
    """Factor of each product when the diet holds more or less of animal products.

    f_p = a for animal products, (1 - a s) / (1 - s) for the others, s being the share of energy
    that animal products give: the energy eaten does not change.

    Parameters
    ----------
    energy : pandas.Series
        Energy of each product in the diet, any unit; 0 or more.
    animal : pandas.Series
        True for animal products, same labels.
    factor : float
        a, what becomes of animal products: 1 as today, 0 none; at most 1 / s.

    Returns
    -------
    pandas.Series
        Factors, 0 or more: energy times them keeps its sum.
    """
    weights = quantities(energy, "energy")
    flags = matched(animal.astype(bool), weights.index, "animal")
    share = float(weights[flags].sum() / weights.sum())
    if not 0 <= factor * share <= 1:
        raise ValueError(f"factor is {factor}: animal products would not be between 0 and the diet")
    if share == 1:
        raise ValueError("all energy is of animal products: nothing can take their place")
    plants = (1 - factor * share) / (1 - share)
    return pd.Series(float(factor), weights.index).where(flags, plants)


def after_waste(before: float, after: float) -> float:
    """Factor of the need when waste changes and what is eaten does not.

    g = (1 - w0) / (1 - w).

    Parameters
    ----------
    before, after : float
        Share of the supply that is wasted, today and then, in [0, 1[.

    Returns
    -------
    float
        What the need is multiplied by; 1 where nothing changes.
    """
    for name, value in (("before", before), ("after", after)):
        if not 0 <= value < 1:
            raise ValueError(f"{name} is {value}, not a share of the supply")
    return (1 - before) / (1 - after)


def fitted(asked: pd.Series, available: float) -> pd.Series:
    """Share what exists among uses that ask for it, each in proportion where it is too little.

    g_u = h_u min(1, H / sum_v h_v).

    Parameters
    ----------
    asked : pandas.Series
        Hectares asked for, by use.
    available : float
        H, hectares that exist; 0 or more.

    Returns
    -------
    pandas.Series
        Hectares of each use: never more than asked, never more than exists together; all missing
        where what exists is unknown.
    """
    wanted = quantities(asked, "asked")
    if available < 0:
        raise ValueError(f"available is {available}: negative")
    total = float(wanted.sum())
    if pd.isna(available):
        return wanted * float("nan")
    return wanted if total <= available else wanted * (available / total)


def _like(need: Table, production: Table, name: str = "need") -> Table:
    """Put the need on the labels of the production, refusing any label more or less."""
    if type(need) is not type(production):
        raise ValueError(f"production and {name} are not both Series or both tables")
    if isinstance(production, pd.DataFrame):
        need = matched_table(need, production.index, production.columns, name)
    else:
        need = matched(need, production.index, name)
    return quantities(need, name, missing=True)
