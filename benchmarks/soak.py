"""Hours of room in accelerated time: is the memory of every process flat, is any kernel left?

    python -m benchmarks.soak                     # three simulated hours, thirty times faster
    python -m benchmarks.soak --hours 0.2         # a dry form: seconds

A real `territorial serve` is led by rehearsals, one after the other, through its phones' door; its
pages are opened and left all along. What the machine gives is each process's proportional share
(PSS). What grows is judged process by process, this program left out, on the pages that a process
has written (anonymous memory: another's end does not change it), sampled all along: the median
slope (Theil and Sen) of the second half of what was sampled while phones wrote. One step, as when
another workshop is led, is no growth; several are, in a longer soak (`--hours 10 --speed 120`).
"""

from __future__ import annotations

import argparse
import math
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import theilslopes

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
LEFT = "kernels left"
CULLED = 800.0
"""Seconds after which a kernel whose page was left must be gone."""
LOOK, FEW = 3.0, 8
"""Seconds between two samples; samples under which a process is not judged."""
FLAT_MB, FLAT_SHARE, GROWS = 6.0, 0.05, "GROWS"
"""A process grows where a simulated hour adds more than both (share of its own memory)."""


def pss(pid: int) -> float:
    """Give a process's proportional share of memory, MB; 0 for one that is gone."""
    return _rolled(pid, "Pss:")


def own(pid: int) -> float:
    """Give the memory that a process has written, MB, whoever shares it; 0 for one that is gone."""
    return _rolled(pid, "Anonymous:")


def _rolled(pid: int, field: str) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(field):
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


class Sampled(NamedTuple):
    """A process's own memory at one moment, seconds and MB."""

    seconds: float
    megabytes: float


Samples = Mapping[tuple[str, int], list[Sampled]]
"""What was sampled of each process, by its name and number."""


def slopes(samples: Samples, speed: float) -> dict[str, str]:
    """Say how each process's memory went in the second half, and where it grows.

    Only those that lived through half of it, and have eight samples there, are judged.
    """
    times = [each.seconds for kept in samples.values() for each in kept]
    if not times:
        return {}
    middle, last = (min(times) + max(times)) / 2, max(times)
    found: dict[str, str] = {}
    for (name, pid), kept in sorted(samples.items()):
        late = [each for each in kept if each.seconds >= middle]
        if len(late) < FEW or late[-1].seconds - late[0].seconds < (last - middle) / 2:
            continue
        found[f"{name} {pid}"] = _slope(late, speed)
    return found


def _slope(late: list[Sampled], speed: float) -> str:
    seconds, megabytes = np.array(late).T
    hourly = float(theilslopes(megabytes, seconds).slope) * 3600 / speed
    grows = hourly > max(FLAT_MB, FLAT_SHARE * float(megabytes.mean()))
    said = f"{megabytes[0]:.0f} to {megabytes[-1]:.0f} MB, {hourly:+.1f} MB a simulated hour"
    return f"{said}, {GROWS if grows else 'flat'}"


@contextmanager
def sampled(hall: Hall, samples: dict[tuple[str, int], list[Sampled]]) -> Iterator[None]:
    """Sample every process of a hall meanwhile."""
    over = threading.Event()

    def _look() -> None:
        while not over.wait(LOOK):
            for pid in hall.tree() if hall.launcher is not None else ():
                if megabytes := own(pid):
                    kept = samples.setdefault((name_of(pid), pid), [])
                    kept.append(Sampled(time.monotonic(), megabytes))

    looking = threading.Thread(target=_look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


class Soak:
    """A hall led by rehearsals, one after the other."""

    def __init__(self, home: Path, speed: float) -> None:
        self.hall = Hall(home, home / "0.atelier", real=True)
        self.speed = speed
        self.outcome = Outcome()
        self.told: dict[str, Any] = {}
        self.samples: dict[tuple[str, int], list[Sampled]] = {}
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
            with sampled(self.hall, self.samples):
                show.played(moves, RoomPlayer(store, self.hall.port), self.outcome, _reach)

    def end(self, patience: float) -> None:
        """Wait until the kernels whose pages were left are gone, then close everything."""
        end = time.monotonic() + patience
        while memory(self.hall)[COUNT] and time.monotonic() < end:
            time.sleep(1)
        self.told["memory at the end (MB)"] = memory(self.hall)
        self.told[LEFT] = memory(self.hall)[COUNT]


def soak(
    hours: float, speed: float = SPEED, code: str = "26108", people: int = 40
) -> dict[str, Any]:
    """Lead rehearsals for so many simulated hours; give the memory at start, middle and end,
    and how each process's went."""
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
            led.told.update(slopes(led.samples, speed))
            led.end(CULLED if hours >= 1 else 0.0)
        finally:
            if led.hall.launcher is not None:
                led.hall.stop()
    outcome = led.outcome
    return {**led.told, "sent": outcome.sent, "surprises": outcome.surprises[:3]}


def wrong(told: Mapping[str, Any]) -> list[str]:
    """List what a soak must not show: a process that grows, a kernel left, a surprise."""
    growing = [name for name, said in told.items() if str(said).endswith(GROWS)]
    return [*growing, *(name for name in (LEFT, "surprises") if told[name])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=3.0, help="simulated hours")
    parser.add_argument("--speed", type=float, default=SPEED, help="how many times faster")
    chosen = parser.parse_args()
    for name, value in soak(chosen.hours, chosen.speed).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
