"""Many phones on one room, two Voilà renders beside, against one commit a post.

    python -m benchmarks.room            # 100 phones, 10 s
    python -m benchmarks.room --full     # 500 phones, 60 s: one post every 2 s each

Every phone holds its stream of events open, as real ones do; the wall's stream gives the time from
a phone’s post to the wall. The peer is a naive server on this machine, in the same run: tornado,
the same SQLite settings, one commit a post, no stream. All that was acknowledged must be there.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import quantiles
from typing import Any

from territorial_lib.schemas.entries import (
    Author,
    Entry,
    Question,
    WorkshopSettings,
    new_id,
)
from territorial_lib.store.log import Store

EVERY = 2.0
FORM = {
    "type": "object",
    "title": "Essai",
    "additionalProperties": False,
    "properties": {"what": {"type": "string", "title": "Quoi"}},
}
FACILITATOR = Author(pseudonym="", group="facilitator")
NAIVE = """
import json, sqlite3, sys
import tornado.ioloop, tornado.web

rows = sqlite3.connect(sys.argv[2], isolation_level=None)
rows.execute("PRAGMA journal_mode=WAL")
rows.execute("PRAGMA synchronous=FULL")
rows.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, document TEXT)")

class Entries(tornado.web.RequestHandler):
    def post(self):
        (sent,) = json.loads(self.request.body)["entries"]
        rows.execute("BEGIN IMMEDIATE")
        rows.execute("INSERT OR IGNORE INTO entries VALUES (?, ?)", (sent["id"], json.dumps(sent)))
        rows.execute("COMMIT")
        self.finish({"receipts": [{"id": sent["id"], "status": "received"}]})

tornado.web.Application([(r"/api/entries", Entries)]).listen(int(sys.argv[1]), "127.0.0.1")
tornado.ioloop.IOLoop.current().start()
"""


@dataclass
class Measured:
    """What one server did."""

    post: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    failed: int = 0
    sent_at: dict[str, float] = field(default_factory=dict)


class Connection:
    """A kept-alive HTTP connection of our own: nothing between us and the socket."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def post(self, path: str, body: Any) -> tuple[int, bytes]:
        raw = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Content-Type: application/json\r\nCookie: {self.cookie}\r\n"
            f"Content-Length: {len(raw)}\r\n\r\n"
        )
        self.writer.write(head.encode() + raw)
        headers = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", headers, re.I)
        content = await self.reader.readexactly(int(length[1]) if length else 0)
        cookie = re.search(r"set-cookie: ([^;]+)", headers, re.I)
        self.cookie = cookie[1] if cookie else self.cookie
        return int(headers.split()[1]), content

    async def stream(self, path: str) -> None:
        head = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n\r\n"
        )
        self.writer.write(head.encode())
        await self.reader.readuntil(b"event: hello")


async def phone(port: int, question: str, end: float, found: Measured, streams: bool) -> None:
    line = Connection(port)
    await line.open()
    if streams:
        await line.post("/api/join", {})
        listening = Connection(port)
        listening.cookie = line.cookie
        await listening.open()
        await listening.stream("/api/events")
        ignoring = asyncio.create_task(_ignore(listening.reader))
    await asyncio.sleep(random.random() * EVERY)
    while time.monotonic() < end:
        sent = {"do": "answer", "id": new_id(), "question": question, "values": {"what": "x" * 60}}
        start = time.monotonic()
        found.sent_at[sent["id"]] = start
        status, content = await line.post("/api/entries", {"entries": [sent]})
        took = time.monotonic() - start
        if status == 200 and b'"received"' in content:
            found.post.append(took)
            found.acknowledged.add(sent["id"])
        else:
            found.failed += 1
        await asyncio.sleep(max(0.0, EVERY - took))
    if streams:
        ignoring.cancel()


async def _ignore(reader: asyncio.StreamReader) -> None:
    while await reader.read(1 << 16):
        pass


async def wall(port: int, found: Measured) -> None:
    line = Connection(port)
    await line.open()
    await line.stream("/api/events?wall=1")
    kept = b""
    while piece := await line.reader.read(1 << 16):
        now = time.monotonic()
        kept += piece
        *whole, kept = kept.split(b"\n\n")
        for event in whole:
            for id_ in re.findall(rb'"id":"([0-9a-f]{32})","seq"', event):
                start = found.sent_at.pop(id_.decode(), None)
                if start is not None:
                    found.wall.append(now - start)


async def load(port: int, question: str, phones: int, seconds: float, streams: bool) -> Measured:
    found = Measured()
    watching = asyncio.create_task(wall(port, found)) if streams else None
    end = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for _ in range(phones):
            group.create_task(phone(port, question, end, found, streams))
    if watching is not None:
        await asyncio.sleep(0.5)
        watching.cancel()
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(
    command: list[str], port: int, order: bytes = b"", **env: str
) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, *command], stdin=subprocess.PIPE, env={**os.environ, **env}
    )
    assert process.stdin is not None
    process.stdin.write(order)
    process.stdin.flush()
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


