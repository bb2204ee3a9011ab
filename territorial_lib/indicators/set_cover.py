"""The smallest covers of a few needs, listed by looking, where there are few enough to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice


class TooMany(Exception):
    """More branches than one may look at."""


def smallest_covers(held: Sequence[int], needed: int, most: int, nodes: int) -> list[list[int]]:
    """List the smallest sets of holders that cover what is needed, the first holders first.

    min |S| such that the union of held_i over S contains the needed; every S of that size, in
    lexicographic order. Looked for one size after another (iterative deepening, Korf 1985),
    leaving out the branches that cannot cover what remains.

    Parameters
    ----------
    held : sequence of int
        What each holder has, one bit a need.
    needed : int
        Bits to cover; each held by someone.
    most : int
        How many sets to list, at most.
    nodes : int
        How many branches to look at, at most; TooMany beyond.

    Returns
    -------
    list of list of int
        Positions of the holders, in order; one empty set where nothing is needed.
    """
    useful = [(rank, mask & needed) for rank, mask in enumerate(held) if mask & needed]
    budget = iter(range(nodes))
    for size in range(needed.bit_count() + 1):
        found = list(islice(_covers(useful, 0, needed, size, budget), most))
        if found:
            return [[useful[at][0] for at in each] for each in found]
    raise ValueError("something needed is held by nobody")


def _covers(
    useful: Sequence[tuple[int, int]], start: int, left: int, size: int, budget: Iterator[int]
) -> Iterator[list[int]]:
    if next(budget, None) is None:
        raise TooMany
    if not left:
        yield []
        return
    if not size:
        return
    rest = [(at, useful[at][1] & left) for at in range(start, len(useful)) if useful[at][1] & left]
    if max((mask.bit_count() for _, mask in rest), default=0) * size < left.bit_count():
        return
    last: dict[int, int] = {}
    for at, mask in rest:
        last.update((bit, at) for bit in _bits(mask))
    if len(last) < left.bit_count():
        return
    furthest = min(last.values())  # beyond, a need has no holder left
    for at, mask in rest:
        if at > furthest:
            return
        for others in _covers(useful, at + 1, left & ~mask, size - 1, budget):
            yield [at, *others]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low
        mask ^= low
