"""Share of a demand met here: three readings, low <= central <= high in every cell."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import coefficients, matched, quantities
from territorial_lib.indicators.regionalisation import flq, size_factor, slq
from territorial_lib.indicators.shares import sectors

READINGS = ("low", "central", "high")


def final_shares(
    local: pd.Series | pd.DataFrame,
    reference: pd.Series,
    present: Collection[str],
    delta: float = 0.3,
) -> pd.DataFrame:
    """Share of a final demand of each product that local sectors can meet.

    low_i = min(1, SLQ_i lambda), high_i = min(1, SLQ_i), central_i = high_i for the sectors that
    serve the people present, low_i for the others.

    No sector buys a final demand, so FLQ has no column for it (Flegg & Webber 1997; Insee's sphère
    présentielle, Reynard & Vialette 2014).

    Parameters
    ----------
    local, reference : pandas.Series or pandas.DataFrame
        Jobs by sector here and in the nation, as for `regionalisation.slq`.
    present : collection of str
        Sectors that serve the people present.
    delta : float
        Sensitivity to size, in [0, 1[.

    Returns
    -------
    pandas.DataFrame
        Sectors x (low, central, high), each in [0, 1], of the demand that is not met abroad. For a
        table of territories: (territory, sector) x (low, central, high).
    """
    quotient, size = slq(local, reference), size_factor(local, reference, delta)
    s, weight = np.atleast_2d(quotient.to_numpy()), np.atleast_1d(np.asarray(size))[:, None]
    low, high = (s * weight).clip(max=1), s.clip(max=1)
    central = np.where(_serves(sectors(local), present), high, low)
    cells = np.column_stack([low.ravel(), central.ravel(), high.ravel()])
    return pd.DataFrame(cells, _rows(local, "sector"), list(READINGS))


def intermediate_shares(
    local: pd.Series | pd.DataFrame,
    reference: pd.Series,
    present: Collection[str],
    delta: float = 0.3,
) -> pd.DataFrame:
    """Share of what each local sector buys that local sellers can meet.

    low_ij = min(1, FLQ_ij, SLQ_i), high_ij = min(1, max(FLQ_ij, SLQ_i)), central_ij = high_ij for
    the sellers that serve the people present, low_ij for the others.

    FLQ exceeds SLQ where the buyer is small here, hence the minimum and the maximum.

    Parameters
    ----------
    local, reference : pandas.Series or pandas.DataFrame
        Jobs by sector here and in the nation, as for `regionalisation.slq`.
    present : collection of str
        Sectors that serve the people present.
    delta : float
        Sensitivity to size, in [0, 1[.

    Returns
    -------
    pandas.DataFrame
        Sellers x (reading, buyer): ``shares["low"]`` is sellers x buyers, in [0, 1]. The column of
        a buyer absent here is 0. For a table of territories, rows are (territory, seller).
    """
    names = sectors(local)
    quotient = np.atleast_2d(slq(local, reference).to_numpy())
    mixed = flq(local, reference, delta).to_numpy().reshape(-1, len(names), len(names))
    own = np.broadcast_to(quotient[:, :, None], mixed.shape)
    here = quotient[:, None, :] != 0
    low = np.where(here, np.minimum(mixed, own), 0.0).clip(max=1)
    high = np.where(here, np.maximum(mixed, own), 0.0).clip(max=1)
    serves = _serves(names, present)[None, :, None]
    tables = np.concatenate([low, np.where(serves, high, low), high], axis=2)
    buyers = pd.MultiIndex.from_product([READINGS, names], names=["reading", "buyer"])
    cells = tables.reshape(-1, len(buyers))
    return pd.DataFrame(cells, _rows(local, "seller"), buyers)


def destinations(demand: pd.Series, shares: pd.Series, imports: pd.Series) -> pd.DataFrame:
    """Split a demand into what is met here, in the rest of the nation and abroad.

    local_i = d_i (1 − m_i) s_i, rest_i = d_i (1 − m_i) (1 − s_i), abroad_i = d_i m_i.

    Parameters
    ----------
    demand : pandas.Series
        d: demand by product, in money; missing stays missing.
    shares : pandas.Series
        s: share met here of what is not imported, in [0, 1].
    imports : pandas.Series
        m: import share, in [0, 1].

    Returns
    -------
    pandas.DataFrame
        Products x (local, rest, abroad), in the same money; the three sum to the demand, and the
        leak is rest + abroad.
    """
    d = coefficients(demand, "demand", missing=True)
    s, m = _share(shares, d.index, "shares"), _share(imports, d.index, "imports")
    national = d * (1 - m)
    local = national * s
    return pd.DataFrame({"local": local, "rest": national - local, "abroad": d * m})


def _rows(local: pd.Series | pd.DataFrame, name: str) -> pd.Index:
    """Name the rows: sectors, or (territory, sector)."""
    if isinstance(local, pd.Series):
        return local.index
    return pd.MultiIndex.from_product([local.index, local.columns], names=["territory", name])


def _serves(sectors: pd.Index, present: Collection[str]) -> np.ndarray:
    unknown = set(present) - set(sectors)
    if unknown:
        raise ValueError(f"present has unknown sectors: {sorted(unknown)[:5]}")
    return np.asarray(sectors.isin(list(present)))


def _share(values: pd.Series, labels: pd.Index, name: str) -> pd.Series:
    share = quantities(matched(values, labels, name), name, missing=True)
    if (share > 1).any():
        raise ValueError(f"{name} is above 1 for {list(labels[share > 1])[:5]}")
    return share
