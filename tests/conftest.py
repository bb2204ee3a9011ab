"""What every test may use: a door really open, and a browser that witnesses what leaves."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No name and no address but the loopback's leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
LOCAL_SCHEMES = {"data", "blob", "about"}
PATIENCE = 60.0
Result = TypeVar("Result")


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Give a browser test that fails a second try in a fresh browser, and print why it failed."""
    if item.get_closest_marker("browser") is None:
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    if any(report.failed for report in reports):
        why = "\n".join(r.longreprtext[-3000:] for r in reports if r.failed)
        sys.stderr.write(f"\n[second try] {item.nodeid}\n{why}\n")
        item.session._setupstate.teardown_exact(None)  # doors, tabs and browser too
        item._initrequest()  # type: ignore[attr-defined]
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def run_apart(scene: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a thread of its own: Playwright's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, scene).result()


@dataclass
class OpenDoor:
    """A `territorial serve` that answers."""

    launcher: subprocess.Popen[str]
    name: str
    url: str
    token: str
    link: str
    pid: int
    home: Path
    output: Path

    @property
    def said(self) -> str:
        """What the launcher printed so far."""
        return self.output.read_text(encoding="utf-8")

    @property
    def journal(self) -> str:
        """What the door's process wrote so far."""
        return (self.home / "journaux" / f"{self.name}.log").read_text(encoding="utf-8")

    def stop(self) -> int:
        """End the launcher as Ctrl+C does and give its exit code."""
        if self.launcher.poll() is None:
            self.launcher.send_signal(signal.SIGINT)
        return self.launcher.wait(PATIENCE)


@pytest.fixture(scope="module")
def open_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., OpenDoor]]:
    """Start `territorial serve` on a folder of notebooks; closed with the module.

    A door left open keeps its kernels: a dozen of them would take the memory of the next browser.
    """
    yield from doors(tmp_path_factory)


@pytest.fixture(scope="session")
def open_lasting_door(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., OpenDoor]]:
    """Start a door that several modules share; closed in the end."""
    yield from doors(tmp_path_factory)


def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., OpenDoor]]:
    """Give what opens doors, then close them all."""
    opened: list[OpenDoor] = []

    def start(
        notebooks: Path, home: Path | None = None, name: str = "workshop", **environment: str
    ) -> OpenDoor:
        place = tmp_path_factory.mktemp("door")
        ready, output = place / "ready.json", place / "output.txt"
        home = home or place / "home"
        verb = "lab" if name == "lab" else "serve"
        command = [verb, "--port", "0", "--no-browser", "--notebooks", str(notebooks)]
        with output.open("w") as stream:
            launcher = subprocess.Popen(
                [sys.executable, "-m", "territorial_lib.cli", *command, "--ready-file", str(ready)],
                stdout=stream,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                text=True,
                cwd=ROOT,
                env={**os.environ, "TERRITORIAL_HOME": str(home), **environment},
            )
        wait_until(lambda: ready.exists() or launcher.poll() is not None)
        assert ready.exists(), output.read_text()
        told = json.loads(ready.read_text())["doors"][name]
        opened.append(OpenDoor(launcher, name=name, home=home, output=output, **told))
        return opened[-1]

    yield start
    for door in opened:
        door.stop()


@dataclass
class Witness:
    """What a browser page asked for and complained about."""

    external: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Any) -> None:
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)

    def _note(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in LOCAL_SCHEMES and address.hostname not in {
            "127.0.0.1",
            "localhost",
        }:
            self.external.append(url)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """The one Playwright of this process: it takes no second one."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is absent: browser tests did not run"
        if os.environ.get("CI") in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(driver: Any) -> Iterator[Any]:
    """The system's Chromium, which reaches the loopback only; a fresh one for each module."""
    chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., tuple[Any, Witness]]]:
    """Open pages in fresh sessions: gives the page and its witness."""
    contexts = []

    def start(width: int = 1366, height: int = 768, **options: Any) -> tuple[Any, Witness]:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(1000 * PATIENCE)
        contexts.append(context)
        page, witness = context.new_page(), Witness()
        witness.watch(page)
        return page, witness

    yield start
    for context in contexts:
        context.close()


def wait_until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for something that must happen; fail when it does not."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
