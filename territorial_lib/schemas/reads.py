"""What a computation reads, noted while it reads: nobody declares twice what a result is from.

A read is ``kind/name``: ``measure/population``, ``table/crops_2010``, ``coefficient/...``,
``source/food_supply`` (a table read whole), ``block/food``; of what the room said,
``theme/leaks``, ``figure/leaks/local_share``, or ``said/corrections``, ``said/resources``,
``said/imported`` where all of it was looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_NOTED: ContextVar[set[str] | None] = ContextVar("reads", default=None)


def note(kind: str, *names: str) -> None:
    """Say that something is being read; nothing happens where nobody listens.

    Parameters
    ----------
    kind : str
        What sort of thing.
    *names : str
        Their names.
    """
    noted = _NOTED.get()
    if noted is not None:
        noted.update(f"{kind}/{name}" for name in names)


def note_all(reads: Iterable[str]) -> None:
    """Say again what was read to make something that was kept.

    Parameters
    ----------
    reads : iterable of str
        What `gathering` gave.
    """
    noted = _NOTED.get()
    if noted is not None:
        noted.update(reads)


@contextmanager
def gathering() -> Iterator[set[str]]:
    """Gather what is read within, for oneself and for whoever gathers around.

    Yields
    ------
    set of str
        Grows while things are read.
    """
    with apart() as own:
        yield own
    note_all(own)


@contextmanager
def apart() -> Iterator[set[str]]:
    """Gather what is read within for oneself alone.

    Yields
    ------
    set of str
        Grows while things are read.
    """
    own: set[str] = set()
    token = _NOTED.set(own)
    try:
        yield own
    finally:
        _NOTED.reset(token)


def named(reads: Iterable[str], kind: str) -> tuple[str, ...]:
    """Give the names read of one kind.

    Parameters
    ----------
    reads : iterable of str
        What `gathering` gave.
    kind : str
        The kind.

    Returns
    -------
    tuple of str
        Sorted.
    """
    start = f"{kind}/"
    return tuple(sorted(each[len(start) :] for each in reads if each.startswith(start)))
