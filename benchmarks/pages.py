"""Time to a complete page: our door against Voilà as it comes, same notebook, one run.

python benchmarks/pages.py [--notebook 01_inventaire] [--notebooks DIR] [--repeat 5]
Both servers run side by side and are asked in turn. "HTML" is the last byte of the page over HTTP;
"rendered" is Chromium showing every output, in a fresh session (cold cache) then again (warm).
Chromium reaches the loopback only: stock Voilà's two style sheets on a CDN fail at once, which
favours it (on a network connected without Internet they wait).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
# Every output has left its JSON for its place on the screen, and the first title is visible.
COMPLETE = """() => !document.querySelector('script[type="application/vnd.voila.cell-output+json"]')
  && document.readyState === "complete"
  && [...document.querySelectorAll("h1")].some((title) => title.offsetParent !== null)"""
PATIENCE = 90
Server = tuple[str, dict[str, str]]


@contextmanager
def ours(notebooks: Path, folder: Path) -> Iterator[Server]:
    """Open our door; gives its address and the cookie that opens it."""
    ready = folder / "ready.json"
    command = ["serve", "--port", "0", "--no-browser", "--notebooks", str(notebooks)]
    home = {"TERRITORIAL_HOME": os.environ.get("TERRITORIAL_HOME", str(folder / "home"))}
    with running(
        [sys.executable, "-m", "territorial_lib.cli", *command, "--ready-file", str(ready)], home
    ):
        wait_for(ready.exists)
        door = json.loads(ready.read_text())["doors"]["workshop"]
        yield door["url"].rstrip("/"), {"Cookie": exchange(door["link"])}


@contextmanager
def stock(notebooks: Path, folder: Path) -> Iterator[Server]:
    """Open Voilà with everything it does by default."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    home = {"TERRITORIAL_HOME": os.environ.get("TERRITORIAL_HOME", str(folder / "home"))}
    command = [str(notebooks), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
    with running([sys.executable, "-m", "voila", *command], home):
        wait_for(lambda: answers(port))
        yield f"http://127.0.0.1:{port}", {}


@contextmanager
def running(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """Run a server, end it and its group."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("a server did not start")
        time.sleep(0.1)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def exchange(link: str) -> str:
    address = urlsplit(link)
    connection = http.client.HTTPConnection(address.netloc)
    connection.request("GET", f"{address.path}?{address.query}")
    return str(connection.getresponse().headers["Set-Cookie"]).split(";")[0]


def html_time(server: Server, path: str) -> float:
    """Seconds until the last byte of the page."""
    url, headers = server
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    start = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    spent = time.perf_counter() - start
    assert answer.status == 200, (answer.status, body[:200])
    return spent


def rendered_times(chromium: Any, server: Server, path: str) -> tuple[float, float, int]:
    """Seconds until every output shows, cold then warm, and requests of the cold visit."""
    url, headers = server
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    if headers:
        name, value = headers["Cookie"].split("=", 1)
        context.add_cookies([{"name": name, "value": value, "url": url}])
    page, requests = context.new_page(), []
    page.on("request", lambda request: requests.append(request.url))
    spent = [visit(page, url + path)]
    asked = len(requests)
    spent.append(visit(page, url + path))
    page.goto("about:blank")  # lets the page stop its kernel
    context.close()
    return spent[0], spent[1], asked


def visit(page: Any, url: str) -> float:
    start = time.perf_counter()
    page.goto(url, wait_until="commit", timeout=PATIENCE * 1000)
    page.wait_for_function(COMPLETE, polling=20, timeout=PATIENCE * 1000)
    return time.perf_counter() - start


def measure(
    servers: dict[str, Server], path: str, repeat: int
) -> dict[str, dict[str, list[float]]]:
    """Ask each server in turn, `repeat` times, after one visit that does not count."""
    from playwright.sync_api import sync_playwright

    found = {name: {kind: [] for kind in KINDS} for name in servers}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for turn in range(repeat + 1):
            for name in sorted(servers, reverse=bool(turn % 2)):
                html = html_time(servers[name], path)
                cold, warm, requests = rendered_times(chromium, servers[name], path)
                if turn:
                    values = (html, cold, warm, float(requests))
                    for kind, value in zip(KINDS, values, strict=True):
                        found[name][kind].append(value)
        print_conditions(chromium.version, repeat)
        chromium.close()
    return found


KINDS = ("HTML, s", "rendered, cold, s", "rendered, warm, s", "requests, cold")


def print_conditions(chromium: str, repeat: int) -> None:
    load = os.getloadavg()[0]
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}")
    print(f"Python {platform.python_version()}, Voilà {version('voila')}, Chromium {chromium}")
    print(
        f"medians of {repeat} alternating visits; ratio = ours / stock (below 1: ours is faster)\n"
    )


def print_table(found: dict[str, dict[str, list[float]]]) -> None:
    print(f"{'':22}{'ours':>10}{'stock':>10}{'ratio':>10}   (lowest–highest)")
    for kind in KINDS:
        mine, theirs = (statistics.median(found[name][kind]) for name in ("ours", "stock"))
        spread = "  ".join(
            f"{min(found[name][kind]):.2f}–{max(found[name][kind]):.2f}"
            for name in ("ours", "stock")
        )
        print(f"{kind:22}{mine:>10.2f}{theirs:>10.2f}{mine / theirs:>10.2f}   {spread}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebook", default="01_inventaire")
    parser.add_argument("--notebooks", type=Path, default=ROOT / "notebooks")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    path = f"/voila/render/{options.notebook}.ipynb"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            ours(options.notebooks.resolve(), folder) as mine,
            stock(options.notebooks.resolve(), folder) as theirs,
        ):
            print_table(measure({"ours": mine, "stock": theirs}, path, options.repeat))


if __name__ == "__main__":
    main()
