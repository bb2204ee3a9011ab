"""What the room said, as the plain rows that the diagnosis takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from territorial_lib.diagnosis.declared import Actor, Ballot, Placement, Said
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import GROUP_LABELS, Author
from territorial_lib.schemas.figures import Figure, Resource, figure_id
from territorial_lib.schemas.places import Place
from territorial_lib.store import projections
from territorial_lib.store.log import Logged
from territorial_lib.store.projections import Item
from territorial_lib.typography import long_date

PARIS = ZoneInfo("Europe/Paris")


def signed(who: Author) -> str:
    """Name whoever wrote, in French.

    Parameters
    ----------
    who : Author
        Who wrote.

    Returns
    -------
    str
        Such as "Nadia (Habitant·e)"; the group alone where no name was given.
    """
    group = GROUP_LABELS[who.group]
    return f"{who.pseudonym} ({group})" if who.pseudonym else group


def correction_row(item: Item) -> Correction | None:
    """Give a correction as the diagnosis takes it.

    Parameters
    ----------
    item : Item
        An entry as it now stands.

    Returns
    -------
    Correction or None
        None for what gives no value.
    """
    body = item.body
    if not isinstance(body, entries.Correction) or body.value is None:
        return None
    return Correction(
        figure=body.figure_id,
        value=body.value,
        source=body.source,
        who=signed(item.who),
        when=day(item),
        reason=body.reason,
        year=body.year,
    )


def resource_row(item: Item, body: entries.Resource, territory: str, place: str) -> Resource:
    """Give a resource said by the room as a row of the inventory.

    Parameters
    ----------
    item : Item
        The entry as it now stands.
    body : Resource
        What it says.
    territory : str
        Code of the workshop's territory.
    place : str
        Where, in words.

    Returns
    -------
    Resource
        A declared row; its value is None where nobody counted.
    """
    figure = Figure(
        id=figure_id("room", item.id, territory, None),
        label=body.label,
        value=body.quantity,
        unit=body.unit,
        year=int(item.received_at[:4]),
        source=f"La salle\u00a0: {signed(item.who)}, {day(item)}",
        level="perimeter",
        status="declared",
        note=body.note,
    )
    return Resource(
        figure=figure,
        family=body.family,
        category=body.category or "Dit par la salle",
        use=body.use,
        place=place,
        versions=(figure,),
    )


def placement_rows(log: Sequence[Logged]) -> dict[str, Placement]:
    """Give how the room answers each gap, as the diagnosis takes it.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to Placement
        By key of the gap.
    """
    return {
        gap: Placement(item.body.way, item.body.reason, signed(item.who), day(item))
        for gap, item in projections.placements(log).items()
        if isinstance(item.body, entries.Placement)
    }


def answer_rows(log: Sequence[Logged]) -> dict[str, tuple[Said, ...]]:
    """Give the answers to each question, as the diagnosis takes them.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to tuple of Said
        By key of the question last opened under it; where one answer a person counts, the last.
    """
    found: dict[str, tuple[Said, ...]] = {}
    for key, question in projections.questions(log).items():
        assert isinstance(question.body, entries.Question)
        given = projections.answers(log, question.id)
        if question.body.once:
            given = list({item.who.participant or item.id: item for item in given}.values())
        bodies = [(item.who.group, item.body) for item in given]
        found[key] = tuple(
            Said(group, body.values) for group, body in bodies if isinstance(body, entries.Answer)
        )
    return found


def actor_rows(log: Sequence[Logged], named: Callable[[Place | None], str]) -> tuple[Actor, ...]:
    """Give who can act, as the diagnosis takes it.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    named : callable
        Names a place in words.

    Returns
    -------
    tuple of Actor
        The visible ones, in the order said.
    """
    found = projections.visible(log, entries.Actor)
    return tuple(
        _actor(item, item.body, named(item.place))
        for item in found
        if isinstance(item.body, entries.Actor)
    )


def _actor(item: Item, body: entries.Actor, place: str) -> Actor:
    return Actor(
        id=item.id,
        name=body.name.strip(),
        sort=body.sort.strip(),
        capacities=tuple(body.capacities),
        stakes=tuple(body.stakes),
        point=None if item.place is None else item.place.point,
        commune=(item.place.commune or "") if item.place else "",
        place=place,
        note=body.note,
        who=signed(item.who),
        when=day(item),
    )


def ballot_rows(log: Sequence[Logged]) -> tuple[Ballot, ...]:
    """Give the grades in force, as the diagnosis takes them.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    tuple of Ballot
        The last one of each participant on each entry and scale; the facilitator, who speaks for
        the room, counts as one participant. Grades of a merged entry are those of the one kept.
    """
    found = projections.items(log)
    kept = {item.id: item.into for item in found if item.state == "merged"}
    last: dict[tuple[str, str, str], Ballot] = {}
    for item in found:
        body, who = item.body, item.who
        if not isinstance(body, entries.Vote) or item.state != "visible":
            continue
        voter = who.participant or ("" if who.group == "facilitator" else item.id)
        entry = kept.get(body.entry, body.entry)
        last.pop((entry, body.scale, voter), None)
        last[entry, body.scale, voter] = Ballot(entry, body.scale, who.group, body.value)
    return tuple(last.values())


def day(item: Item) -> str:
    """Give the day of an entry, in French, as in Paris: the same on every machine.

    Parameters
    ----------
    item : Item
        An entry as it now stands.

    Returns
    -------
    str
        Such as "24 novembre 2026".
    """
    return long_date(datetime.fromisoformat(item.received_at).astimezone(PARIS).date())
