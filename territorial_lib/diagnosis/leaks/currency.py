"""Local currency: what already turns in a loop here, and the link that would add most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.declared import Purchase
from territorial_lib.indicators.circulation import closed_loops, missing_links
from territorial_lib.typography import folded

_COLUMNS = ["buyer", "seller", "amount"]


@dataclass(frozen=True)
class Circulation:
    """What circulates among those who declared their purchases.

    Parameters
    ----------
    purchases : pandas.DataFrame
        ``buyer``, ``seller``, ``amount``: declared, one row a pair, €.
    loops : pandas.DataFrame
        Same columns: what could be settled without a euro leaving.
    actors : pandas.DataFrame
        By actor: ``buys``, ``sells`` (declared, €), ``settled`` (in loops, €).
    missing : pandas.DataFrame
        Purchases not made that would add most: the same columns and ``gain``, €.
    unsaid : int
        Purchases declared without an amount: they are left out.
    """

    purchases: pd.DataFrame
    loops: pd.DataFrame
    actors: pd.DataFrame
    missing: pd.DataFrame
    unsaid: int

    @property
    def settled(self) -> float:
        """Sum of the purchases that close on themselves, €."""
        return float(self.loops["amount"].sum())


def circulation(purchases: Sequence[Purchase], count: int = 5) -> Circulation:
    """Find the largest circulation that closes on itself, and the links that lack.

    A link is sought from whoever sells more than it buys to whoever buys more than it sells, for
    the smaller of the two gaps: money that stops at the first is what the second waits for.

    Parameters
    ----------
    purchases : sequence of Purchase
        What the room declared; names that differ by case or accents are one actor.
    count : int
        How many missing links at most.

    Returns
    -------
    Circulation
        Flows conserved at every actor; empty where nothing closes.
    """
    pairs = _pairs(purchases)
    loops = closed_loops(pairs)
    actors = _actors(pairs, loops)
    links = missing_links(pairs, _candidates(pairs, actors), count)
    unsaid = sum(each.amount is None for each in purchases)
    return Circulation(pairs, loops, actors, links.reset_index(drop=True), unsaid)


def _pairs(purchases: Sequence[Purchase]) -> pd.DataFrame:
    """Sum the purchases by pair, each actor under the name it was first given."""
    names: dict[str, str] = {}
    rows = []
    for each in purchases:
        buyer, seller = (
            names.setdefault(folded(name), name.strip()) for name in (each.buyer, each.seller)
        )
        if each.amount is not None and buyer != seller:
            rows.append((buyer, seller, float(each.amount)))
    frame = pd.DataFrame(rows, columns=_COLUMNS).astype({"amount": float})
    return frame.groupby(["buyer", "seller"], as_index=False)["amount"].sum()[_COLUMNS]


def _actors(pairs: pd.DataFrame, loops: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "buys": pairs.groupby("buyer")["amount"].sum(),
            "sells": pairs.groupby("seller")["amount"].sum(),
            "settled": loops.groupby("buyer")["amount"].sum(),
        }
    )
    return frame.fillna(0.0).sort_index()


def _candidates(pairs: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """List the purchases that nobody declared, between those whose money stops and waits."""
    gap = actors["sells"] - actors["buys"]
    stops, waits = gap[gap > 0], -gap[gap < 0]
    amounts = np.minimum.outer(stops.to_numpy(), waits.to_numpy())
    frame = pd.DataFrame(
        {
            "buyer": np.repeat(stops.index.to_numpy(dtype=object), len(waits)),
            "seller": np.tile(waits.index.to_numpy(dtype=object), len(stops)),
            "amount": amounts.ravel(),
        }
    )
    made = pd.MultiIndex.from_frame(pairs[["buyer", "seller"]])
    return frame[~pd.MultiIndex.from_frame(frame[["buyer", "seller"]]).isin(made)]
