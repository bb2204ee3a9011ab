"""Who should talk to whom: offers and requests paired by category, quantity and distance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from territorial_lib.indicators.arguments import matched_table, quantities, unique
from territorial_lib.indicators.sourcing import BEYOND, allocate

COLUMNS = ("offer", "request", "quantity", "unit", "distance")
_REQUIRED = ("actor", "category", "quantity", "unit")


def pair(
    offers: pd.DataFrame, requests: pd.DataFrame, distance: pd.DataFrame, reach: float
) -> pd.DataFrame:
    """Pair offers and requests of the same category, the nearest first.

    Where both say a quantity in the same unit: min sum c_ij x_ij, as much as possible being met
    within reach, sum_j x_ij <= s_i, sum_i x_ij <= d_j (Hitchcock 1941). What remains is paired one
    to one, as many as possible, the total distance least (Kuhn 1955).

    Parameters
    ----------
    offers, requests : pandas.DataFrame
        Indexed by id: ``actor`` (nobody is paired with themselves), ``category``, ``quantity``
        (0 or more; NaN where unsaid), ``unit``.
    distance : pandas.DataFrame
        Offers x requests, km; NaN where one of the places is unknown: paired last.
    reach : float
        Farthest distance, km, above 0.

    Returns
    -------
    pandas.DataFrame
        ``offer``, ``request``, ``quantity`` (NaN where one of them is unsaid), ``unit``,
        ``distance`` (NaN where unknown), the nearest first.
    """
    _checked(offers, "offers")
    _checked(requests, "requests")
    if not (np.isfinite(reach) and reach > 0):
        raise ValueError(f"reach is {reach}, not a number of km above 0")
    km = matched_table(distance, offers.index, requests.index, "distance").astype(float)
    cost = _costs(offers, requests, km, reach)
    counted = _counted(offers, requests, cost, reach)
    free_offers = offers.index.difference(counted["offer"], sort=False)
    free_requests = requests.index.difference(counted["request"], sort=False)
    alone = _one_to_one(cost.loc[free_offers, free_requests])
    pairs = pd.concat([counted, alone], ignore_index=True)
    places = zip(pairs["offer"], pairs["request"], strict=True)
    pairs["distance"] = pd.Series([km.at[place] for place in places], pairs.index, dtype=float)
    kept = pairs.sort_values(["distance", "offer", "request"], kind="stable", na_position="last")
    return kept[list(COLUMNS)].reset_index(drop=True)


def _costs(
    offers: pd.DataFrame, requests: pd.DataFrame, km: pd.DataFrame, reach: float
) -> pd.DataFrame:
    """Give the distance of the pairs that may be, infinite for the others."""
    same = offers["category"].to_numpy()[:, None] == requests["category"].to_numpy()[None, :]
    other = offers["actor"].to_numpy()[:, None] != requests["actor"].to_numpy()[None, :]
    known = km.fillna(reach).to_numpy()
    allowed = same & other & (known <= reach)
    return pd.DataFrame(np.where(allowed, known, np.inf), km.index, km.columns)


def _counted(
    offers: pd.DataFrame, requests: pd.DataFrame, cost: pd.DataFrame, reach: float
) -> pd.DataFrame:
    """Share out the quantities said, unit by unit."""
    rows = []
    for unit in sorted(set(offers["unit"].dropna()) & set(requests["unit"].dropna())):
        supply = offers.loc[offers["unit"] == unit, "quantity"].dropna()
        need = requests.loc[requests["unit"] == unit, "quantity"].dropna()
        if not len(supply) or not len(need):
            continue
        never = reach * (len(supply) + len(need) + 1)
        flows, _ = allocate(supply, need, cost.loc[supply.index, need.index], never)
        for flow in flows[flows["origin"] != BEYOND].itertuples():
            rows.append((flow.origin, flow.destination, flow.quantity, unit))
    return pd.DataFrame(rows, columns=["offer", "request", "quantity", "unit"])


def _one_to_one(cost: pd.DataFrame) -> pd.DataFrame:
    """Pair as many as possible, then at the least total distance."""
    columns = ["offer", "request", "quantity", "unit"]
    if cost.empty:
        return pd.DataFrame(columns=columns)
    finite = np.isfinite(cost.to_numpy())
    never = (np.where(finite, cost.to_numpy(), 0.0).max() + 1) * (min(cost.shape) + 1)
    i, j = linear_sum_assignment(np.where(finite, cost.to_numpy(), never))
    rows = [
        (cost.index[a], cost.columns[b], np.nan, "")
        for a, b in zip(i, j, strict=True)
        if finite[a, b]
    ]
    return pd.DataFrame(rows, columns=columns)


def _checked(frame: pd.DataFrame, name: str) -> None:
    absent = [column for column in _REQUIRED if column not in frame]
    if absent:
        raise ValueError(f"{name} lacks the columns {absent}")
    unique(frame.index, name)
    quantities(frame["quantity"], f"quantity of {name}", missing=True)
