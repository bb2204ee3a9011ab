"""0:40 to 1:35: a lever is moved, gaps are rated and retained, then placed."""

from __future__ import annotations

from collections import Counter
from typing import cast

from territorial_lib.diagnosis.gaps.priorities import MOST as RATED
from territorial_lib.diagnosis.gaps.priorities import Priority
from territorial_lib.diagnosis.glocal.ways import VOTE_KEY, question
from territorial_lib.rehearsal.night import Night
from territorial_lib.rehearsal.words import REASONS
from territorial_lib.schemas.acting import WAY_LABELS, Way
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.entries import (
    Assumption,
    Placement,
    Question,
    Retained,
    Timer,
    Withdrawal,
)
from territorial_lib.steps.gaps.questions import carried_on, importance

_RETAINED = 3


def write(night: Night) -> None:
    """Write this part of the evening.

    Parameters
    ----------
    night : Night
        The evening.
    """
    _lever(night)
    _importance(night)
    night.stage(70, "Pause")
    night.lead(70.2, Timer(seconds=600, label="Pause"))
    _placing(night)


def retained(night: Night) -> list[Gap]:
    """Tell which gaps the room carries on.

    Parameters
    ----------
    night : Night
        The evening.

    Returns
    -------
    list of Gap
        In the order of the votes, at most three.
    """
    phones = range(len(night.people))
    rated = night.facts.gaps[:RATED]
    total = {gap.key: sum(night.opinion(p, gap.key, 0, 10) for p in phones) for gap in rated}
    return sorted(rated, key=lambda gap: (-total[gap.key], gap.key))[:_RETAINED]


def _lever(night: Night) -> None:
    """Move a lever halfway to its highest, then put it back: « et si ? »."""
    night.stage(40, "2 Manques : un bloc, un levier")
    if not night.facts.levers:
        return
    lever = night.chance("lever").choice(night.facts.levers)
    value = lever.default + (lever.high - lever.default) / 2
    moved = Assumption(key=lever.key, value=value, label=lever.label[:200], unit=lever.unit[:40])
    entry = night.lead(50, moved)
    night.lead(56, Withdrawal(entry=entry.id))


def _importance(night: Night) -> None:
    night.stage(60, "2 Manques : ce qui compte")
    rated = night.facts.gaps[:RATED]
    if not rated:
        return
    asked = night.ask(60.5, importance(rated))
    names = dict(zip(asked.body.form["properties"], rated, strict=False))  # type: ignore[union-attr]
    chance = night.chance("importance")
    for phone in range(len(night.people)):
        if chance.random() < 0.08:  # some look on
            continue
        notes = {
            name: night.opinion(phone, gap.key, 0, 10)
            for name, gap in names.items()
            if chance.random() < 0.9
        }
        if notes:
            night.answer(61 + 6 * chance.random(), phone, asked, **notes)
    night.close(68)
    for gap in retained(night):
        night.lead(69, carried_on(Priority(gap=gap, severity=gap.severity, importance=None)))


def _placing(night: Night) -> None:
    night.stage(80, "3 Glocal")
    gaps = retained(night)
    if not gaps:
        return
    asked = night.ask(81, Question(key=VOTE_KEY, once=True, form=question(tuple(gaps))))
    ways, chance = list(WAY_LABELS), night.chance("ways")
    phones, last = range(len(night.people)), len(ways) - 1
    chosen = {g.key: [night.opinion(p, f"way/{g.key}", 0, last) for p in phones] for g in gaps}
    names = dict(zip(asked.body.form["properties"], gaps, strict=True))  # type: ignore[union-attr]
    for phone in phones:
        said = {name: ways[chosen[gap.key][phone]] for name, gap in names.items()}
        night.answer(82 + 8 * chance.random(), phone, asked, **said)
    night.close(91)
    for rank, gap in enumerate(gaps):
        way = cast(Way, ways[Counter(chosen[gap.key]).most_common(1)[0][0]])
        why = REASONS[way]
        night.lead(92 + rank, Placement(gap=gap.key, way=way, label=gap.label[:200], reason=why))


def leak(night: Night) -> Retained | None:
    """Choose the leak that the room carries on.

    Parameters
    ----------
    night : Night
        The evening.

    Returns
    -------
    Retained or None
        None where no leak is known.
    """
    if not night.facts.leaks:
        return None
    worst = max(night.facts.leaks[:4], key=lambda gap: gap.severity or 0.0)
    return Retained(step="leaks", subject=worst.key, label=worst.label[:200])
