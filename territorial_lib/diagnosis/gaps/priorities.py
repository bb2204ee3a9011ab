"""Which gaps first? Severity, measured, and importance, voted by the room, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from territorial_lib.diagnosis.declared import Said
from territorial_lib.diagnosis.gaps.ratings import EVERYONE, Rating, disagreement, ratings
from territorial_lib.schemas.blocks import Gap, Notion
from territorial_lib.schemas.room_votes import (
    HIGHEST,
    IMPORTANCE_KEY,
    LOWEST,
    property_name,
)
from territorial_lib.typography import number

MOST = 20
"""Gaps that a phone may reasonably rate."""
NOTION = Notion(
    key="priorities",
    title="Par quels manques commencer\u202f?",
    meaning=(
        "Deux regards côte à côte\u00a0: ce que les chiffres disent grave, et ce que la salle "
        "juge important, groupe par groupe. Un désaccord entre groupes reste en vue\u00a0: il se "
        "discute, il ne s’efface pas dans une moyenne."
    ),
    formula=(
        "Gravité\u00a0: de 0 (rien ne manque) à 1 (tout manque), définie dans chaque bloc. "
        "Importance\u00a0: médiane des notes de 0 à 10. Désaccord\u00a0: plus haute moins plus "
        "basse des médianes des groupes. Ordre\u00a0: moyenne du rang de gravité et du rang "
        "d’importance, ou celui des deux que l’on a."
    ),
    limits=(
        "Les gravités viennent de mesures différentes\u00a0: leur ordre est une aide, non une "
        "preuve. Un manque que rien ne mesure n’a pas de gravité\u202f; la salle peut le placer en "
        "tête. Ce qui passe à l’étape suivante est choisi par la salle, non par ce classement."
    ),
)


class Priority(msgspec.Struct, frozen=True, kw_only=True):
    """A gap, how severe, how important and to whom.

    Parameters
    ----------
    gap : Gap
        What is lacking.
    severity : float or None
        0 to 1, measured; None where nothing measures it.
    importance : float or None
        Median of the room's votes, 0 to 10; None under three votes.
    by_group : tuple of Rating
        Votes of each group of at least three, smaller ones together.
    disagreement : float or None
        Points between the medians of the groups that differ most; None for fewer than two groups.
    chosen : bool
        True where the room carries it on to the next steps.
    """

    gap: Gap
    severity: float | None
    importance: float | None
    by_group: tuple[Rating, ...] = ()
    disagreement: float | None = None
    chosen: bool = False


def rank(
    gaps: Iterable[Gap], answers: Sequence[Said] = (), retained: Collection[str] = ()
) -> tuple[Priority, ...]:
    """Put the gaps in order.

    r = mean of the rank by severity and of the rank by importance, each from 0 (first) to 1
    (last), or the one that is known; on a tie what matters most to the room, then the severest.

    Parameters
    ----------
    gaps : iterable of Gap
        The gaps of all blocks; each key counts once.
    answers : sequence of Said
        Answers to the question on importance: one property a gap, `property_name` of its key.
    retained : collection of str
        Keys of the gaps chosen by the room (a mapping of label by key does as well).

    Returns
    -------
    tuple of Priority
        First the first to answer; those with neither severity nor vote last, in their order.
    """
    distinct = {each.key: each for each in gaps}
    found = [_priority(gap, answers, retained) for gap in distinct.values()]
    severities = _ranks([each.severity for each in found])
    importances = _ranks([each.importance for each in found])
    places = [
        (_mean(each), -(priority.importance or 0.0), -(priority.severity or 0.0), order)
        for order, (priority, *each) in enumerate(zip(found, severities, importances, strict=True))
    ]
    return tuple(found[order] for *_, order in sorted(places))


def _priority(gap: Gap, answers: Sequence[Said], retained: Collection[str]) -> Priority:
    everyone = ratings(answers, property_name(gap.key))
    return Priority(
        gap=gap,
        severity=gap.severity,
        importance=everyone[0].median if everyone else None,
        by_group=tuple(each for each in everyone if each.group != EVERYONE),
        disagreement=disagreement(everyone),
        chosen=gap.key in retained,
    )


def _ranks(values: Sequence[float | None]) -> list[float | None]:
    """Rank the known values from 0 (largest) to 1 (smallest), ties together."""
    known = sorted((value for value in values if value is not None), reverse=True)
    last = max(len(known) - 1, 1)
    return [
        None if value is None else (known.index(value) + known.count(value) / 2 - 0.5) / last
        for value in values
    ]


def _mean(ranks: Sequence[float | None]) -> float:
    known = [each for each in ranks if each is not None]
    return sum(known) / len(known) if known else 2.0


def question(gaps: Iterable[Gap], most: int = MOST) -> dict[str, Any]:
    """Write the form that asks the room how important the gaps are.

    Parameters
    ----------
    gaps : iterable of Gap
        The gaps of all blocks.
    most : int
        At most so many are asked: the first of each theme, then the second of each, so that no
        theme takes the place of another, and what nothing measures may be asked too.

    Returns
    -------
    dict
        A form of `schemas.questions`: one whole number a gap, none required.
    """
    ranked = [each.gap for each in rank(gaps)]
    before: Counter[str] = Counter()
    turns = []
    for place, gap in enumerate(ranked):
        turns.append((before[gap.theme], place))
        before[gap.theme] += 1
    kept = [ranked[place] for place in sorted(place for _, place in sorted(turns)[:most])]
    return {
        "type": "object",
        "title": "Qu’est-ce qui manque le plus ici\u202f?",
        "description": (
            f"De {LOWEST} (sans importance) à {HIGHEST} (à régler d’abord). Passez ce que vous ne "
            "voulez pas noter\u202f; la dernière note compte."
        ),
        "additionalProperties": False,
        "properties": {property_name(each.key): _property(each) for each in kept},
        "required": [],
    }


def _property(gap: Gap) -> dict[str, Any]:
    return {
        "type": "integer",
        "title": gap.label,
        "description": gap.sentence,
        "minimum": LOWEST,
        "maximum": HIGHEST,
    }


def votes(answers: Mapping[str, tuple[Said, ...]]) -> tuple[Said, ...]:
    """Take the votes on importance among the room's answers.

    Parameters
    ----------
    answers : Mapping of str to tuple of Said
        Answers by key of the question.

    Returns
    -------
    tuple of Said
        Empty where nobody voted.
    """
    return answers.get(IMPORTANCE_KEY, ())


def says(priorities: Sequence[Priority]) -> str:
    """Say which gaps come first, and on which the groups differ.

    Parameters
    ----------
    priorities : sequence of Priority
        What `rank` gave.

    Returns
    -------
    str
        One to three French sentences.
    """
    if not priorities:
        return "Aucun manque n’est mesuré pour ce territoire\u00a0: à la salle de les dire."
    first = "\u202f; ".join(each.gap.label for each in priorities[:3])
    if all(each.importance is None for each in priorities):
        return (
            f"Les plus graves, d’après les chiffres\u00a0: {first}. La salle n’a pas encore voté."
        )
    said = f"En tête, gravité et votes réunis\u00a0: {first}."
    split = max(priorities, key=lambda each: each.disagreement or 0.0)
    return said + (_split(split) if split.disagreement else "")


def _split(priority: Priority) -> str:
    ordered = sorted(priority.by_group, key=lambda each: each.median)
    return (
        f" Les groupes s’écartent le plus sur «\u00a0{priority.gap.label}\u00a0»\u00a0: "
        f"{number(ordered[0].median)} ({ordered[0].label}), {number(ordered[-1].median)} "
        f"({ordered[-1].label})."
    )
