"""The launcher holds the doors open, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from territorial_lib.serve import launcher
from territorial_lib.serve.held import Door
from territorial_lib.serve.plans import ROOM, reserve
from territorial_lib.settings import Settings
from tests.conftest import ROOT, OpenDoor, wait_until
from tests.serve.conftest import Client

ROOM_ANYWHERE = replace(ROOM, port=0)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX signals")


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that ended and waits to be reaped does not."""
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return subprocess.run(["ps", "-p", str(pid)], capture_output=True, check=False).returncode == 0


def descendants(pid: int) -> list[int]:
    """Every process below one, itself included."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
    found = [pid]
    for parent in found:
        found += [child for child, above in pairs if above == parent]
    return found


@pytest.fixture
def fresh(open_door: Callable[..., OpenDoor], notebooks: Path) -> OpenDoor:
    return open_door(notebooks)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_no_process(fresh: OpenDoor, number: signal.Signals) -> None:
    Client(fresh).kernel()
    processes = descendants(fresh.launcher.pid)
    assert len(processes) >= 3, "launcher, door, kernel"
    fresh.launcher.send_signal(number)
    assert fresh.launcher.wait(60) == 0
    wait_until(lambda: not any(map(alive, processes)))
    assert "Traceback" not in fresh.journal
    assert "Fatal" not in fresh.journal


def test_the_launcher_killed_leaves_no_process(fresh: OpenDoor) -> None:
    Client(fresh).kernel()
    processes = descendants(fresh.launcher.pid)
    fresh.launcher.kill()
    wait_until(lambda: not any(map(alive, processes)))


def test_a_door_killed_is_opened_again_under_the_same_key(fresh: OpenDoor) -> None:
    client = Client(fresh)
    cookie, kernel_side = client.cookie, descendants(fresh.pid)
    client.kernel()
    kernel_side = descendants(fresh.pid)
    os.kill(fresh.pid, signal.SIGKILL)
    answer = client.ask("/", cookie=False, Cookie=cookie)  # waits on the listening socket
    assert answer.status == 302
    wait_until(lambda: not any(map(alive, kernel_side)))
    assert "s’est arrêtée" in fresh.said
    assert fresh.launcher.poll() is None


def test_a_stubborn_door_is_ended_by_force(fresh: OpenDoor) -> None:
    os.kill(fresh.pid, signal.SIGSTOP)
    assert fresh.stop() == 0
    assert not alive(fresh.pid)


def run(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "territorial_lib.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
        env={**os.environ, "TERRITORIAL_HOME": str(home), **environment},
    )


@pytest.mark.parametrize("command", ["serve", "lab"])
def test_a_port_in_use_is_said_in_french(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run(command, "--port", str(port), "--no-browser", home=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert str(port) in ended.stderr
    assert f"--port {port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_the_detail_of_an_error_is_for_who_asks(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run("--debug", "serve", "--port", port, "--no-browser", home=tmp_path)
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr


def test_a_door_that_never_opens_is_given_up(tmp_path: Path) -> None:
    package = tmp_path / "voila"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('panne voulue')")
    ended = run("serve", "--port", "0", "--no-browser", home=tmp_path, PYTHONPATH=str(tmp_path))
    assert ended.returncode == 2
    assert "n’a pas pu s’ouvrir" in ended.stderr
    assert "panne voulue" in (tmp_path / "journaux" / "workshop.log").read_text()


def test_the_journal_moves_where_writing_is_possible(
    open_door: Callable[..., OpenDoor], notebooks: Path, tmp_path: Path
) -> None:
    (tmp_path / "journaux").write_text("a file where the folder should be")
    door = open_door(notebooks, home=tmp_path)
    assert Client(door).ask("/").status == 302
    assert door.stop() == 0


def test_the_link_said_is_the_one_that_opens(door: OpenDoor) -> None:
    assert door.link in door.said
    assert "ne le projetez pas" in door.said


def test_the_laboratory_wants_its_key_and_leaves_no_process(
    open_door: Callable[..., OpenDoor], notebooks: Path
) -> None:
    door = open_door(notebooks, name="lab")
    client = Client(door)
    assert client.ask("/api/contents/00_preparer.ipynb", cookie=False).status == 403
    assert client.ask("/api/contents", cookie=False, Host="evil.example").status == 403
    with_key = client.ask(f"/api/contents/00_preparer.ipynb?token={door.token}", cookie=False)
    assert with_key.status == 200
    processes = descendants(door.launcher.pid)
    assert door.stop() == 0
    wait_until(lambda: not any(map(alive, processes)))
    assert door.token not in door.journal


def test_a_hall_never_waits_long_for_a_door_that_keeps_dying(tmp_path: Path) -> None:
    said: list[str] = []
    held = launcher.Launcher([], Settings.from_environment({}), said.append)
    listener, port = reserve(ROOM_ANYWHERE)
    with listener, (tmp_path / "journal").open("wb") as journal:
        door = Door(ROOM_ANYWHERE, listener, port, tmp_path, journal, ready=True)
        delays = []
        for _ in range(12):
            door.started = time.monotonic()
            held._mourn(door, -9)
            delays.append(door.restart_at - time.monotonic())
    assert delays[0] < 1
    assert max(delays) <= 5
    assert len(said) == 12
