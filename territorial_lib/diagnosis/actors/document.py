"""The actors of a diagnosis as plain data, for ``territorial diagnose``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from territorial_lib.diagnosis.actors.record import Actors, Known, Standing, Team, Wanted
from territorial_lib.diagnosis.actors.votes import quadrant
from territorial_lib.diagnosis.gaps.ratings import EVERYONE, Rating
from territorial_lib.diagnosis.plain import plain
from territorial_lib.schemas.figures import Figure, figure_id

_ROOM = "La salle"


def actors_document(found: Actors) -> dict[str, Any]:
    """Write who can act as plain data.

    Parameters
    ----------
    found : Actors
        What `actors.diagnose` gave.

    Returns
    -------
    dict
        ``says``, ``named``, ``known``, ``stakes``, ``bridges``, ``isolated``, ``coalitions``,
        ``missing``; what is empty is absent. Every number is a figure with its identity.
    """
    names = {each.id: each.name for each in found.actors}
    written: dict[str, Any] = {
        "says": found.says,
        "named": [_standing(each, found.territory) for each in found.actors],
        "known": [_known(each) for each in found.known],
        "stakes": [
            {
                "label": each.label,
                "actors": [names[a] for a in each.actors],
                "groups": list(each.families),
                "joint": each.joint,
            }
            for each in found.network.stakes
        ],
        "bridges": [
            {
                "actor": names[each.actor],
                "groups": list(each.families),
                "betweenness": _betweenness(each.actor, each.betweenness, found.territory),
            }
            for each in found.network.bridges
        ],
        "isolated": [names[each] for each in found.network.isolated],
        "coalitions": [_team(each, names) for each in found.teams],
        "missing": [_wanted(each) for each in found.wanted],
    }
    return {name: value for name, value in written.items() if value not in ([], "")}


def _standing(actor: Standing, territory: str) -> dict[str, Any]:
    votes = (
        ("power", "Pouvoir", actor.power, actor.power_votes),
        ("interest", "Intérêt", actor.interest, actor.interest_votes),
    )
    return {
        "id": actor.id,
        "name": actor.name,
        "sort": actor.sort,
        "group": actor.family,
        "capacities": list(actor.capacities),
        "stakes": list(actor.stakes),
        "commune": actor.commune,
        "place": actor.place,
        "quadrant": quadrant(actor),
        **{
            scale: _vote(actor, territory, scale, label, (value, given))
            for scale, label, value, given in votes
        },
        "by_group": {
            scale: [plain(each) for each in given if each.group != EVERYONE]
            for scale, _, _, given in votes
        },
        "said": f"{actor.who}, {actor.when}".strip(", "),
    }


def _vote(
    actor: Standing,
    territory: str,
    scale: str,
    label: str,
    given: tuple[float | None, Sequence[Rating]],
) -> dict[str, Any]:
    value, votes = given
    everyone = votes[0] if votes else None
    note = "convenu à voix haute" if value is not None else "moins de trois notes"
    figure = Figure(
        id=figure_id("room", f"{scale}-{actor.id}", territory, None),
        label=f"{label}\u00a0: {actor.name}",
        value=value,
        unit="sur 10",
        year=None,
        source=_ROOM,
        level="perimeter",
        status="missing" if value is None else "declared",
        low=everyone.low if everyone else None,
        high=everyone.high if everyone else None,
        note=f"médiane de {everyone.count} notes" if everyone else note,
    )
    written: dict[str, Any] = plain(figure)
    return written


def _betweenness(actor: str, value: float, territory: str) -> dict[str, Any]:
    figure = Figure(
        id=figure_id("room", f"betweenness-{actor}", territory, None),
        label="Part des chemins entre acteurs qui passent par lui",
        value=round(value, 6),
        unit="de 0 à 1",
        year=None,
        source=_ROOM,
        level="perimeter",
        status="declared",
        note="calculé sur les enjeux dits par la salle",
    )
    written: dict[str, Any] = plain(figure)
    return written


def _known(actor: Known) -> dict[str, Any]:
    return {
        "key": actor.key,
        "name": actor.name,
        "sort": actor.sort,
        "what": actor.what,
        "group": actor.family,
        "capacities": list(actor.capacities),
        "commune": actor.commune,
        "place": actor.place,
        "source": actor.source,
        "year": actor.year,
        "note": actor.note,
        "adopted": actor.adopted,
    }


def _team(found: Team, names: dict[str, str]) -> dict[str, Any]:
    need = found.need
    return {
        "for": {"key": need.key, "kind": need.kind, "label": need.label},
        "capacities": list(need.capacities),
        "origin": need.origin,
        "members": [names[each] for each in found.members],
        "alternatives": [[names[each] for each in other] for other in found.alternatives],
        "all_alternatives": found.complete,
        "missing": [_wanted(each) for each in found.missing],
    }


def _wanted(lacking: Wanted) -> dict[str, Any]:
    return {
        "capacity": lacking.capacity,
        "needed_by": list(lacking.needs),
        "known": [each.name for each in lacking.known],
        "often_held_by": lacking.holders,
    }
