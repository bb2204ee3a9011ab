"""Share of each product that comes from abroad."""

from __future__ import annotations

import pandas as pd

from territorial_lib.indicators.arguments import coefficients, matched, matched_table, quantities


def import_shares(
    imports: pd.Series, supply: pd.Series, exports: pd.Series | None = None
) -> pd.Series:
    """Share of each product that comes from abroad.

    m_i = M_i / S_i over all uses, or min(1, M_i / (S_i − E_i)) over domestic uses.

    The first spreads imports over exports too, the second over none of them: they bound the truth.

    Parameters
    ----------
    imports : pandas.Series
        Imports by product, in money.
    supply : pandas.Series
        Total supply (output and imports) by product, at the same prices.
    exports : pandas.Series, optional
        Exports by product; given, the share is over domestic uses.

    Returns
    -------
    pandas.Series
        Shares in [0, 1]; missing for a product that nobody supplies (or that is all exported).
    """
    bought = quantities(imports, "imports")
    uses = quantities(matched(supply, imports.index, "supply"), "supply")
    if (bought > uses).any():
        raise ValueError(f"imports exceed supply for {list(uses.index[bought > uses])[:5]}")
    if exports is not None:
        uses = uses - quantities(matched(exports, imports.index, "exports"), "exports")
    return (bought / uses.where(uses > 0)).clip(upper=1)


def domestic_coefficients(A: pd.DataFrame, m: pd.Series) -> pd.DataFrame:
    """Part of the technical coefficients that is bought at home.

    A_d = (I − m̂) A.

    Miller & Blair (2009), section 4.2: every buyer of a product imports the same share of it.

    Parameters
    ----------
    A : pandas.DataFrame
        Technical coefficients, sellers x buyers.
    m : pandas.Series
        Import share of each product, in [0, 1].

    Returns
    -------
    pandas.DataFrame
        Money per unit of output, sellers x buyers.
    """
    imported = quantities(matched(m, A.index, "m"), "m")
    if (imported > 1).any():
        raise ValueError(f"m is above 1 for {list(imported.index[imported > 1])[:5]}")
    total = coefficients(matched_table(A, A.index, A.index, "A"), "A")
    return total.mul(1 - imported, axis=0)
