"""The workshop being led, as the room's process holds it: its log, its board, who listens."""

from __future__ import annotations

import asyncio
import gzip
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice

import msgspec

from territorial_lib.errors import InvalidEntry, TerritorialError
from territorial_lib.room.events import Audience, event, presence
from territorial_lib.room.public import (
    Data,
    is_shown,
    item_data,
    leading_data,
    question_id,
    results_data,
)
from territorial_lib.room.writing import Writer
from territorial_lib.schemas.entries import Entry, Erasure, Question
from territorial_lib.store import erasure
from territorial_lib.store.board import Board
from territorial_lib.store.group import Receipt
from territorial_lib.store.log import Store
from territorial_lib.store.published import Published
from territorial_lib.store.targets import Target
from territorial_lib.store.watch import Watcher, watch

_LOG = logging.getLogger("territorial.room")
PHONE_ITEMS, WALL_ITEMS = 150, 1500
PHONE_NEWS, WALL_NEWS = 25, 300
WORKERS = 4
BLINK = 0.025
"""Seconds between two readings of the log: nobody sees the difference, the processor does."""
RESTING = 30
"""Times what a count took, before it is made again: counting never fills the processor."""
MAP = "map"


def phone_interval(listeners: int) -> float:
    """Space out what phones are told when they are many.

    Parameters
    ----------
    listeners : int
        How many listen.

    Returns
    -------
    float
        Seconds.
    """
    return 0.1 if listeners <= 60 else min(1.0, listeners / 500)


