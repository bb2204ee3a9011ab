"""Where the room is in its running order, from the timers of the log: what runs, late or early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from territorial_lib.schemas.entries import Timer
from territorial_lib.steps.running_order.script import Script
from territorial_lib.steps.running_order.scripts import SCRIPTS, USUAL
from territorial_lib.store.items import Item

LONGEST = timedelta(hours=12)
"""Moments begun longer ago are another session's."""
_ON_TIME = 2  # minutes


@dataclass(frozen=True)
class Begun:
    """A moment that was begun.

    Parameters
    ----------
    rank : int
        Its rank in the script.
    at : datetime
        When it was first begun, where it was begun again and again.
    ends : datetime
        When its time ends, as last begun.
    """

    rank: int
    at: datetime
    ends: datetime


@dataclass(frozen=True)
class Pace:
    """Where the room is.

    Parameters
    ----------
    script : Script
        The running order chosen; the usual one until then.
    last : Begun or None
        The moment last begun; None before the session.
    over : bool
        True where the facilitator ended that moment.
    due : datetime or None
        When that moment was to end, had all been on time; None before the session.
    shown : Timer or None
        What the wall's timer counts; None where it is stopped.
    shown_ends : datetime or None
        When that one ends.
    """

    script: Script
    last: Begun | None
    over: bool
    due: datetime | None
    shown: Timer | None
    shown_ends: datetime | None

    def late(self, now: datetime) -> int:
        """Count how late the room will be when the moment ends.

        Parameters
        ----------
        now : datetime
            Now, with its zone.

        Returns
        -------
        int
            Whole minutes, below 0 when early, 0 before the session:
            max(now, the end of its time) - when it was to end; now - the latter once it is over.
        """
        if self.last is None or self.due is None:
            return 0
        ends = now if self.over else max(now, self.last.ends)
        return round((ends - self.due) / timedelta(minutes=1))


def pace(timers: Sequence[Item], now: datetime) -> Pace:
    """Find where the room is.

    Parameters
    ----------
    timers : sequence of Item
        The timers of the log that stand, in order.
    now : datetime
        Now, with its zone.

    Returns
    -------
    Pace
        From the last session: its first moment, when begun within twelve hours of the last one,
        is where its minutes count from; else the first moment begun within them.
    """
    read = [(each.body, _at(each)) for each in timers if isinstance(each.body, Timer)]
    script = _chosen(read)
    begun, over = _begun(script, read, now)
    shown = read[-1] if read and read[-1][0].seconds else None
    return Pace(
        script,
        begun[-1] if begun else None,
        over,
        _due(script, begun) if begun else None,
        shown[0] if shown else None,
        shown[1] + timedelta(seconds=shown[0].seconds) if shown else None,
    )


def told_late(minutes: int) -> str:
    """Say how late the room is, quietly.

    Parameters
    ----------
    minutes : int
        What `Pace.late` counts.

    Returns
    -------
    str
        In French; under two minutes is on time.
    """
    if abs(minutes) < _ON_TIME:
        return "à l’heure"
    return f"{abs(minutes)} min {'de retard' if minutes > 0 else 'd’avance'}"


def _chosen(read: Sequence[tuple[Timer, datetime]]) -> Script:
    named = [body.moment.split("/")[0] for body, _ in read if body.moment]
    known = [SCRIPTS[each] for each in named if each in SCRIPTS]
    return known[-1] if known else USUAL


def _begun(
    script: Script, read: Sequence[tuple[Timer, datetime]], now: datetime
) -> tuple[list[Begun], bool]:
    """List the moments begun of the last session, and tell whether the last one is over."""
    ranks = {f"{script.key}/{each.key}": rank for rank, each in enumerate(script.moments)}
    begun: list[Begun] = []
    over = False
    for body, at in read:
        rank = ranks.get(body.moment or "")
        if rank is None or now - at > LONGEST:
            continue
        if not body.seconds:
            over = over or (bool(begun) and begun[-1].rank == rank)
            continue
        again = bool(begun) and begun[-1].rank == rank
        if rank == 0 and not again:
            begun.clear()
        first = begun.pop().at if again else at
        begun.append(Begun(rank, first, at + timedelta(seconds=body.seconds)))
        over = False
    return begun, over


def _due(script: Script, begun: Sequence[Begun]) -> datetime:
    first, last = begun[0], begun[-1]
    began = first.at - timedelta(minutes=script.starts[first.rank])
    return began + timedelta(minutes=script.starts[last.rank + 1])


def _at(item: Item) -> datetime:
    return datetime.fromisoformat(item.received_at)
