"""Regional input coefficients without a survey: location quotients applied to national ones."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import (
    Table,
    coefficients,
    matched,
    matched_table,
    quantities,
)
from territorial_lib.indicators.shares import sectors

Diagonal = Literal["slq", "slq-plain", "one"]


def slq(local: Table, reference: pd.Series) -> Table:
    """Capacity of each local sector to supply its region: the simple location quotient.

    SLQ_i = (E_ir / E_r) / (E_in / E_n).

    Schaffer & Chu (1969); Miller & Blair (2009), section 8.2.1.

    Parameters
    ----------
    local : pandas.Series or pandas.DataFrame
        Jobs by sector here, none missing, at least one. Or territories in rows, sectors in
        columns.
    reference : pandas.Series
        Jobs by sector in the nation, on the same sectors, some in each, at least as many in all.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        0 (absent here) or more; 1 or more: supplies the region's needs. In a table, the row of a
        territory without a job, or with a missing one, is missing.
    """
    here, there = _regions(local, reference)
    return _labelled(_slq(here, there), local)


def size_factor(
    local: pd.Series | pd.DataFrame, reference: pd.Series, delta: float = 0.3
) -> float | pd.Series:
    """Weight of the region's size: a small region buys more outside.

    lambda = [log2(1 + E_r / E_n)]^delta.

    Flegg & Webber (1997), *On the Appropriate Use of Location Quotients*, Regional Studies 31.

    Parameters
    ----------
    local, reference : pandas.Series or pandas.DataFrame
        Jobs by sector here and in the nation, as for `slq`.
    delta : float
        Sensitivity to size, in [0, 1[; 0 forgets it.

    Returns
    -------
    float or pandas.Series
        In ]0, 1]; 1 for the nation itself. One a row for a table.
    """
    here, there = _regions(local, reference)
    size = _size(here, there, delta)
    return pd.Series(size, local.index) if isinstance(local, pd.DataFrame) else float(size[0])


def flq(
    local: pd.Series | pd.DataFrame,
    reference: pd.Series,
    delta: float = 0.3,
    diagonal: Diagonal = "slq",
) -> pd.DataFrame:
    """Capacity of each local seller to supply each local buyer, weighted by the region's size.

    FLQ_ij = (SLQ_i / SLQ_j) lambda for i != j; on the diagonal SLQ_i lambda.

    Flegg & Webber (1997), Regional Studies 31.

    Parameters
    ----------
    local, reference : pandas.Series or pandas.DataFrame
        Jobs by sector here and in the nation, as for `slq`.
    delta : float
        Sensitivity to size, in [0, 1[.
    diagonal : {"slq", "slq-plain", "one"}
        SLQ_i lambda, SLQ_i, or 1: published codes disagree.

    Returns
    -------
    pandas.DataFrame
        Sellers x buyers, 0 or more, not capped. The column of a buyer absent here is 0. Several
        territories are put one under the other: (territory, seller) x buyers.
    """
    here, there = _regions(local, reference)
    q = _flq(here, there, delta, diagonal)
    return _squares(q, local)


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


def _slq(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Give the quotients of territories x sectors."""
    totals = here.sum(axis=1, keepdims=True)
    quotient: np.ndarray = here / np.where(totals > 0, totals, np.nan) / (there / there.sum())
    return quotient


def _size(here: np.ndarray, there: np.ndarray, delta: float) -> np.ndarray:
    if not 0 <= delta < 1:
        raise ValueError(f"delta is {delta}, not in [0, 1[")
    totals = here.sum(axis=1)
    known = np.where(totals > 0, totals, np.nan)
    size: np.ndarray = np.log2(1 + known / there.sum()) ** delta
    return size


def _flq(here: np.ndarray, there: np.ndarray, delta: float, diagonal: Diagonal) -> np.ndarray:
    """Give territories x sellers x buyers."""
    if diagonal not in get_args(Diagonal):
        raise ValueError(f"diagonal is {diagonal!r}, not one of {get_args(Diagonal)}")
    s, size = _slq(here, there), _size(here, there, delta)[:, None]
    present = np.where(s == 0, np.inf, s)
    q: np.ndarray = s[:, :, None] / present[:, None, :] * size[:, :, None]
    each = np.arange(s.shape[1])
    q[:, each, each] = {"slq": s * size, "slq-plain": s, "one": np.sign(s)}[diagonal]
    return q


def _labelled(values: np.ndarray, like: Table) -> Table:
    if isinstance(like, pd.DataFrame):
        return pd.DataFrame(values, like.index, like.columns)
    return pd.Series(values[0], like.index)


def _squares(values: np.ndarray, local: pd.Series | pd.DataFrame) -> pd.DataFrame:
    """Put the sellers x buyers of each territory one under the other."""
    names = sectors(local)
    if isinstance(local, pd.Series):
        return pd.DataFrame(values[0], names, names)
    rows = pd.MultiIndex.from_product([local.index, names], names=["territory", "seller"])
    return pd.DataFrame(values.reshape(len(rows), len(names)), rows, names)


def _regions(
    local: pd.Series | pd.DataFrame, reference: pd.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Give territories x sectors and the nation, after checking that each can be a part of it."""
    if not isinstance(local, (pd.Series, pd.DataFrame)):
        raise ValueError("local is not a Series of jobs by sector, nor a table of them")
    if not isinstance(reference, pd.Series):
        raise ValueError("reference is not a Series of jobs by sector")
    alone = isinstance(local, pd.Series)
    region = quantities(local, "local", missing=not alone)
    nation = quantities(matched(reference, sectors(local), "reference"), "reference")
    if (nation.to_numpy() == 0).any():
        raise ValueError(f"reference has no job in {list(nation.index[nation == 0])[:5]}")
    here, there = np.atleast_2d(region.to_numpy()), nation.to_numpy()
    here = np.where(np.isnan(here).any(axis=1, keepdims=True), np.nan, here)
    totals = here.sum(axis=1)
    if (alone and not totals[0] > 0) or (totals > there.sum() * (1 + 1e-9)).any():
        worst = totals[0] if alone else np.nanmax(totals)
        raise ValueError(
            f"local has {worst:g} jobs of the {there.sum():g} of reference, "
            "not more than none and at most all"
        )
    return here, there
