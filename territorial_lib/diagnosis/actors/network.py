"""Who shares what: stakes that gather groups, actors that tie them, those left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from territorial_lib.diagnosis.actors.record import Bridge, Network, Stake, Standing
from territorial_lib.diagnosis.actors.sorts import FAMILY_LABELS, Family
from territorial_lib.indicators.stake_network import betweenness, neighbours

_ORDER = list(FAMILY_LABELS)


def network(actors: Sequence[Standing]) -> Network:
    """Read the graph of actors and stakes.

    Parameters
    ----------
    actors : sequence of Standing
        The room's actors.

    Returns
    -------
    Network
        Empty where nobody was named.
    """
    stakes = _stakes(actors)
    if not stakes:
        return Network(isolated=tuple(each.id for each in actors))
    cares = _table(actors, stakes)
    shares = neighbours(cares)
    alone = ~shares.any(axis=1)
    return Network(
        stakes=stakes,
        bridges=_bridges(actors, betweenness(cares), shares),
        isolated=tuple(cares.index[alone]),
    )


def _stakes(actors: Sequence[Standing]) -> tuple[Stake, ...]:
    held: dict[str, list[Standing]] = {}
    for actor in actors:
        for stake in actor.stakes:
            held.setdefault(stake, []).append(actor)
    found = [
        Stake(label, tuple(each.id for each in who), _families(each.family for each in who))
        for label, who in held.items()
    ]
    return tuple(sorted(found, key=lambda s: (-len(s.families), -len(s.actors), s.label)))


def _families(found: Iterable[Family]) -> tuple[Family, ...]:
    return tuple(sorted(set(found), key=_ORDER.index))


def _table(actors: Sequence[Standing], stakes: Sequence[Stake]) -> pd.DataFrame:
    labels = [each.label for each in stakes]
    rows = [[label in each.stakes for label in labels] for each in actors]
    return pd.DataFrame(rows, index=[each.id for each in actors], columns=labels)


def _bridges(
    actors: Sequence[Standing], between: pd.Series, shares: pd.DataFrame
) -> tuple[Bridge, ...]:
    """Keep the actors on others' way that share a stake with at least one other group."""
    families: Mapping[str, Family] = {each.id: each.family for each in actors}
    found = []
    for actor in actors:
        met = [families[each] for each in shares.columns[shares.loc[actor.id]]]
        others = _families(each for each in met if each not in (actor.family, "other"))
        if between[actor.id] > 0 and others:
            found.append(Bridge(actor.id, float(between[actor.id]), others))
    return tuple(sorted(found, key=lambda each: (-round(each.betweenness, 12), each.actor)))
