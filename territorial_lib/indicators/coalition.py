"""The smallest set of actors that has every capacity an action needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import quantities, unique
from territorial_lib.indicators.binary_programme import BinaryProgramme
from territorial_lib.indicators.set_cover import TooMany, smallest_covers

_NODES = 5_000
"""Branches looked at before a solver is asked."""


@dataclass(frozen=True)
class Coalition:
    """The smallest coalition, its equals, and what nobody can do.

    Parameters
    ----------
    members : pandas.Index
        Actors, in the order of the table; empty where nothing needed is held by anyone.
    alternatives : tuple of pandas.Index
        Other sets of the same size.
    uncovered : pandas.Index
        Capacities needed that no actor has.
    complete : bool
        False where there are more alternatives than were asked for.
    """

    members: pd.Index
    alternatives: tuple[pd.Index, ...]
    uncovered: pd.Index
    complete: bool


def smallest(
    capacities: pd.DataFrame,
    needed: Collection[object],
    limit: int = 5,
    already: Collection[object] = (),
) -> Coalition:
    """Find the smallest set of actors that covers what is needed.

    min sum_a x_a, sum_a k_ac x_a >= 1 for every capacity c needed and held by someone,
    x_a = 1 for every actor already in, x in {0, 1}.

    Karp (1972), set cover; solved exactly. Among equals, the first actors of the table.

    Parameters
    ----------
    capacities : pandas.DataFrame
        Actors in rows, capacities in columns, True (or 1) where the actor has it.
    needed : collection of labels
        Capacities that the action needs, columns of ``capacities``; others are uncovered.
    limit : int
        How many other sets of the same size to list, at most.
    already : collection of labels
        Actors of ``capacities`` that every set holds, whatever they can do; ValueError for another.

    Returns
    -------
    Coalition
        The set, its alternatives, and the capacities that no one has.
    """
    unique(capacities.columns, "capacities")
    unknown = set(already) - set(capacities.index)
    if unknown:
        raise ValueError(f"already names unknown actors: {sorted(map(str, unknown))}")
    held = quantities(capacities, "capacities") > 0
    asked = pd.Index(list(dict.fromkeys(needed)))
    possible = held.reindex(columns=asked, fill_value=False)
    covered = possible.any()
    inside = held.index.isin(list(already))
    useful = inside | possible.any(axis=1).to_numpy(dtype=bool)  # nobody else is in a smallest set
    table = possible.loc[useful, covered]
    sets, complete = _sets(
        table.to_numpy().astype(np.int64), inside[useful].astype(np.int64), limit
    )
    first, *others = [table.index[each == 1] for each in sets]
    return Coalition(first, tuple(others), asked[~covered.to_numpy(dtype=bool)], complete)


def _sets(possible: np.ndarray, taken: np.ndarray, limit: int) -> tuple[list[np.ndarray], bool]:
    """List the smallest covers that hold those taken, beginning with the one of the first."""
    try:
        return _looked_at(possible, taken, limit)
    except TooMany:
        return _solved(possible, taken, limit)


def _looked_at(
    possible: np.ndarray, taken: np.ndarray, limit: int
) -> tuple[list[np.ndarray], bool]:
    """List them by looking at every branch, where they are few: a hundred times quicker."""
    masks = [sum(1 << int(at) for at in np.flatnonzero(row)) for row in possible]
    whole, inside = (1 << possible.shape[1]) - 1, 0
    for mask, already in zip(masks, taken, strict=True):
        inside |= mask if already else 0
    free = [0 if already else mask for mask, already in zip(masks, taken, strict=True)]
    found = smallest_covers(free, whole & ~inside, limit + 2, _NODES)
    sets = [taken.copy() for _ in found]
    for each, members in zip(sets, found, strict=True):
        each[members] = 1
    return sets[: limit + 1], len(found) < limit + 2


def _solved(possible: np.ndarray, taken: np.ndarray, limit: int) -> tuple[list[np.ndarray], bool]:
    """List them by whole-number programmes, however many branches there are."""
    everyone = np.ones(len(possible), dtype=np.int64)
    cover = BinaryProgramme(len(possible)).at_least(taken, int(taken.sum()))
    for holders in possible.T:
        cover = cover.at_least(holders, 1)
    smallest = cover.best(-everyone)
    assert smallest is not None
    cover = cover.at_most(everyone, int(smallest.sum()))
    first = cover.first()
    assert first is not None
    found = [first]
    while len(found) < limit + 2:
        cover = cover.other_than(found[-1])
        other = cover.any()
        if other is None:
            return found, True
        found.append(other)
    return found[:-1], False
