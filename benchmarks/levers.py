"""How fast a lever answers: in the kernel for every block, and in the page for those with levers.

python benchmarks/levers.py [--territory 242600252] [--repeat 7] [--no-page] [--every N]
Kernel: time to compute the block again after a lever moved (nothing read anew), wall and CPU.
Page: from the key pressed on the slider, in Chromium, to the first change of the block's text.
--every 1: then every block of each of the 1,255 EPCI, without exception; --every 20: one in 20.
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
from math import isnan
from pathlib import Path
from statistics import median
from typing import Any

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.inventory import taking as inventory
from territorial_lib.diagnosis.part import Part
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.blocks import Lever
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
AIM_MS = 300
PATIENCE = 120_000
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


def campaign(catalogue: Catalogue, step: int) -> None:
    """Compute every block of one EPCI in so many; print how many, how long, the slowest."""
    codes = list(Gazetteer(catalogue).units("epci").index)[::step]
    began, slowest, failed = time.perf_counter(), (0.0, ""), []
    for rank, code in enumerate(codes, 1):
        start = time.perf_counter()
        try:
            found = gaps.diagnose(laid_out(code, catalogue))
            assert len(found.blocks) == len(gaps.PARTS)
        except Exception as error:  # noqa: BLE001 - counted, named, and fails the run at the end
            failed.append(f"{code}: {error!r}")
        slowest = max(slowest, (time.perf_counter() - start, code))
        if rank % 100 == 0:
            print(f"  {rank} of {len(codes)}, {time.perf_counter() - began:.0f} s", flush=True)
    taken = time.perf_counter() - began
    print(
        f"{len(codes)} EPCI, {len(gaps.PARTS)} blocks each: {taken:.0f} s, "
        f"{1000 * taken / len(codes):.0f} ms each, slowest {slowest[1]} {slowest[0]:.1f} s, "
        f"{len(failed)} failed"
    )
    if failed:
        sys.exit("\n".join(failed))


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
        campaign(catalogue, asked.every)


if __name__ == "__main__":
    main()
