"""Forked kernels behave as plain ones, and share nothing but memory with anyone."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets.config import Config

from territorial_lib.serve.door import Order
from territorial_lib.serve.facilitator import WorkshopDoor
from territorial_lib.serve.warm.nursery import SAFE, nursery
from territorial_lib.serve.warm.process import LOST, ForkedProcess
from tests.conftest import ROOT, run_apart, wait_until

pytestmark = pytest.mark.skipif(not SAFE, reason="no safe fork on this system")
WARM = ("ipywidgets", "pandas")
WAYS = ("forked", "plain")


class Specs(KernelSpecManager):
    """Two kernels that differ by how they start."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        described = get_kernel_dict()
        if kernel_name != "plain":
            patience = 0.5 if kernel_name == "impatient" else 60.0
            config = {"warm": list(WARM), "patience": patience}
            told = {"provisioner_name": "territorial-warm", "config": config}
            described["metadata"]["kernel_provisioner"] = told
        return KernelSpec(resource_dir="", **described)


class Kernel:
    """A kernel and what asks it."""

    def __init__(self, manager: KernelManager) -> None:
        self.manager = manager
        self.client: Any = manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def process(self) -> Any:
        return self.manager.provisioner.process

    @property
    def pid(self) -> int:
        return self.process.pid

    def run(self, code: str) -> str:
        """What some code prints, or the name of what it raises."""
        asked = self.client.execute(code)
        said = ""
        while True:
            message = self.client.get_iopub_msg(timeout=60)
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != asked:
                continue
            if kind == "stream":
                said += content["text"]
            elif kind == "error":
                said += content["ename"]
            elif kind == "status" and content["execution_state"] == "idle":
                return said.strip()

    def close(self) -> None:
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


