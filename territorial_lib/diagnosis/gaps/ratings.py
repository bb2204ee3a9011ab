"""What groups say on a scale: median, spread and count of each, none shown alone under three."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median, quantiles

import msgspec

from territorial_lib.diagnosis.declared import Said
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.schemas.room_votes import FEW, HIGHEST, LOWEST

EVERYONE, OTHERS = "all", "others"
_LABELS = GROUP_LABELS | {EVERYONE: "Toute la salle", OTHERS: "Petits groupes réunis"}


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What a group says of one thing.

    Parameters
    ----------
    group : str
        A group of the room; "all" for everyone, "others" for the groups too small to be alone.
    label : str
        Its name, in French.
    count : int
        How many answered.
    median : float
        The middle answer.
    low, high : float
        First and third quartiles: half of the answers are between.
    """

    group: str
    label: str
    count: int
    median: float
    low: float
    high: float


def ratings(answers: Iterable[Said], name: str) -> tuple[Rating, ...]:
    """Gather what the groups say of one thing.

    Parameters
    ----------
    answers : iterable of Said
        Answers to a question.
    name : str
        Property of the question's form.

    Returns
    -------
    tuple of Rating
        Everyone first, then each group of at least three answers, then the smaller groups
        together where they are at least three and of two groups; empty under three answers.
    """
    given = _given(answers, name)
    everyone = [value for values in given.values() for value in values]
    if len(everyone) < FEW:
        return ()
    shown = {group: values for group, values in given.items() if len(values) >= FEW}
    small = [values for group, values in given.items() if group not in shown]
    gathered = [value for values in small for value in values]
    if len(small) > 1 and len(gathered) >= FEW:
        shown[OTHERS] = gathered
    return tuple(_rating(group, values) for group, values in ({EVERYONE: everyone} | shown).items())


def disagreement(found: Sequence[Rating]) -> float | None:
    """Measure how far the groups are from each other.

    D = max_g m_g - min_g m_g, m_g the median of group g.

    Parameters
    ----------
    found : sequence of Rating
        What `ratings` gave.

    Returns
    -------
    float or None
        In points of the scale; None where fewer than two groups are shown.
    """
    medians = [each.median for each in found if each.group != EVERYONE]
    return max(medians) - min(medians) if len(medians) > 1 else None


def _given(answers: Iterable[Said], name: str) -> dict[str, list[float]]:
    """Gather the values of each group, in the order of `GROUP_LABELS`."""
    given: dict[str, list[float]] = {group: [] for group in GROUP_LABELS}
    for said in answers:
        value = _value(said.values, name)
        if value is not None:
            given.setdefault(said.group, []).append(value)
    return {group: values for group, values in given.items() if values}


def _value(values: Mapping[str, object], name: str) -> float | None:
    value = values.get(name)
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if known and LOWEST <= value <= HIGHEST else None  # type: ignore[arg-type,operator]


def _rating(group: str, values: Sequence[float]) -> Rating:
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Rating(
        group=group,
        label=_LABELS.get(group, group),
        count=len(values),
        median=float(median(values)),
        low=low,
        high=high,
    )
