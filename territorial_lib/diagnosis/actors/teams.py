"""With whom: the smallest coalition that covers each need, what nobody can do, who to invite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from territorial_lib.diagnosis.actors.capacities import holders
from territorial_lib.diagnosis.actors.recognition import key_of
from territorial_lib.diagnosis.actors.record import Known, Need, Standing, Team, Wanted
from territorial_lib.indicators.coalition import smallest

_MOST_KNOWN = 8
"""Actors known by open data that are proposed for one capacity."""


def team(need: Need, actors: Sequence[Standing], known: Sequence[Known]) -> Team:
    """Find the smallest coalition that covers a need.

    Parameters
    ----------
    need : Need
        What is asked for.
    actors : sequence of Standing
        The room's actors, those preferred among equals first.
    known : sequence of Known
        Those that open data knows, to be invited for what nobody has.

    Returns
    -------
    Team
        Exact; among coalitions of one size, the one of the first actors.
    """
    asked = {key_of(each): each for each in need.capacities}
    table = _table(actors, list(asked))
    found = smallest(table, list(asked), already=need.already)
    missing = {asked[each]: (need.key,) for each in found.uncovered}
    return Team(
        need=need,
        members=_ordered(found.members, need.already),
        alternatives=tuple(_ordered(each, need.already) for each in found.alternatives),
        complete=found.complete,
        missing=wanted(missing, known),
    )


def missing(teams: Sequence[Team], known: Sequence[Known]) -> tuple[Wanted, ...]:
    """Gather the capacities that nobody has, over several needs.

    Parameters
    ----------
    teams : sequence of Team
        What `team` gave.
    known : sequence of Known
        Those that open data knows.

    Returns
    -------
    tuple of Wanted
        The most asked for first.
    """
    found: dict[str, tuple[str, ...]] = {}
    shown: dict[str, str] = {}
    for each in teams:
        for lacking in each.missing:
            label = shown.setdefault(key_of(lacking.capacity), lacking.capacity)
            found[label] = (*found.get(label, ()), *lacking.needs)
    ordered = sorted(found, key=lambda each: -len(found[each]))
    return wanted({each: found[each] for each in ordered}, known)


def wanted(found: Mapping[str, tuple[str, ...]], known: Sequence[Known]) -> tuple[Wanted, ...]:
    """Say who could bring each capacity that is missing.

    Parameters
    ----------
    found : Mapping of str to tuple of str
        Keys of the needs by capacity.
    known : sequence of Known
        Those that open data knows; those already named by the room were asked and do not have it.

    Returns
    -------
    tuple of Wanted
        One a capacity.
    """
    free = [each for each in known if not each.adopted]
    return tuple(
        Wanted(
            capacity,
            keys,
            tuple(k for k in free if key_of(capacity) in map(key_of, k.capacities))[:_MOST_KNOWN],
            holders(capacity),
        )
        for capacity, keys in found.items()
    )


def _table(actors: Sequence[Standing], asked: Sequence[str]) -> pd.DataFrame:
    able = [{key_of(each) for each in actor.capacities} for actor in actors]
    rows = [[capacity in has for capacity in asked] for has in able]
    index = [each.id for each in actors]
    return pd.DataFrame(rows, index=index, columns=list(asked), dtype=bool)


def _ordered(members: pd.Index, already: Sequence[str]) -> tuple[str, ...]:
    return (*already, *(str(each) for each in members if each not in already))
