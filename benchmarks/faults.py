"""Kill the room, then the whole tree of processes, while phones and a page write: nothing is lost.

    python -m benchmarks.faults            # 4 kills of the room, 1 of the tree
    python -m benchmarks.faults --full     # 30 and 5, as the issue asks

The tree is that of a real `territorial serve`: launcher, facilitator's door and the kernel of a
page open in it, engine, room. Kills fall during writes: at a random moment while eight phones and
the page's kernel write without pause. Each acknowledged entry must be in the log exactly once,
what died must come back by itself, and no process may survive its tree.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import nbformat

from territorial_lib.schemas.entries import (
    Answer,
    Author,
    Entry,
    Question,
    Resource,
    WorkshopSettings,
    new_id,
)
from territorial_lib.store.log import Store

ROOT = Path(__file__).parents[1]
PHONES = 8
PAGE = "from benchmarks.faults import write_from_a_page\n\nwrite_from_a_page()"
DOORS = {
    "workshop": "territorial_lib.serve.workshop",
    "engine": "territorial_lib.engine",
    "room": "territorial_lib.room",
}
FORM = {
    "type": "object",
    "title": "Essai",
    "additionalProperties": False,
    "properties": {"what": {"type": "string", "title": "Quoi"}},
}
FACILITATOR = Author(pseudonym="", group="facilitator")


def write_from_a_page() -> None:
    """Write without pause from a page's kernel; note what was acknowledged beside the workshop."""
    threading.Thread(target=_write_from_a_page, daemon=True).start()


def _write_from_a_page() -> None:
    path = Path(os.environ["TERRITORIAL_HOME"]) / "essai.atelier"
    with Store.open(path) as store, path.with_suffix(".page").open("a", buffering=1) as noted:
        while True:
            body = Resource(family="human", label="depuis une page", use="used")
            entry = Entry(id=new_id(), who=FACILITATOR, body=body)
            store.append([entry])
            noted.write(f"{entry.id}\n")
            time.sleep(0.02)


@dataclass
class Hall:
    """A launcher that holds every door open, and phones that write without pause."""

    home: Path
    question: str
    port: int = 0
    workshop_port: int = 0
    link: str = ""
    launcher: subprocess.Popen[bytes] | None = None
    acknowledged: dict[str, str] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)
    writes: int = 0

    @property
    def path(self) -> Path:
        return self.home / "essai.atelier"

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
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "TERRITORIAL_HOME": str(self.home),
                "TERRITORIAL_STORE": str(self.path),
                "TERRITORIAL_NOTEBOOKS": str(notebook(self.home)),
                "TERRITORIAL_ROOM_PORT": str(self.port),
            },
        )
        wait(ready.exists, 60, "the launcher announces")
        doors = json.loads(ready.read_text())["doors"]
        assert doors["room"]["url"] == f"http://127.0.0.1:{self.port}/"
        self.link = doors["workshop"]["link"]

    def open_page(self) -> None:
        """Open a page whose kernel writes."""
        before = len(self.written_by_the_page)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with opener.open(self.link, timeout=60) as answer:
            answer.read()
        wait(lambda: len(self.written_by_the_page) > before, 60, "the page's kernel writes")

    def tree(self) -> list[int]:
        assert self.launcher is not None
        return descendants(self.launcher.pid)

    def pid(self, door: str) -> int | None:
        """Give a door's process; None while there is none."""
        found = [pid for pid in self.tree() if DOORS[door] in command_line(pid)]
        return found[0] if found else None

    def living(self, door: str) -> int:
        """Wait for a door's process and give it: nothing else may be killed."""
        wait(lambda: self.pid(door) is not None, 60, f"{door} lives")
        found = self.pid(door)
        assert found, door
        return found

    def answers(self) -> bool:
        return ask(self.port, "GET", "/api/where")[0] == 200

    def phone(self) -> None:
        """Write without pause, sending again what was not acknowledged, as a phone does."""
        cookie, sent = "", None
        while not self.stopping.is_set():
            if not cookie:
                cookie = ask(self.port, "POST", "/api/join", {})[2]
                continue
            sent = sent or {
                "do": "answer",
                "id": new_id(),
                "question": self.question,
                "values": {"what": new_id()},
            }
            status, told, _ = ask(self.port, "POST", "/api/entries", {"entries": [sent]}, cookie)
            if status == 200 and told["receipts"][0]["status"] == "received":
                self.acknowledged[sent["id"]] = sent["values"]["what"]
                self.writes += 1
                sent = None
            elif status == 401:
                cookie = ""
            elif status != 200:
                time.sleep(0.05)


