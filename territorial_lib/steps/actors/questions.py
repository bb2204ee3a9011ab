"""What the room is asked of actors: power, interest, what a gap calls for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from territorial_lib.diagnosis.actors.needs import QUESTION
from territorial_lib.diagnosis.actors.record import Need, Standing
from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.acting import Scale
from territorial_lib.schemas.contributions import BALLOT
from territorial_lib.schemas.entries import Question
from territorial_lib.schemas.questions import MAXIMUM_PROPERTIES

KEYS: dict[str, str] = {"power": "actors/power", "interest": "actors/interest"}
_TITLES: dict[str, tuple[str, str]] = {
    "power": (
        "Qui peut faire avancer, ou bloquer\u202f?",
        "De 0 (aucun pouvoir) à 10 (rien ne se fait sans lui). Passez ceux que vous ne connaissez "
        "pas\u202f; la dernière note compte.",
    ),
    "interest": (
        "Pour qui cela compte-t-il le plus\u202f?",
        "De 0 (indifférent) à 10 (cela change tout pour lui). Passez ceux que vous ne connaissez "
        "pas\u202f; la dernière note compte.",
    ),
}


def grading(scale: Scale, actors: Sequence[Standing]) -> Question:
    """Make the question that grades actors on a scale.

    Parameters
    ----------
    scale : Scale
        power or interest.
    actors : sequence of Standing
        The room's actors; where they are more than a phone may hold, those with the fewest votes.

    Returns
    -------
    Question
        To open; InvalidEntry where nobody was named.
    """
    if not actors:
        raise InvalidEntry(
            "Personne n’est encore nommé\u00a0: il n’y a rien à noter.",
            "Ajoutez d’abord des acteurs, ou demandez-les à la salle.",
        )
    title, description = _TITLES[scale]
    asked = sorted(actors, key=lambda each: votes(each, scale))[:MAXIMUM_PROPERTIES]
    properties = {f"{BALLOT}{each.id}": _grade(each) for each in asked}
    form = _form(title, description, properties, [])
    return Question(key=KEYS[scale], makes="vote", scale=scale, form=form)


def votes(actor: Standing, scale: str) -> int:
    """Count the votes that an actor received; 0 under three.

    Parameters
    ----------
    actor : Standing
        The actor.
    scale : str
        power or interest.

    Returns
    -------
    int
        Votes of everyone.
    """
    given = actor.power_votes if scale == "power" else actor.interest_votes
    return given[0].count if given else 0


def calling(needs: Sequence[Need]) -> Question:
    """Make the question that asks what gaps call for.

    Parameters
    ----------
    needs : sequence of Need
        Gaps carried on, or examples.

    Returns
    -------
    Question
        To open; its answers are kept as they are.
    """
    offered = [{"const": each.key, "title": each.label} for each in needs]
    properties = {
        "gap": {"type": "string", "title": "Pour répondre à", "oneOf": offered},
        "capacities": {
            "type": "string",
            "title": "Il faut savoir (un par ligne)",
            "minLength": 1,
            "maxLength": 2000,
            "format": "lines",
        },
    }
    form = _form(
        "Que faut-il savoir faire\u202f?",
        "Ce qu’il faut savoir faire, avoir ou pouvoir décider pour y répondre.",
        properties,
        ["gap", "capacities"],
    )
    return Question(key=QUESTION, form=form)


def _grade(actor: Standing) -> dict[str, Any]:
    more = actor.sort or ", ".join(actor.capacities[:2])
    asked = {"type": "integer", "title": actor.name, "minimum": 0, "maximum": 10}
    return {**asked, "description": more} if more else asked


def _form(
    title: str, description: str, properties: dict[str, Any], required: list[str]
) -> dict[str, Any]:
    return {
        "type": "object",
        "title": title,
        "description": description,
        "additionalProperties": False,
        "properties": properties,
        "required": required,
    }
