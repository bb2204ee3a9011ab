"""Who buys what from whom, who has and who seeks, as the plain rows that the diagnosis takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.declared import Proposal, Purchase, SpendingLine, Survey
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.schemas.places import Place
from territorial_lib.store import projections
from territorial_lib.store.log import Logged
from territorial_lib.store.projections import Item
from territorial_lib.workshop.rows import day, signed


@dataclass(frozen=True)
class Exchanges:
    """What the room says of its money and of its exchanges.

    Parameters
    ----------
    surveys : tuple of Survey
        The last one of each organisation, in the order said.
    purchases : tuple of Purchase
        Who buys from whom.
    offers, requests : tuple of Proposal
        What somebody has, what somebody seeks.
    """

    surveys: tuple[Survey, ...]
    purchases: tuple[Purchase, ...]
    offers: tuple[Proposal, ...]
    requests: tuple[Proposal, ...]


def exchange_rows(
    log: Sequence[Logged], communes: pd.DataFrame, named: Callable[[Place | None], str]
) -> Exchanges:
    """Give what the room says of its money and of its exchanges.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    communes : pandas.DataFrame
        By code: ``lon``, ``lat`` of the centre, in degrees.
    named : callable
        Names a place in words.

    Returns
    -------
    Exchanges
        What is visible now.
    """
    offers = projections.visible(log, entries.Offer)
    requests = projections.visible(log, entries.Request)
    unnamed = _unnamed([*offers, *requests])
    return Exchanges(
        surveys=_surveys(projections.visible(log, entries.Survey)),
        purchases=tuple(_purchase(item) for item in projections.visible(log, entries.Purchase)),
        offers=tuple(_proposal(item, communes, named, unnamed) for item in offers),
        requests=tuple(_proposal(item, communes, named, unnamed) for item in requests),
    )


def _surveys(items: Sequence[Item]) -> tuple[Survey, ...]:
    """Keep the last survey of each organisation: telling again corrects."""
    last: dict[str, Survey] = {}
    for item in items:
        body = item.body
        assert isinstance(body, entries.Survey)
        name = body.organisation.strip()
        lines = tuple(
            SpendingLine(each.label, each.amount, each.product, each.local, each.respent)
            for each in body.spending
        )
        last[name.casefold()] = Survey(name, body.income, lines, signed(item.who), day(item))
    return tuple(last.values())


def _purchase(item: Item) -> Purchase:
    body = item.body
    assert isinstance(body, entries.Purchase)
    return Purchase(body.buyer, body.seller, body.amount, body.label, signed(item.who), day(item))


def _proposal(
    item: Item,
    communes: pd.DataFrame,
    named: Callable[[Place | None], str],
    unnamed: dict[str, str],
) -> Proposal:
    body = item.body
    assert isinstance(body, entries.Offer | entries.Request)
    return Proposal(
        id=item.id,
        actor=body.actor.strip() or unnamed[_voice(item)],
        label=body.label,
        category=body.category,
        quantity=body.quantity,
        unit=body.unit,
        point=_point(item.place, communes),
        place=named(item.place),
        who=signed(item.who),
        when=day(item),
    )


def _point(place: Place | None, communes: pd.DataFrame) -> tuple[float, float] | None:
    """Give the point tapped, else the centre of the commune chosen."""
    if place is None or place.point is not None:
        return None if place is None else place.point
    if place.commune not in communes.index:
        return None
    centre = communes.loc[place.commune]
    return float(centre["lon"]), float(centre["lat"])


def _voice(item: Item) -> str:
    """Tell people apart who gave no name: nobody is matched with themselves."""
    return item.who.participant or item.who.group


def _unnamed(items: Sequence[Item]) -> dict[str, str]:
    """Name whoever spoke for themselves: their first name, else their group and a number."""
    found: dict[str, str] = {}
    for item in sorted(items, key=lambda each: each.received_at):
        group, rank = GROUP_LABELS[item.who.group], len(found) + 1
        found.setdefault(_voice(item), item.who.pseudonym or f"{group} n°\u00a0{rank}")
    return found
