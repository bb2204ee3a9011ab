"""One writer for all phones: what arrives during a commit leaves together in the next one.

One thread only: many would pass the interpreter's lock from hand to hand and make everybody wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from territorial_lib.errors import TerritorialError
from territorial_lib.schemas.entries import Entry
from territorial_lib.store.group import Receipt
from territorial_lib.store.log import Store

Outcome = list[Receipt] | TerritorialError
_Waiting = tuple[Sequence[Entry], asyncio.Future[list[Receipt]]]


class Writer:
    """Writes in the log from the event loop's thread.

    Parameters
    ----------
    store : Store
        The log.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._loop = asyncio.get_running_loop()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="room-writer")
        self._waiting: list[_Waiting] = []
        self._busy = False

    def append(self, entries: Sequence[Entry]) -> asyncio.Future[list[Receipt]]:
        """Write entries, all or none.

        Parameters
        ----------
        entries : sequence of Entry
            In order.

        Returns
        -------
        asyncio.Future
            Their receipts, once they are on the disk; a TerritorialError says why they are not.
        """
        future: asyncio.Future[list[Receipt]] = self._loop.create_future()
        self._waiting.append((entries, future))
        if not self._busy:
            self._write()
        return future

    def close(self) -> None:
        """Finish what is being written; what waits is given up, and was told to nobody."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _write(self) -> None:
        batch, self._waiting, self._busy = self._waiting, [], True
        groups = [entries for entries, _ in batch]
        writing = self._loop.run_in_executor(self._pool, self._store.append_each, groups)
        writing.add_done_callback(partial(self._settle, batch))

    def _settle(self, batch: list[_Waiting], written: asyncio.Future[list[Outcome]]) -> None:
        self._busy = False
        if written.cancelled():
            for _, future in batch:
                future.cancel()
            return
        fault = written.exception()
        outcomes = [fault] * len(batch) if fault is not None else written.result()
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if future.done():
                continue
            if isinstance(outcome, BaseException):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)
        if self._waiting:
            self._write()
