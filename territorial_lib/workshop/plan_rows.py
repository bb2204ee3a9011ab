"""What the room wrote about its plan, as the plain rows that the diagnosis takes."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from territorial_lib.diagnosis.plan import planned
from territorial_lib.diagnosis.plan.planned import Planned, PlannedAction
from territorial_lib.schemas import entries
from territorial_lib.schemas.acting import SCALES
from territorial_lib.schemas.entries import GROUP_LABELS
from territorial_lib.store import projections
from territorial_lib.store.log import Logged
from territorial_lib.store.projections import Item
from territorial_lib.store.tallies import ballots
from territorial_lib.typography import long_date
from territorial_lib.workshop.rows import PARIS

OWN = "plan/own/"
"""Prefix of the keys of the criteria that the room adds."""


def plan_rows(log: Sequence[Logged]) -> Planned:
    """Give what the room proposed, voted, decided and did.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    Planned
        What stands; a vote, an order or an effect about an action taken back is left out.
    """
    shown = [item for item in projections.items(log) if item.state == "visible"]
    progress = tuple(_progress(shown))
    actions = _actions(shown, log, progress)
    known = {each.id for each in actions}
    votes = [item for item in shown if isinstance(item.body, entries.Vote)]
    return Planned(
        actions=actions,
        votes={scale: ballots(votes, scale) for scale in SCALES},
        voters={scale: _voters(votes, scale) for scale in SCALES},
        dots=tuple(_dots(votes)),
        decisions=tuple(_decisions(shown)),
        progress=tuple(each for each in progress if each.entry in known),
        effects=_effects(shown, known),
        hands=_hands(shown, known),
        precedence=_precedence(shown, known),
        criteria=_criteria(shown),
    )


def _signature(item: Item) -> dict[str, Any]:
    who, group = item.who, GROUP_LABELS[item.who.group]
    written = datetime.datetime.fromisoformat(item.received_at).astimezone(PARIS).date()
    named = f"{who.pseudonym} ({group})" if who.pseudonym else group
    return {"who": named, "when": long_date(written)}


def _actions(
    shown: Iterable[Item], log: Sequence[Logged], progress: Iterable[planned.Told]
) -> tuple[PlannedAction, ...]:
    told = {each.entry: each.status for each in progress if each.status}
    proposed = [item for item in shown if isinstance(item.body, entries.Action)]
    ends = _first_ends({item.id for item in proposed}, log)
    found = []
    for item in proposed:
        fields = msgspec.structs.asdict(item.body)
        fields |= {name: tuple(fields[name]) for name in ("partners", "needs")}
        fields["status"] = told.get(item.id, fields["status"])
        first = ends.get(item.id, fields["end"])
        found.append(PlannedAction(id=item.id, first_end=first, **fields, **_signature(item)))
    return tuple(found)


def _first_ends(ids: set[str], log: Sequence[Logged]) -> dict[str, date]:
    """Follow the ends as they were said, withdrawn words left out, until something is decided."""
    undone = {i.id for i in projections.items(log) if i.state == "withdrawn"}
    ends: dict[str, date] = {}
    settled: set[str] = set()
    first: dict[str, date] = {}
    for logged in (each for each in log if each.entry.id not in undone):
        body, id_ = logged.entry.body, logged.entry.id
        if isinstance(body, entries.Action) and body.end is not None:
            ends[id_] = body.end
        elif isinstance(body, entries.Moderation) and "end" in (body.fields or {}):
            id_ = body.entry
            _moved(ends, id_, (body.fields or {})["end"])
        elif isinstance(body, entries.Decision) and body.entry in ends:
            if body.entry not in settled:
                first[body.entry] = ends[body.entry]
            settled.add(body.entry)
        if id_ in ends and id_ in ids:
            first.setdefault(id_, ends[id_])
    return first


def _moved(ends: dict[str, date], id_: str, said: object) -> None:
    if isinstance(said, str):
        ends[id_] = date.fromisoformat(said)
    else:
        ends.pop(id_, None)


def _progress(shown: Iterable[Item]) -> Iterator[planned.Told]:
    for item in shown:
        if isinstance(item.body, entries.Progress):
            fields = msgspec.structs.asdict(item.body)
            fields["status"] = fields["status"] or ""
            yield planned.Told(id=item.id, **fields, **_signature(item))


def _decisions(shown: Iterable[Item]) -> Iterator[planned.Decided]:
    for item in shown:
        if isinstance(item.body, entries.Decision):
            fields = msgspec.structs.asdict(item.body)
            fields["entry"] = fields["entry"] or ""
            yield planned.Decided(id=item.id, **fields, **_signature(item))


def _voters(votes: Iterable[Item], scale: str) -> dict[str, int]:
    last = {
        item.who.participant or item.id: item.who.group
        for item in votes
        if isinstance(item.body, entries.Vote) and item.body.scale == scale
    }
    return dict(Counter(last.values()))


def _dots(votes: Iterable[Item]) -> Iterator[planned.Dots]:
    by_person: dict[str, tuple[str, dict[str, int]]] = {}
    for item in votes:
        body = item.body
        if isinstance(body, entries.Vote) and body.scale == "dots":
            person = item.who.participant or item.id
            by_person.setdefault(person, (item.who.group, {}))[1][body.entry] = body.value
    for group, put in by_person.values():
        yield planned.Dots(group, put)


def _effects(shown: Iterable[Item], known: set[str]) -> tuple[planned.Expected, ...]:
    last: dict[tuple[str, str], planned.Expected] = {}
    for item in shown:
        body = item.body
        if not isinstance(body, entries.Effect) or body.entry not in known:
            continue
        last.pop((body.entry, body.measure), None)
        if body.value is not None:
            fields = msgspec.structs.asdict(body)
            last[body.entry, body.measure] = planned.Expected(**fields, **_signature(item))
    return tuple(last.values())


def _hands(shown: Iterable[Item], known: set[str]) -> dict[str, planned.Hand]:
    last: dict[str, planned.Hand] = {}
    for item in shown:
        body = item.body
        if not isinstance(body, entries.Forced) or body.entry not in known:
            continue
        last.pop(body.entry, None)
        if body.choice != "free":
            last[body.entry] = planned.Hand(body.choice, body.reason, **_signature(item))
    return last


def _precedence(shown: Iterable[Item], known: set[str]) -> tuple[tuple[str, str], ...]:
    found = [i.body for i in shown if isinstance(i.body, entries.Precedence)]
    pairs = [(each.before, each.after) for each in found]
    return tuple(dict.fromkeys(pair for pair in pairs if known.issuperset(pair)))


def _criteria(shown: Iterable[Item]) -> dict[str, str]:
    last: dict[str, str] = {}
    for item in shown:
        body = item.body
        if not isinstance(body, entries.Assumption) or not body.key.startswith(OWN):
            continue
        last.pop(body.key, None)
        if body.value is not None:
            last[body.key] = body.label or body.key.removeprefix(OWN)
    return last
