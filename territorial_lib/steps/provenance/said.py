"""What the room said on the way to a figure: who, when, why, and how it now stands."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.bearing import bears
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.provenance.thread import Thread
from territorial_lib.schemas import entries
from territorial_lib.schemas.figures import Figure
from territorial_lib.store.projections import Item
from territorial_lib.typography import quantity
from territorial_lib.workshop import Workshop
from territorial_lib.workshop.rows import day, signed

_STATES = {
    "withdrawn": "annulé",
    "hidden": "masqué par l’animation",
    "merged": "fusionné avec un autre",
}


@dataclass(frozen=True)
class Statement:
    """Something that the room said.

    Parameters
    ----------
    text : str
        What, in French; plain text.
    who, when : str
        Pseudonym and group; day.
    why : str
        The reason given; may be empty.
    state : str
        In force, replaced, undone or hidden, in French.
    """

    text: str
    who: str
    when: str
    why: str
    state: str


def statements(
    workshop: Workshop, case: Case, found: Thread, figure: Figure
) -> tuple[Statement, ...]:
    """Give what the room said on the way to a figure.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    case : Case
        The territory and what the room said.
    found : Thread
        The figure, unrolled.
    figure : Figure
        The figure.

    Returns
    -------
    tuple of Statement
        Newest first: corrections whatever their state, levers moved, resources that are counted,
        actions where the figure is the plan's.
    """
    read = found.read | {"figure/" + "/".join(figure.id.split("/")[:2])}
    levers = {lever.key for lever, _ in found.levers}
    kinds: list[type[entries.Body]] = [entries.Correction, entries.Assumption]
    if "said/resources" in read:
        kinds.append(entries.Resource)
    if figure.id.startswith("plan/"):
        kinds.append(entries.Action)
    latest: set[str] = set()
    told = []
    for item in workshop.said(*kinds):
        body = item.body
        if isinstance(body, entries.Correction) and not bears(body.figure_id, read):
            continue
        if isinstance(body, entries.Assumption) and body.key not in levers:
            continue
        told.append(_statement(workshop, case, item, latest))
    return tuple(told)


def _statement(workshop: Workshop, case: Case, item: Item, latest: set[str]) -> Statement:
    body = item.body
    return Statement(
        text=_text(workshop, case, item),
        who=signed(item.who),
        when=day(item),
        why=getattr(body, "reason", "") or getattr(body, "note", ""),
        state=_state(item, latest),
    )


def _state(item: Item, latest: set[str]) -> str:
    if item.state != "visible":
        return _STATES[item.state]
    about = getattr(item.body, "figure_id", "") or getattr(item.body, "key", "")
    if about and about in latest:
        return "remplacé depuis"
    latest.add(about)
    return "en vigueur"


def _text(workshop: Workshop, case: Case, item: Item) -> str:
    body = item.body
    if isinstance(body, entries.Correction):
        name = _named(workshop, case, body.figure_id)
        return f"Correction, {name}\u00a0: {quantity(body.value, body.unit)}"
    if isinstance(body, entries.Assumption):
        moved = "retour au départ" if body.value is None else quantity(body.value, body.unit)
        return f"Réglage, {body.label or body.key}\u00a0: {moved}"
    if isinstance(body, entries.Resource):
        return f"Ressource\u00a0: {body.label}"
    return f"Action\u00a0: {getattr(body, 'title', '')}"


def _named(workshop: Workshop, case: Case, figure: str) -> str:
    """Name a figure corrected, and where where it is not the whole territory."""
    variable, code = figure.split("/")[1:3]
    rows = workshop.inventory().resources
    labels = [each.figure.label for each in rows if each.figure.id.split("/")[1] == variable]
    name = f"«\u00a0{labels[0]}\u00a0»" if labels else variable
    communes = workshop.gazetteer.communes
    where = f" ({communes.at[code, 'name']})" if code in communes.index else ""
    return name if code == case.territory.code else name + where
