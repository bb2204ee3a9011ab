"""Many officials at once: our door against Voilà as it comes, same notebook, same machine, one run.

python benchmarks/dashboard.py [--visitors 1 5 20 40] [--notebook 07_tableau_de_bord]
                               [--short] [--kernels 200]
Each round starts a fresh server, asks for one page that does not count, then for N at once. Only a
page whose kernel then answers a moved control counts. Ours forks its kernels, unless
TERRITORIAL_KERNELS=plain. "CPU" is that of every process of the server, kernels, template and
engine included; "PSS" is the memory of a kernel, what is shared being divided. Times depend on
what else the machine does (its load is told); processor and memory do not.
Without the notebook asked for, a small one is written: geopandas, folium, a slider.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import re
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
from pages import ARGUMENTS, CHROMIUM, ROOT, Server, ours, rendered_times, stock
from websockets.sync.client import connect

PATIENCE = 300
SERVERS: dict[str, Callable[[Path, Path], AbstractContextManager[Server]]] = {
    "stock": stock,
    "ours": ours,
}
CONTROLS = {"IntSliderModel", "FloatSliderModel", "IntRangeSliderModel", "CheckboxModel"}
INDEXED = {"DropdownModel", "ToggleButtonsModel", "RadioButtonsModel", "SelectModel"}
SMALL = """import folium, geopandas, ipywidgets
slider, said = ipywidgets.IntSlider(description="Part"), ipywidgets.HTML("0")
slider.observe(lambda change: setattr(said, "value", str(change["new"])), "value")
ipywidgets.VBox([slider, said])"""


@dataclass
class Round:
    """What a server did for some visitors at once."""

    times: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    cpu: float = 0.0
    pss: float = 0.0
    load: float = 0.0


def visit(server: Server, path: str) -> tuple[float, str]:
    """Ask for a page, waiting one's turn; gives the seconds to its last byte, and the page."""
    url, headers = server
    sent = dict(headers)
    start = time.perf_counter()
    while True:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        connection.request("GET", path, headers=sent)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        if answer.status == 200:
            return time.perf_counter() - start, body
        wait = answer.headers.get("Refresh")
        if answer.status != 503 or wait is None:
            raise OSError(f"status {answer.status}")
        ticket = answer.headers.get("Set-Cookie", "").split(";")[0]
        sent["Cookie"] = "; ".join(filter(None, [headers.get("Cookie"), ticket]))
        time.sleep(float(wait))


def kernel_of(page: str) -> str:
    """The kernel named in a page."""
    found = re.search(r'"kernelId":\s*"([^"]+)"', page)
    if not found:
        raise OSError("a page without kernel")
    return found[1]


def move(server: Server, kernel: str) -> None:
    """Move the first control of a page, as a browser would, and wait for all that it changes."""
    url, headers = server
    address, session = urlsplit(url), uuid.uuid4().hex
    channels = f"ws://{address.netloc}/api/kernels/{kernel}/channels?session_id={session}"
    origin: Any = f"http://{address.netloc}"
    with connect(channels, origin=origin, additional_headers=headers, max_size=None) as socket:
        Hand(socket, session).move()


