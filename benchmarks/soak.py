"""Hours of room in accelerated time: is the memory of every process flat, is any kernel left?

    python -m benchmarks.soak                     # three simulated hours, thirty times faster
    python -m benchmarks.soak --hours 0.2         # a dry form: seconds

A real `territorial serve` is led by rehearsals, one after the other, through its phones' door; its
pages are opened and left all along. Memory is each process's proportional share (PSS).
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.faults import DOORS, Hall, command_line, fields_of
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.rehearsal import show
from territorial_lib.rehearsal.facts import facts
from territorial_lib.rehearsal.phones import RoomPlayer, known_by
from territorial_lib.rehearsal.players import Outcome
from territorial_lib.rehearsal.scenario import MINUTES, Scenario, scenario
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store import current

SPEED, PAGES_EVERY = 30.0, 25.0
"""How many times faster by default; simulated minutes between two pages opened."""
KERNEL, BLOCKS, TEMPLATE, COUNT = "kernel", "blocks", "serve.warm", "kernels"
CULLED = 800.0
"""Seconds after which a kernel whose page was left must be gone."""


def pss(pid: int) -> float:
    """Give a process's proportional share of memory, MB; 0 for one that is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def name_of(pid: int) -> str:
    """Name what a process does; a kernel is one of its own, or a fork of the warm template."""
    module = module_of(pid)
    forked = (
        TEMPLATE in module and module_of(int(fields_of(pid)[1] if fields_of(pid) else 0)) == module
    )
    if forked or "ipykernel" in module:
        return KERNEL
    if BLOCKS in command_line(pid):
        return BLOCKS
    return next((door for door, name in DOORS.items() if name == module), module)


def module_of(pid: int) -> str:
    """Give the module that a Python process runs; its command where it says none."""
    words = command_line(pid)
    return words[words.index("-m") + 1] if "-m" in words else " ".join(words[:2])


def memory(hall: Hall) -> dict[str, float]:
    """Give the memory of each sort of process of a tree, MB, and how many kernels there are."""
    found: dict[str, float] = defaultdict(float)
    for pid in hall.tree():
        found[name_of(pid)] += pss(pid)
    kernels = [pid for pid in hall.tree() if name_of(pid) == KERNEL]
    return {**{name: round(value, 1) for name, value in sorted(found.items())}, COUNT: len(kernels)}


class Soak:
    """A hall led by rehearsals, one after the other."""

    def __init__(self, home: Path, speed: float) -> None:
        self.hall = Hall(home, home / "0.atelier", real=True)
        self.speed = speed
        self.outcome = Outcome()
        self.told: dict[str, Any] = {}
        self._visited = 0.0

    def lead(self, written: Scenario, path: Path, last: float) -> None:
        """Play an evening up to a minute, through the room."""
        with show.created(path, written, date(2026, 11, 24)) as store:
            current.remember(self.hall.home, path)
            if self.hall.launcher is None:
                self.hall.launch()
                self.hall.read_page()
                self.told["memory at the start (MB)"] = memory(self.hall)
            known_by(self.hall.port, store.version(), show.NAME)
            reach, self._visited = show.pace(self.speed), 0.0

            def _reach(minute: float) -> None:
                reach(minute)
                if minute - self._visited >= PAGES_EVERY:
                    self._visited = minute
                    self.hall.read_page()

            moves = [move for move in written.moves if move.minute <= last]
            show.played(moves, RoomPlayer(store, self.hall.port), self.outcome, _reach)

    def end(self, patience: float) -> None:
        """Wait until the kernels whose pages were left are gone, then close everything."""
        end = time.monotonic() + patience
        while memory(self.hall)[COUNT] and time.monotonic() < end:
            time.sleep(1)
        self.told["memory at the end (MB)"] = memory(self.hall)
        self.told["kernels left"] = memory(self.hall)[COUNT]


def soak(
    hours: float, speed: float = SPEED, code: str = "26108", people: int = 40
) -> dict[str, Any]:
    """Lead rehearsals for so many simulated hours; give the memory at start, middle and end."""
    known = facts(Gazetteer(Catalogue(Settings.from_environment().data)), code)
    minutes = hours * 60
    evenings = max(1, math.ceil(minutes / MINUTES))
    with tempfile.TemporaryDirectory() as folder:
        led = Soak(Path(folder), speed)
        try:
            for rank in range(evenings):
                written = scenario(known, people, seed=rank + 1)
                last = min(MINUTES, minutes - rank * MINUTES)
                led.lead(written, Path(folder) / f"{rank}.atelier", last)
                if rank == (evenings - 1) // 2:
                    led.told["memory in the middle (MB)"] = memory(led.hall)
            led.end(CULLED if hours >= 1 else 0.0)
        finally:
            if led.hall.launcher is not None:
                led.hall.stop()
    outcome = led.outcome
    return {**led.told, "sent": outcome.sent, "surprises": outcome.surprises[:3]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=3.0, help="simulated hours")
    parser.add_argument("--speed", type=float, default=SPEED, help="how many times faster")
    chosen = parser.parse_args()
    for name, value in soak(chosen.hours, chosen.speed).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
