"""Leontief's quantity and price models: what an output asks, what a price passes on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import coefficients, matched, matched_table, quantities


def technical_coefficients(Z: pd.DataFrame, x: pd.Series) -> pd.DataFrame:
    """Inputs bought from each sector per unit of output.

    A = Z x̂^-1, a_ij = z_ij / x_j.

    Miller & Blair (2009), *Input-Output Analysis*, equation 2.3.

    Parameters
    ----------
    Z : pandas.DataFrame
        Flows between sectors, sellers in rows, buyers in columns, in money, none missing.
    x : pandas.Series
        Output by sector, in the same money, 0 or more.

    Returns
    -------
    pandas.DataFrame
        Money per unit of output, sellers x buyers. The column of a sector without output is 0;
        ValueError where such a sector buys.
    """
    flows = coefficients(matched_table(Z, Z.index, Z.index, "Z"), "Z")
    output = quantities(matched(x, Z.index, "x"), "x")
    z, totals = flows.to_numpy(), output.to_numpy()
    if z[:, totals == 0].any():
        idle = list(output.index[totals == 0])[:5]
        raise ValueError(f"x is 0 for sectors that buy in Z, among {idle}")
    a = z / np.where(totals > 0, totals, 1.0)
    return pd.DataFrame(a, index=flows.index, columns=flows.columns)


def leontief_inverse(A: pd.DataFrame) -> pd.DataFrame:
    """Output of each sector that one unit of final demand asks, directly and indirectly.

    L = (I − A)^-1 = I + A + A^2 + ...

    Leontief (1936); Miller & Blair (2009), equation 2.10.

    Parameters
    ----------
    A : pandas.DataFrame
        Coefficients, sellers x buyers, none missing.

    Returns
    -------
    pandas.DataFrame
        Output per unit of final demand, sellers x buyers. ValueError where A is not productive
        (Hawkins & Simon 1949): the rounds of purchases would never end.
    """
    a = _square(A)
    return pd.DataFrame(_inverse(a.to_numpy()), index=a.index, columns=a.columns)


def output_multipliers(A: pd.DataFrame) -> pd.Series:
    """Output of the whole economy that one unit of final demand of each sector asks.

    m(o)_j = sum_i l_ij.

    Miller & Blair (2009), section 6.2.1.

    Parameters
    ----------
    A : pandas.DataFrame
        Coefficients, sellers x buyers.

    Returns
    -------
    pandas.Series
        Units of output per unit of final demand, 1 or more where A is not negative.
    """
    return leontief_inverse(A).sum()


def value_multipliers(A: pd.DataFrame, v: pd.Series) -> pd.Series:
    """Value added, income, jobs or imports that one unit of final demand of each sector asks.

    m(v)' = v'L.

    Miller & Blair (2009), section 6.2.2.

    Parameters
    ----------
    A : pandas.DataFrame
        Coefficients, sellers x buyers.
    v : pandas.Series
        Value added, income, jobs, imports... per unit of output.

    Returns
    -------
    pandas.Series
        In the unit of ``v``, per unit of final demand.
    """
    return leontief_inverse(A).T @ coefficients(matched(v, A.index, "v"), "v")


def type_two(
    A: pd.DataFrame, income: pd.Series, consumption: pd.Series, households: float = 0.0
) -> pd.DataFrame:
    """Leontief inverse closed on households, truncated to the sectors.

    Ā = [[A, c], [w', h]], L̄ = (I − Ā)^-1; the block of the sectors is returned.

    Miller & Blair (2009), section 2.5: wages are spent again; upper bound of the effect.

    Parameters
    ----------
    A : pandas.DataFrame
        Coefficients, sellers x buyers.
    income : pandas.Series
        w: household income per unit of output.
    consumption : pandas.Series
        c: bought from each sector per unit of household income, regionalised like A.
    households : float
        h: income that households pay to households, per unit of their income, in [0, 1[.

    Returns
    -------
    pandas.DataFrame
        Output per unit of final demand, sellers x buyers, direct, indirect and induced.
    """
    a = _square(A)
    w = quantities(matched(income, a.index, "income"), "income")
    c = quantities(matched(consumption, a.index, "consumption"), "consumption")
    if not 0 <= households < 1:
        raise ValueError(f"households is {households}, not in [0, 1[")
    closed = np.block([[a.to_numpy(), c.to_numpy()[:, None]], [w.to_numpy(), households]])
    return pd.DataFrame(_inverse(closed)[:-1, :-1], index=a.index, columns=a.columns)


def price_model(A: pd.DataFrame, dv: pd.Series, fixed: pd.Series | None = None) -> pd.Series:
    """Change of each sector's price when primary inputs, or given prices, change.

    dp' = dv' (I − A)^-1; with prices of E fixed, dp_N' = (dv_N' + dp_E' A_EN) (I − A_NN)^-1.

    Leontief (1946); Miller & Blair (2009), section 2.6: costs are passed on in full, quantities do
    not react, so this is an upper bound in the short term.

    Parameters
    ----------
    A : pandas.DataFrame
        Coefficients, sellers x buyers (total ones when imported inputs move too).
    dv : pandas.Series
        Change in all primary inputs, per unit of output at the old prices.
    fixed : pandas.Series, optional
        Price changes imposed on some sectors (0.5 is +50 %); their ``dv`` must be 0.

    Returns
    -------
    pandas.Series
        Relative price changes by sector: 0 is none, 0.1 is +10 %.
    """
    a = _square(A)
    change = coefficients(matched(dv, a.index, "dv"), "dv")
    imposed = coefficients(_empty() if fixed is None else fixed, "fixed")
    known, free = imposed.index, a.index.difference(imposed.index, sort=False)
    if len(known.difference(a.index)):
        raise ValueError(f"fixed has unknown sectors: {list(known.difference(a.index))[:5]}")
    if (change[known] != 0).any():
        raise ValueError("dv must be 0 where fixed gives the price")
    pushed = change[free] + a.loc[known, free].T @ imposed
    passed = leontief_inverse(a.loc[free, free]).T @ pushed
    return pd.concat([passed, imposed]).reindex(a.index)


def moving_coefficients(A: pd.DataFrame, A_d: pd.DataFrame, moving: pd.Index) -> pd.DataFrame:
    """Coefficients through which a price shock passes when only some imports get dearer.

    a*_ij = a_ij for the sellers i whose imports move too, (a_d)_ij for the others.

    With the total coefficients of energy and the domestic ones of the rest, a rise of the price of
    energy passes through every purchase of energy, imported or not, and through national products;
    other imports keep their price (Miller & Blair 2009, section 2.6, read for an open economy).

    Parameters
    ----------
    A : pandas.DataFrame
        Total coefficients, sellers x buyers.
    A_d : pandas.DataFrame
        Domestic coefficients, on the same sectors.
    moving : pandas.Index
        Sellers whose imported products change price like the domestic ones.

    Returns
    -------
    pandas.DataFrame
        Coefficients for `price_model`, sellers x buyers; ValueError where ``moving`` has unknown
        sectors.
    """
    total, home = _square(A), matched_table(_square(A_d), A.index, A.index, "A_d")
    if len(moving.difference(total.index)):
        raise ValueError(f"moving has unknown sectors: {list(moving.difference(total.index))[:5]}")
    moved = home.copy()
    moved.loc[moving] = total.loc[moving]
    return moved


def _square(A: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(A, pd.DataFrame):
        raise ValueError("A is not a table of sellers x buyers")
    return coefficients(matched_table(A, A.index, A.index, "A"), "A")


def _inverse(a: np.ndarray) -> np.ndarray:
    """Invert I − a. For a >= 0 a productive economy is one whose inverse is not negative."""
    try:
        inverse: np.ndarray = np.linalg.inv(np.eye(len(a)) - a)
    except np.linalg.LinAlgError as error:
        raise ValueError("A is not productive: I − A has no inverse") from error
    if (a >= 0).all():
        productive = bool((inverse >= -1e-12).all())
    else:
        productive = bool(np.abs(np.linalg.eigvals(a)).max(initial=0.0) < 1)
    if not productive:
        raise ValueError("A is not productive: its spectral radius is 1 or more")
    return inverse


def _empty() -> pd.Series:
    return pd.Series(dtype=float)
