"""Circular loops: what one declares to have, another declares to need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.declared import Declared, Proposal
from territorial_lib.geography.distances import great_circle
from territorial_lib.indicators.matching import pair
from territorial_lib.typography import folded

REACH = "leaks/circular/reach"


@dataclass(frozen=True)
class Meeting:
    """Two actors who should talk to each other.

    Parameters
    ----------
    offer, request : Proposal
        What the first can give and the second looks for.
    quantity : float or None
        How much a year could pass from one to the other, in `unit`; None where one did not say.
    unit : str
        Unit of the quantity.
    distance : float or None
        Kilometres as the crow flies; None where a place is unknown.
    shared : tuple of str
        Words that the two labels share: the more, the surer the pair.
    """

    offer: Proposal
    request: Proposal
    quantity: float | None
    unit: str
    distance: float | None
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Meetings:
    """Who should talk to whom, and who is left alone.

    Parameters
    ----------
    pairs : tuple of Meeting
        The nearest first.
    offers_left, requests_left : tuple of Proposal
        Those that nothing answers.
    """

    pairs: tuple[Meeting, ...]
    offers_left: tuple[Proposal, ...]
    requests_left: tuple[Proposal, ...]


def meetings(declared: Declared, reach: float) -> Meetings:
    """Pair the room's offers and requests.

    Parameters
    ----------
    declared : Declared
        What the room said: its offers and requests.
    reach : float
        Farthest distance, km.

    Returns
    -------
    Meetings
        Pairs of one category, nobody paired with themselves; those without a category pair among
        themselves.
    """
    offers, requests = _by_id(declared.offers), _by_id(declared.requests)
    if not offers or not requests:
        return Meetings((), tuple(offers.values()), tuple(requests.values()))
    km = distances(declared.offers, declared.requests)
    found = pair(_frame(offers), _frame(requests), km, reach)
    pairs = tuple(
        _meeting(offers[row.offer], requests[row.request], row.quantity, row.distance)
        for row in found.itertuples()
    )
    used = set(found["offer"]), set(found["request"])
    return Meetings(
        pairs,
        tuple(each for name, each in offers.items() if name not in used[0]),
        tuple(each for name, each in requests.items() if name not in used[1]),
    )


def distances(offers: Sequence[Proposal], requests: Sequence[Proposal]) -> pd.DataFrame:
    """Measure how far offers are from requests, along the great circle.

    Parameters
    ----------
    offers, requests : sequence of Proposal
        With or without a point.

    Returns
    -------
    pandas.DataFrame
        Offers x requests by id, km; NaN where a point is unknown.
    """
    km = great_circle(_points(offers), _points(requests))
    return pd.DataFrame(km, [each.id for each in offers], [each.id for each in requests])


def _points(proposals: Sequence[Proposal]) -> np.ndarray:
    unknown = (float("nan"), float("nan"))
    points = [each.point if each.point is not None else unknown for each in proposals]
    return np.array(points, dtype=float).reshape(-1, 2)


def _by_id(proposals: Sequence[Proposal]) -> dict[str, Proposal]:
    return {each.id: each for each in proposals}


def _frame(proposals: dict[str, Proposal]) -> pd.DataFrame:
    rows = [
        (folded(each.actor), folded(each.category), each.quantity, folded(each.unit))
        for each in proposals.values()
    ]
    frame = pd.DataFrame(rows, list(proposals), ["actor", "category", "quantity", "unit"])
    return frame.astype({"quantity": float})


def _meeting(offer: Proposal, request: Proposal, quantity: float, distance: float) -> Meeting:
    words = set(folded(offer.label).split()) & set(folded(request.label).split())
    known = not np.isnan(quantity)
    return Meeting(
        offer=offer,
        request=request,
        quantity=float(quantity) if known else None,
        unit=offer.unit if known else "",
        distance=None if np.isnan(distance) else float(distance),
        shared=tuple(sorted(word for word in words if len(word) > 3)),
    )
