"""Starts the doors, watches them, restarts what dies, leaves nothing behind."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from territorial_lib.doors.stopping import Stopping
from territorial_lib.errors import TerritorialError
from territorial_lib.serve.held import Door, end_group
from territorial_lib.serve.journal import open_journal
from territorial_lib.serve.plans import DoorPlan, reserve
from territorial_lib.settings import Settings

TICK = 0.1
FIRST_DELAY, LAST_DELAY = 0.5, 5.0
"""Seconds before a door is opened again: a hall does not wait longer."""
STEADY = 60.0
"""Seconds of life after which a door's past failures are forgotten."""
STILLBORN = 4
"""Deaths before the first answer after which the launcher gives up."""


class Launcher:
    """Holds the doors open until told to stop.

    Parameters
    ----------
    plans : sequence of DoorPlan
        The doors.
    settings : Settings
        Where things are.
    say : callable
        Tells a person a French sentence.
    debug : bool
        True to log everything.
    """

    def __init__(
        self,
        plans: Sequence[DoorPlan],
        settings: Settings,
        say: Callable[[str], None],
        debug: bool = False,
    ) -> None:
        self.plans = plans
        self.settings = settings
        self.say = say
        self.debug = debug
        self.stopping = Stopping()
        self.doors: list[Door] = []

    def run(self, announce: Callable[[list[Door]], None]) -> None:
        """Open the doors, announce them once all answer, hold them, close them.

        Parameters
        ----------
        announce : callable
            Receives the doors when the last one answers for the first time.
        """
        runs = Path(tempfile.mkdtemp(prefix="territorial-", dir=_short_temporary()))
        try:
            with _stopped_by_signals(self.stopping):
                self._open(runs)
                self._hold(announce)
        finally:
            self._close()
            shutil.rmtree(runs, ignore_errors=True)

    def _open(self, runs: Path) -> None:
        for plan in self.plans:
            listener, port = reserve(plan)
            journal = open_journal(self.settings.home, plan.name)
            self.doors.append(Door(plan, listener, port, runs / plan.name, journal))
        for door in self.doors:
            door.start(self.settings, self.debug)

    def _hold(self, announce: Callable[[list[Door]], None]) -> None:
        announced = False
        while not self.stopping.wait(TICK):
            for door in self.doors:
                self._look_after(door)
            if not announced and all(door.ready for door in self.doors):
                announced = True
                announce(self.doors)

    def _look_after(self, door: Door) -> None:
        if door.process is None:
            if time.monotonic() >= door.restart_at:
                door.start(self.settings, self.debug)
        elif door.process.poll() is not None:
            self._mourn(door, door.process.returncode)
        elif not door.ready:
            door.ready = door.answers()

    def _mourn(self, door: Door, code: int) -> None:
        lived = time.monotonic() - door.started
        door.failures = 1 if lived > STEADY else door.failures + 1
        if not door.ready and door.failures >= STILLBORN:
            raise TerritorialError(
                f"{door.plan.label.capitalize()} n’a pas pu s’ouvrir (code {code}).",
                f"Le détail est dans le journal « {door.journal.name} ».",
            )
        delay = min(FIRST_DELAY * 2 ** (door.failures - 1), LAST_DELAY)
        end_group(door.process.pid if door.process else 0)
        door.process, door.restart_at = None, time.monotonic() + delay
        self.say(
            f"{door.plan.label.capitalize()} s’est arrêtée (code {code}) :"
            f" elle est rouverte, le lien reste le même."
        )

    def _close(self) -> None:
        for door in self.doors:
            door.stop()
            door.listener.close()
            door.journal.close()


def _short_temporary() -> str | None:
    """Give a folder whose paths leave room for local sockets (104 characters on macOS)."""
    return "/tmp" if sys.platform == "darwin" else None


@contextmanager
def _stopped_by_signals(stopping: Stopping) -> Iterator[None]:
    wanted = [signal.SIGINT, signal.SIGTERM]
    wanted += [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []
    before = {number: signal.signal(number, lambda *_: stopping.set()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
