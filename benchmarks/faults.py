"""What may strike a hall: a real `territorial serve`, whose processes and disk are taken away.

The tree is launcher, facilitator's door and the kernel of a page open in it, engine, room.
`benchmarks/rehearsal.py` plays an evening in it; nothing here runs by itself.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path

import nbformat

from territorial_lib.rehearsal.phones import Phone
from territorial_lib.schemas.entries import Author, Entry, Resource, new_id
from territorial_lib.serve.plans import ENGINE, ROOM, WORKSHOP
from territorial_lib.store.log import Store

ROOT = Path(__file__).parents[1]
PAGE = "from benchmarks.faults import write_from_a_page\n\nwrite_from_a_page()"
DOORS = {plan.name: plan.module for plan in (WORKSHOP, ENGINE, ROOM)}
FACILITATOR = Author(pseudonym="", group="facilitator")
SAID = Resource(family="human", label="depuis une page", use="used")
LONG = 90.0
"""Seconds after which what must happen has not; ten times what it takes on a busy machine."""


def write_from_a_page() -> None:
    """Write without pause from a page's kernel; note what was acknowledged beside the workshop."""
    threading.Thread(target=_write_from_a_page, daemon=True).start()


def _write_from_a_page() -> None:
    path = Path(os.environ["TERRITORIAL_STORE"])
    with Store.open(path) as store, path.with_suffix(".page").open("a", buffering=1) as noted:
        while True:
            entry = Entry(id=new_id(), who=FACILITATOR, body=SAID)
            store.append([entry])
            noted.write(f"{entry.id}\n")
            time.sleep(0.05)


@dataclass
class Hall:
    """A launcher that holds every door open on one workshop, with one page that writes.

    `real` opens the true pages instead, on whichever workshop is remembered as being led.
    """

    home: Path
    path: Path
    real: bool = False
    port: int = 0
    workshop_port: int = 0
    link: str = ""
    launcher: subprocess.Popen[bytes] | None = None
    killed: int = 0
    restarted: int = 0

    @property
    def written_by_the_page(self) -> list[str]:
        noted = self.path.with_suffix(".page")
        return noted.read_text().split() if noted.exists() else []

    def launch(self) -> None:
        """Open the doors."""
        ready = self.home / "ready.json"
        ready.unlink(missing_ok=True)
        self.port = self.port or free_port()
        self.workshop_port = self.workshop_port or free_port()
        command = ["serve", "--no-browser", "--port", str(self.workshop_port)]
        self.launcher = subprocess.Popen(
            [sys.executable, "-m", "territorial_lib.cli", *command, "--ready-file", str(ready)],
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            env=self._environment(),
        )
        wait(ready.exists, LONG, "the launcher announces")
        doors = json.loads(ready.read_text())["doors"]
        assert doors["room"]["url"] == f"http://127.0.0.1:{self.port}/"
        self.link = doors["workshop"]["link"]

    def _environment(self) -> dict[str, str]:
        said = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TERRITORIAL_HOME": str(self.home),
            "TERRITORIAL_ROOM_PORT": str(self.port),
        }
        if self.real:
            return said
        page = str(notebook(self.home))
        return {**said, "TERRITORIAL_STORE": str(self.path), "TERRITORIAL_NOTEBOOKS": page}

    def open_page(self) -> None:
        """Open a page whose kernel writes; a page that never ends is not waited for."""
        before = len(self.written_by_the_page)
        threading.Thread(target=self.read_page, daemon=True).start()
        wait(lambda: len(self.written_by_the_page) > before, LONG, "the page's kernel writes")

    def read_page(self) -> int:
        """Read the first page to its end, or for so long; give its length in bytes."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        end, length = time.monotonic() + LONG, 0
        with suppress(OSError, HTTPException), opener.open(self.link, timeout=LONG) as answer:
            while time.monotonic() < end and (part := answer.read1(65536)):
                length += len(part)
        return length

    def tree(self) -> list[int]:
        assert self.launcher is not None
        return descendants(self.launcher.pid)

    def pid(self, door: str) -> int | None:
        """Give a door's process; None while there is none."""
        found = [pid for pid in self.tree() if DOORS[door] in command_line(pid)]
        return found[0] if found else None

    def living(self, door: str) -> int:
        """Wait for a door's process and give it: nothing else may be killed."""
        wait(lambda: self.pid(door) is not None, LONG, f"{door} lives")
        found = self.pid(door)
        assert found, door
        return found

    def answers(self) -> bool:
        return Phone(self.port).ask("GET", "/api/where").status == 200

    def stop(self) -> None:
        """End the launcher as Ctrl+C does: nothing of its tree may survive."""
        assert self.launcher is not None
        tree = self.tree()
        self.launcher.send_signal(signal.SIGINT)
        self.launcher.wait(LONG)
        wait(lambda: not any(map(alive, tree)), LONG, "no process survives the launcher")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def notebook(home: Path) -> Path:
    """Write the page that writes."""
    folder = home / "carnets"
    folder.mkdir(exist_ok=True)
    page = nbformat.v4.new_notebook()
    page.cells = [nbformat.v4.new_markdown_cell("# Essai"), nbformat.v4.new_code_cell(PAGE)]
    nbformat.write(page, folder / "00_preparer.ipynb")
    return folder


