"""Everybody hears what changes, in order, without holding up who writes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

from territorial_lib.room.events import SLICE, Audience, event


class Ear:
    """A listener that remembers."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.participant, self.group = "", ""
        self.gone = False

    def send(self, piece: bytes) -> int:
        head, _, data = piece.partition(b"\ndata: ")
        self.heard.append(json.loads(data) if data else head)
        return 0

    def let_go(self) -> None:
        self.gone = True


def in_a_loop_of_its_own(run: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run in another thread: Playwright's driver, once started, keeps a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(run())).result(60)


def audience(interval: float, count: int) -> tuple[Audience, list[Ear]]:
    told = Audience(lambda _: interval, lambda changed, leading: sorted(changed))  # type: ignore[arg-type]
    ears = [Ear() for _ in range(count)]
    told.listeners.update(ears)
    return told, ears


def test_many_are_told_by_slices_and_in_order() -> None:
    async def run() -> None:
        told, ears = audience(0.02, 7 * SLICE + 3)
        told.note({"a"}, False)
        await asyncio.sleep(0.001)
        early = sum(bool(ear.heard) for ear in ears)
        assert 0 < early < len(ears), "a part only, so that posts pass between"
        told.note({"b"}, False)
        told.note({"c"}, True)
        await asyncio.sleep(0.5)
        assert all(ear.heard == [["a"], ["b", "c"]] for ear in ears)

    in_a_loop_of_its_own(run)


def test_a_change_of_presence_while_telling_is_told_too() -> None:
    async def run() -> None:
        told, ears = audience(0.02, 3 * SLICE)
        told.note({"a"}, False)
        await asyncio.sleep(0.001)
        told.note(set(), False)
        await asyncio.sleep(0.3)
        assert all(ear.heard == [["a"], []] for ear in ears)

    in_a_loop_of_its_own(run)


def test_a_reload_replaces_what_was_being_told() -> None:
    """After an erasure, words composed before it must reach nobody else."""

    async def run() -> None:
        told, ears = audience(0.05, 4 * SLICE)
        told.note({"blanked"}, False)
        await asyncio.sleep(0.001)
        had = {id(ear) for ear in ears if ear.heard}
        told.send(event("reload", {}))
        await asyncio.sleep(0.2)
        for ear in ears:
            assert ear.heard == ([["blanked"], {}] if id(ear) in had else [{}])

    in_a_loop_of_its_own(run)
