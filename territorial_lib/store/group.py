"""Group commit: appends that arrive together share one transaction, hence one flush of the disk.

No thread waits for work: a caller that finds nobody committing takes every append pending and
commits them all; the others wait for theirs to be settled, or for their turn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select

from territorial_lib.errors import InvalidEntry, TerritorialError
from territorial_lib.schemas.entries import Entry, encode, stored
from territorial_lib.store.database import Database
from territorial_lib.store.migrations import ENTRIES

_LOOKUP = 500
"""Ids looked up in one query."""
_FIND = select(ENTRIES.c.id, ENTRIES.c.seq, ENTRIES.c.document).where(
    ENTRIES.c.id.in_(bindparam("ids", expanding=True))
)
_LAST = select(func.coalesce(func.max(ENTRIES.c.seq), 0))
_INSERT = insert(ENTRIES)


class Receipt(NamedTuple):
    """Proof that an entry is on the disk: its number, its id, False in `new` for a repeat."""

    seq: int
    id: str
    new: bool


class _Append:
    """One call of `append`, and its outcome once committed."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.rows = [
            {"id": entry.id, "kind": entry.kind, "document": encode(entry).decode()}
            for entry in entries
        ]
        self.receipts: list[Receipt] | None = None
        self.error: TerritorialError | None = None

    @property
    def settled(self) -> bool:
        return self.receipts is not None or self.error is not None


class Group:
    """Gathers the appends of this process's threads.

    Parameters
    ----------
    database : Database
        Where the log is.
    clock : callable
        Gives the time of reception.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._pending: list[_Append] = []
        self._turn = threading.Condition()
        self._leading = False

    def append(self, entries: Sequence[Entry]) -> list[Receipt]:
        """Write entries, all or none; return once they are on the disk.

        Parameters
        ----------
        entries : sequence of Entry
            In order.

        Returns
        -------
        list of Receipt
            One an entry.
        """
        (outcome,) = self.append_each([entries])
        if isinstance(outcome, TerritorialError):
            raise outcome
        return outcome

    def append_each(
        self, groups: Sequence[Sequence[Entry]]
    ) -> list[list[Receipt] | TerritorialError]:
        """Write independent groups of entries in one transaction: one refused holds no other back.

        Parameters
        ----------
        groups : sequence of sequence of Entry
            Each is kept whole or not at all.

        Returns
        -------
        list
            For each group its receipts, or why it was not written.
        """
        mine = [_Append(entries) for entries in groups]
        batch = self._wait(mine)
        if batch:
            self._lead(mine, batch)
        return [append.error or append.receipts or [] for append in mine]

    def _wait(self, mine: list[_Append]) -> list[_Append]:
        """Wait until these are settled, or until it is their turn to commit all pending."""
        with self._turn:
            self._pending += mine
            while self._leading and not all(append.settled for append in mine):
                self._turn.wait()
            if all(append.settled for append in mine):
                return []
            self._leading = True
            batch, self._pending = self._pending, []
            return batch

    def _lead(self, mine: list[_Append], batch: list[_Append]) -> None:
        try:
            self._commit(batch)
        except TerritorialError as error:
            for append in batch:
                append.error = append.error or error
        finally:
            # Interrupted (Ctrl-C): the others' appends are queued again; their ids make it safe.
            with self._turn:
                left = [a for a in batch if a not in mine and not a.settled]
                self._pending = left + self._pending
                self._leading = False
                self._turn.notify_all()

    def _commit(self, batch: list[_Append]) -> None:
        outcomes: list[list[Receipt] | TerritorialError] = []
        with self._database.writing() as connection:
            known = _known(connection, [row["id"] for append in batch for row in append.rows])
            last = connection.execute(_LAST).scalar_one()
            received_at = utc_text(self._clock())
            new: list[dict[str, object]] = []
            for append in batch:
                outcomes.append(_outcome(append.rows, known, last, new))
            if new:
                numbered = [{**row, "received_at": received_at} for row in new]
                connection.execute(_INSERT, numbered)
        for append, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, TerritorialError):
                append.error = outcome
            else:
                append.receipts = outcome


def utc_text(moment: datetime) -> str:
    """Write a moment as the log does.

    Parameters
    ----------
    moment : datetime
        With its time zone.

    Returns
    -------
    str
        ISO 8601 in UTC, to the millisecond, such as "2026-11-24T09:30:00.000Z".
    """
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Give the number and document of the ids already in the log."""
    known: dict[str, tuple[int, str]] = {}
    for start in range(0, len(ids), _LOOKUP):
        found = connection.execute(_FIND, {"ids": ids[start : start + _LOOKUP]})
        known.update({id_: (seq, document) for id_, seq, document in found})
    return known


def _outcome(
    rows: list[dict[str, str]],
    known: dict[str, tuple[int, str]],
    last: int,
    new: list[dict[str, object]],
) -> list[Receipt] | TerritorialError:
    """Number an append's new rows, or refuse it whole; `known` and `new` grow where accepted."""
    additions: dict[str, tuple[int, str]] = {}
    receipts: list[Receipt] = []
    for row in rows:
        before = known.get(row["id"]) or additions.get(row["id"])
        if before is None:
            before = last + len(new) + len(additions) + 1, row["document"]
            additions[row["id"]] = before
            receipts.append(Receipt(before[0], row["id"], True))
        elif _same(before[1], row["document"]):
            receipts.append(Receipt(before[0], row["id"], False))
        else:
            return _conflict(row["id"])
    fresh = {receipt.id: receipt.seq for receipt in receipts if receipt.new}
    new.extend({**row, "seq": fresh.pop(row["id"])} for row in rows if row["id"] in fresh)
    known.update(additions)
    return receipts


def _same(one: str, other: str) -> bool:
    return one == other or stored(one) == stored(other)


def _conflict(id_: str) -> InvalidEntry:
    return InvalidEntry(
        f"L’identifiant « {id_} » porte déjà une autre contribution ; elle n’a pas été remplacée.",
        "Envoyez la nouvelle contribution sous un nouvel identifiant.",
    )
