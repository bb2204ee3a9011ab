"""A short form of benchmarks/faults.py: killed while phones write, the room loses nothing."""

from __future__ import annotations

from benchmarks.faults import campaign


def test_kills_during_writes_lose_nothing() -> None:
    told = campaign(room_kills=2, tree_kills=1)
    assert told["acknowledged"] > 60
    assert told["processes in a tree"] >= 5, "launcher, workshop, its kernel, engine, room"
