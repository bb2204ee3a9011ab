"""Kill the room, then the whole tree of processes, while phones write: nothing told is lost.

    python benchmarks/faults.py            # 4 kills of the room, 1 of the tree
    python benchmarks/faults.py --full     # 30 and 5, as the issue asks

Kills fall during writes: at a random moment while eight clients post without pause. Each
acknowledged entry must be in the log exactly once, and what died must answer again by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from territorial_lib.schemas.entries import Author, Entry, Question, WorkshopSettings, new_id
from territorial_lib.store.log import Store

ROOT = Path(__file__).parents[1]
PHONES = 8
LAUNCH = """
import json, sys
from pathlib import Path
from territorial_lib.serve import launcher
from territorial_lib.serve.plans import ROOM
from territorial_lib.settings import Settings
from dataclasses import replace

launcher.LAST_DELAY = 0.5  # thirty deaths in a minute are our doing
ready = Path(sys.argv[1])

def announce(doors):
    draft = ready.with_suffix(".draft")
    draft.write_text(json.dumps({d.plan.name: [d.port, d.process.pid] for d in doors}))
    draft.replace(ready)

plan = replace(ROOM, port=int(sys.argv[2]))
launcher.Launcher([plan], Settings.from_environment(), lambda _: None).run(announce)
"""
FORM = {
    "type": "object",
    "title": "Essai",
    "additionalProperties": False,
    "properties": {"what": {"type": "string", "title": "Quoi"}},
}


@dataclass
class Hall:
    """A launcher that holds a room open, and phones that write without pause."""

    home: Path
    question: str
    port: int = 0
    launcher: subprocess.Popen[bytes] | None = None
    acknowledged: dict[str, str] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)
    writes: int = 0

    @property
    def path(self) -> Path:
        return self.home / "essai.atelier"

    def launch(self) -> None:
        ready = self.home / "ready.json"
        ready.unlink(missing_ok=True)
        self.launcher = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, str(ready), str(self.port)],
            cwd=ROOT,
            start_new_session=True,
            env={
                **os.environ,
                "TERRITORIAL_HOME": str(self.home),
                "TERRITORIAL_STORE": str(self.path),
            },
        )
        wait(ready.exists, 30, "the launcher announces")
        self.port = json.loads(ready.read_text())["room"][0]

    def room_pid(self) -> int:
        assert self.launcher is not None
        children = Path(f"/proc/{self.launcher.pid}/task/{self.launcher.pid}/children")
        pids = children.read_text().split()
        return int(pids[0]) if pids else 0

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


def wait(condition: Any, seconds: float, what: str) -> float:
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


def prepare(home: Path) -> Hall:
    lead = Author(pseudonym="", group="facilitator")
    settings = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="242600252")
    question = Entry(id=new_id(), who=lead, body=Question(key="essai/faults", form=FORM))
    first = Entry(id=new_id(), who=lead, body=settings)
    with Store.create(home / "essai.atelier", first) as store:
        store.append([question])
    return Hall(home, question.id)


def kill_room(hall: Hall, chance: random.Random) -> float:
    """Kill the room while it writes; give the seconds before it answers again."""
    before = hall.writes
    wait(lambda: hall.writes > before + 20, 60, "phones write")
    time.sleep(chance.random() * 0.3)
    os.kill(hall.room_pid(), signal.SIGKILL)
    start = time.monotonic()
    time.sleep(0.05)
    wait(hall.answers, 60, "the launcher restarts the room")
    return time.monotonic() - start


def kill_tree(hall: Hall, chance: random.Random) -> None:
    """Kill the launcher and all it started while they write; launch again."""
    before = hall.writes
    wait(lambda: hall.writes > before + 20, 60, "phones write")
    time.sleep(chance.random() * 0.3)
    assert hall.launcher is not None
    room = hall.room_pid()
    for pid in (hall.launcher.pid, room):
        os.kill(pid, signal.SIGKILL)
    hall.launcher.wait()
    hall.launch()


def verify(hall: Hall) -> int:
    """Check that every acknowledged entry is in the log once, as it was sent; give the count."""
    with Store.open(hall.path, read_only=True) as store:
        log = store.entries(kinds=["answer"])
    kept: dict[str, list[str]] = {}
    for logged in log:
        kept.setdefault(logged.entry.id, []).append(logged.entry.body.values["what"])  # type: ignore[union-attr]
    lost = {id_ for id_, what in hall.acknowledged.items() if kept.get(id_) != [what]}
    assert not lost, f"{len(lost)} acknowledged entries are lost or doubled"
    assert len(log) == len(kept)
    return len(hall.acknowledged)


def campaign(room_kills: int, tree_kills: int, seed: int = 4) -> dict[str, float]:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        hall = prepare(Path(folder))
        hall.launch()
        phones = [threading.Thread(target=hall.phone) for _ in range(PHONES)]
        for phone in phones:
            phone.start()
        try:
            back = [kill_room(hall, chance) for _ in range(room_kills)]
            for _ in range(tree_kills):
                kill_tree(hall, chance)
            before = hall.writes
            wait(lambda: hall.writes > before + 20, 60, "phones write again")
        finally:
            hall.stopping.set()
            for phone in phones:
                phone.join()
            assert hall.launcher is not None
            hall.launcher.send_signal(signal.SIGINT)
            hall.launcher.wait(30)
        count = verify(hall)
    return {
        "room kills": room_kills,
        "tree kills": tree_kills,
        "acknowledged": count,
        "slowest return (s)": round(max(back, default=0.0), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="30 kills of the room, 5 of the tree")
    full = parser.parse_args().full
    for name, value in campaign(*((30, 5) if full else (4, 1))).items():
        print(f"{name}: {value}")
    print("every acknowledged entry is there once")


if __name__ == "__main__":
    main()
