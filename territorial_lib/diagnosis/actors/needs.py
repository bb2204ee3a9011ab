"""What the gaps carried on and the actions ask for: said by the room, else proposed by us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from territorial_lib.diagnosis.actors.capacities import needed
from territorial_lib.diagnosis.actors.recognition import alike, recognised
from territorial_lib.diagnosis.actors.record import Need, Standing
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.typography import folded

QUESTION = "actors/needs"
"""Key of the question that asks what a gap calls for: properties ``gap`` and ``capacities``."""
EXAMPLES: dict[str, str] = {
    "gaps/food": "Se nourrir d’ici",
    "gaps/food/vegetables": "Produire des légumes",
    "gaps/energy": "Produire notre énergie",
    "gaps/housing": "Rénover avec nos matériaux",
    "gaps/services": "Rouvrir un service ou un commerce",
    "gaps/people/unemployment": "Créer de l’emploi pour ceux qui en manquent",
    "gaps/firms/procurement": "Acheter aux plus petits",
}
"""Gaps offered as examples while the room has carried nothing on."""
_OURS = "Proposé par le classeur, à corriger par la salle"
_ROOM = "Dit par la salle"
_ACTION = "Écrit dans l’action"
_OTHERS = ("actors/", "plan/")
_FINISHED = ("done", "dropped")


def needs(declared: Declared, actors: Sequence[Standing]) -> tuple[Need, ...]:
    """List what the gaps carried on and the actions ask for.

    Parameters
    ----------
    declared : Declared
        What the room said.
    actors : sequence of Standing
        The room's actors: an action's lead and partners are looked for among them.

    Returns
    -------
    tuple of Need
        Gaps in the order chosen, then actions neither done nor dropped; examples where there is
        none of either.
    """
    said = _said(declared)
    found = [*_gaps(declared, said), *_actions(declared, actors)]
    return tuple(found) or tuple(
        _need(key, "theme", label, said) for key, label in EXAMPLES.items()
    )


def _said(declared: Declared) -> dict[str, tuple[str, ...]]:
    """Gather what the room says that each gap calls for; the facilitator's list begins anew."""
    found: dict[str, list[str]] = {}
    for answer in declared.answers.get(QUESTION, ()):
        gap, lines = answer.values.get("gap"), answer.values.get("capacities")
        if isinstance(gap, str) and isinstance(lines, str):
            if answer.group == "facilitator":
                found.pop(gap, None)
            found.setdefault(gap, []).extend(lines.splitlines())
    return {gap: shared(lines) for gap, lines in found.items() if shared(lines)}


def shared(typed: Sequence[str]) -> tuple[str, ...]:
    """Put typed capacities in the words that actors share.

    Parameters
    ----------
    typed : sequence of str
        What was typed.

    Returns
    -------
    tuple of str
        Each once, in order; blanks left out.
    """
    words = [recognised(each) for each in typed if alike(each)]
    distinct: dict[str, str] = {}
    for each in words:
        distinct.setdefault(alike(each), each)
    return tuple(distinct.values())


def _gaps(declared: Declared, said: Mapping[str, tuple[str, ...]]) -> Iterator[Need]:
    for key, label in declared.retained.items():
        if not key.startswith(_OTHERS):
            yield _need(key, "gap", label or key, said)


def _need(key: str, kind: str, label: str, said: Mapping[str, tuple[str, ...]]) -> Need:
    if key in said:
        return Need(key, kind, label, said[key], _ROOM)
    ours = needed(key)
    return Need(key, kind, label, ours, _OURS if ours else "Personne ne l’a encore dit")


def _actions(declared: Declared, actors: Sequence[Standing]) -> Iterator[Need]:
    ids = _ids(actors)
    for action in declared.plan.actions:
        if action.status not in _FINISHED:
            yield _asked_by(action, ids)


def need_of(action: PlannedAction, actors: Sequence[Standing]) -> Need:
    """Say what an action asks for.

    Parameters
    ----------
    action : PlannedAction
        The action, whatever its status.
    actors : sequence of Standing
        The room's actors: its lead and partners are looked for among them.

    Returns
    -------
    Need
        What its card says, else what the gap that it answers asks for.
    """
    return _asked_by(action, _ids(actors))


def _ids(actors: Sequence[Standing]) -> dict[str, str]:
    return {folded(each.name): each.id for each in reversed(actors)}


def _asked_by(action: PlannedAction, ids: Mapping[str, str]) -> Need:
    named = (folded(each) for each in (action.lead, *action.partners))
    already = tuple(dict.fromkeys(ids[each] for each in named if each in ids))
    ours = needed(action.answers)
    asked, origin = shared(action.needs), _ACTION
    if not asked:
        asked, origin = ours, f"{_OURS}, d’après le manque visé" if ours else ""
    return Need(action.id, "action", action.title, asked, origin, already)
