"""The pictures of a diagnosis that pages and reports share: a block's bars, money, votes, dates."""

from __future__ import annotations

from territorial_lib.charts import BarItem, Chart, bars
from territorial_lib.charts.gantt import GanttItem, gantt
from territorial_lib.charts.votes import VoteItem, vote_profiles
from territorial_lib.diagnosis.plan.step import Plan
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.blocks import Block
from territorial_lib.schemas.wording import VALUE_LABELS

_NARROW, _WIDE, _FIT = 430, 560, 38
"""Widths of a picture, the narrow one for labels of at most so many letters: larger on a phone."""
_DRAWN = 40
"""Actions drawn: more are in the table."""
_SHADES = {"idea": "ink-soft", "planned": "assumed", "started": "accent", "done": "accent-strong"}


def block_picture(block: Block) -> Chart | None:
    """Draw the figures that a block compares, with their bands.

    Parameters
    ----------
    block : Block
        Any block of any step.

    Returns
    -------
    Chart or None
        Bars; None where the block draws nothing.
    """
    if block.picture is None:
        return None
    figures = {row.figure.id: row.figure for row in block.rows}
    shown = [figures[each] for each in block.picture.figures]
    labels = short([each.label for each in shown])
    items = [
        BarItem(label, each.value, each.low, each.high)
        for label, each in zip(labels, shown, strict=True)
    ]
    unit = shown[0].unit if shown else ""
    width = _NARROW if max(map(len, labels), default=0) <= _FIT else _WIDE
    return bars(items, title=block.picture.title, unit=unit, width=width)


def vote_picture(plan: Plan) -> Chart | None:
    """Draw what each action received, and where each group stands.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    Chart or None
        Profiles of grades; None where nobody voted.
    """
    if not any(sum(each.counts) for each in plan.verdicts):
        return None
    items = [
        VoteItem(
            f"{each.rank}. {each.title}",
            each.counts,
            each.grade,
            tuple((group.label, group.grade) for group in each.groups),
            each.unexpressed,
        )
        for each in plan.verdicts[:_DRAWN]
    ]
    title = "Mentions données à chaque action (le trait marque la moitié des votants)"
    return vote_profiles(items, GRADES, title=title)


def timetable_picture(plan: Plan) -> Chart | None:
    """Draw when each action is done.

    Parameters
    ----------
    plan : Plan
        The plan.

    Returns
    -------
    Chart or None
        Bars by date; None where no action is dated.
    """
    if not plan.bars:
        return None
    items = [
        GanttItem(
            label=each.title,
            who=each.lead,
            start=each.start,
            end=each.end,
            state=VALUE_LABELS[each.status] + (", en retard" if each.late else ""),
            shade="alert" if each.late else _SHADES.get(each.status, "accent"),
            promised=each.first_end,
            share=each.share,
        )
        for each in plan.bars[:_DRAWN]
    ]
    return gantt(items, title="Calendrier des actions (trait\u00a0: fin promise d’abord)")


def short(labels: list[str]) -> list[str]:
    """Leave out what every label says: the picture's title says it already.

    Parameters
    ----------
    labels : list of str
        Labels of figures drawn together.

    Returns
    -------
    list of str
        The same, without the words that all of them begin or end with.
    """
    parts = [each.split("\u00a0: ", 1) for each in labels]
    for same, told in ((0, 1), (1, 0)):
        if all(len(each) > 1 for each in parts) and len({each[same] for each in parts}) == 1:
            return _ending([each[told] for each in parts])
    return labels


def _ending(labels: list[str]) -> list[str]:
    """Leave out the words before a comma where all labels begin with them."""
    parts = [each.split(", ", 1) for each in labels]
    if all(len(each) > 1 for each in parts) and len({each[0] for each in parts}) == 1:
        labels = [each[1] for each in parts]
    return [each[:1].upper() + each[1:] for each in labels]