class Hand:
    """What a browser says to a kernel's widgets."""

    def __init__(self, socket: Any, session: str) -> None:
        self._socket, self._session = socket, session

    def move(self) -> None:
        """Move the first control."""
        control = uuid.uuid4().hex
        target = {"target_name": "jupyter.widget.control", "target_module": None, "data": {}}
        self._ask("comm_open", {"comm_id": control, **target})
        told = self._ask("comm_msg", {"comm_id": control, "data": {"method": "request_states"}})
        name, state = self._control(told)
        update = {"method": "update", "state": state, "buffer_paths": []}
        answers = self._ask("comm_msg", {"comm_id": name, "data": update})
        if not any(each["msg_type"] == "comm_msg" for each in answers):
            raise OSError("the control moved nothing")

    def _ask(self, kind: str, content: dict[str, Any]) -> list[dict[str, Any]]:
        """Send a message and give what the kernel says because of it, until it is idle."""
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": kind, "session": self._session}
        header |= {"username": "", "version": "5.3", "date": ""}
        message = {"header": header, "parent_header": {}, "content": content}
        message |= {"metadata": {"version": "1.0.0"}, "channel": "shell", "buffers": []}
        self._socket.send(json.dumps(message))
        heard: list[dict[str, Any]] = []
        while True:
            said = unpacked(self._socket.recv(timeout=PATIENCE))
            if said.get("parent_header", {}).get("msg_id") != number:
                continue
            if said["msg_type"] == "error":
                raise OSError(said["content"]["ename"])
            if said["content"].get("execution_state") == "idle":
                return heard
            heard.append(said)

    def _control(self, told: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
        states = next(
            each["content"]["data"]["states"]
            for each in told
            if each["msg_type"] == "comm_msg" and "states" in each["content"]["data"]
        )
        for name, each in states.items():
            moved = movement(each["state"])
            if moved:
                return name, moved
        raise OSError("a page without control")


def movement(state: dict[str, Any]) -> dict[str, Any] | None:
    """The new value of a control; None for what is none, or is disabled."""
    model = state.get("_model_name")
    if state.get("disabled"):
        return None
    if model in INDEXED and len(state.get("_options_labels", ())) > 1:
        return {"index": 1 if state.get("index") != 1 else 0}
    if model == "CheckboxModel":
        return {"value": not state["value"]}
    if model in CONTROLS and isinstance(state["value"], (int, float)):
        step = state.get("step") or 1
        up = state["value"] + step <= state["max"]
        return {"value": state["value"] + (step if up else -step)}
    return None


def unpacked(packet: str | bytes) -> dict[str, Any]:
    """A message, its buffers left aside."""
    if isinstance(packet, bytes):
        parts = int.from_bytes(packet[:4], "big")
        start = int.from_bytes(packet[4:8], "big")
        end = int.from_bytes(packet[8:12], "big") if parts > 1 else len(packet)
        packet = packet[start:end].decode()
    read: dict[str, Any] = json.loads(packet)
    return read


def tree() -> list[int]:
    """Every process below this one."""
    listing = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout.split()
    parents = dict(zip(map(int, listing[::2]), map(int, listing[1::2]), strict=True))
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {os.getpid()})


def processor(pids: list[int]) -> float:
    """Seconds of processor of some processes and of their ended children."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(sum(map(int, fields(pid)[11:15])) for pid in pids) / ticks


def fields(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["0"] * 40


def kernels(pids: list[int]) -> list[int]:
    """Those that are kernels: started by a launcher, or forked by a template."""
    names = {pid: command(pid) for pid in pids}
    templates = {pid for pid, name in names.items() if "serve.warm.template" in name}
    forks = {pid for pid in pids if int(fields(pid)[1]) in templates}
    return [pid for pid in pids if pid in forks or "ipykernel_launcher" in names[pid]]


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def memory(pid: int) -> float:
    """Megabytes of a process, what it shares being divided among those who share it."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(told.split("Pss:")[1].split()[0]) / 1024