@pytest.fixture(scope="module", autouse=True)
def no_template_left() -> Iterator[None]:
    """One template for this module, ended with it."""
    yield
    nursery(WARM).close()


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., Kernel]]:
    """Start a kernel one way or the other; ended with the module."""
    started: list[Kernel] = []
    place = tempfile.TemporaryDirectory(prefix="k", ignore_cleanup_errors=True)

    def one(way: str, **options: Any) -> Kernel:
        folder = Path(place.name) / str(len(started))
        folder.mkdir()
        manager = KernelManager(
            kernel_name=way,
            kernel_spec_manager=Specs(),
            transport="ipc",
            connection_file=str(folder / "c.json"),
        )
        manager.start_kernel(**options)
        started.append(Kernel(manager))
        return started[-1]

    yield one
    for kernel in started:
        kernel.close()
    place.cleanup()


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose paths leave room for local sockets."""
    with tempfile.TemporaryDirectory(prefix="k") as name:
        yield Path(name)


@pytest.fixture(scope="module", params=WAYS)
def kernel(request: pytest.FixtureRequest, start: Callable[..., Kernel]) -> Kernel:
    """A kernel that tests leave alive."""
    return start(request.param, env={**os.environ, "TOLD": "so"}, cwd="/usr")


@pytest.fixture(scope="module")
def forked(start: Callable[..., Kernel]) -> Kernel:
    """A forked kernel that tests leave alive."""
    return start("forked")


def test_the_environment_and_the_folder_are_the_ones_asked_for(kernel: Kernel) -> None:
    said = kernel.run(
        "import os; print(os.getcwd(), os.environ['TOLD'], os.environ['JPY_PARENT_PID'],"
        " os.environ.get('JE_ARROW_MALLOC_CONF'), os.getsid(0) == os.getpid())"
    )
    assert said == f"/usr so {os.getpid()} None True"


def test_libraries_behave_as_if_imported_in_the_kernel(kernel: Kernel) -> None:
    said = kernel.run(
        "import comm, ipywidgets, pandas\n"
        "print('jupyter.widget.control' in comm.get_comm_manager().targets,"
        " pandas.get_option('display.max_columns'))"
    )
    assert said == "True 20"


def test_an_interrupted_kernel_goes_on(kernel: Kernel) -> None:
    asked = kernel.client.execute("print('began', flush=True)\nwhile True: pass")
    names = []
    while "idle" not in names:
        message = kernel.client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == asked:
            content = message["content"]
            names.append(content.get("ename") or content.get("execution_state"))
            if message["msg_type"] == "stream":
                kernel.manager.interrupt_kernel()
    assert "KeyboardInterrupt" in names
    assert kernel.run("print(6 * 7)") == "42"


def test_a_restarted_kernel_forgets(kernel: Kernel) -> None:
    before = kernel.pid
    kernel.run("known = 1")
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.run("known") == "NameError"
    assert kernel.pid != before
    assert isinstance(kernel.process, ForkedProcess) == (kernel.manager.kernel_name == "forked")


def test_a_kernel_told_to_end_leaves_nothing(kernel: Kernel) -> None:
    pid, file = kernel.pid, Path(kernel.manager.connection_file)
    assert file.exists()
    kernel.manager.shutdown_kernel()
    kernel.client.stop_channels()
    assert not kernel.manager.has_kernel
    assert not Path(f"/proc/{pid}").exists()
    assert list(file.parent.iterdir()) == []


def test_a_crash_is_told(start: Callable[..., Kernel]) -> None:
    exits, killed = start("forked"), start("forked")
    exits.client.execute("import os; os._exit(7)")
    os.kill(killed.pid, signal.SIGKILL)
    for kernel, code in ((exits, 7), (killed, -signal.SIGKILL)):
        wait_until(lambda kernel=kernel: not kernel.manager.is_alive())
        assert kernel.process.poll() == code
    nursery(WARM).newborn(lives=True)


def test_forks_draw_different_numbers(start: Callable[..., Kernel], forked: Kernel) -> None:
    code = "import random, numpy, uuid; print(random.random(), numpy.random.rand(), uuid.uuid4())"
    one, two = (kernel.run(code).split() for kernel in (forked, start("forked")))
    assert len({*one, *two}) == 6


def test_a_fork_shares_no_link_with_anyone(start: Callable[..., Kernel], forked: Kernel) -> None:
    """But the standard streams, and the end of the pipe by which it learns of our death."""
    pids = [forked.pid, start("forked").pid, template().process.pid, os.getpid()]
    kernels = [links(pid) for pid in pids[:2]]
    shared = kernels[0] & (kernels[1] | links(pids[2]) | links(pids[3]))
    assert len({link for link in shared if link.startswith(("socket", "pipe"))}) == 1
    assert not {link for link in links(pids[2]) if link.endswith((".db", ".sqlite"))}


def links(pid: int) -> set[str]:
    """Where the open files of a process lead, but for its standard streams."""
    found = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        if int(each.name) > 2 and each.is_symlink():
            found.add(str(each.readlink()))
    return {link for link in found if not link.startswith(("anon_inode", "/dev"))}


def template() -> Any:
    return nursery(WARM).brood()


def test_kernels_outlive_their_template_and_another_one_comes(
    start: Callable[..., Kernel], forked: Kernel
) -> None:
    before = template().process.pid
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: not nursery(WARM)._brood.alive)  # type: ignore[union-attr]
    assert forked.run("print(1)") == "1"
    assert isinstance(start("forked").process, ForkedProcess)
    assert template().process.pid != before
    os.kill(forked.pid, signal.SIGKILL)
    wait_until(lambda: not forked.manager.is_alive())
    assert forked.process.poll() == LOST
    nursery(WARM).newborn(lives=True)


SERVER = """
import os, sys, time
sys.path.insert(0, {root!r})
from tests.serve.test_warm_kernels import KernelManager, Kernel, Specs
manager = KernelManager(kernel_name="forked", kernel_spec_manager=Specs(), transport="ipc",
                        connection_file=os.path.join({folder!r}, "c.json"))