def ask(
    port: int, method: str, path: str, body: Any = None, cookie: str = ""
) -> tuple[int, Any, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        headers = {"Content-Type": "application/json", "Cookie": cookie}
        raw = None if body is None else json.dumps(body).encode()
        connection.request(method, path, raw, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read() or b"null")
        given = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer.status, told, given
    except (OSError, HTTPException, ValueError):
        return 0, None, ""
    finally:
        connection.close()


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


def wait(condition: Any, seconds: float, what: str) -> float:
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


def prepare(home: Path) -> Hall:
    settings = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="242600252")
    question = Entry(id=new_id(), who=FACILITATOR, body=Question(key="essai/faults", form=FORM))
    first = Entry(id=new_id(), who=FACILITATOR, body=settings)
    with Store.create(home / "essai.atelier", first) as store:
        store.append([question])
    return Hall(home, question.id)


def at_a_random_moment(hall: Hall, chance: random.Random) -> None:
    before = hall.writes
    wait(lambda: hall.writes > before + 20, 60, "phones write")
    time.sleep(chance.random() * 0.3)


def kill_room(hall: Hall, chance: random.Random) -> float:
    """Kill the room while it writes; give the seconds before it answers again."""
    at_a_random_moment(hall, chance)
    dead = hall.living("room")
    os.kill(dead, signal.SIGKILL)
    start = time.monotonic()
    wait(lambda: hall.pid("room") not in (None, dead), 60, "the launcher restarts the room")
    wait(hall.answers, 60, "the room answers again")
    return time.monotonic() - start


def kill_door(hall: Hall, chance: random.Random, door: str) -> None:
    """Kill another door while phones write: it comes back, and its kernels go with it."""
    at_a_random_moment(hall, chance)
    dead = hall.living(door)
    below = descendants(dead)
    os.kill(dead, signal.SIGKILL)
    wait(lambda: hall.pid(door) not in (None, dead), 60, f"the launcher restarts {door}")
    wait(lambda: not any(map(alive, below)), 30, f"no kernel of {door} survives")


def kill_tree(hall: Hall, chance: random.Random) -> int:
    """Kill the launcher and all it started while they write; launch again."""
    hall.open_page()
    at_a_random_moment(hall, chance)
    assert hall.launcher is not None
    tree = hall.tree()
    for pid in tree:
        with suppress(ProcessLookupError):  # gone with the door that held it
            os.kill(pid, signal.SIGKILL)
    hall.launcher.wait()
    wait(lambda: not any(map(alive, tree)), 30, "the whole tree is dead")
    hall.launch()
    return len(tree)


def verify(hall: Hall) -> int:
    """Check that every acknowledged entry is in the log once, as it was sent; give the count."""
    with Store.open(hall.path, read_only=True) as store:
        log = store.entries(kinds=["answer", "resource"])
    kept: dict[str, list[str]] = {}
    for logged in log:
        body = logged.entry.body
        what = body.values["what"] if isinstance(body, Answer) else ""
        kept.setdefault(logged.entry.id, []).append(what)
    sent = hall.acknowledged | dict.fromkeys(hall.written_by_the_page, "")
    lost = {id_ for id_, what in sent.items() if kept.get(id_) != [what]}
    assert not lost, f"{len(lost)} acknowledged entries are lost or doubled"
    assert len(log) == len(kept)
    return len(sent)


def campaign(room_kills: int, tree_kills: int, seed: int = 4) -> dict[str, float]:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        hall = prepare(Path(folder))
        hall.launch()
        phones = [threading.Thread(target=hall.phone) for _ in range(PHONES)]
        for phone in phones:
            phone.start()
        try:
            kill_door(hall, chance, "engine")
            if tree_kills > 1:
                hall.open_page()
                kill_door(hall, chance, "workshop")
            back = [kill_room(hall, chance) for _ in range(room_kills)]
            killed = [kill_tree(hall, chance) for _ in range(tree_kills)]
            at_a_random_moment(hall, chance)
        finally:
            hall.stopping.set()
            for phone in phones:
                phone.join()
            stop(hall)
        count = verify(hall)
    return {
        "room kills": room_kills,
        "tree kills": tree_kills,
        "processes in a tree": min(killed, default=0),
        "acknowledged": count,
        "slowest return (s)": round(max(back, default=0.0), 2),
    }


def stop(hall: Hall) -> None:
    """End the launcher as Ctrl+C does: nothing of its tree may survive."""
    assert hall.launcher is not None
    tree = hall.tree()
    hall.launcher.send_signal(signal.SIGINT)
    hall.launcher.wait(60)
    wait(lambda: not any(map(alive, tree)), 30, "no process survives the launcher")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="30 kills of the room, 5 of the tree")
    full = parser.parse_args().full
    for name, value in campaign(*((30, 5) if full else (4, 1))).items():
        print(f"{name}: {value}")
    print("every acknowledged entry is there once; no process survived")


if __name__ == "__main__":
    main()
