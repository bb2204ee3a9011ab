"""What buying here instead of elsewhere sets in motion, all moves solved together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import coefficients, matched, quantities
from territorial_lib.indicators.input_output import leontief_inverse, type_two


@dataclass(frozen=True)
class Effects:
    """Output gained here, by sector, in money a year.

    Parameters
    ----------
    direct : pandas.Series
        Purchases that now stay here.
    indirect : pandas.Series
        Type I: what the local suppliers of those sellers gain, the direct one included.
    induced : pandas.Series
        Type II: with what the wages earned are spent on, the former included; an upper bound.
    """

    direct: pd.Series
    indirect: pd.Series
    induced: pd.Series


def substitution_effects(
    moved: pd.Series,
    regional: pd.DataFrame,
    income: pd.Series,
    consumption: pd.Series,
) -> Effects:
    """Output gained when purchases are brought here, sales outside being held.

    Delta x = (I − A'_r)^-1 (Delta A_r x + Delta f), A'_r the regional coefficients **after** every
    move: the purchases moved by one are not counted again by another.

    Follows from x = A_r x + f + e with exports e unchanged; Miller & Blair (2009), section 2.5 for
    the closure on households.

    Parameters
    ----------
    moved : pandas.Series
        Delta A_r x + Delta f: purchases brought here by product, in money a year, 0 or more.
    regional : pandas.DataFrame
        A'_r: bought here per unit of output, once everything moved, sellers x buyers.
    income : pandas.Series
        Wages per unit of output.
    consumption : pandas.Series
        Bought here by households per unit of wages, once everything moved.

    Returns
    -------
    Effects
        Direct <= indirect <= induced for every sector.
    """
    sectors = regional.index
    direct = quantities(matched(moved, sectors, "moved"), "moved")
    first = leontief_inverse(regional) @ direct
    wages = coefficients(matched(income, sectors, "income"), "income")
    spent = coefficients(matched(consumption, sectors, "consumption"), "consumption")
    return Effects(direct, first, type_two(regional, wages, spent) @ direct)


def bounded_moves(
    wanted: pd.Series, leak: pd.Series, sold_outside: pd.Series, created: pd.Series
) -> pd.Series:
    """Money that can really be brought here, by product.

    e_i = min(w_i, leak_i, s_i + k_i).

    Parameters
    ----------
    wanted : pandas.Series
        w: money to bring here, a year, 0 or more.
    leak : pandas.Series
        What is bought elsewhere today.
    sold_outside : pandas.Series
        s: what local producers sell outside today: proof of a capacity of that size.
    created : pandas.Series
        k: output of the capacity said to be created.

    Returns
    -------
    pandas.Series
        Money by product, 0 or more.
    """
    rows = [
        quantities(matched(each, wanted.index, name), name).to_numpy()
        for name, each in (
            ("wanted", wanted),
            ("leak", leak),
            ("sold_outside", sold_outside),
            ("created", created),
        )
    ]
    asked, leaking, outside, new = rows
    return pd.Series(np.minimum(np.minimum(asked, leaking), outside + new), wanted.index)
