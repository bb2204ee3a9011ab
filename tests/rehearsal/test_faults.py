"""A short form of benchmarks/rehearsal.py: an evening by phones while its hall is struck."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.faults import Hall
from benchmarks.rehearsal import Record, segments, verify
from benchmarks.soak import Sampled, memory, pss, slopes, wrong
from territorial_lib.rehearsal.moves import LEADERS, Join, Lead, Send, Stage, led, made_id
from territorial_lib.schemas.entries import Author, Entry, Lock, WorkshopSettings, new_id
from territorial_lib.store.log import Store
from tests.conftest import ROOT

ALONE = ["unshare", "-rm"]
"""Root of a namespace of one's own: it may mount a small disk, and fill it."""


def _may(command: list[str]) -> bool:
    return shutil.which(command[0]) is not None and (
        subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    report = tmp_path_factory.mktemp("struck") / "report.json"
    command = [sys.executable, "-m", "benchmarks.rehearsal", "--report", str(report)]
    alone = ALONE if _may(ALONE) else []
    done = subprocess.run([*alone, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def test_an_evening_struck_loses_nothing_and_gives_the_same_plan(told: dict[str, Any]) -> None:
    assert told["present"] == told["acknowledged"] > 200
    assert told["doubled"] == 0
    assert told["sent again"] > 10, "strikes fell while phones wrote"
    assert told["processes killed"] >= 6 and told["doors restarted"] == 4
    assert set(told["strikes"]) - {"disk"} == {"room", "network", "clock", "tree"}


def test_the_disk_was_filled_meanwhile(told: dict[str, Any]) -> None:
    if "disk" not in told["strikes"]:
        pytest.skip("mounting a small disk is not allowed here: it was not filled")
    assert told["strikes"]["disk"] == 1


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    body = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="26108")
    first = Entry(id=new_id(), who=LEADERS[0], body=body)
    path = tmp_path / "essai.atelier"
    with Store.create(path, first) as store:
        store.append([_locked("a")])
    return Hall(tmp_path, path)


def _locked(step: str) -> Entry:
    return Entry(id=made_id(step), who=LEADERS[0], body=Lock(step="plan", locked=step == "a"))


def test_what_is_lost_or_changed_is_seen(hall: Hall) -> None:
    assert verify(hall, Record(entries={made_id("a"): _locked("a")}))[1]["present"] == 1
    with pytest.raises(AssertionError, match="lost"):
        verify(hall, Record(entries={made_id("b"): _locked("b")}))
    other = Entry(id=made_id("a"), who=LEADERS[1], body=Lock(step="plan", locked=True))
    with pytest.raises(AssertionError, match="not as they were sent"):
        verify(hall, Record(entries={other.id: other}))


def test_nobody_answers_what_they_have_not_read() -> None:
    someone = Author(pseudonym="", group="citizen", participant=new_id())
    one, two = ({"do": "comment", "id": made_id(each), "entry": made_id(0)} for each in (1, 2))
    back = {"do": "withdraw", "id": made_id(3), "entry": made_id(1)}
    said = led(2, new_id(), Lock(step="plan", locked=True))
    moves = [
        Stage(0, "Accueil"),
        Join(0, 0, someone),
        Send(1, 0, one),
        Send(1, 0, one, "again"),
        Send(1, 1, two),  # speaks of what phone 0 just spoke of
        said,
        Send(3, 1, two, "again"),
        Send(4, 1, back),
    ]
    found = segments(moves)
    assert [len(segment) for segment in found] == [3, 2, 2]
    assert isinstance(found[1][-1], Lead)


def test_memory_is_that_of_the_whole_tree(hall: Hall) -> None:
    hall.launcher = subprocess.Popen(["sleep", "60"])
    try:
        assert set(memory(hall)) == {"sleep 60", "kernels"}
    finally:
        hall.launcher.kill()
        hall.launcher.wait()
    assert pss(hall.launcher.pid) == 0
    assert pss(os.getpid()) > 10


def test_a_process_that_grows_is_told_from_one_that_does_not() -> None:
    def _lived(memory_at: Callable[[int], float], since: int = 0) -> list[Sampled]:
        return [Sampled(3.0 * n, memory_at(n)) for n in range(since, 80)]

    samples = {
        ("flat", 1): _lived(lambda n: 200.0 + n % 3),
        ("leak", 2): _lived(lambda n: 100.0 + n),
        ("warm-up", 3): _lived(lambda n: 100.0 + min(n, 35)),
        ("step", 4): _lived(lambda n: 220.0 if n > 66 else 200.0),
        ("born late", 5): _lived(lambda n: 100.0 + n, since=70),
    }
    told = slopes(samples, 30.0)
    assert set(told) == {"flat 1", "leak 2", "warm-up 3", "step 4"}
    assert told["leak 2"] == "140 to 179 MB, +40.0 MB a simulated hour, GROWS"
    found = {**told, "kernels left": 1, "surprises": []}
    assert wrong(found) == ["leak 2", "kernels left"]
    assert slopes({}, 30.0) == {}