class Renders:
    """A facilitator's door that renders the inventory again and again."""

    def __init__(self, home: Path) -> None:
        ready = home / "workshop.json"
        command = ["-m", "territorial_lib.cli", "serve", "--port", "0", "--no-browser"]
        self.launcher = subprocess.Popen(
            [sys.executable, *command, "--ready-file", str(ready)],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "TERRITORIAL_HOME": str(home)},
        )
        while not ready.exists():
            assert self.launcher.poll() is None, "the facilitator's door did not open"
            time.sleep(0.1)
        self.door = json.loads(ready.read_text())["doors"]["workshop"]
        self.count = 0

    def render(self, end: float) -> None:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = f"{self.door['url']}voila/render/01_inventaire.ipynb"
        with opener.open(f"{self.door['url']}?token={self.door['token']}") as answer:
            answer.read()
        while time.monotonic() < end:
            with opener.open(page) as answer:
                answer.read()
            self.count += 1

    def close(self) -> None:
        self.launcher.terminate()
        self.launcher.wait(30)


async def beside(renders: Renders | None, seconds: float) -> None:
    if renders is not None:
        end = time.monotonic() + seconds
        await asyncio.gather(*(asyncio.to_thread(renders.render, end) for _ in range(2)))


async def measured(
    port: int, question: str, phones: int, seconds: float, renders: Renders | None
) -> Measured:
    """Measure the room, or the naive server where there is no question."""
    rendering = asyncio.create_task(beside(renders, seconds))
    found = await load(port, question, phones, seconds, bool(question))
    await rendering
    return found


def prepare(home: Path) -> tuple[Path, str]:
    """Create a workshop that asks one question; give its file and the question's id."""
    path = home / "essai.atelier"
    settings = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="242600252")
    question = Entry(id=new_id(), who=FACILITATOR, body=Question(key="essai/bench", form=FORM))
    with Store.create(path, Entry(id=new_id(), who=FACILITATOR, body=settings)) as store:
        store.append([question])
    return path, question.id


def line(name: str, times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    told = ", ".join(f"p{p} {1000 * cuts[p - 1]:.1f} ms" for p in (50, 95, 99))
    return f"{name}: {told} ({len(times)} times)"


def cpu(pid: int) -> float:
    """Give the seconds of processor that a process has used: steady on a loaded machine."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="500 phones for a minute")
    parser.add_argument("--alone", action="store_true", help="no Voilà beside")
    parser.add_argument("--seconds", type=float, help="seconds of load for each server")
    parser.add_argument("--profile", help="file where the room's cProfile is written")
    chosen = parser.parse_args()
    phones, seconds = (500, 60.0) if chosen.full else (100, 10.0)
    seconds = chosen.seconds or seconds
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        renders = None if chosen.alone else Renders(home / "voila")
        try:
            compare(home, phones, seconds, renders, chosen.profile)
        finally:
            if renders is not None:
                renders.close()


def compare(
    home: Path, phones: int, seconds: float, renders: Renders | None, profile: str | None = None
) -> None:
    (path, asked), port, naive_port = prepare(home), free_port(), free_port()
    order = json.dumps({"port": port, "token": "bench"}).encode() + b"\n"
    environment = {"TERRITORIAL_HOME": str(home), "TERRITORIAL_STORE": str(path)}
    profiler = ["-m", "cProfile", "-o", profile] if profile else []
    room = started([*profiler, "-m", "territorial_lib.room"], port, order, **environment)
    naive = started(["-c", NAIVE, str(naive_port), str(home / "naive.db")], naive_port)
    try:
        time.sleep(1)
        idle = cpu(room.pid)
        ours = asyncio.run(measured(port, asked, phones, seconds, renders))
        spent = cpu(room.pid) - idle
        memory = Path(f"/proc/{room.pid}/status").read_text()
        peer = asyncio.run(measured(naive_port, "", phones, seconds, renders))
        peer_spent = cpu(naive.pid)
    finally:
        for process in (room, naive):
            process.terminate()
            process.wait(20)
    with Store.open(path, read_only=True) as store:
        kept = [logged.entry.id for logged in store.entries(kinds=["answer"])]
    assert len(kept) == len(set(kept)) and ours.acknowledged <= set(kept), "something is lost"
    with sqlite3.connect(home / "naive.db") as rows:
        assert rows.execute("SELECT COUNT(*) FROM entries").fetchone()[0] >= len(peer.acknowledged)
    print(f"{phones} phones, one post every {EVERY:g} s, {seconds:g} s each", end="")
    print(f", {renders.count} Voilà renders beside" if renders else "")
    print(line("room, post", ours.post))
    print(line("room, phone to wall", ours.wall))
    print(line("naive server, post (no stream)", peer.post))
    p95 = [quantiles(times, n=100)[94] for times in (ours.post, peer.post)]
    print(f"ratio of p95, room / naive: {p95[0] / p95[1]:.2f}")
    print(
        f"failed: {ours.failed} and {peer.failed}; all {len(ours.acknowledged)} acknowledged kept"
    )
    each = [1000 * spent / len(ours.post), 1000 * peer_spent / len(peer.post)]
    print(f"processor, each post with all its streams: {each[0]:.2f} ms; naive: {each[1]:.2f} ms")
    print(next(text for text in memory.splitlines() if text.startswith("VmRSS")))


if __name__ == "__main__":
    main()
