"""Food and land: how long a lever takes, against reading everything again. Absolute times printed.

python benchmarks/food.py [--every]   (--every: the blocks of all 1,255 EPCI, one by one)
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from territorial_lib.diagnosis import food, land
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.food.inputs import Banded
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.settings import DEMONSTRATION, Settings
from territorial_lib.sources import Catalogue

ROUNDS = 15


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Median of a few rounds: elapsed, and processor alone where the machine is shared."""
    elapsed, busy = [], []
    for _ in range(ROUNDS):
        start, begun = time.perf_counter(), time.process_time()
        work()
        elapsed.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - begun))
    return statistics.median(elapsed), statistics.median(busy)


def lever(catalogue: Catalogue, gazetteer: Gazetteer) -> None:
    """Time a lever moved for the demonstration territory, and what it would be to read again."""
    inventory = diagnose(gazetteer.territory(DEMONSTRATION), catalogue)
    case = Case.of(inventory, catalogue, Declared())
    inputs, ground = food.read(case), land.read(case)
    values = food.PART.values(case) | {each.key: each.default for each in land.levers(catalogue)}
    asked = food.block(case, inputs, values).hectares
    works: dict[str, Callable[[], object]] = {
        "a lever moved, food's figures only": lambda: food.assess(inputs, values),
        "a lever moved, food's whole block": lambda: food.block(case, inputs, values),
        "a lever moved, land's whole block": lambda: land.block(case, ground, asked, values),
        "all that food needs, read again": lambda: food.read(
            Case.of(inventory, catalogue, Declared())
        ),
    }
    times = {name: milliseconds(work) for name, work in works.items()}
    for name, (elapsed, busy) in times.items():
        print(f"  {name:36} {elapsed:7.1f} ms, of which processor {busy:7.1f}")
    _, moved, _, again = times.values()
    print(f"  reading again would take {again[1] / moved[1]:.1f} times a lever's processor time")


def every(catalogue: Catalogue, gazetteer: Gazetteer) -> None:
    """Compute both blocks of every EPCI."""
    codes = gazetteer.units("epci").index
    territories = [gazetteer.territory(code) for code in codes]
    case = Case.every(territories, catalogue)
    inputs, ground = food.read(case), land.read(case)
    values = {each.key: each.default for each in food.levers(catalogue)}
    values |= {each.key: each.default for each in land.levers(catalogue)}
    for variable in ("farmland", "forest"):
        case.measured(variable)
    start = time.perf_counter()
    for territory in territories:
        # The readings of all are kept: only whose turn it is changes.
        alone = replace(case, scope=replace(case.scope, territories=(territory,)))
        block = food.block(alone, only(inputs, territory.code), values)
        land.block(alone, ground, block.hectares, values)
    print(f"  both blocks of {len(codes)} EPCI: {time.perf_counter() - start:.0f} s")


def only(inputs: food.Inputs, code: str) -> food.Inputs:
    """Keep one territory of what was read."""
    kept: dict[str, object] = {}
    for name in inputs.__dataclass_fields__:
        value = getattr(inputs, name)
        if isinstance(value, Banded):
            kept[name] = Banded(*(table.loc[[code]] for table in vars(value).values()))
        elif isinstance(value, pd.Series | pd.DataFrame):
            kept[name] = value.loc[[code]]
    return replace(inputs, **kept)  # type: ignore[arg-type]


def main() -> None:
    """Print the times."""
    catalogue = Catalogue(Settings.from_environment({}).data)
    gazetteer = Gazetteer(catalogue)
    print(f"Food and land, Python {platform.python_version()}, median of {ROUNDS}")
    lever(catalogue, gazetteer)
    if "--every" in sys.argv:
        every(catalogue, gazetteer)


if __name__ == "__main__":
    main()
