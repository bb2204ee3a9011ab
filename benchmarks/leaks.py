"""Time of the leaks: every EPCI at once, a what-if, a lever of the page, beside pymrio's inverse.

Run: python benchmarks/leaks.py [repetitions]
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import taking as inventory
from territorial_lib.diagnosis.leaks import balance as leaks
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import inputs as leaks_inputs
from territorial_lib.diagnosis.leaks.what_if import what_if
from territorial_lib.diagnosis.leaks.what_if_block import PART as WHAT_IF
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

HERE = "242600252"
MOVES = {
    "leaks/move/ca": 10.0,
    "leaks/move/az": 10.0,
    "leaks/move/gz": 5.0,
    "leaks/create/gz": 20.0,
}
AIM_ALL, AIM_PAGE = 20.0, 0.5


def seconds(act: Callable[[], object], repetitions: int) -> float:
    """Give the median time of something."""
    times = []
    for _ in range(repetitions):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return median(times)


def everything(catalogue: Catalogue) -> leaks.Leaks:
    """Read and compute the leaks of every EPCI, and their sums."""
    gazetteer = Gazetteer(catalogue)
    territories = [gazetteer.territory(code) for code in gazetteer.units("epci").index]
    found = leaks.assess(leaks_inputs.read(Case.every(territories, catalogue)), {})
    assert len(found.totals) == len(territories)
    return found


def say(what: str, taken: float, aim: float | None, peer: float) -> None:
    missed = "" if aim is None or taken <= aim else f"   above the aim ({aim:g} s)"
    print(f"{what:52} {taken:8.3f} s {taken / peer:9.1f}{missed}")


def main(repetitions: int = 3) -> None:
    from pymrio.tools import iomath

    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}")
    print(
        f"median of {repetitions}; peer: pymrio's inverse of the table of 36 sectors, 305 times\n"
    )
    catalogue = Catalogue(Settings.from_environment({}).data)
    found = everything(catalogue)
    A = found.inputs.nation.economy.total_coefficients
    peer = seconds(lambda: [iomath.calc_L(A) for _ in range(305)], repetitions)
    say("pymrio (peer)", peer, None, peer)
    say("every EPCI, read and computed", seconds(lambda: everything(catalogue), 1), AIM_ALL, peer)
    again = seconds(lambda: leaks.assess(found.inputs, {"leaks/delta": 0.2}).totals, repetitions)
    say("every EPCI, a lever moved", again, AIM_ALL, peer)
    page(catalogue, repetitions, peer)
    known = int(np.isfinite(found.totals["demand"]).sum())
    print(f"\n{len(found.totals)} EPCI, {known} with jobs by sector (the others are in Mayotte)")


def page(catalogue: Catalogue, repetitions: int, peer: float) -> None:
    """Time what a lever moved on the page waits for."""
    stock = inventory.diagnose(Gazetteer(catalogue).territory(HERE), catalogue)
    case = Case.of(stock, catalogue, Declared())
    for part, moved, name in (
        (leaks_block.PART, {"leaks/delta": 0.2}, "the leaks' block, a lever moved"),
        (WHAT_IF, MOVES, "the what-if's block, four moves"),
    ):
        values = part.values(case) | moved
        known = case.once(part.notion.key, part.read)
        act = partial(part.block, case, known, values)
        act()
        say(name, seconds(act, repetitions), AIM_PAGE, peer)
    found = leaks.assess(leaks_inputs.shared(case), {})
    say(
        "a what-if alone", seconds(lambda: what_if(found, HERE, MOVES), repetitions), AIM_PAGE, peer
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
