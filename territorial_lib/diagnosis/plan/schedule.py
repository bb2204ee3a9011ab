"""When, and by whom: bars of the timetable, load of each lead, what slipped."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from territorial_lib.diagnosis.plan.planned import Planned, PlannedAction

NOBODY = "Personne encore"


@dataclass(frozen=True)
class Bar:
    """An action on the timetable.

    Parameters
    ----------
    action, title, lead, status : str
        Its id, title, who leads ("Personne encore" where nobody does) and status.
    start, end : datetime.date
        Days.
    first_end : datetime.date or None
        The end first promised, where it differs.
    slipped : int
        Days between the end first promised and the one in force: above 0 where it slipped.
    share : int or None
        % done, the last one told.
    late : bool
        True where the end has passed and it is neither done nor dropped; False without a day to
        compare with.
    """

    action: str
    title: str
    lead: str
    status: str
    start: datetime.date
    end: datetime.date
    first_end: datetime.date | None = None
    slipped: int = 0
    share: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Load:
    """What a lead carries.

    Parameters
    ----------
    lead : str
        Who.
    actions : int
        Actions led, dated or not, neither done nor dropped.
    together : int
        The most actions led at the same time.
    month : datetime.date or None
        First month when that many are led; None where none is dated.
    people : float or None
        Full-time equivalents of these actions; None where one does not say.
    """

    lead: str
    actions: int
    together: int
    month: datetime.date | None
    people: float | None


def bars(planned: Planned, today: datetime.date | None = None) -> tuple[Bar, ...]:
    """Lay the dated actions on the timetable.

    Parameters
    ----------
    planned : Planned
        What the room wrote.
    today : datetime.date, optional
        The day when it is looked at; without it nothing is late.

    Returns
    -------
    tuple of Bar
        By start, then end, then title; actions without both dates are absent.
    """
    shares = {each.entry: each.share for each in planned.progress if each.share is not None}
    found = list(_bars(planned.actions, shares, today))
    return tuple(sorted(found, key=lambda bar: (bar.start, bar.end, bar.title, bar.action)))


def undated(planned: Planned) -> tuple[PlannedAction, ...]:
    """List the actions that have no place on the timetable yet.

    Parameters
    ----------
    planned : Planned
        What the room wrote.

    Returns
    -------
    tuple of PlannedAction
        Those without start or end, dropped ones left out.
    """
    return tuple(
        each
        for each in planned.actions
        if each.status != "dropped" and (each.start is None or each.end is None)
    )


def loads(planned: Planned) -> tuple[Load, ...]:
    """Add up what each lead carries.

    Parameters
    ----------
    planned : Planned
        What the room wrote.

    Returns
    -------
    tuple of Load
        The most loaded first; actions that nobody leads last.
    """
    live = [each for each in planned.actions if each.status not in ("done", "dropped")]
    by_lead: dict[str, list[PlannedAction]] = {}
    for each in live:
        by_lead.setdefault(each.lead.strip() or NOBODY, []).append(each)
    found = [_load(lead, led) for lead, led in by_lead.items()]
    return tuple(
        sorted(
            found, key=lambda each: (each.lead == NOBODY, -each.together, -each.actions, each.lead)
        )
    )


def _bars(
    actions: tuple[PlannedAction, ...],
    shares: Mapping[str, int | None],
    today: datetime.date | None,
) -> Iterator[Bar]:
    for each in actions:
        if each.start is None or each.end is None or each.status == "dropped":
            continue
        first = each.first_end or each.end
        yield Bar(
            action=each.id,
            title=each.title,
            lead=each.lead.strip() or NOBODY,
            status=each.status,
            start=each.start,
            end=each.end,
            first_end=first if first != each.end else None,
            slipped=(each.end - first).days,
            share=100 if each.status == "done" else shares.get(each.id),
            late=today is not None and each.end < today and each.status != "done",
        )


def _load(lead: str, led: list[PlannedAction]) -> Load:
    months: dict[datetime.date, int] = {}
    for each in led:
        for month in _months(each.start, each.end):
            months[month] = months.get(month, 0) + 1
    most = max(months.values(), default=0)
    people = [each.people for each in led]
    known = None if any(each is None for each in people) else sum(each or 0.0 for each in people)
    first = min((month for month, count in months.items() if count == most), default=None)
    return Load(lead, len(led), most, first, known)


def _months(start: datetime.date | None, end: datetime.date | None) -> Iterator[datetime.date]:
    if start is None or end is None:
        return
    month, last = start.replace(day=1), min(end, start.replace(year=min(start.year + 60, 9998)))
    while month <= last:
        yield month
        month = (month + datetime.timedelta(days=32)).replace(day=1)
