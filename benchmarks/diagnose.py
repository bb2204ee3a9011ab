"""Time of ``territorial diagnose`` for very different territories, beside a bare import of pandas.

Run: python benchmarks/diagnose.py [repetitions]
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from statistics import median

TERRITORIES = {
    "demonstration EPCI": "242600252",
    "Métropole du Grand Paris": "200054781",
    "CC de Petite-Terre (Mayotte)": "200050532",
    "commune of 50 inhabitants": "01311",
    "région Auvergne-Rhône-Alpes": "reg:84",
    "perimeter over two départements": "242600252+07019",
}
DIAGNOSE = (sys.executable, "-m", "territorial_lib.cli", "diagnose")
PEER = (sys.executable, "-c", "import pandas, pyarrow.parquet")
AIM = 2.0


def seconds(command: tuple[str, ...], repetitions: int) -> float:
    """Give the median wall time of a command, in a process of its own each time."""
    times = []
    for _ in range(repetitions):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return median(times)


def main(repetitions: int = 5) -> None:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}")
    print(f"median of {repetitions} processes; aim {AIM:.0f} s\n")
    peer = seconds(PEER, repetitions)
    print(f"{'import pandas and pyarrow (peer)':36} {peer:6.2f} s   1.0")
    for name, code in TERRITORIES.items():
        taken = seconds((*DIAGNOSE, code, "--format", "json"), repetitions)
        missed = "" if taken <= AIM else "   above the aim"
        print(f"{name:36} {taken:6.2f} s {taken / peer:5.1f}{missed}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
