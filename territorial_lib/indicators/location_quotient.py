"""Specialisation of a territory in a sector: the location quotient."""

from __future__ import annotations

import pandas as pd

from territorial_lib.indicators.arguments import Table
from territorial_lib.indicators.shares import covering_shares, shares


def location_quotient(local: Table, reference: pd.Series) -> Table:
    """Specialisation of one territory, or of each, in each sector.

    LQ_ir = (x_ir / x_r) / (x_in / x_n).

    Florence (1939), *Report on the Location of Industry*; Isard (1960), *Methods of Regional
    Analysis*.

    Parameters
    ----------
    local : pandas.Series or pandas.DataFrame
        Jobs by sector here; territories in rows for a table. Zero is none; missing is unknown.
    reference : pandas.Series
        Jobs by sector in the reference economy, on the same sectors, none missing.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        Quotients, 0 or more without unit: above 1, over-represented here. Missing for a territory
        without a job or with a missing sector (its whole is unknown), and for a sector absent from
        the reference. ValueError where local has jobs in a sector absent from the reference.
    """
    here = shares(local, "local")
    return here / covering_shares(local, reference)
