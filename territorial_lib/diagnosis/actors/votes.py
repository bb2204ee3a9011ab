"""The actors that the room named, in shared words, with the power and interest that it gives them.

p, i = median of the votes from 0 to 10; under three votes, what was settled aloud.
"""

from __future__ import annotations

from collections.abc import Sequence

from territorial_lib.diagnosis.actors.recognition import alike, merged, recognised
from territorial_lib.diagnosis.actors.record import Standing
from territorial_lib.diagnosis.actors.sorts import family
from territorial_lib.diagnosis.declared import Actor, Ballot, Declared, Said
from territorial_lib.diagnosis.gaps.ratings import EVERYONE, Rating, ratings

_ALOUD = "facilitator"
_SCALES = ("power", "interest")
MIDDLE = 5.0
"""Where the quadrants meet, on a scale from 0 to 10."""
QUADRANTS: dict[tuple[bool, bool], tuple[str, str]] = {
    (True, True): ("Piliers", "construire avec eux"),
    (True, False): ("À convaincre", "leur montrer ce qu’ils y gagnent"),
    (False, True): ("À renforcer", "leur donner les moyens d’agir"),
    (False, False): ("À tenir au courant", "les informer, sans les surcharger"),
}
"""Name of each quadrant and what to do there, by (power above the middle, interest above it)."""


def standings(declared: Declared) -> tuple[Standing, ...]:
    """Give the room's actors with their votes.

    Parameters
    ----------
    declared : Declared
        What the room said.

    Returns
    -------
    tuple of Standing
        The most powerful and interested first, then in the order said. Capacities and stakes typed
        in several ways bear one name.
    """
    stakes = merged(each for actor in declared.actors for each in actor.stakes)
    able = merged(recognised(each) for actor in declared.actors for each in actor.capacities)
    given: dict[tuple[str, str], list[Ballot]] = {}
    for ballot in declared.ballots:
        given.setdefault((ballot.entry, ballot.scale), []).append(ballot)
    found = [_standing(each, given, able, stakes) for each in declared.actors]
    return tuple(sorted(found, key=lambda each: -(each.power or 0.0) - (each.interest or 0.0)))


def quadrant(actor: Standing) -> str:
    """Name the quadrant of an actor; empty where its place is unknown.

    Parameters
    ----------
    actor : Standing
        An actor.

    Returns
    -------
    str
        A name of `QUADRANTS`; the middle counts as above.
    """
    if actor.power is None or actor.interest is None:
        return ""
    return QUADRANTS[actor.power >= MIDDLE, actor.interest >= MIDDLE][0]


def _standing(
    actor: Actor,
    given: dict[tuple[str, str], list[Ballot]],
    able: dict[str, str],
    stakes: dict[str, str],
) -> Standing:
    votes = {scale: _votes(given.get((actor.id, scale), ()), scale) for scale in _SCALES}
    (power, power_votes), (interest, interest_votes) = (votes[scale] for scale in _SCALES)
    return Standing(
        id=actor.id,
        name=actor.name,
        sort=actor.sort,
        family=family(actor.sort, actor.name),
        capacities=_words([recognised(each) for each in actor.capacities], able),
        stakes=_words(actor.stakes, stakes),
        commune=actor.commune,
        place=actor.place,
        point=actor.point,
        power=power,
        interest=interest,
        power_votes=power_votes,
        interest_votes=interest_votes,
        note=actor.note,
        who=actor.who,
        when=actor.when,
    )


def _votes(given: Sequence[Ballot], scale: str) -> tuple[float | None, tuple[Rating, ...]]:
    """Take the room's votes; under three, what was settled aloud."""
    said = [Said(each.group, {scale: each.value}) for each in given if each.group != _ALOUD]
    found = ratings(said, scale)
    if found:
        return next(each.median for each in found if each.group == EVERYONE), found
    aloud = [each.value for each in given if each.group == _ALOUD]
    return (float(aloud[-1]) if aloud else None), ()


def _words(typed: Sequence[str], shown: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shown[alike(each)] for each in typed if alike(each)))
