"""Learn that somebody wrote, in this process or another, within the interval."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType

from territorial_lib.errors import TerritorialError
from territorial_lib.store.log import Store

_LOG = logging.getLogger(__name__)
_STOP_SECONDS = 5.0
_RETRY_SECONDS = 2.0


class Watcher:
    """A daemon thread that calls a function after each change of a store.

    Parameters
    ----------
    store : Store
        The store followed; it must stay open until `stop`.
    callback : callable
        Receives the log's new version, in the watcher's thread; several changes close together
        may make one call. An exception it raises ends the watcher and shows as any thread's.
    interval : float
        Seconds between two looks at a file, above 0; a PostgreSQL server says itself that it
        changed.
    since : int or None
        Version already known to the caller: a later one is told at once. None: the present one.
    """

    def __init__(
        self,
        store: Store,
        callback: Callable[[int], None],
        interval: float = 0.25,
        since: int | None = None,
    ) -> None:
        self._store = store
        self._callback = callback
        self._interval = interval
        self._seen = store.version() if since is None else since
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop following; no call begins afterwards. Safe to call twice, or from the callback."""
        self._stopped.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(_STOP_SECONDS)

    def __enter__(self) -> Watcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._follow()
            except TerritorialError:
                _LOG.exception("The store cannot be followed; trying again")
                self._stopped.wait(_RETRY_SECONDS)

    def _follow(self) -> None:
        with self._store.database.changes(self._stopped.wait) as look:
            before: int | None = None
            while not self._stopped.is_set():
                now = look(0.0 if before is None else self._interval)
                if now != before:
                    before = now
                    self._tell()

    def _tell(self) -> None:
        version = self._store.version()
        if version != self._seen and not self._stopped.is_set():
            self._seen = version
            self._callback(version)


def watch(
    store: Store,
    callback: Callable[[int], None],
    interval: float = 0.25,
    since: int | None = None,
) -> Watcher:
    """Call a function after each change of a store, whoever made it.

    Parameters
    ----------
    store : Store
        The store followed.
    callback : callable
        Receives the log's new version.
    interval : float
        Seconds between two looks.
    since : int or None
        Version already known to the caller; None for the present one.

    Returns
    -------
    Watcher
        Call its `stop`, or use it in a ``with``.
    """
    return Watcher(store, callback, interval, since)
