"""Killed in the middle of its writes, a process loses nothing that it said was received."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from territorial_lib.schemas.entries import Entry
from territorial_lib.store.log import Store

WRITER = """
import sys, threading
from territorial_lib.schemas.entries import Author, Entry, Resource, new_id
from territorial_lib.store.log import Store

store = Store.open(sys.argv[1])
said = threading.Lock()

def write(count):
    for rank in range(count):
        body = Resource(family="human", label=f"n° {rank}", use="used")
        entry = Entry(id=new_id(), who=Author(pseudonym="", group="citizen"), body=body)
        (receipt,) = store.append([entry])
        with said:
            print(receipt.id, receipt.seq, flush=True)

threads = [threading.Thread(target=write, args=(int(sys.argv[2]),)) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
store.close()
"""


def _writer(target: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, target, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _acknowledged(output: str) -> dict[str, int]:
    lines = output.splitlines(keepends=True)
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {id_: int(seq) for id_, seq in whole}


def test_sigkill_during_writes_loses_nothing(tmp_path: Path, settings_entry: Entry) -> None:
    target = tmp_path / "essai.atelier"
    Store.create(target, settings_entry).close()
    acknowledged: dict[str, int] = {}
    for delay in (0.0, 0.02, 0.05, 0.11):
        writer = _writer(str(target), 100_000)
        assert writer.stdout is not None
        first = writer.stdout.readline()  # it writes: kill it now, not while it starts
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        acknowledged |= _acknowledged(first + writer.stdout.read())
        writer.stdout.close()
        assert writer.wait(10) == -signal.SIGKILL
    with Store.open(target) as store:
        log = store.entries(since=1)
    kept = {logged.entry.id: logged.seq for logged in log}
    assert len(kept) == len(log) >= len(acknowledged) > 4
    assert acknowledged.items() <= kept.items()
    assert [logged.seq for logged in log] == list(range(2, len(log) + 2))


def test_two_processes_write_at_once(target: str, settings_entry: Entry) -> None:
    with Store.create(target, settings_entry) as store:
        writers = [_writer(target, 15) for _ in range(2)]
        said = [_acknowledged(writer.communicate(timeout=60)[0]) for writer in writers]
        assert [writer.returncode for writer in writers] == [0, 0]
        log = store.entries(since=1)
    assert {logged.entry.id: logged.seq for logged in log} == said[0] | said[1]
    assert [logged.seq for logged in log] == list(range(2, 122))
