"""How fast a lever answers: in the kernel for every block, and in the page for those with levers.

python benchmarks/levers.py [--territory 242600252] [--repeat 7] [--no-page]
       [--every N [--turn K]]
Kernel: time to compute the block again after a lever moved (nothing read anew), wall and CPU.
Page: from the key pressed on the slider, in Chromium, to the first change of the block's text.
--every 1: then every block of each of the 1,255 EPCI, one at a time, its words included, without
exception nor absurd figure; --every 20 --turn 3: one in 20, from the fourth. Who supplies whom is
left out: it takes seconds each, and `benchmarks/sourcing.py` solves it for all of France.
The peer is the block read from nothing: what a page would cost that kept nothing between moves.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from math import inf, isfinite, isnan
from pathlib import Path
from statistics import median
from typing import Any

from msgspec.json import decode, encode

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.glocal import step as glocal
from territorial_lib.diagnosis.glocal.block import PART as SUPPLY
from territorial_lib.diagnosis.inventory import taking as inventory
from territorial_lib.diagnosis.leaks import step as leaks
from territorial_lib.diagnosis.leaks.block import NOW as LEAKS_NOW
from territorial_lib.diagnosis.leaks.block import now as leaks_now
from territorial_lib.diagnosis.part import Part
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.blocks import Block, Lever
from territorial_lib.schemas.figures import Figure
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
AIM_MS = 300
PATIENCE = 120_000
PARTS = tuple(e for e in (*gaps.PARTS, *glocal.PARTS, *leaks.PARTS) if e is not SUPPLY)
NEAR = 6
"""Territories that each is compared with in the campaign: fewer than in a workshop."""
SLACK, BAND = 1e-6, 3
SIGNED = ("location_quotient_change", "net", "per_inhabitant", "leaving")
"""Variables that may be below 0: what is sold outside may be more than what is bought."""
WHOLE = {"% des ": 100, "% du parc": 100, "sur 10": 10, "sur 1": 1, "sur 2": 2}
"""Most that a share of a whole may be, by the beginning of its unit."""
# The text of a block without its levers: what the room reads.
WATCH = """(block) => {
  const said = () => [...block.querySelectorAll(".tw-says, .tw-cards")].map(
    (each) => each.innerText).join("|");
  const before = said();
  const end = performance.now() + 6000;
  window.answered = new Promise((resolve) => {
    const look = () => {
      const now = performance.now();
      if (said() !== before) resolve(now);
      else if (now > end) resolve(NaN);
      else setTimeout(look, 4);
    };
    look();
  });
  block.addEventListener("keydown", () => { window.pressed = performance.now(); }, {once: true});
}"""


def laid_out(code: str, catalogue: Catalogue) -> Case:
    """Lay out the case of a territory of which the room said nothing."""
    territory = Gazetteer(catalogue).territory(code)
    return Case.of(inventory.diagnose(territory, catalogue, Declared()), catalogue, Declared())


def elsewhere(lever: Lever, turn: int) -> float:
    """Give a value of a lever, another one each turn."""
    steps = max(1, int((lever.high - lever.low) / lever.step))
    return lever.low + lever.step * ((turn * 3 + 1) % steps)


def kernel(case: Case, repeat: int) -> None:
    """Print what each block takes to read, then to answer a lever."""
    print(f"{'block':12} {'levers':>6} {'read':>8} {'answer':>8} {'CPU':>8} {'read/answer':>12}")
    for part in gaps.PARTS:
        levers = part.levers(case.catalogue)
        began = time.perf_counter()
        part.of(case)
        read = 1000 * (time.perf_counter() - began)
        wall, cpu = answers(case, part, levers, repeat)
        missed = "   above the aim" if wall > AIM_MS else ""
        print(
            f"{part.notion.key:12} {len(levers):6} {read:5.0f} ms {wall:5.0f} ms {cpu:5.0f} ms "
            f"{read / wall:12.1f}{missed}"
        )


def answers(case: Case, part: Part, levers: tuple[Lever, ...], repeat: int) -> tuple[float, float]:
    """Give the median wall and CPU milliseconds of a block computed again."""
    walls, cpus = [], []
    usual = part.values(case)
    for turn in range(repeat):
        moved = {
            each.key: elsewhere(each, turn) for each in levers[turn % max(1, len(levers)) :][:1]
        }
        wall, cpu = time.perf_counter(), time.process_time()
        part.block(case, case.once(part.notion.key, part.read), usual | moved)
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    return median(walls), median(cpus)


def campaign(catalogue: Catalogue, step: int, turn: int) -> None:
    """Compute every block of one EPCI in so many; print how many, how long, what is absurd."""
    gazetteer = Gazetteer(catalogue)
    everyone = [gazetteer.territory(code) for code in gazetteer.units("epci").index]
    began, blocks, faults = time.process_time(), 0, []
    every = Case.every(everyone, catalogue)
    for part in PARTS:
        every.once(part.notion.key, part.read)
    leaks_now(every)
    print(f"read once for {len(everyone)} EPCI: {time.process_time() - began:.0f} s", flush=True)
    chosen = everyone[turn::step]
    for rank, territory in enumerate(chosen, 1):
        near = [each for each in everyone[rank : rank + NEAR + 1] if each is not territory][:NEAR]
        case = every.among((territory, *near), LEAKS_NOW)
        for part in PARTS:
            try:
                faults += [f"{territory.code} {each}" for each in absurd(part.of(case))]
                blocks += 1
            except Exception as error:  # noqa: BLE001 - counted, named, fails the run at the end
                faults.append(f"{territory.code} {part.notion.key}: {error!r}")
        if rank % 100 == 0:
            spent = time.process_time() - began
            print(f"  {rank} of {len(chosen)}, {spent:.0f} s, {len(faults)} faults", flush=True)
    spent = time.process_time() - began
    print(f"{len(chosen)} EPCI, {blocks} blocks, {spent:.0f} s of processor, {len(faults)} faults")
    if faults:
        sys.exit("\n".join(faults[:200]))


def absurd(block: Block) -> Iterator[str]:
    """Name what a block should never show, whatever the territory."""
    key = block.notion.key
    if not block.says:
        yield f"{key}: says nothing"
    if decode(encode(block), type=Block) != block:
        yield f"{key}: is not the same once published"
    for figure in (row.figure for row in block.rows):
        yield from misstated(figure)
    for gap in block.gaps:
        graded = known(gap.low, gap.severity, gap.high)
        if not within(graded, 0, 1) or graded != sorted(graded):
            yield f"{gap.key}: severity {graded}"
    for use in block.hectares:
        if not within(known(use.low, use.value, use.high), 0, inf):
            yield f"{key}/{use.use}: {use.low} {use.value} {use.high} ha"


def misstated(figure: Figure) -> Iterator[str]:
    """Name what is wrong with a figure: not finite, out of its bounds, out of its band."""
    shown = known(figure.low, figure.value, figure.high)
    lowest = -inf if figure.id.split("/")[1] in SIGNED else 0
    highest = next((top for words, top in WHOLE.items() if figure.unit.startswith(words)), inf)
    if not within(shown, lowest, highest):
        yield f"{figure.id}: {shown} {figure.unit}"
    elif len(shown) == BAND and not within(shown, shown[0], shown[-1]):
        yield f"{figure.id}: {figure.value} out of {figure.low} to {figure.high}"
    if (figure.value is None) != (figure.status == "missing") and figure.status != "declared":
        yield f"{figure.id}: {figure.value} is {figure.status}"


def known(*values: float | None) -> list[float]:
    return [each for each in values if each is not None]


def within(values: list[float], low: float, high: float) -> bool:
    """Tell whether all are finite and between two bounds, but for what a sum rounds."""
    slack = SLACK * max(1.0, *map(abs, known(low, high)), 0) if isfinite(low + high) else SLACK
    return all(isfinite(each) and low - slack <= each <= high + slack for each in values)


@contextmanager
def door(code: str) -> Iterator[dict[str, str]]:
    """Open the workshop's door on a workshop of a territory; gives its addresses."""
    from territorial_lib.schemas.entries import WorkshopSettings
    from territorial_lib.store import current
    from territorial_lib.workshop import create

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = WorkshopSettings(name="Mesure", date=date(2026, 1, 2), territory=code)
        create(home / "mesure.atelier", settings, Catalogue(ROOT / "data")).close()
        current.remember(home, home / "mesure.atelier")
        ready = home / "ready.json"
        command = ["serve", "--port", "0", "--no-browser", "--notebooks", str(ROOT / "notebooks")]
        process = subprocess.Popen(
            [sys.executable, "-m", "territorial_lib.cli", *command, "--ready-file", str(ready)],
            env={**os.environ, "TERRITORIAL_HOME": folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            while not ready.exists() and process.poll() is None:
                time.sleep(0.1)
            yield json.loads(ready.read_text())["doors"]["workshop"]
        finally:
            process.terminate()
            process.wait(30)


def page(code: str, repeat: int) -> None:
    """Print how long each block takes to answer a key pressed on its first lever."""
    from playwright.sync_api import sync_playwright

    with door(code) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport={"width": 1366, "height": 768})
        tab.set_default_timeout(PATIENCE)
        tab.goto(address["link"])
        began = time.perf_counter()
        tab.goto(f"{address['url']}voila/render/02_manques.ipynb")
        tab.wait_for_selector("body.tw-ready .tw-priority")
        print(f"page complete in {time.perf_counter() - began:.1f} s (cold kernel, nothing cached)")
        print(f"{'first lever of the block':58} {'median':>8} {'worst':>8}")
        for block in tab.locator(".tw-block:has(.tw-lever)").all():
            name = block.locator(".tw-lever .widget-label").first.inner_text()
            waits = [pressed(tab, block) for _ in range(repeat)]
            times = [each for each in waits if not isnan(each)]
            if not times:
                print(f"{name[:58]:58} moves no figure in sight here")
                continue
            missed = "   above the aim" if median(times) > AIM_MS else ""
            print(f"{name[:58]:58} {median(times):5.0f} ms {max(times):5.0f} ms{missed}")
        browser.close()


def pressed(tab: Any, block: Any) -> float:
    """Press a key on the first lever of a block; milliseconds until the block says otherwise.

    NaN where nothing in sight changed within seconds.
    """
    handle = block.locator(".noUi-handle").first
    low, value, high = (
        float(handle.get_attribute(f"aria-value{name}")) for name in ("min", "now", "max")
    )
    handle.focus()
    tab.evaluate(WATCH, block.element_handle())
    tab.keyboard.press("PageDown" if value > (low + high) / 2 else "PageUp")
    waited = float(tab.evaluate("async () => (await window.answered) - window.pressed"))
    tab.wait_for_timeout(1500)  # the hand rests, the entry is written, the other blocks renewed
    return waited


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", default="242600252")
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--every", type=int, default=0)
    parser.add_argument("--turn", type=int, default=0)
    parser.add_argument("--no-page", action="store_true")
    asked = parser.parse_args()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}")
    print(f"territory {asked.territory}, median of {asked.repeat}; aim {AIM_MS} ms\n")
    catalogue = Catalogue(Settings.from_environment({}).data)
    kernel(laid_out(asked.territory, catalogue), asked.repeat)
    if not asked.no_page:
        print()
        page(asked.territory, asked.repeat)
    if asked.every:
        print()
        campaign(catalogue, asked.every, asked.turn)


if __name__ == "__main__":
    main()
