"""Time to load every theme for one EPCI and for a région, identity kept beside every value.

Run: .venv/bin/python benchmarks/data.py [EPCI] [REGION]. "Cold" is the first call of a process that
has imported the library and read nothing; "warm" has the tables in memory but no cut of the
territory. The peer is what anyone would write: read each parquet file whole, keep the rows of the
territory's communes, EPCI or départements, nothing brought down, no identity.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from territorial_lib.geography.bring import bring_to, themes
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.sources import Catalogue

DATA = Path(__file__).resolve().parents[1] / "data"
DEFAULT = ("242600252", "reg:84")
AIMS = {"242600252": 0.15, "reg:84": 1.0}


def timed(work: Callable[[], int]) -> tuple[float, float, int]:
    wall, cpu = time.perf_counter(), time.process_time()
    rows = work()
    return time.perf_counter() - wall, time.process_time() - cpu, rows


def bring_all(catalogue: Catalogue, code: str) -> int:
    gazetteer = Gazetteer(catalogue)
    ground = Ground.of(catalogue, gazetteer, [gazetteer.territory(code)])
    return sum(len(bring_to(ground, name)) for name in themes())


def naive(code: str) -> int:
    communes = pd.read_parquet(DATA / "tables" / "communes.parquet")
    column, _, rest = code.rpartition(":")
    inside = communes[communes["region" if column == "reg" else "epci"] == (rest or code)]
    codes = {*inside["code"], *inside["epci"], *inside["departement"], *inside["region"]}
    rows = 0
    for name in themes():
        frame = pd.read_parquet(DATA / "tables" / f"{name}.parquet")
        rows += int(frame["code"].isin(codes).sum()) if "code" in frame else len(frame)
    return rows


def report(what: str, code: str, found: tuple[float, float, int]) -> None:
    wall, cpu, rows = found
    print(f"{code:>12}  {what:<22} {wall:7.3f} s wall  {cpu:7.3f} s CPU  {rows:>9,} rows")


def once(code: str) -> None:
    catalogue = Catalogue(DATA)
    report("cold", code, timed(lambda: bring_all(catalogue, code)))
    warm = min(timed(lambda: bring_all(catalogue, code)) for _ in range(3))
    report("warm, best of 3", code, warm)
    report("peer: whole files", code, min(timed(lambda: naive(code)) for _ in range(3)))
    if code in AIMS:
        print(f"{'':>12}  aim {AIMS[code]:.2f} s")


def main() -> None:
    if os.environ.get("BENCHMARK_CHILD"):
        once(sys.argv[1])
        return
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, {len(themes())} themes")
    for code in sys.argv[1:] or DEFAULT:
        command = [sys.executable, __file__, code]
        subprocess.run(command, check=True, env={**os.environ, "BENCHMARK_CHILD": "1"})


if __name__ == "__main__":
    main()
