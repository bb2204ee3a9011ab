"""The template forks nothing that would not be safe, and knows when its code is old."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from territorial_lib.serve.warm import cleanliness
from territorial_lib.serve.warm.brood import Brood, Edited, Unavailable
from territorial_lib.serve.warm.nursery import SAFE, Nursery
from territorial_lib.serve.warm.process import ForkedProcess
from territorial_lib.serve.warm.suitability import unsuitable
from tests.conftest import wait_until

pytestmark = pytest.mark.skipif(not SAFE, reason="no safe fork on this system")
ORDER = {"argv": ["--version"], "cwd": "/", "server": os.getpid(), "environment": {}}


@pytest.fixture(scope="module")
def life() -> Iterator[int]:
    watched, held = os.pipe()
    yield watched
    os.close(watched)
    os.close(held)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module of ours that a template can import."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path / "some_library.py"


def asked(brood: Brood) -> ForkedProcess:
    return brood.ask({**ORDER, "environment": dict(brood.environment)}, [0, 1, 2]).result(60)


def edited(brood: Brood) -> str | None:
    try:
        asked(brood).wait(60)
    except Edited as reason:
        return reason.package
    return None


def test_a_template_refuses_what_cannot_be_shared_then_what_is_old(
    library: Path, life: int
) -> None:
    """One template for the three reasons: each start of one costs a second."""
    library.write_text(
        "import os, sqlite3, threading\n"
        "base = sqlite3.connect(os.path.join(os.path.dirname(__file__), 'base.db'))\n"
        "going_on = threading.Event()\n"
        "threading.Thread(target=going_on.wait, args=(3600,), daemon=True, name='other').start()\n"
        "def end_thread():\n    going_on.set()\n"
        "def fail():\n    raise OSError('no table')\n"
        "def close():\n    base.close()\n"
    )
    brood = Brood(["some_library", "some_library:fail"], life)
    try:
        assert brood.warm.wait(60)
        with pytest.raises(Unavailable, match="several threads"):
            asked(brood)
    finally:
        brood.close()
    brood = Brood(["some_library", "some_library:end_thread"], life)
    try:
        assert brood.warm.wait(60)
        with pytest.raises(Unavailable, match=r"has open: .*base\.db"):
            asked(brood)
    finally:
        brood.close()
    brood = Brood(["some_library", "some_library:end_thread", "some_library:close"], life)
    try:
        assert brood.warm.wait(60)
        assert asked(brood).wait(60) == 0
        os.utime(library, (1, 1))
        wait_until(lambda: edited(brood) == "some_library")
        brood.retire()
        assert brood.process.wait(60) == 0
    finally:
        if brood.alive:
            brood.close()


def test_threads_and_links_are_seen(tmp_path: Path) -> None:
    before = set(cleanliness.uncarried(set()))
    ending = threading.Event()
    thread = threading.Thread(target=ending.wait)
    thread.start()
    one, two = socket.socketpair()
    written = sqlite3.connect(tmp_path / "written.db")
    (tmp_path / "read.txt").write_text("abc")
    with (tmp_path / "read.txt").open("rb", buffering=0) as read:
        found = set(cleanliness.uncarried(set())) - before
        assert read.fileno() in cleanliness.readable(cleanliness.descriptors())
    assert len(cleanliness.threads()) > 1
    ending.set()
    thread.join()
    one.close()
    two.close()
    written.close()
    assert sum(link.startswith("socket") for link in found) == 2
    assert [Path(link).name for link in found if link.startswith("/")] == ["written.db"]


def test_a_file_opened_again_has_its_own_position(tmp_path: Path) -> None:
    path = tmp_path / "read.txt"
    path.write_text("abcdef")
    first = os.open(path, os.O_RDONLY)
    os.lseek(first, 2, os.SEEK_SET)
    shared = os.dup(first)
    cleanliness.reopen(first)
    assert os.read(first, 1) == b"c"
    assert os.lseek(shared, 0, os.SEEK_CUR) == 2
    path.replace(tmp_path / "moved.txt")
    path.write_text("another")
    cleanliness.reopen(shared)  # the very file, wherever it is now
    assert os.read(shared, 4) == b"cdef"
    os.close(first)
    os.close(shared)


COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "c.json"]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["python3.99", *COMMAND[1:]], {}),
        ([COMMAND[0], "-m", "another_kernel"], {}),
        (COMMAND, {"preexec_fn": print}),
        (COMMAND, {"cwd": "/nowhere/at/all"}),
        (COMMAND, {"stderr": -1}),
        (COMMAND, {"env": {"PYTHONHASHSEED": "1"}}),
    ],
)
def test_what_cannot_be_a_fork_is_recognised(
    command: list[str], options: dict[str, object]
) -> None:
    assert unsuitable(COMMAND, {"env": dict(os.environ)}) is None
    assert unsuitable(command, {"env": dict(os.environ), **options})


def test_templates_that_die_are_not_started_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("territorial_lib.serve.warm.brood._MODULE", "no.such.module")
    nursery = Nursery(())
    started = []
    with pytest.raises(Unavailable, match="too often"):
        while True:
            started.append(nursery.brood())
            started[-1].process.wait(60)
            started[-1]._listener.join(60)
    assert len(started) == 3


def test_newborn_kernels_that_die_stop_the_forks() -> None:
    nursery = Nursery(())
    for lives in (False, False, True, False, False, False):
        nursery.newborn(lives)
    with pytest.raises(Unavailable, match="too often"):
        nursery.brood()


def test_what_is_edited_is_kept_warm_no_more() -> None:
    nursery = Nursery(("pandas", "ours", "ours.pages", "ours:read", "ourselves"))
    nursery.renew("ours")
    assert nursery.items == ("pandas", "ourselves")
