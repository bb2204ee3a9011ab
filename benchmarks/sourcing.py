"""Sourcing at national size: POT's network simplex against scipy's HiGHS, same case, same run.

python benchmarks/sourcing.py [--quick | --national]

``--national``: the real goods of the 1,255 EPCI, three of them against HiGHS.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from importlib.metadata import version

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import hstack, identity, kron

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.glocal.goods import goods, nation
from territorial_lib.diagnosis.glocal.sourcing import LEAST, Rule, source
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.indicators.sourcing import allocate
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

BEYOND_COST = 1500.0
ROUNDS = 3


def case(origins: int, destinations: int, seed: int) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """Skewed surpluses and deficits at random places of a 1,000 km square, road km as cost."""
    rng = np.random.default_rng(seed)
    supply = pd.Series(rng.gamma(0.5, 4000, origins).round(1), [f"o{n}" for n in range(origins)])
    demand = pd.Series(
        rng.gamma(0.5, 5000, destinations).round(1), [f"d{n}" for n in range(destinations)]
    )
    here, there = rng.uniform(0, 1000, (2, origins)), rng.uniform(0, 1000, (2, destinations))
    km = 1.3 * np.hypot(*(here[:, :, None] - there[:, None, :]))
    return supply, demand, pd.DataFrame(km, supply.index, demand.index)


def by_highs(supply: pd.Series, demand: pd.Series, cost: pd.DataFrame) -> float:
    """The same programme, sparse, as scipy's users write it."""
    n, m = cost.shape
    objective = np.append(cost.to_numpy().ravel(), np.full(m, BEYOND_COST))
    ones = np.ones((1, m))
    shipped = hstack([kron(identity(n), ones), np.zeros((n, 1)) * np.zeros((1, m))], format="csr")
    received = hstack([kron(np.ones((1, n)), identity(m)), identity(m)], format="csr")
    solved = linprog(
        objective, A_ub=shipped, b_ub=supply, A_eq=received, b_eq=demand, method="highs"
    )
    if solved.status != 0:
        raise RuntimeError(solved.message)
    return float(solved.fun)


def by_pot(supply: pd.Series, demand: pd.Series, cost: pd.DataFrame) -> float:
    """Ours: checks, network simplex, long table and duals."""
    flows, _ = allocate(supply, demand, cost, BEYOND_COST)
    return float((flows["quantity"] * flows["cost"]).sum())


def timed(solve, *arguments) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    answer = solve(*arguments)
    return time.perf_counter() - start, answer


def national() -> None:
    """All real goods at once (aims: one 0.1 s, all 2 s), three of them proved by HiGHS."""
    catalogue = Catalogue(Settings.from_environment().data)
    gazetteer = Gazetteer(catalogue)
    case = Case.every([gazetteer.territory("242600252")], catalogue)
    start = time.perf_counter()
    around, every = nation(case), goods(case)
    print(f"France around Biovallée, {len(every)} goods read: {time.perf_counter() - start:.1f} s")
    seconds = {}
    for good in every:
        seconds[good.key], _ = timed(source, good, around, Rule(furthest=BEYOND_COST))
    each = ", ".join(f"{key} {value:.2f}" for key, value in seconds.items())
    print(f"all goods: {sum(seconds.values()):.2f} s ({each})")
    for good in (g for g in every if g.key in ("food/milk", "food/wheat", "food/potato")):
        surplus, deficit = (q[q >= LEAST] for q in (good.surplus, good.deficit))
        arguments = surplus, deficit, around.km.loc[surplus.index, deficit.index].clip(upper=1e7)
        ours, cost = timed(by_pot, *arguments)
        theirs, peer = timed(by_highs, *arguments)
        gap = abs(cost - peer) / peer
        print(
            f"{good.key} {len(surplus)} x {len(deficit)}: allocate {ours:.3f} s · HiGHS "
            f"{theirs:.2f} s · ratio {theirs / ours:.0f} · relative gap of cost {gap:.1e}"
        )


def main() -> None:
    if "--national" in sys.argv:
        national()
        return
    sizes = [(60, 60)] if "--quick" in sys.argv else [(100, 100), (300, 300), (622, 633)]
    cores = os.cpu_count()
    print(f"{platform.machine()}, {cores} cores, load {os.getloadavg()[0]:.1f}", end=", ")
    print(", ".join(f"{name} {version(name)}" for name in ("pot", "scipy", "numpy", "pandas")))
    first, _ = timed(allocate, *case(2, 2, 0), BEYOND_COST)
    print(f"first call, with the import of ot: {first:.2f} s")
    for origins, destinations in sizes:
        ours, theirs, gap = [], [], 0.0
        for seed in range(ROUNDS):
            each = case(origins, destinations, seed)
            seconds, cost = timed(by_pot, *each)
            peer_seconds, peer_cost = timed(by_highs, *each)
            ours.append(seconds)
            theirs.append(peer_seconds)
            gap = max(gap, abs(cost - peer_cost) / peer_cost)
        a, b = statistics.median(ours), statistics.median(theirs)
        print(
            f"{origins:>4} x {destinations:<4} allocate {a:.3f} s · HiGHS {b:.3f} s · "
            f"ratio {b / a:.0f} · largest relative gap of cost {gap:.1e} (medians of {ROUNDS})"
        )


if __name__ == "__main__":
    main()
