from __future__ import annotations

import queue
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from territorial_lib.schemas.entries import Entry
from territorial_lib.store.log import Store
from territorial_lib.store.postgresql import PostgreSQLDatabase
from territorial_lib.store.watch import watch

MakeEntry = Callable[[str], Entry]
OTHER = """
import sys, time
from territorial_lib.schemas.entries import decode
from territorial_lib.store.log import Store
with Store.open(sys.argv[1]) as store:
    entry = decode(sys.stdin.readline())
    store.append([entry])
    print(time.time(), flush=True)
"""


def test_own_commit_is_told(store: Store, resource: MakeEntry) -> None:
    seen: queue.Queue[int] = queue.Queue()
    with watch(store, seen.put, interval=0.02):
        store.append([resource("Bois")])
        assert seen.get(timeout=5) == 2
        store.append([resource("Lin"), resource("Chanvre")])
        assert seen.get(timeout=5) == 4
    store.append([resource("Ortie")])
    time.sleep(0.06)
    assert seen.empty()


def test_commit_of_another_process_is_told(store: Store, target: str, resource: MakeEntry) -> None:
    from territorial_lib.schemas.entries import encode

    seen: queue.Queue[tuple[int, float]] = queue.Queue()
    with watch(store, lambda version: seen.put((version, time.time()))):
        other = subprocess.run(
            [sys.executable, "-c", OTHER, target],
            input=encode(resource("Bois")).decode() + "\n",
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        version, moment = seen.get(timeout=5)
    assert version == 2
    assert moment - float(other.stdout) < 5  # ten times the 0.5 s aimed at


def test_read_only_store_is_watched(store: Store, target: str, resource: MakeEntry) -> None:
    seen: queue.Queue[int] = queue.Queue()
    with Store.open(target, read_only=True) as reader, watch(reader, seen.put, interval=0.02):
        store.append([resource("Bois")])
        assert seen.get(timeout=5) == 2


def test_what_was_written_before_watching_is_told_once(store: Store, resource: MakeEntry) -> None:
    store.append([resource("Bois")])
    seen: queue.Queue[int] = queue.Queue()
    with watch(store, seen.put, interval=0.02, since=1):
        assert seen.get(timeout=5) == 2
        time.sleep(0.08)
    assert seen.empty()


def test_stopping_from_the_callback(store: Store, resource: MakeEntry) -> None:
    seen: list[int] = []
    watcher = watch(store, lambda version: (seen.append(version), watcher.stop()), interval=0.02)  # type: ignore[func-returns-value]
    store.append([resource("Bois")])
    watcher._thread.join(5)
    watcher.stop()
    assert seen == [2]
    assert not watcher._thread.is_alive()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_faulty_callback_is_shown(file_store: Store, resource: MakeEntry) -> None:
    import threading

    shown: list[BaseException | None] = []
    before = threading.excepthook
    threading.excepthook = lambda args: shown.append(args.exc_value)
    try:
        watcher = watch(file_store, lambda _version: 1 // 0, interval=0.02)  # type: ignore[arg-type,return-value]
        file_store.append([resource("Bois")])
        watcher._thread.join(5)
    finally:
        threading.excepthook = before
    assert isinstance(shown[0], ZeroDivisionError)


def test_a_server_tells_and_is_not_asked(
    postgresql: Callable[[], str],
    settings_entry: Entry,
    resource: MakeEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("territorial_lib.store.postgresql.UNHEARD", 600.0)
    asked: list[int] = []
    found = PostgreSQLDatabase._last
    monkeypatch.setattr(PostgreSQLDatabase, "_last", lambda it: (asked.append(1), found(it))[1])
    seen: queue.Queue[int] = queue.Queue()
    url = postgresql()
    with Store.create(url, settings_entry) as one, Store.open(url) as other:
        with watch(other, seen.put, interval=0.05):
            time.sleep(0.6)
            assert len(asked) == 1, "no polling"
            one.append([resource("Bois")])
            assert seen.get(timeout=10) == 2
        assert len(asked) <= 3


def test_a_server_that_goes_away_is_listened_to_again(
    postgresql: Callable[[], str], settings_entry: Entry, resource: MakeEntry
) -> None:
    seen: queue.Queue[int] = queue.Queue()
    url = postgresql()
    with Store.create(url, settings_entry) as store, watch(store, seen.put, interval=0.05):
        time.sleep(0.2)
        with store.database.reading() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        store.append([resource("Bois")])
        assert seen.get(timeout=20) == 2
