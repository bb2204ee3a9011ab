"""Leading a rehearsal: in a file that says what it is, at any speed, stopped when one wants."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from territorial_lib.errors import WorkshopBusy
from territorial_lib.rehearsal.facts import Facts
from territorial_lib.rehearsal.moves import LEADERS, Join, Lead, Move, Send, Stage, made_id
from territorial_lib.rehearsal.players import Outcome, Player
from territorial_lib.rehearsal.scenario import Scenario
from territorial_lib.schemas.entries import Entry, Participant, Timer, WorkshopSettings
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.log import Clock, Logged, Store, system_clock
from territorial_lib.store.targets import Target

NAME = "Répétition"
WHO = "Simulation\u00a0: personne n’a dit cela"
RECENT = timedelta(minutes=30)
_BEGINNING = 18
_SHORTEST = 5


class Evening:
    """The clock of a rehearsal played without waiting: each move at its minute of the evening.

    Parameters
    ----------
    day : date
        Its day; it begins at 18:00 UTC.
    """

    def __init__(self, day: date) -> None:
        self._beginning = datetime(day.year, day.month, day.day, _BEGINNING, tzinfo=UTC)
        self.minute = 0.0

    def __call__(self) -> datetime:
        """Give the time, as the log notes it.

        Returns
        -------
        datetime
            In UTC.
        """
        return self._beginning + timedelta(minutes=self.minute)


def created(path: Target, written: Scenario, day: date, clock: Clock = system_clock) -> Store:
    """Create the workshop of a rehearsal: its name and its leader say that it is one.

    Parameters
    ----------
    path : str or Path
        A file that does not exist, or the URL of an empty PostgreSQL database.
    written : Scenario
        What will be played.
    day : date
        Its day.
    clock : callable
        Gives the time of reception.

    Returns
    -------
    Store
        Open for writing.
    """
    body = settings_of(written.facts, day)
    first = Entry(id=made_id(written.seed, "workshop"), who=LEADERS[0], body=body)
    return Store.create(path, first, clock)


def settings_of(facts: Facts, day: date) -> WorkshopSettings:
    """Name a rehearsal, so that no page and no report can be taken for a real one's.

    Parameters
    ----------
    facts : Facts
        Its territory.
    day : date
        Its day.

    Returns
    -------
    WorkshopSettings
        "Répétition — …", led by nobody.
    """
    name = f"{NAME} — {facts.name}"[:120]
    return WorkshopSettings(name=name, date=day, territory=facts.code, facilitator=WHO)


def require_free(settings: Settings, now: datetime) -> None:
    """Refuse to take the screens of a hall where people are writing.

    Parameters
    ----------
    settings : Settings
        Where things are.
    now : datetime
        The time.
    """
    target = current.chosen(settings)
    if target is None:
        return
    with Store.open(target, read_only=True) as store:
        log = store.entries()
        recent = [each for each in log if _age(each, now) < RECENT and _by_phone(each)]
        rehearsed = any(_rehearsed(each) for each in log)
    if recent and not rehearsed:
        raise WorkshopBusy(
            f"Une salle écrit en ce moment dans «\u00a0{store.where}\u00a0».",
            "Attendez la fin de l’atelier, ou jouez la répétition sans attendre avec "
            "«\u00a0--speed 0\u00a0»\u00a0: elle ira dans son fichier, sans être montrée.",
        )


def played(
    moves: Sequence[Move],
    player: Player,
    outcome: Outcome,
    reach: Callable[[float], None],
    stage: Callable[[Stage], None] = lambda _: None,
) -> None:
    """Play moves one by one.

    Parameters
    ----------
    moves : sequence of Move
        In order.
    player : Player
        What makes them happen.
    outcome : Outcome
        Where to count; what was done before a stop stays counted.
    reach : callable
        Takes a minute of the evening; returns when it has come.
    stage : callable
        Called as a stage begins.
    """
    for move in moves:
        reach(move.minute)
        match move:
            case Stage():
                stage(move)
            case Join():
                player.join(move)
                outcome.joined += 1
            case Lead():
                player.lead(move)
                outcome.led += 1
            case Send():
                outcome.note(move, player.send(move))


def pace(
    speed: float,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Callable[[float], None]:
    """Wait for each minute of the evening, so many times faster.

    Parameters
    ----------
    speed : float
        Above 0; 60 makes a minute last a second.
    now : callable
        Seconds that only grow.
    sleep : callable
        Waits so many seconds.

    Returns
    -------
    callable
        Takes a minute, returns when it has come.
    """
    start = now()

    def _reach(minute: float) -> None:
        sleep(max(0.0, start + minute * 60 / speed - now()))

    return _reach


def hurried(written: Scenario, speed: float) -> Scenario:
    """Make the timers last as long as what they are for, at this speed.

    Parameters
    ----------
    written : Scenario
        The evening.
    speed : float
        How many times faster, above 0.

    Returns
    -------
    Scenario
        The same evening.
    """
    return replace(written, moves=tuple(_hurried(move, speed) for move in written.moves))


def _hurried(move: Move, speed: float) -> Move:
    if not isinstance(move, Lead) or not isinstance(move.entry.body, Timer):
        return move
    timer = move.entry.body
    seconds = max(_SHORTEST, round(timer.seconds / speed)) if timer.seconds else 0
    entry = Entry(
        id=move.entry.id, who=move.entry.who, body=Timer(seconds=seconds, label=timer.label)
    )
    return Lead(move.minute, entry)


def _age(logged: Logged, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(logged.received_at)


def _by_phone(logged: Logged) -> bool:
    body = logged.entry.body
    return logged.entry.who.participant is not None and not isinstance(body, Participant)


def _rehearsed(logged: Logged) -> bool:
    body = logged.entry.body
    return isinstance(body, WorkshopSettings) and body.facilitator == WHO
