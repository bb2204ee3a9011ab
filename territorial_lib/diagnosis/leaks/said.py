"""What the room knows of where it buys: corrected shares, surveyed spending."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from territorial_lib.diagnosis.declared import Survey
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.schemas.figures import figure_id

THEME, VARIABLE, YEAR = "leaks", "local_share", 2010


def share_id(territory: str, sector: str) -> str:
    """Give the id of the local share of a product: what a correction of it names.

    Parameters
    ----------
    territory, sector : str
        Their codes.

    Returns
    -------
    str
        Id of a figure in % of all the purchases of this product, imports included.
    """
    return figure_id(THEME, VARIABLE, territory, YEAR, sector)


def declared_shares(
    corrections: Sequence[Correction], territory: str, products: pd.Index
) -> pd.Series:
    """Read the local shares that the room corrected.

    Parameters
    ----------
    corrections : sequence of Correction
        The latest of each figure last.
    territory : str
        Code of the territory.
    products : pandas.Index
        The products.

    Returns
    -------
    pandas.Series
        In [0, 1] by product; NaN where nothing was said.
    """
    said = {each.figure: each.value / 100 for each in corrections}
    values = [said.get(share_id(territory, product)) for product in products]
    return pd.Series(values, products, dtype=float).clip(0, 1)


def surveyed(surveys: Sequence[Survey], products: pd.Index) -> pd.DataFrame:
    """Add up what surveyed organisations buy of each product, and how much of it here.

    p_i = sum a_k s_k / sum a_k over the lines k of product i that say where the money goes.

    Parameters
    ----------
    surveys : sequence of Survey
        The organisations' answers; those with a fault are left out.
    products : pandas.Index
        The products.

    Returns
    -------
    pandas.DataFrame
        By product: ``euros`` described, ``share`` bought here (NaN where nobody said),
        ``organisations`` who said it.
    """
    rows = [
        (line.product, line.amount, line.amount * line.local, survey.organisation)
        for survey in surveys
        if not survey.fault
        for line in survey.spending
        if line.local is not None
    ]
    lines = pd.DataFrame(rows, columns=["product", "euros", "here", "organisation"])
    groups = lines.groupby("product")
    summed = groups[["euros", "here"]].sum().reindex(products).astype(float)
    share = summed["here"] / summed["euros"].where(summed["euros"] > 0)
    counted = groups["organisation"].nunique().reindex(products).fillna(0).astype(int)
    return pd.DataFrame(
        {"euros": summed["euros"].fillna(0.0), "share": share, "organisations": counted}
    )
