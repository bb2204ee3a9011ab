"""Append throughput of the store against a naive server: sqlite3, one INSERT and commit a post.

Run: .venv/bin/python benchmarks/store.py [FOLDER]. Both sides write the same checked entries with
WAL and synchronous=FULL in FOLDER (a temporary one by default), alternately, best of three.
Group commit pays where flushing the disk is slow: run it on the laptop of the room.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from territorial_lib.schemas.entries import (
    Author,
    Entry,
    Resource,
    WorkshopSettings,
    decode,
    encode,
    new_id,
)
from territorial_lib.store.log import Store

POSTS = 2000
THREADS = (1, 8, 32)
Append = Callable[[Entry], object]


def posts() -> list[Entry]:
    who = Author(pseudonym="Zoé", group="citizen")
    bodies = [
        Resource(family="human", label=f"Savoir-faire n° {n}", use="used", note="x" * 150)
        for n in range(POSTS)
    ]
    return [Entry(id=new_id(), who=who, body=body) for body in bodies]


def seconds(append: Append, entries: list[Entry], threads: int) -> float:
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(append, entries):
            pass
    return time.perf_counter() - start


def naive(path: Path) -> tuple[Append, Callable[[], None]]:
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE e (id TEXT PRIMARY KEY, document TEXT)")
    lock = threading.Lock()

    def append(entry: Entry) -> None:
        document = encode(entry)
        with lock:
            connection.execute("INSERT OR IGNORE INTO e VALUES (?, ?)", (entry.id, document))
            connection.commit()

    return append, connection.close


def ours(path: Path) -> tuple[Append, Callable[[], None]]:
    body = WorkshopSettings(name="Mesure", date=date(2026, 11, 24), territory="242600252")
    who = Author(pseudonym="", group="facilitator")
    store = Store.create(path, Entry(id=new_id(), who=who, body=body))
    return lambda entry: store.append([entry]), store.close


def measured(make: Callable[[Path], tuple[Append, Callable[[], None]]], threads: int) -> float:
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        append, close = make(Path(folder) / "mesure.atelier")
        taken = seconds(append, posts(), threads)
        close()
    return POSTS / taken


def reading() -> None:
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        path = Path(folder) / "mesure.atelier"
        ours(path)[1]()
        with Store.open(path) as store:
            start = time.perf_counter()
            store.append(posts())
            batch = time.perf_counter() - start
            start = time.perf_counter()
            store.entries()
            read = time.perf_counter() - start
        start = time.perf_counter()
        Store.open(path).close()
        opened = time.perf_counter() - start
    print(
        f"one batch of {POSTS}: {batch * 1e3:.0f} ms; reading them: {read * 1e3:.0f} ms; ", end=""
    )
    print(f"opening the file, checked: {opened * 1e3:.1f} ms")


if __name__ == "__main__":
    FOLDER = sys.argv[1] if len(sys.argv) > 1 else None
    start = time.perf_counter()
    for entry in posts():
        decode(encode(entry))
    print(f"checking an entry twice: {(time.perf_counter() - start) / POSTS * 1e6:.0f} µs")
    for threads in THREADS:
        pairs = [(measured(naive, threads), measured(ours, threads)) for _ in range(3)]
        peer, store_ = max(p for p, _ in pairs), max(s for _, s in pairs)
        print(
            f"{threads:>2} threads: naive {peer:6.0f} posts/s, store {store_:6.0f} posts/s, ",
            end="",
        )
        print(f"ratio {store_ / peer:.2f}")
    reading()
