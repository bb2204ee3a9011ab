"""Renovation with bio-based materials, link by link: dwellings, square metres, tonnes, hectares.

R = D tau; A = sum_k R_k s_k; T_m = A w_m mu_m; H_m = T_m / y_m; the chain breaks at its first link
where what exists is less than what is asked.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import matched, quantities


def mix(weights: pd.Series) -> pd.Series:
    """Share of each material in the insulated area.

    w_m = x_m / sum_n x_n.

    Parameters
    ----------
    weights : pandas.Series
        Weight given to each material, 0 or more, in any unit.

    Returns
    -------
    pandas.Series
        In [0, 1], summing to 1; all missing where every weight is 0: nothing was chosen.
    """
    given = quantities(weights, "weights")
    total = given.sum()
    return given / (total if total > 0 else np.nan)


def in_houses(share: pd.Series, house_rate: float, flat_rate: float) -> pd.Series:
    """Share of the leaky dwellings that are houses.

    p = h r_h / (h r_h + (1 - h) r_a), by Bayes' rule.

    Parameters
    ----------
    share : pandas.Series
        Share h of houses among dwellings, in [0, 1], by territory; missing stays missing.
    house_rate, flat_rate : float
        Share of leaky dwellings among houses (r_h) and among flats (r_a), in [0, 1].

    Returns
    -------
    pandas.Series
        In [0, 1]; missing where the share is, or where no dwelling leaks.
    """
    houses = quantities(share, "share", missing=True)
    if (houses > 1).any():
        raise ValueError("share has values above 1: give a share, not a percentage")
    leaky = houses * house_rate
    both = leaky + (1 - houses) * flat_rate
    return leaky / both.where(both > 0)


def insulated_area(dwellings: pd.DataFrame, area: pd.Series) -> pd.Series:
    """Square metres of insulation laid in a year.

    A = sum_k R_k s_k over the kinds k of dwelling.

    Parameters
    ----------
    dwellings : pandas.DataFrame
        Dwellings renovated in a year; territories in rows, kinds of dwelling in columns.
    area : pandas.Series
        Square metres of insulation a dwelling of each kind takes.

    Returns
    -------
    pandas.Series
        Square metres a year by territory; missing where any kind is.
    """
    renovated = quantities(dwellings, "dwellings", missing=True)
    taken = quantities(matched(area, renovated.columns, "area"), "area")
    return renovated.mul(taken).sum(axis=1, skipna=False)


def tonnes(area: pd.Series, shares: pd.Series, mass: pd.Series) -> pd.DataFrame:
    """Tonnes of each material in a year.

    T_m = A w_m mu_m / 1000.

    Parameters
    ----------
    area : pandas.Series
        Square metres insulated in a year, by territory.
    shares : pandas.Series
        Share of the area given to each material, as `mix` gives it.
    mass : pandas.Series
        Kilograms of each material a square metre takes.

    Returns
    -------
    pandas.DataFrame
        Tonnes a year, territories in rows, materials in columns.
    """
    laid = quantities(area, "area", missing=True)
    weight = quantities(matched(mass, shares.index, "mass"), "mass")
    product = np.outer(laid.to_numpy(), (shares * weight).to_numpy()) / 1000
    return pd.DataFrame(product, index=laid.index, columns=shares.index)


def harvest(asked: pd.DataFrame, yields: pd.Series) -> pd.DataFrame:
    """Hectares, or cubic metres, that the tonnes come from.

    H_m = T_m / y_m.

    Parameters
    ----------
    asked : pandas.DataFrame
        Tonnes a year, territories in rows, materials in columns.
    yields : pandas.Series
        Tonnes of material a hectare (or a cubic metre) gives in a year; missing where the
        material takes none or where it is unknown.

    Returns
    -------
    pandas.DataFrame
        Same shape; missing where the yield is.
    """
    given = quantities(matched(yields, asked.columns, "yields"), "yields", missing=True)
    return asked / given.where(given > 0)


def margins(available: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """How many times what exists covers what is asked.

    g = available / asked.

    Parameters
    ----------
    available, asked : pandas.DataFrame
        Same unit, same labels; missing where unknown.

    Returns
    -------
    pandas.DataFrame
        0 or more, infinite where nothing is asked of what exists; missing where either is.
    """
    if not (available.index.equals(asked.index) and available.columns.equals(asked.columns)):
        available, asked = available.align(asked)
    have, want = (each.to_numpy(dtype=float) for each in (available, asked))
    ratio = np.full(have.shape, np.nan)
    np.divide(have, want, out=ratio, where=want > 0)
    ratio[(want == 0) & ~np.isnan(have)] = np.inf
    return pd.DataFrame(ratio, index=available.index, columns=available.columns)


def first_break(links: pd.DataFrame) -> pd.Series:
    """Name the first link of a chain that breaks.

    The first column, in order, whose margin is below 1.

    Parameters
    ----------
    links : pandas.DataFrame
        Margins as `margins` gives them: one chain a row, its links in columns, in order.

    Returns
    -------
    pandas.Series
        Name of a column; empty where every known link holds. A link that is unknown is passed over.
    """
    broken = (links < 1).to_numpy()
    names = np.asarray(links.columns, dtype=object)[broken.argmax(axis=1)]
    return pd.Series(np.where(broken.any(axis=1), names, ""), index=links.index, dtype=object)


def held(links: pd.DataFrame) -> pd.Series:
    """Share of what is asked that the weakest known link lets through.

    min(1, min over links of g).

    Parameters
    ----------
    links : pandas.DataFrame
        Margins: one chain a row, its links in columns.

    Returns
    -------
    pandas.Series
        In [0, 1]; missing where no link is known.
    """
    return links.min(axis=1).clip(upper=1.0)
