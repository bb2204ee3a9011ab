"""What the room votes on each action: majority judgment, dots, and where the groups part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.plan.planned import Planned
from territorial_lib.indicators.voting import disagreement, dot_votes, majority_judgment
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.entries import GROUP_LABELS

DIVIDED = 2
"""Grades between two groups from which an action is said to divide."""
ALONE = "alone"
_ALONE_LABEL = "Petits groupes réunis"


@dataclass(frozen=True)
class GroupGrade:
    """What a group gives an action.

    Parameters
    ----------
    group, label : str
        The group, and its name; "alone" for groups of one person, put together so that nobody's
        vote is read (and left out of this list where there is only one).
    grade : int
        Rank of its majority grade among `GRADES`, 0 the worst.
    votes : int
        How many people graded.
    """

    group: str
    label: str
    grade: int
    votes: int


@dataclass(frozen=True)
class Verdict:
    """What the room gives an action.

    Parameters
    ----------
    action, title : str
        Its id and its title.
    rank : int
        From 1; equal where the grades are the same.
    grade : int
        Rank of the majority grade among `GRADES`.
    above, below : float
        Share of the voters whose grade is better, worse.
    counts : tuple of int
        Votes by grade, worst first, those not expressed apart.
    unexpressed : int
        Voters who did not grade it: counted as the worst grade.
    groups : tuple of GroupGrade
        By group, in the order of the groups.
    spread : int or None
        Grades between the groups that differ most; None for fewer than two groups.
    tied : bool
        True where another action has exactly the same grades.
    """

    action: str
    title: str
    rank: int
    grade: int
    above: float
    below: float
    counts: tuple[int, ...]
    unexpressed: int
    groups: tuple[GroupGrade, ...]
    spread: int | None
    tied: bool

    @property
    def divides(self) -> bool:
        """Whether the groups are far apart."""
        return self.spread is not None and self.spread >= DIVIDED

    @property
    def split(self) -> str:
        """Who gives what, where it divides; empty elsewhere."""
        if not self.divides:
            return ""
        ordered = sorted(self.groups, key=lambda each: each.grade)
        low, high = ordered[0], ordered[-1]
        return (
            f"Divise\u00a0: «\u00a0{GRADES[low.grade]}\u00a0» pour {low.label}, "
            f"«\u00a0{GRADES[high.grade]}\u00a0» pour {high.label}."
        )


@dataclass(frozen=True)
class Dotted:
    """Dots on an action.

    Parameters
    ----------
    action, title : str
        Its id and its title.
    rank : int
        From 1; equal where the dots are.
    dots, voters : int
        How many dots, by how many people.
    groups : tuple of tuple of (str, int)
        Dots by group's name.
    """

    action: str
    title: str
    rank: int
    dots: int
    voters: int
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DotVote:
    """The whole dot vote.

    Parameters
    ----------
    lines : tuple of Dotted
        The most dotted first.
    overdrawn : int
        People who put more dots than allowed: left out, and said.
    allowance : int
        Dots allowed to each.
    """

    lines: tuple[Dotted, ...]
    overdrawn: int
    allowance: int


def judged(planned: Planned) -> tuple[Verdict, ...]:
    """Rank the actions by majority judgment.

    Parameters
    ----------
    planned : Planned
        What the room wrote; votes on what is no action any more are left out.

    Returns
    -------
    tuple of Verdict
        Best first; actions on which nobody voted are absent. A voter who graded one action at
        least and not this one counts as its worst grade.
    """
    titles = _titles(planned)
    ballots = {e: g for e, g in planned.votes.get("judgment", {}).items() if e in titles}
    if not ballots:
        return ()
    whole = pd.DataFrame({e: _summed(groups) for e, groups in ballots.items()}).T
    voters = max(sum(planned.voters.get("judgment", {}).values()), int(whole.sum(axis=1).max()))
    ranking, parted = majority_judgment(whole, voters), _parted(ballots)
    equal = ranking["rank"].duplicated(keep=False)
    return tuple(
        Verdict(
            action=str(entry),
            title=titles[str(entry)],
            rank=int(row["rank"]),
            grade=int(row["median"]),
            above=float(row["above"]),
            below=float(row["below"]),
            counts=tuple(int(each) for each in whole.loc[entry]),
            unexpressed=int(row["unexpressed"]),
            groups=_grades(ballots[str(entry)], parted.loc[entry]),
            spread=None if pd.isna(parted.at[entry, "spread"]) else int(parted.at[entry, "spread"]),
            tied=bool(equal[entry]),
        )
        for entry, row in ranking.iterrows()
    )


def dotted(planned: Planned, allowance: int) -> DotVote:
    """Count the dots.

    Parameters
    ----------
    planned : Planned
        What the room wrote.
    allowance : int
        Dots that each person may put.

    Returns
    -------
    DotVote
        The most dotted first.
    """
    titles = _titles(planned)
    put = [({e: n for e, n in d.dots.items() if e in titles}, d.group) for d in planned.dots]
    kept = [(dots, group) for dots, group in put if sum(dots.values()) <= allowance]
    seen = list(dict.fromkeys(e for dots, _ in kept for e in dots))
    if not seen:
        return DotVote((), len(put) - len(kept), allowance)
    table = pd.DataFrame([dots for dots, _ in kept], columns=seen).fillna(0)
    counted = dot_votes(table, allowance).sort_values("rank", kind="stable")
    groups = pd.Series([GROUP_LABELS[group] for _, group in kept])
    by_group = table.groupby(groups).sum()
    lines = tuple(
        Dotted(
            action=str(entry),
            title=titles[str(entry)],
            rank=int(row["rank"]),
            dots=int(row["dots"]),
            voters=int(row["voters"]),
            groups=tuple((str(g), int(n)) for g, n in by_group[entry].items() if n),
        )
        for entry, row in counted.iterrows()
    )
    return DotVote(lines, len(put) - len(kept), allowance)


def _titles(planned: Planned) -> dict[str, str]:
    return {each.id: each.title for each in planned.actions}


def _summed(groups: Mapping[str, Mapping[int, int]]) -> list[int]:
    return [sum(counts.get(grade, 0) for counts in groups.values()) for grade in range(len(GRADES))]


def _apart(groups: Mapping[str, Mapping[int, int]]) -> dict[str, list[int]]:
    """Give the counts of each group of two people or more, and of the others where two or more."""
    large = {g: c for g, c in groups.items() if sum(c.values()) > 1}
    small = {g: c for g, c in groups.items() if g not in large}
    known = {g: _summed({g: large[g]}) for g in GROUP_LABELS if g in large}
    return known | ({ALONE: _summed(small)} if len(small) > 1 else {})


def _parted(ballots: Mapping[str, Mapping[str, Mapping[int, int]]]) -> pd.DataFrame:
    """Give each group's own grade, all at once, and how far apart they are.

    Those it did not express say nothing. The spread is missing where fewer than two groups may be
    told apart.
    """
    counts = _by_group(ballots)
    found = disagreement(counts) if len(counts) else pd.DataFrame({"spread": []}, dtype="Int64")
    return found.reindex(list(ballots))


def _by_group(ballots: Mapping[str, Mapping[str, Mapping[int, int]]]) -> pd.DataFrame:
    rows = {
        (entry, group): counts
        for entry, groups in ballots.items()
        for group, counts in _apart(groups).items()
    }
    index = pd.MultiIndex.from_tuples(list(rows), names=["entry", "group"])
    return pd.DataFrame(list(rows.values()), index, columns=range(len(GRADES)))


def _grades(groups: Mapping[str, Mapping[int, int]], own: pd.Series) -> tuple[GroupGrade, ...]:
    return tuple(
        GroupGrade(
            group=group,
            label=_ALONE_LABEL if group == ALONE else GROUP_LABELS[group],
            grade=int(own[group]),
            votes=sum(counts),
        )
        for group, counts in _apart(groups).items()
    )
