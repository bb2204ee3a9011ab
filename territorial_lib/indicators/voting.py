"""Votes of the room: majority judgment, dots, and how far groups are from each other."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import quantities


def majority_judgment(grades: pd.DataFrame, voters: int | None = None) -> pd.DataFrame:
    """Ranking of proposals by their majority grade, ties broken by removing median grades.

    alpha = the lower median of the grades; equal ones are compared again after one grade alpha has
    been removed from each, and so on: the lexicographic order of the majority values.

    Balinski & Laraki (2007), *A Theory of Measuring, Electing, and Ranking*, PNAS 104; (2010),
    *Majority Judgment*, MIT Press.

    Parameters
    ----------
    grades : pandas.DataFrame
        How many voters gave each grade: proposals in rows, grades in columns from worst to best,
        whole numbers.
    voters : int, optional
        Number of voters; by default the largest number of grades that a proposal received. A grade
        that a voter did not express counts as the worst.

    Returns
    -------
    pandas.DataFrame
        Proposals from best to worst: ``rank`` (from 1; equal where the grades are the same),
        ``median`` (a column of ``grades``), ``above`` and ``below`` (share of voters whose grade is
        better, worse), ``unexpressed`` (number of grades taken as the worst), ``removed`` (how many
        medians were removed before it differed from the one ranked just above; missing for the
        first and for equals).
    """
    expressed = _whole(grades, "grades")
    unexpressed = _voters(expressed, voters) - expressed.sum(axis=1)
    counts = expressed.copy()
    counts[counts.columns[0]] += unexpressed
    values = [_majority_value(row) for row in counts.to_numpy()]
    order = sorted(range(len(values)), key=lambda at: values[at], reverse=True)
    removed = [_agreed(values[a], values[b]) for a, b in pairwise(order)]
    standing = _standing(counts).assign(unexpressed=unexpressed).iloc[order]
    standing.insert(0, "rank", _ranks(removed)[: len(order)])
    return standing.assign(removed=pd.array([None, *removed][: len(order)], dtype="Int64"))


def dot_votes(dots: pd.DataFrame, allowance: int) -> pd.DataFrame:
    """Dots put on each proposal.

    t_p = sum_v n_vp, with sum_p n_vp <= allowance for every voter.

    Parameters
    ----------
    dots : pandas.DataFrame
        Number of dots: voters in rows, proposals in columns, whole numbers.
    allowance : int
        Dots that each voter may put.

    Returns
    -------
    pandas.DataFrame
        Proposals in the order given: ``dots``, ``voters`` (how many put one at least), ``rank``
        (from 1; equal where the dots are equal).
    """
    counts = _whole(dots, "dots")
    above = counts.sum(axis=1) > allowance
    if above.any():
        raise ValueError(f"dots exceed the allowance {allowance} for {list(dots.index[above])[:5]}")
    total = counts.sum()
    rank = total.rank(method="min", ascending=False).astype(int)
    return pd.DataFrame({"dots": total, "voters": (counts > 0).sum(), "rank": rank})


def disagreement(grades: pd.DataFrame) -> pd.DataFrame:
    """How far the groups' majority grades are from each other, proposal by proposal.

    spread_p = max_g alpha_pg − min_g alpha_pg, in steps of the scale of grades.

    Parameters
    ----------
    grades : pandas.DataFrame
        Counts of grades in columns from worst to best; rows indexed by (proposal, group). A group
        without a grade has no opinion.

    Returns
    -------
    pandas.DataFrame
        Proposals in rows: one column a group (position of its majority grade, 0 the worst, missing
        without opinion) and ``spread``, from 0 (they agree) to the number of grades minus 1,
        missing where fewer than two groups have an opinion.
    """
    if grades.index.nlevels != 2:
        raise ValueError("grades is not indexed by (proposal, group)")
    alpha = _medians(_whole(grades, "grades")).unstack()
    alpha = alpha.reindex(index=grades.index.unique(0), columns=grades.index.unique(1))
    spread = alpha.max(axis=1) - alpha.min(axis=1)
    return alpha.assign(spread=spread.where(alpha.notna().sum(axis=1) > 1))


def _voters(counts: pd.DataFrame, voters: int | None) -> int:
    most = int(counts.sum(axis=1).max()) if len(counts) else 0
    if voters is not None and voters < most:
        raise ValueError(f"voters is {voters}, fewer than the {most} grades of one proposal")
    return most if voters is None else voters


def _majority_value(counts: np.ndarray) -> list[int]:
    """Give the positions of the lower medians, removed one by one.

    The medians alternate around the middle: below it then above it when the count is odd, above
    it then below it when even.
    """
    grades = np.repeat(np.arange(len(counts)), counts)
    n = len(grades)
    middle = (n - 1) // 2
    steps = np.arange(n)
    side = np.where(steps % 2 == 1, -1, 1) if n % 2 else np.where(steps % 2 == 1, 1, -1)
    return list(map(int, grades[middle + side * ((steps + 1) // 2)]))


def _agreed(a: list[int], b: list[int]) -> int | None:
    """Count the medians two proposals share before differing; None where they never differ."""
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y), None)


def _ranks(removed: list[int | None]) -> list[int]:
    """Give ranks from 1, equal where nothing separates a proposal from the one above."""
    ranks = [1]
    for place, differs in enumerate(removed, start=2):
        ranks.append(ranks[-1] if differs is None else place)
    return ranks


def _medians(counts: pd.DataFrame) -> pd.Series:
    """Give the position of the lower median grade, missing where nobody graded."""
    values = [_majority_value(row)[:1] for row in counts.to_numpy()]
    first = [value[0] if value else None for value in values]
    return pd.Series(pd.array(first, dtype="Int64"), counts.index)


def _standing(counts: pd.DataFrame) -> pd.DataFrame:
    """Give the median grade, and the shares of voters above and below it."""
    at = _medians(counts)
    known = at.fillna(0).to_numpy(dtype=int)[:, None]
    places, n = np.arange(counts.shape[1])[None, :], counts.sum(axis=1)
    shares = counts.div(n.where(n > 0), axis=0)
    return pd.DataFrame(
        {
            "median": [None if pd.isna(p) else counts.columns[p] for p in at],
            "above": shares.where(places > known, 0.0).sum(axis=1, skipna=False),
            "below": shares.where(places < known, 0.0).sum(axis=1, skipna=False).where(n > 0),
        },
        index=counts.index,
    )


def _whole(values: pd.DataFrame, name: str) -> pd.DataFrame:
    """Refuse counts that are not whole numbers of 0 or more."""
    if not isinstance(values, pd.DataFrame) or not len(values.columns):
        raise ValueError(f"{name} is not a table of counts with at least one column")
    numbers = quantities(values, name)
    if (numbers % 1 != 0).any(axis=None):
        raise ValueError(f"{name} has counts that are not whole numbers")
    return numbers.astype(int)
