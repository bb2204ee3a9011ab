"""Running a rehearsal from the command line: a file, a speed, and what to tell meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from territorial_lib.errors import Stopped, TerritorialError
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.rehearsal import show
from territorial_lib.rehearsal.facts import facts
from territorial_lib.rehearsal.moves import Stage
from territorial_lib.rehearsal.phones import RoomPlayer, known_by
from territorial_lib.rehearsal.players import FilePlayer, Outcome, Player
from territorial_lib.rehearsal.scenario import MINUTES, Scenario, scenario
from territorial_lib.rehearsal.summary import summary
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.log import Store, system_clock
from territorial_lib.store.targets import Target
from territorial_lib.typography import number

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What rehearsal is asked for.

    Parameters
    ----------
    code : str
        Territory.
    participants, groups, seed : int
        As `scenario` takes them.
    speed : float
        How many times faster than an evening; 0 without waiting, nor showing it anywhere.
    path : Path or None
        File to write; None for a new name in the workshops' folder.
    room : int or None
        Port of a running room through which phones speak; None to write in the file.
    """

    code: str
    participants: int = 40
    groups: int = 5
    seed: int = 1
    speed: float = 60.0
    path: Path | None = None
    room: int | None = None


def run(settings: Settings, gazetteer: Gazetteer, asked: Asked, tell: Tell) -> str:
    """Run a rehearsal.

    Parameters
    ----------
    settings : Settings
        Where things are.
    gazetteer : Gazetteer
        Every territory.
    asked : Asked
        What is asked for.
    tell : callable
        Told in French as stages begin.

    Returns
    -------
    str
        What happened, in French; Stopped says what Ctrl+C leaves.
    """
    shown = asked.speed > 0
    if asked.room is not None and not shown:
        raise TerritorialError(
            "Une répétition par la salle se joue à une vitesse.",
            "Donnez «\u00a0--speed 600\u00a0», par exemple, ou retirez «\u00a0--room\u00a0».",
        )
    if shown:
        show.require_free(settings, system_clock())
    written = scenario(facts(gazetteer, asked.code), asked.participants, asked.groups, asked.seed)
    day = system_clock().astimezone().date()
    path = asked.path or current.proposed_path(
        settings.home, show.settings_of(written.facts, day).name, day
    )
    outcome = Outcome()
    if shown:
        _shown(settings, path, written, outcome, asked, tell)
    else:
        aside(path, written, day, outcome)
    return summary(written, outcome, path, shown)


def aside(path: Target, written: Scenario, day: date, outcome: Outcome) -> None:
    """Play a rehearsal without waiting, each thing at its minute of the evening.

    Parameters
    ----------
    path : str or Path
        A file that does not exist, or the URL of an empty PostgreSQL database.
    written : Scenario
        The evening.
    day : date
        Its day.
    outcome : Outcome
        Where to count.
    """
    clock = show.Evening(day)

    def _reach(minute: float) -> None:
        clock.minute = minute

    with show.created(path, written, day, clock) as store:
        _stoppable(path, written, FilePlayer(store, written), outcome, _reach, lambda _: None)


def _shown(
    settings: Settings, path: Path, written: Scenario, outcome: Outcome, asked: Asked, tell: Tell
) -> None:
    """Lead it, so that pages, phones and the wall of a `territorial serve` show it live."""
    day = system_clock().astimezone().date()
    with show.created(path, written, day) as store:
        current.remember(settings.home, path.absolute())
        player = _player(store, written, asked.room)
        hurried = show.hurried(written, asked.speed)
        tell(f"La répétition s’ouvre\u00a0: {path}")

        def _stage(stage: Stage) -> None:
            told = f"{number(outcome.joined)} personnes, {number(outcome.received)} contributions"
            tell(f"{clock(stage.minute)}  {stage.title}" + (f" ({told})" if outcome.joined else ""))

        _stoppable(path, hurried, player, outcome, show.pace(asked.speed), _stage)


def _player(store: Store, written: Scenario, room: int | None) -> Player:
    if room is None:
        return FilePlayer(store, written)
    known_by(room, store.version(), show.NAME)
    return RoomPlayer(store, room)


def _stoppable(
    path: Target,
    written: Scenario,
    player: Player,
    outcome: Outcome,
    reach: Callable[[float], None],
    stage: Callable[[Stage], None],
) -> None:
    try:
        show.played(written.moves, player, outcome, reach, stage)
    except KeyboardInterrupt:
        raise Stopped(
            f"Répétition arrêtée\u00a0: {number(outcome.received)} contributions sont dans {path}.",
            f'Reprenez-la avec «\u00a0territorial open "{path}"\u00a0», ou effacez ce fichier.',
        ) from None


def clock(minute: float) -> str:
    """Write a minute of the evening.

    Parameters
    ----------
    minute : float
        0 to 150.

    Returns
    -------
    str
        Such as "1:35".
    """
    whole = round(min(minute, MINUTES))
    return f"{whole // 60}:{whole % 60:02d}"