def measure(name: str, notebooks: Path, path: str, visitors: int, patience: float = 60.0) -> Round:
    """Open a server, warm it by one visit, receive the visitors together."""
    done = Round()
    with tempfile.TemporaryDirectory() as folder, SERVERS[name](notebooks, Path(folder)) as server:
        move(server, kernel_of(visit(server, path)[1]))
        settle(patience)
        known = set(kernels(tree()))
        before, done.load = processor(tree()), os.getloadavg()[0]
        threads = [
            threading.Thread(target=receive, args=(server, path, done)) for _ in range(visitors)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        after = tree()
        done.cpu = (processor(after) - before) / visitors
        sizes = [memory(pid) for pid in kernels(after) if pid not in known]
        done.pss = statistics.mean(sizes) if sizes else float("nan")
    return done


def receive(server: Server, path: str, done: Round) -> None:
    """One visitor: a page, then a control moved."""
    try:
        spent, page = visit(server, path)
        move(server, kernel_of(page))
    except (OSError, TimeoutError, StopIteration) as error:
        done.failures.append(repr(error))
        return
    done.times.append(spent)


def settle(patience: float = 60.0, quiet: float = 0.1) -> None:
    """Wait until a server has nothing more to prepare, such as a template's imports."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = processor(tree())
        time.sleep(1.0)
        if processor(tree()) - before < quiet:
            return


def seen(notebooks: Path, path: str) -> dict[str, tuple[float, float, int]]:
    """Seconds to the rendered page of one visitor, first visit then second, and requests."""
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, opened in SERVERS.items():
            with tempfile.TemporaryDirectory() as folder, opened(notebooks, Path(folder)) as server:
                visit(server, path)
                settle()
                found[name] = rendered_times(chromium, server, path)
        chromium.close()
    return found


def campaign(notebooks: Path, path: str, count: int) -> None:
    """Open and close kernels by tens on our door; what is left after."""
    with tempfile.TemporaryDirectory() as folder, ours(notebooks, Path(folder)) as server:
        visit(server, path)
        settle()
        sizes: dict[int, float] = {}
        for opened in range(10, count + 1, 10):
            for page in [visit(server, path)[1] for _ in range(10)]:
                close(server, kernel_of(page))
            door, template = (process(name) for name in ("serve.workshop", "serve.warm.template"))
            sizes[opened] = memory(door)
            if opened % 50 == 0 or opened in (10, count):
                print(
                    f"after {opened} kernels: {len(kernels(tree()))} left,"
                    f" door {sizes[opened]:.0f} MB, template {memory(template):.0f} MB,"
                    f" {len(list(Path(f'/proc/{door}/fd').iterdir()))} open files"
                )
        told = growth({number: size for number, size in sizes.items() if number > count // 2})
        print(f"door, over the second half: {told:+.1f} MB a hundred kernels")


def close(server: Server, kernel: str) -> None:
    """Stop a kernel, as a page that is left does."""
    url, headers = server
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    place = f"/voila/api/shutdown/{kernel}"
    connection.request("POST", place, headers={**headers, "Origin": url})
    assert connection.getresponse().status == 204
    connection.close()


def process(name: str) -> int:
    """The oldest process whose command has a name."""
    return min(pid for pid in tree() if name in command(pid))


def growth(sizes: dict[int, float]) -> float:
    """Megabytes a hundred kernels: the slope of a straight line through what was measured."""
    if len(sizes) < 2:
        return float("nan")
    return 100 * statistics.linear_regression(list(sizes), list(sizes.values())).slope


def written(notebooks: Path | None, wanted: str, folder: Path) -> tuple[Path, str]:
    """The folder and name of the notebook to show; a small one where it does not exist."""
    if notebooks is not None and (notebooks / f"{wanted}.ipynb").is_file():
        return notebooks, wanted
    notebook = nbformat.v4.new_notebook()
    told = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook.metadata["kernelspec"] = told
    notebook.cells = [nbformat.v4.new_markdown_cell("# Page"), nbformat.v4.new_code_cell(SMALL)]
    nbformat.write(notebook, folder / "00_preparer.ipynb")
    return folder, "00_preparer"


def table(rounds: dict[int, dict[str, Round]]) -> None:
    """Print each measure and its ratio, ours over stock."""
    print(f"\n{'visitors':>8}  {'measure':<22}{'stock':>10}{'ours':>10}{'stock/ours':>12}")
    for visitors, found in rounds.items():
        for label, of in MEASURES.items():
            theirs, mine = (of(found[name]) for name in ("stock", "ours"))
            ratio = f"{theirs / mine:>12.1f}" if mine else f"{'':>12}"
            print(f"{visitors:>8}  {label:<22}{theirs:>10.2f}{mine:>10.2f}{ratio}")
        loads = " ".join(f"{name} {each.load:.1f}" for name, each in found.items())
        print(f"{'':>8}  load when it began: {loads}")
        for name, each in found.items():
            for fault in sorted(set(each.failures)):
                print(f"{'':>8}  {name}: {fault}")


def late(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else (times or [float("nan")])[0]


MEASURES: dict[str, Callable[[Round], float]] = {
    "HTML, median, s": lambda each: statistics.median(each.times or [float("nan")]),
    "HTML, p95, s": lambda each: late(each.times),
    "CPU a visitor, s": lambda each: each.cpu,
    "PSS a kernel, MB": lambda each: each.pss,
    "failures": lambda each: len(each.failures),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, nargs="+", default=[1, 5, 20, 40])
    parser.add_argument("--notebook", default="07_tableau_de_bord")
    parser.add_argument("--notebooks", type=Path, default=ROOT / "notebooks")
    parser.add_argument("--short", action="store_true", help="two visitors, no browser")
    parser.add_argument("--kernels", type=int, default=0, help="open and close that many, ours")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        given = None if options.short else options.notebooks.resolve()
        notebooks, wanted = written(given, options.notebook, Path(name))
        path = f"/voila/render/{wanted}.ipynb"
        print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores")
        print(f"Python {platform.python_version()}, Voilà {version('voila')}, notebook {wanted}")
        if options.kernels:
            campaign(notebooks, path, options.kernels)
            return
        visitors, patience = ([2], 1.0) if options.short else (options.visitors, 60.0)
        table({n: {s: measure(s, notebooks, path, n, patience) for s in SERVERS} for n in visitors})
        if not options.short:
            for server, (cold, warm, asked) in seen(notebooks, path).items():
                print(
                    f"{server}: rendered in {cold:.2f} s, again in {warm:.2f} s ({asked} requests)"
                )


if __name__ == "__main__":
    main()