manager.start_kernel()
print(Kernel(manager).pid, flush=True)
time.sleep(600)
"""


def test_kernels_and_template_end_with_their_server_even_killed(short: Path) -> None:
    code = SERVER.format(root=str(ROOT), folder=str(short))
    server = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    kernel = int(server.stdout.readline())
    listed = ["ps", "--ppid", str(server.pid), "-o", "pid="]
    below = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
    server.kill()
    server.wait()
    server.stdout.close()
    for pid in {kernel, *map(int, below)}:
        wait_until(lambda pid=pid: ended(pid))


def ended(pid: int) -> bool:
    """Tell whether a process is over; one that nobody reaps is."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_many_kernels_opened_and_culled_leave_nothing(short: Path) -> None:
    pids, size = run_apart(opened_and_culled(short, 2))
    held = [held_kernels(pid) for pid in (os.getpid(), template().process.pid)]
    known = objects()
    pids, grown = run_apart(opened_and_culled(short, 20))
    assert list(short.iterdir()) == []
    for pid in pids:
        wait_until(lambda pid=pid: ended(pid))
    assert grown - size < 4_000, "the template grows with each kernel"
    assert {name: count for name, count in (objects() - known).items() if count > 5} == {}
    assert [held_kernels(pid) for pid in (os.getpid(), template().process.pid)] == held


def objects() -> Counter[str]:
    """What Jupyter, its sockets and the logs keep in this process, by kind."""
    gc.collect()
    kinds = Counter(f"{type(each).__module__}.{type(each).__name__}" for each in gc.get_objects())
    watched = ("jupyter", "zmq", "logging.Logger", "tornado", "territorial_lib.serve")
    return Counter({name: count for name, count in kinds.items() if name.startswith(watched)})


async def opened_and_culled(folder: Path, count: int) -> tuple[list[int], int]:
    """Open kernels at once and let them be culled: their processes, the template's memory in kB."""
    config = Config()
    config.KernelManager.transport = "ipc"
    order = Order("workshop", 0, "", "", notebooks=str(folder), run=str(folder))
    manager = AsyncMappingKernelManager(
        parent=WorkshopDoor(order),
        config=config,
        kernel_spec_manager=Specs(),
        connection_dir=str(folder),
        default_kernel_name="forked",
        cull_interval=1,
        cull_idle_timeout=1,
    )
    names = await asyncio.gather(*(manager.start_kernel() for _ in range(count)))
    kernels = [manager.get_kernel(name) for name in names]
    pids = [kernel.provisioner.pid for kernel in kernels]
    while list(manager.list_kernel_ids()):
        await asyncio.sleep(0.1)
    status = Path(f"/proc/{template().process.pid}/smaps_rollup").read_text()
    return pids, int(status.split("Private_Dirty:")[1].split()[0])


def held_kernels(pid: int) -> int:
    """How many processes a process holds by their descriptors."""
    links = [
        str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink()
    ]
    return sum("pidfd" in link for link in links)


def test_what_a_fork_cannot_give_is_started_plainly_and_said(
    start: Callable[..., Kernel], caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("traitlets").addHandler(caplog.handler)
    kernel = start("forked", env={**os.environ, "PYTHONHASHSEED": "1"})
    assert isinstance(kernel.process, subprocess.Popen)
    assert "starts plainly: PYTHONHASHSEED is not this process's own" in caplog.text


def test_a_template_that_does_not_answer_is_not_waited_for(
    start: Callable[..., Kernel], caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("traitlets").addHandler(caplog.handler)
    stopped = template().process.pid
    os.kill(stopped, signal.SIGSTOP)
    try:
        kernel = start("impatient")
    finally:
        os.kill(stopped, signal.SIGCONT)
    assert isinstance(kernel.process, subprocess.Popen)
    assert "the template said nothing" in caplog.text
