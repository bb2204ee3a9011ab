"""What was done, what moved, what slipped: the plan reopened months later."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.plan.gaps import today as figure_today
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.diagnosis.plan.schedule import Bar
from territorial_lib.schemas.figures import Figure


@dataclass(frozen=True)
class Followed:
    """Where an action stands.

    Parameters
    ----------
    action, title, lead, status : str
        Its id, title, who leads, status.
    share : int or None
        % done, last told; None where nobody said.
    told : datetime.date or None
        Day of the last progress; None where none was told.
    note : str
        What was said then.
    indicator, unit : str
        What tells that it works.
    baseline, target : float or None
        At the start, and aimed at.
    measured : float or None
        The last value measured by the room.
    measured_on : datetime.date or None
        That day.
    figure : Figure or None
        The diagnosis' figure as it now stands, where the indicator is one.
    way : float or None
        Share of the way from baseline to target that is covered, by the room's measure: below 0
        where it moved away, above 1 beyond; None where not measured.
    slipped : int
        Days between the end first promised and the one in force.
    late : bool
        True where the end has passed and it is not done.
    """

    action: str
    title: str
    lead: str
    status: str
    share: int | None = None
    told: datetime.date | None = None
    note: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    measured: float | None = None
    measured_on: datetime.date | None = None
    figure: Figure | None = None
    way: float | None = None
    slipped: int = 0
    late: bool = False


def followed(
    case: Case, actions: tuple[PlannedAction, ...], bars: tuple[Bar, ...]
) -> tuple[Followed, ...]:
    """Say where each action stands.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    actions : tuple of PlannedAction
        All of them.
    bars : tuple of Bar
        Their place on the timetable.

    Returns
    -------
    tuple of Followed
        In the order of the actions.
    """
    placed = {each.action: each for each in bars}
    return tuple(_followed(case, each, placed.get(each.id)) for each in actions)


def covered(baseline: float | None, target: float | None, value: float | None) -> float | None:
    """Give the share of the way from a baseline to a target.

    w = (x − x0) / (x1 − x0).

    Parameters
    ----------
    baseline, target, value : float or None
        x0, x1 and x, in one unit.

    Returns
    -------
    float or None
        0 at the baseline, 1 at the target; None where one is missing or both ends are the same.
    """
    if baseline is None or target is None or value is None or baseline == target:
        return None
    return (value - baseline) / (target - baseline)


def _followed(case: Case, action: PlannedAction, bar: Bar | None) -> Followed:
    told = [each for each in case.declared.plan.progress if each.entry == action.id]
    told = sorted(told, key=lambda each: each.day)
    shared = [each for each in told if each.share is not None]
    measured = [each for each in told if each.value is not None]
    value = measured[-1].value if measured else None
    return Followed(
        action=action.id,
        title=action.title,
        lead=action.lead,
        status=action.status,
        share=100 if action.status == "done" else shared[-1].share if shared else None,
        told=told[-1].day if told else None,
        note=told[-1].note if told else "",
        indicator=action.indicator,
        unit=action.unit,
        baseline=action.baseline,
        target=action.target,
        measured=value,
        measured_on=measured[-1].day if measured else None,
        figure=figure_today(case, action.answers, action.figure),
        way=covered(action.baseline, action.target, value),
        slipped=bar.slipped if bar else 0,
        late=bar.late if bar else False,
    )
