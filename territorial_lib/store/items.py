"""How every entry of the log now stands: pure functions, the same log gives the same answer.

An entry is withdrawn while an effective withdrawal of it stands; a withdrawal is effective while
it is not itself withdrawn. An entry acts only on earlier ones, so no two undo each other forever.
Whether someone may withdraw or moderate is decided where entries are received, not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.entries import (
    Author,
    Body,
    Comment,
    Entry,
    Moderation,
    Place,
    Withdrawal,
    edited,
)
from territorial_lib.store.log import Logged

State = Literal["visible", "withdrawn", "hidden", "merged"]


class Item(NamedTuple):
    """An entry as it now stands.

    Parameters
    ----------
    logged : Logged
        The entry as it was written.
    entry : Entry
        The entry with the facilitator's edits.
    state : State
        visible, withdrawn (by whoever may), hidden or merged (by the facilitator).
    into : str
        Id of the entry that stands for a merged one; empty otherwise.
    merged : tuple of str
        Ids of the entries that this one stands for.
    """

    logged: Logged
    entry: Entry
    state: State
    into: str = ""
    merged: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The entry's id.

        Returns
        -------
        str
            32 hexadecimal digits.
        """
        return self.entry.id

    @property
    def who(self) -> Author:
        """Who wrote it.

        Returns
        -------
        Author
            A pseudonym and a group.
        """
        return self.entry.who

    @property
    def place(self) -> Place | None:
        """Where, None where no place was given.

        Returns
        -------
        Place | None
            A point, a commune, or both.
        """
        return self.entry.place

    @property
    def body(self) -> Body:
        """What it says, edits included.

        Returns
        -------
        Body
            One of the kinds.
        """
        return self.entry.body

    @property
    def received_at(self) -> str:
        """When it was received, ISO 8601 in UTC.

        Returns
        -------
        str
            Such as 2026-11-24T09:30:00.000Z.
        """
        return self.logged.received_at

    @property
    def edited(self) -> bool:
        """True where the facilitator changed its words.

        Returns
        -------
        bool
            False where they are as written.
        """
        return self.entry != self.logged.entry


def items(log: Sequence[Logged]) -> list[Item]:
    """Say how every entry now stands, those no longer on screen included.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    list of Item
        One an entry, in the log's order.
    """
    return _standing(log, log)


def _standing(log: Sequence[Logged], wanted: Sequence[Logged]) -> list[Item]:
    """Say how some entries of a log now stand."""
    withdrawn = _withdrawn(log)
    hidden, edits, merges = _moderated(log, withdrawn)
    roots = {id_: _root(id_, merges) for id_ in merges}
    merged: dict[str, list[str]] = {}
    for id_, root in roots.items():
        merged.setdefault(root, []).append(id_)
    return [
        Item(
            logged,
            edits.get(logged.entry.id, logged.entry),
            _state(logged.entry.id, withdrawn, hidden, roots),
            roots.get(logged.entry.id, ""),
            tuple(merged.get(logged.entry.id, ())),
        )
        for logged in wanted
    ]


def visible(log: Sequence[Logged], *kinds: type[Body]) -> list[Item]:
    """Keep what is on screen.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    *kinds : type
        Kinds kept; all where none is named.

    Returns
    -------
    list of Item
        In the log's order.
    """
    wanted = [each for each in log if isinstance(each.entry.body, kinds)] if kinds else log
    return [item for item in _standing(log, wanted) if item.state == "visible"]


def history(log: Sequence[Logged], entry: str) -> list[Logged]:
    """Trace an entry: itself, then all that was done to it, and to what was done.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    entry : str
        Id of the entry.

    Returns
    -------
    list of Logged
        In the log's order; empty where the id is unknown.
    """
    about = {entry}
    trace: list[Logged] = []
    for logged in log:
        if logged.entry.id == entry or (trace and about.intersection(_subjects(logged.entry.body))):
            about.add(logged.entry.id)
            trace.append(logged)
    return trace


def _subjects(body: Body) -> Iterator[str]:
    if isinstance(body, Withdrawal | Moderation | Comment):
        yield body.entry
    if isinstance(body, Moderation) and body.target is not None:
        yield body.target


def _withdrawn(log: Sequence[Logged]) -> set[str]:
    """Walk back from the end: what comes later decides what comes before."""
    numbers = {logged.entry.id: logged.seq for logged in log}
    withdrawn: set[str] = set()
    for logged in reversed(log):
        body = logged.entry.body
        if not isinstance(body, Withdrawal) or logged.entry.id in withdrawn:
            continue
        if numbers.get(body.entry, logged.seq) < logged.seq:
            withdrawn.add(body.entry)
    return withdrawn


def _moderated(
    log: Sequence[Logged], withdrawn: set[str]
) -> tuple[set[str], dict[str, Entry], dict[str, str]]:
    """Give the hidden ids, the edited entries, and the merges (from, into) in force."""
    seen: dict[str, Entry] = {}
    hidden: set[str] = set()
    edits: dict[str, Entry] = {}
    merges: dict[str, str] = {}
    for logged in log:
        body = logged.entry.body
        seen[logged.entry.id] = logged.entry
        if not isinstance(body, Moderation) or logged.entry.id in withdrawn:
            continue
        if body.entry not in seen:
            continue
        if body.action == "hide":
            hidden.add(body.entry)
        elif body.action == "show":
            hidden.discard(body.entry)
            merges.pop(body.entry, None)
        elif body.fields is not None:
            edits[body.entry] = _edited(edits.get(body.entry, seen[body.entry]), body)
        elif body.target in seen and body.target not in withdrawn:
            _merge(merges, body.entry, body.target)
    return hidden, edits, merges


def _merge(merges: dict[str, str], entry: str, target: str) -> None:
    """Note a merge, unless it would make a circle."""
    before = merges.pop(entry, None)
    if _root(target, merges) != entry:
        merges[entry] = target
    elif before is not None:
        merges[entry] = before


def _root(id_: str, merges: dict[str, str]) -> str:
    while id_ in merges:
        id_ = merges[id_]
    return id_


def _edited(entry: Entry, moderation: Moderation) -> Entry:
    """Apply an edit; one that breaks the schema changes nothing, and the trace shows it."""
    try:
        return edited(entry, moderation.fields or {})
    except InvalidEntry:
        return entry


def _state(id_: str, withdrawn: set[str], hidden: set[str], roots: dict[str, str]) -> State:
    if id_ in withdrawn:
        return "withdrawn"
    if id_ in hidden:
        return "hidden"
    return "merged" if id_ in roots else "visible"
