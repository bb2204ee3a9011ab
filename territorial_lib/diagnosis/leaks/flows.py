"""The picture of the money: who pays, for what, and where it ends, as nodes and links."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.leaks.balance import (
    DESTINATION_LABELS,
    DESTINATIONS,
    ENERGY,
    Leaks,
)
from territorial_lib.diagnosis.leaks.demand import BUYER_LABELS, BUYERS
from territorial_lib.indicators.local_share import READINGS

OTHERS = "others"
_AMOUNTS = ("value", "low", "high")


@dataclass(frozen=True)
class Flows:
    """A Sankey diagram's data.

    Parameters
    ----------
    nodes : pandas.DataFrame
        Indexed by key: ``label`` (French), ``column`` (0 buyers, 1 products, 2 destinations),
        ``value`` (€ a year).
    links : pandas.DataFrame
        ``source``, ``target`` (keys of nodes), ``value``, ``low``, ``high`` (€ a year).
    """

    nodes: pd.DataFrame
    links: pd.DataFrame


def flows(leaks: Leaks, code: str, count: int = 10) -> Flows:
    """Lay out a territory's purchases from buyers to products to destinations.

    Parameters
    ----------
    leaks : Leaks
        The leaks.
    code : str
        Code of the territory, whose jobs are known.
    count : int
        How many products are named; energy is always one, the others are put together.

    Returns
    -------
    Flows
        What enters a product is what leaves it, in the central reading.
    """
    rank = int(leaks.bought.territories.get_loc(code))
    group = _groups(leaks, code, count)
    parts = [
        _spent(leaks, rank, buyer).groupby(group).sum().rename("value").rename_axis("target")
        for buyer in BUYERS
    ]
    paid = pd.concat(dict(zip(BUYERS, parts, strict=True)), names=["source"]).reset_index()
    ended = [_ended(leaks, rank, group, name).assign(target=name) for name in DESTINATIONS]
    laid = pd.concat([paid, *ended], ignore_index=True)[["source", "target", *_AMOUNTS]]
    return Flows(_nodes(leaks, laid), laid[laid["value"] > 0].reset_index(drop=True))


def _groups(leaks: Leaks, code: str, count: int) -> pd.Series:
    """Give the node of each product."""
    demand = leaks.table(code)["demand"].drop(list(ENERGY))
    named = list(demand.sort_values(ascending=False, kind="stable").head(count).index)
    group = pd.Series(OTHERS, leaks.bought.products, dtype=object)
    group[named] = named
    group[list(ENERGY)] = "energy"
    return group


def _ended(leaks: Leaks, rank: int, group: pd.Series, name: str) -> pd.DataFrame:
    """Give what ends at a destination, group of products by group, with the three readings."""
    readings = {
        reading: pd.Series(leaks.euros[reading][name][rank].sum(axis=1), group.index)
        for reading in READINGS
    }
    summed = pd.DataFrame(readings).groupby(group).sum()
    band = {"low": summed.min(axis=1), "high": summed.max(axis=1)}
    frame = pd.DataFrame({"value": summed["central"], **band})
    return frame.rename_axis("source").reset_index()


def _spent(leaks: Leaks, rank: int, buyer: str) -> pd.Series:
    cells = leaks.bought.cells[rank][:, leaks.bought.buyer(buyer)]
    return pd.Series(cells.sum(axis=1), leaks.bought.products)


def _nodes(leaks: Leaks, links: pd.DataFrame) -> pd.DataFrame:
    """Name the nodes: products by what they cost, energy among them, the others last."""
    inside = links.groupby("target")["value"].sum()
    outside = links.groupby("source")["value"].sum()
    products = inside.drop(list(DESTINATIONS)).sort_values(ascending=False)
    ranked = [each for each in products.index if each != OTHERS]
    last = [OTHERS] if OTHERS in products.index else []
    labels = {**BUYER_LABELS, **DESTINATION_LABELS, OTHERS: "Autres produits", "energy": "Énergie"}
    rows = [
        (key, labels.get(key, str(leaks.inputs.labels.get(key, key))), column)
        for column, keys in enumerate((BUYERS, [*ranked, *last], DESTINATIONS))
        for key in keys
    ]
    frame = pd.DataFrame(rows, columns=["key", "label", "column"]).set_index("key")
    return frame.assign(value=inside.reindex(frame.index).fillna(outside.reindex(frame.index)))
