"""Who would supply us, all of France competing for the same goods.

min sum_ij c_ij x_ij + c_max sum_j u_j: one exact transport problem a good (`sourcing.allocate`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.glocal.market import Good, Market
from territorial_lib.indicators.sourcing import BEYOND, allocate

NEAR_KM = 150.0
"""Road km within which a territory is a neighbour that one can meet."""
LEAST = 1.0
"""Quantities below this (a tonne, a MWh) are no deficit: they are the rounding of a table."""


@dataclass(frozen=True)
class Rule:
    """How the room wants to be supplied.

    Parameters
    ----------
    furthest : float
        Road km beyond which one gives up and buys from beyond, above 0.
    neighbour : float
        Part of the distance that is forgotten between territories that touch, 0 to 1.
    per_km : float
        Cost of one unit over one km: 1 for km, else kg CO2e or euros.
    """

    furthest: float
    neighbour: float = 0.0
    per_km: float = 1.0


@dataclass(frozen=True)
class Sourcing:
    """How a good would go round.

    Parameters
    ----------
    good : Good
        The good.
    flows : pandas.DataFrame
        All of France: ``origin``, ``destination``, ``quantity``, ``cost`` of one unit, ``km``
        (NaN from beyond).
    suppliers, clients : pandas.DataFrame
        The territory's: ``code``, ``name``, ``quantity``, ``km``, the largest first; what comes
        from beyond is not a supplier.
    uncovered : float
        What comes from beyond.
    worth : float
        What one more unit here would be worth, in the objective's unit; NaN where nothing lacks.
    usual_km : float
        Mean road km of a unit drawn on every surplus of its land in proportion: the baseline.
    """

    good: Good
    flows: pd.DataFrame
    suppliers: pd.DataFrame
    clients: pd.DataFrame
    uncovered: float
    worth: float
    usual_km: float

    @property
    def mean_km(self) -> float:
        """Mean road km of what is supplied; NaN where nothing is."""
        total = float(self.suppliers["quantity"].sum())
        travelled = float((self.suppliers["quantity"] * self.suppliers["km"]).sum())
        return travelled / total if total else np.nan


def source(good: Good, market: Market, rule: Rule) -> Sourcing:
    """Find who would supply whom, and what that means for the territory.

    Parameters
    ----------
    good : Good
        What is made and needed, in every piece of the market; a piece where it is unknown takes
        no part.
    market : Market
        France in pieces.
    rule : Rule
        How the room wants to be supplied.

    Returns
    -------
    Sourcing
        Exact: no one ships more than it has, all deficits compete.
    """
    surplus, deficit = _large(good.surplus), _large(good.deficit)
    km = market.km.loc[surplus.index, deficit.index]
    near = market.near.loc[surplus.index, deficit.index]
    cost = km.where(~near, km * (1 - rule.neighbour)) * rule.per_km
    flows, duals = allocate(surplus, deficit, cost, rule.furthest * rule.per_km)
    flows["km"] = _km(flows, market)
    here = market.here
    arriving = flows[flows["destination"] == here]
    supplied = arriving[arriving["origin"] != BEYOND]
    leaving = flows[flows["origin"] == here]
    return Sourcing(
        good=good,
        flows=flows,
        suppliers=_named(supplied, "origin", market),
        clients=_named(leaving, "destination", market),
        uncovered=float(arriving.loc[arriving["origin"] == BEYOND, "quantity"].sum()),
        worth=float(duals.get(("destination", here), np.nan)),
        usual_km=_usual(surplus, market),
    )


def partners(goods: list[Good], market: Market, within: float) -> pd.DataFrame:
    """Rank the territories with which exchanges could go both ways.

    Parameters
    ----------
    goods : list of Good
        What is made and needed; tonnes only, so that they may be added up.
    market : Market
        France in pieces.
    within : float
        Road km.

    Returns
    -------
    pandas.DataFrame
        One row a partner and good: ``code``, ``name``, ``km``, ``good``, ``label``, ``from_them``
        (the smaller of our deficit and their surplus), ``from_us`` (the smaller of our surplus and
        their deficit), ``both`` (the smaller of the sums each way: what reciprocity can carry);
        partners in decreasing ``both``, then nearest first.
    """
    here = market.here
    reach = market.km.loc[here].drop(here)
    reach = reach[reach <= within]
    rows = [
        pd.DataFrame(
            {
                "code": reach.index,
                "km": reach.to_numpy(),
                "good": good.key,
                "label": good.label,
                "from_them": good.surplus.reindex(reach.index).clip(upper=good.deficit.get(here)),
                "from_us": good.deficit.reindex(reach.index).clip(upper=good.surplus.get(here)),
            }
        )
        for good in goods
        if good.freight and not np.isnan(good.surplus.get(here, np.nan))
    ]
    if not rows:
        columns = ["code", "name", "km", "good", "label", "from_them", "from_us", "both"]
        return pd.DataFrame(columns=columns)
    table = pd.concat(rows, ignore_index=True).fillna({"from_them": 0.0, "from_us": 0.0})
    table = table[(table["from_them"] >= LEAST) | (table["from_us"] >= LEAST)]
    ways = table.groupby("code")[["from_them", "from_us"]].transform("sum")
    table["both"] = ways.min(axis=1)
    table.insert(1, "name", table["code"].map(market.places["name"]))
    table["largest"] = table[["from_them", "from_us"]].max(axis=1)
    order = ["both", "km", "code", "largest"]
    table = table.sort_values(order, ascending=[False, True, True, False], ignore_index=True)
    return table.drop(columns="largest")


def _large(quantities: pd.Series) -> pd.Series:
    return quantities[quantities >= LEAST]


def _km(flows: pd.DataFrame, market: Market) -> np.ndarray:
    rows = market.km.index.get_indexer(flows["origin"])
    columns = market.km.columns.get_indexer(flows["destination"])
    km = market.km.to_numpy()[rows, columns]
    return np.where(rows < 0, np.nan, km)


def _named(flows: pd.DataFrame, end: str, market: Market) -> pd.DataFrame:
    table = flows.rename(columns={end: "code"})[["code", "quantity", "km"]]
    table.insert(1, "name", table["code"].map(market.places["name"]))
    return table.sort_values(["quantity", "code"], ascending=[False, True], ignore_index=True)


def _usual(surplus: pd.Series, market: Market) -> float:
    km = market.km.loc[surplus.index, market.here]
    km = km[np.isfinite(km) & (km > 0)]
    weight = surplus.reindex(km.index)
    return float((km * weight).sum() / weight.sum()) if weight.sum() > 0 else np.nan