def fields_of(pid: int) -> list[str]:
    """Give a process's state, parent and so on; nothing for one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid: int) -> bool:
    told = fields_of(pid)
    return bool(told) and told[0] != "Z"


def descendants(pid: int) -> list[int]:
    """Give a process and all below it."""
    pids = [int(name.name) for name in Path("/proc").iterdir() if name.name.isdigit()]
    above = {each: int(told[1]) for each in pids if (told := fields_of(each))}
    found = [pid]
    for parent in found:
        found += [child for child, known in above.items() if known == parent]
    return [each for each in found if alive(each)]


def command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


def wait(condition: Callable[[], bool], seconds: float, what: str) -> float:
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


def kill_door(hall: Hall, door: str) -> float:
    """Kill a door: it comes back and what it held goes with it; give the seconds to recover."""
    dead = hall.living(door)
    below = descendants(dead)
    start = time.monotonic()
    os.kill(dead, signal.SIGKILL)
    wait(lambda: hall.pid(door) not in (None, dead), LONG, f"the launcher restarts {door}")
    wait(hall.answers, LONG, "the room answers")
    back = time.monotonic() - start
    wait(lambda: not any(map(alive, below)), LONG, f"nothing of {door} survives it")
    hall.killed, hall.restarted = hall.killed + len(below), hall.restarted + 1
    return back


def kill_tree(hall: Hall) -> float:
    """Kill the launcher and all it started while they write; launch again, cold."""
    hall.open_page()
    assert hall.launcher is not None
    tree = hall.tree()
    start = time.monotonic()
    for pid in tree:
        with suppress(ProcessLookupError):  # gone with the door that held it
            os.kill(pid, signal.SIGKILL)
    hall.launcher.wait()
    wait(lambda: not any(map(alive, tree)), LONG, "the whole tree is dead")
    assert len(tree) >= 5, "launcher, workshop, its kernel, engine, room"
    hall.launch()
    wait(hall.answers, LONG, "the room answers")
    hall.killed, hall.restarted = hall.killed + len(tree), hall.restarted + 3
    return time.monotonic() - start


def fill_disk(hall: Hall, seconds: float) -> float:
    """Leave no byte on the hall's disk for a while; give the seconds to recover after it."""
    ballast = hall.home / "plein"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 65536)
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x")
    time.sleep(seconds)
    ballast.unlink()
    return wait(hall.answers, LONG, "the room answers")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Mount a small disk there; False where this process may not (run it by `unshare -rm`)."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)
