"""Regional input coefficients without a survey: location quotients applied to national ones."""

from __future__ import annotations

import math
from typing import Literal, get_args

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import (
    coefficients,
    matched,
    matched_table,
    quantities,
)

Diagonal = Literal["slq", "slq-plain", "one"]


def slq(local: pd.Series, reference: pd.Series) -> pd.Series:
    """Capacity of each local sector to supply its region: the simple location quotient.

    SLQ_i = (E_ir / E_r) / (E_in / E_n).

    Schaffer & Chu (1969); Miller & Blair (2009), section 8.2.1.

    Parameters
    ----------
    local : pandas.Series
        Jobs by sector here, none missing, at least one.
    reference : pandas.Series
        Jobs by sector in the nation, on the same sectors, some in each, at least as many in all.

    Returns
    -------
    pandas.Series
        0 (absent here) or more; 1 or more: supplies the region's needs.
    """
    region, nation = _region(local, reference)
    here, there = region.to_numpy(), nation.to_numpy()
    return pd.Series(here / here.sum() / (there / there.sum()), local.index)


def size_factor(local: pd.Series, reference: pd.Series, delta: float = 0.3) -> float:
    """Weight of the region's size: a small region buys more outside.

    lambda = [log2(1 + E_r / E_n)]^delta.

    Flegg & Webber (1997), *On the Appropriate Use of Location Quotients*, Regional Studies 31.

    Parameters
    ----------
    local, reference : pandas.Series
        Jobs by sector here and in the nation, as for `slq`.
    delta : float
        Sensitivity to size, in [0, 1[; 0 forgets it.

    Returns
    -------
    float
        In ]0, 1]; 1 for the nation itself.
    """
    if not 0 <= delta < 1:
        raise ValueError(f"delta is {delta}, not in [0, 1[")
    region, nation = _region(local, reference)
    return float(math.log2(1 + region.to_numpy().sum() / nation.to_numpy().sum()) ** delta)


def flq(
    local: pd.Series, reference: pd.Series, delta: float = 0.3, diagonal: Diagonal = "slq"
) -> pd.DataFrame:
    """Capacity of each local seller to supply each local buyer, weighted by the region's size.

    FLQ_ij = (SLQ_i / SLQ_j) lambda for i != j; on the diagonal SLQ_i lambda.

    Flegg & Webber (1997), Regional Studies 31.

    Parameters
    ----------
    local, reference : pandas.Series
        Jobs by sector here and in the nation, as for `slq`.
    delta : float
        Sensitivity to size, in [0, 1[.
    diagonal : {"slq", "slq-plain", "one"}
        SLQ_i lambda, SLQ_i, or 1: published codes disagree.

    Returns
    -------
    pandas.DataFrame
        Sellers x buyers, 0 or more, not capped. The column of a buyer absent here is 0.
    """
    if diagonal not in get_args(Diagonal):
        raise ValueError(f"diagonal is {diagonal!r}, not one of {get_args(Diagonal)}")
    size, quotient = size_factor(local, reference, delta), slq(local, reference)
    s = quotient.to_numpy()
    present = np.where(s > 0, s, np.inf)
    q = s[:, None] / present[None, :] * size
    np.fill_diagonal(q, {"slq": s * size, "slq-plain": s, "one": np.sign(s)}[diagonal])
    return pd.DataFrame(q, index=quotient.index, columns=quotient.index)


def aflq(
    local: pd.Series, reference: pd.Series, delta: float = 0.3, diagonal: Diagonal = "slq"
) -> pd.DataFrame:
    """FLQ that lets a specialised buyer draw more from its region.

    AFLQ_ij = FLQ_ij log2(1 + SLQ_j) where SLQ_j > 1, else FLQ_ij.

    Flegg & Webber (2000), *Regional Size, Regional Specialization and the FLQ Formula*, Regional
    Studies 34.

    Parameters
    ----------
    local, reference : pandas.Series
        Jobs by sector here and in the nation, as for `slq`.
    delta : float
        Sensitivity to size, in [0, 1[.
    diagonal : {"slq", "slq-plain", "one"}
        As for `flq`.

    Returns
    -------
    pandas.DataFrame
        Sellers x buyers, 0 or more, not capped.
    """
    quotient = slq(local, reference)
    specialisation = np.log2(1 + quotient.clip(lower=1))
    return flq(local, reference, delta, diagonal).mul(specialisation, axis=1)


def regional_coefficients(A: pd.DataFrame, q: pd.Series | pd.DataFrame) -> pd.DataFrame:
    """Inputs bought in the region per unit of output.

    r_ij = min(1, q_ij) a_ij.

    Miller & Blair (2009), section 8.2; never above the national coefficient.

    Parameters
    ----------
    A : pandas.DataFrame
        National (domestic) coefficients, sellers x buyers.
    q : pandas.Series or pandas.DataFrame
        Quotients: one a seller, or sellers x buyers.

    Returns
    -------
    pandas.DataFrame
        Money per unit of output, sellers x buyers, in [0, A].
    """
    national = coefficients(matched_table(A, A.index, A.index, "A"), "A")
    if isinstance(q, pd.Series):
        own = quantities(matched(q, A.index, "q"), "q").to_numpy()[:, None]
    else:
        own = quantities(matched_table(q, A.index, A.index, "q"), "q").to_numpy()
    regional = national.to_numpy() * np.minimum(own, 1)
    return pd.DataFrame(regional, index=national.index, columns=national.columns)


def _region(local: pd.Series, reference: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Give both as floats, after checking that the first can be a part of the second."""
    for name, jobs in (("local", local), ("reference", reference)):
        if not isinstance(jobs, pd.Series):
            raise ValueError(f"{name} is not a Series of jobs by sector")
    region = quantities(local, "local")
    nation = quantities(matched(reference, local.index, "reference"), "reference")
    jobs, all_jobs = region.to_numpy().sum(), nation.to_numpy().sum()
    if (nation.to_numpy() == 0).any():
        raise ValueError(f"reference has no job in {list(nation.index[nation == 0])[:5]}")
    if not 0 < jobs <= all_jobs * (1 + 1e-9):
        raise ValueError(
            f"local has {jobs:g} jobs of the {all_jobs:g} of reference, "
            "not more than none and at most all"
        )
    return region, nation
