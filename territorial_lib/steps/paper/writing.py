"""Pasted rows in the log: all at once, and taken back all at once."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from territorial_lib.schemas.entries import Entry, Withdrawal
from territorial_lib.store import projections
from territorial_lib.store.projections import Item
from territorial_lib.workshop import Workshop

_PASTED = re.compile(r"([0-9a-f]{16})(0{12}[0-9a-f]{4})")
"""Ids of a batch: sixteen random digits that its rows share, then the row's rank."""


@dataclass(frozen=True)
class Batch:
    """Rows pasted together.

    Parameters
    ----------
    key : str
        What their ids share.
    items : tuple of Item
        The entries as they now stand, in order.
    """

    key: str
    items: tuple[Item, ...]

    @property
    def undone(self) -> bool:
        """Whether every row was taken back."""
        return all(each.state == "withdrawn" for each in self.items)


def new_batch() -> str:
    """Make the part of the ids that the rows of one paste share."""
    return secrets.token_hex(8)


def write(workshop: Workshop, batch: str, entries: Sequence[Entry]) -> int:
    """Write rows at once: all are in the log, or none; writing a batch again changes nothing.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    batch : str
        What `new_batch` gave when they were read.
    entries : sequence of Entry
        What the rows say, each by its own author.

    Returns
    -------
    int
        How many were written.
    """
    made = [
        msgspec.structs.replace(each, id=f"{batch}{rank:016x}") for rank, each in enumerate(entries)
    ]
    return sum(each.new for each in workshop.store.append(made))


def batches(workshop: Workshop) -> list[Batch]:
    """List what was pasted.

    Parameters
    ----------
    workshop : Workshop
        The workshop.

    Returns
    -------
    list of Batch
        The last one first.
    """
    found: dict[str, list[Item]] = {}
    for item in projections.items(workshop.log()):
        parts = _PASTED.fullmatch(item.id)
        if parts is not None and item.entry.kind not in ("erased", "withdrawal"):
            found.setdefault(parts[1], []).append(item)
    return [Batch(key, tuple(items)) for key, items in reversed(found.items())]


def undo(workshop: Workshop, key: str) -> int:
    """Take a whole batch back, or bring it back where it was.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    key : str
        Key of the batch.

    Returns
    -------
    int
        How many entries changed.
    """
    batch = next(each for each in batches(workshop) if each.key == key)
    ids = {each.id for each in batch.items}
    if batch.undone:
        taken = projections.visible(workshop.log(), Withdrawal)
        targets = [i.id for i in taken if isinstance(i.body, Withdrawal) and i.body.entry in ids]
    else:
        targets = [each.id for each in batch.items if each.state != "withdrawn"]
    workshop.add_all([(Withdrawal(entry=each), None) for each in targets])
    return len(targets)