class Room:
    """One workshop, for everybody who listens. Lives in the event loop's thread.

    Parameters
    ----------
    target : str or Path
        Path or URL of the workshop.
    store : Store
        Its log, open for writing; closed by `close`.
    """

    def __init__(self, target: Target, store: Store) -> None:
        self.target, self.store = target, store
        self.board = Board(store.entries())
        self.published = Published.beside(target)
        self.phones = Audience(phone_interval, partial(self._news, PHONE_NEWS))
        self.wall = Audience(lambda _: 0.03, partial(self._news, WALL_NEWS))
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="room")
        self._writer = Writer(store)
        self._loop = asyncio.get_running_loop()
        self._reading = asyncio.Lock()
        self._results: dict[str, tuple[float, float, Data]] = {}
        self._state: dict[tuple[int, int], bytes] = {}
        self._there: dict[str, int] = {}
        self._map: tuple[str, bytes] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._next: asyncio.Future[None] | None = None
        self._read_at = 0.0
        self._watcher: Watcher = watch(store, self._written, 0.1, since=self.board.version)

    async def append(self, entries: Sequence[Entry]) -> list[Receipt]:
        """Write entries; return once they are on the disk.

        Parameters
        ----------
        entries : sequence of Entry
            All kept or none.

        Returns
        -------
        list of Receipt
            One an entry.
        """
        receipts = await self._writer.append(entries)
        self.refresh_soon()
        return receipts

    async def erase(self, participant: str) -> int:
        """Erase what a participant wrote.

        Parameters
        ----------
        participant : str
            Their random id.

        Returns
        -------
        int
            How many entries were blanked.
        """
        count = await self._loop.run_in_executor(
            self._pool, erasure.erase, self.store, participant, "demande depuis le téléphone"
        )
        await self.refresh()
        return count

    async def refresh(self) -> None:
        """Read what is new in the log, and tell it."""
        async with self._reading:
            since = self.board.version
            new = await self._loop.run_in_executor(self._pool, self.store.entries, since)
            if not new:
                return
            if any(isinstance(logged.entry.body, Erasure) for logged in new):
                whole = await self._loop.run_in_executor(self._pool, self.store.entries)
                self.board = Board(whole)
                self._tell_reload()
                return
            change = self.board.extend(new)
            self._state.clear()
            self.phones.note(change.items, change.leading)
            self.wall.note(change.items, change.leading)

    def refresh_soon(self) -> None:
        """Read what is new in the log, without waiting for it."""
        self.refreshed()

    def refreshed(self) -> asyncio.Future[None]:
        """Read what is new in the log: one reading for all who ask within a blink.

        Returns
        -------
        asyncio.Future
            Done once what was committed before the call is on the board.
        """
        if self._next is None:
            self._next = self._loop.create_future()
            wait = self._read_at + BLINK - time.monotonic()
            self._loop.call_later(max(0.0, wait), self._begin_reading)
        return self._next

    def presence_changed(self) -> None:
        """Count again who is there, and tell it where it differs."""
        there = presence([self.phones, self.wall])
        if there != self._there:
            self._there = there
            self._state.clear()
            self.wall.note(set(), False)
            self.phones.note(set(), False)

    @property
    def there(self) -> dict[str, int]:
        """Who is there: participants by group."""
        return self._there

    def state(self, limit: int) -> tuple[bytes, str]:
        """Give everything that a page needs to begin.

        Parameters
        ----------
        limit : int
            How many items at most, the newest.

        Returns
        -------
        tuple of (bytes, str)
            Compressed JSON, the same for everybody, and its ETag.
        """
        key = (self.board.version, limit)
        if key not in self._state:
            self._state[key] = gzip.compress(msgspec.json.encode(self._whole(limit)), 4, mtime=0)
        return self._state[key], f'"{self.board.version}-{hash(str(self._there)) & 0xFFFFFF:x}"'

    async def map(self) -> tuple[str, bytes] | None:
        """Give the map that the engine published.

        Returns
        -------
        tuple of (str, bytes) or None
            Fingerprint, compressed JSON; None while there is none.
        """
        found = await self._loop.run_in_executor(self._pool, self.published.get, MAP)
        if found is None:
            return None
        if self._map is None or self._map[0] != found.fingerprint:
            self._map = found.fingerprint, gzip.compress(found.document.encode(), 6, mtime=0)
        return self._map

    async def publish(self, key: str, document: str) -> None:
        """Publish what this process knows, for notebooks.

        Parameters
        ----------
        key : str
            Name of the result.
        document : str
            JSON.
        """
        await self._loop.run_in_executor(self._pool, self.published.put, key, "", document)

    async def wish(self, key: str) -> str | None:
        """Read what the facilitator wishes.

        Parameters
        ----------
        key : str
            Name of the wish.

        Returns
        -------
        str or None
            JSON; None where nothing was wished.
        """
        found = await self._loop.run_in_executor(self._pool, self.published.get, key)
        return None if found is None else found.document

    def close(self) -> None:
        """Stop following and let everybody go; what was received is on the disk."""
        self._watcher.stop()
        for audience in (self.phones, self.wall):
            for listener in list(audience.listeners):
                listener.let_go()
        self._writer.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.published.close()
        self.store.close()

    def _count_again(self, question: str) -> None:
        self.phones.note({question}, False)
        self.wall.note({question}, False)

    def _written(self, _version: int) -> None:
        """Hear of somebody else's writing, in the watcher's thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.refresh_soon)

    def _begin_reading(self) -> None:
        asked, self._next = self._next, None
        self._read_at = time.monotonic()
        if asked is not None:
            task = self._loop.create_task(self._refresh_safely(asked))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _refresh_safely(self, asked: asyncio.Future[None]) -> None:
        try:
            await self.refresh()
        except TerritorialError:
            _LOG.exception("The log could not be read; the next change will try again")
        finally:
            if not asked.done():
                asked.set_result(None)

    def _tell_reload(self) -> None:
        self._state.clear()
        self._results.clear()
        for audience in (self.phones, self.wall):
            audience.send(event("reload", {}))

    def _whole(self, limit: int) -> Data:
        newest = reversed(self.board.items.values())
        shown = islice((item for item in newest if is_shown(self.board, item)), limit)
        return {
            "version": self.board.version,
            "now": _now(),
            **leading_data(self.board),
            "items": [item_data(self.board, item) for item in shown],
            "counts": self._counts(),
            "there": self._there,
            "results": self._tallies({item.id for item in self.board.questions()}),
        }

    def _news(self, limit: int, changed: set[str], leading: bool) -> Data:
        board = self.board
        items = sorted(
            (board.items[id_] for id_ in changed if id_ in board.items),
            key=lambda item: item.logged.seq,
        )
        shown = [item for item in items if is_shown(board, item)]
        asked = {found for item in items if (found := question_id(item)) is not None}
        asked |= {item.id for item in items if isinstance(item.body, Question)}
        news: Data = {
            "version": board.version,
            "now": _now(),
            "items": [item_data(board, item) for item in shown[-limit:]],
            "gone": [item.id for item in items if item.state != "visible"],
            "counts": self._counts(),
            "there": self._there,
            "results": self._tallies(asked),
        }
        return {**news, **leading_data(board)} if leading else news

    def _counts(self) -> Data:
        return self.board.counts()

    def _tallies(self, asked: set[str]) -> Data:
        """Count again, but never for more than a thirtieth of the time."""
        wanted = [item for item in self.board.questions() if item.id in asked]
        found = {}
        for item in wanted:
            at, cost, known = self._results.get(item.id, (0.0, 0.0, {}))
            start = time.monotonic()
            if start - at > RESTING * cost:
                known = results_data(self.board, [item])[item.id]
                self._results[item.id] = start, time.monotonic() - start, known
            else:
                self._loop.call_later(RESTING * cost, self._count_again, item.id)
            found[item.id] = known
        return found


def _now() -> int:
    return round(time.time() * 1000)


async def write_each(room: Room, entries: Sequence[Sequence[Entry]]) -> list[object]:
    """Write several independent groups of entries at once; one refused does not hold the others.

    Parameters
    ----------
    room : Room
        The room.
    entries : sequence of sequence of Entry
        Groups, each kept whole or not at all.

    Returns
    -------
    list
        Receipts of each group, or the InvalidEntry that refuses it.
    """
    outcomes = await asyncio.gather(*map(room.append, entries), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, InvalidEntry):
            raise outcome
    return list(outcomes)
