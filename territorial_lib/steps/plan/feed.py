"""What was written about the plan, newest first, each act naming its action; all may be undone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from territorial_lib.forms import FeedItem
from territorial_lib.schemas import entries
from territorial_lib.schemas.wording import KIND_LABELS, VALUE_LABELS, titles
from territorial_lib.steps.feed import RoomFeed
from territorial_lib.store.projections import Item
from territorial_lib.typography import long_date, number
from territorial_lib.workshop import Workshop

KINDS = (
    entries.Action,
    entries.Decision,
    entries.Moderation,
    entries.Progress,
    entries.Effect,
    entries.Forced,
    entries.Precedence,
    entries.Assumption,
)
"""What the page of the plan writes."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"\b[0-9a-f]{32}\b")
_ABOUT = (entries.Progress, entries.Effect, entries.Forced, entries.Precedence)


class PlanFeed(RoomFeed):
    """What was written about the plan.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop, KINDS)

    def _items(self) -> list[FeedItem]:
        said = {item.id: item for item in self._workshop.said(*KINDS)}
        found = [(i, each.body) for i, each in said.items()]
        named = {i: body.title for i, body in found if isinstance(body, entries.Action)}
        kept = (each for each in super()._items() if _is_plan(said[each.id], named))
        return list(_told(kept, said, named))


def _is_plan(item: Item, actions: Mapping[str, str]) -> bool:
    """Keep edits of actions among moderation, and the plan's own levers among hypotheses."""
    body = item.body
    if isinstance(body, entries.Moderation):
        return body.action == "edit" and body.entry in actions
    return not isinstance(body, entries.Assumption) or body.key.startswith("plan/")


def _told(
    found: Iterator[FeedItem], said: Mapping[str, Item], actions: Mapping[str, str]
) -> Iterator[FeedItem]:
    for each in found:
        item = said[each.id]
        body = item.body
        if isinstance(body, entries.Moderation):
            text = f"Fiche retouchée\u00a0: {actions[body.entry]}"
            yield replace(each, text=text, detail=_changed(body, said[body.entry]))
        elif isinstance(body, _ABOUT):
            text = KIND_LABELS[item.entry.kind]
            yield replace(each, text=text, detail=_named(each.detail, actions))
        elif isinstance(body, entries.Action):
            parts = (body.lead and f"menée par {body.lead}", body.indicator, body.note)
            yield replace(each, detail=" · ".join(part for part in parts if part))
        else:
            yield replace(each, detail=_named(each.detail, actions))


def _changed(edit: entries.Moderation, action: Item) -> str:
    words = titles(action.body)
    fields = (edit.fields or {}).items()
    return " · ".join(f"{words.get(name, name)}\u00a0: {_value(value)}" for name, value in fields)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return number(value, 2)
    day = _day(value)
    if day is not None:
        return long_date(day)
    return "à dire" if value in (None, "") else VALUE_LABELS.get(str(value), str(value))


def _day(value: object) -> datetime.date | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def _named(text: str, actions: Mapping[str, str]) -> str:
    """Put the titles of actions in place of their ids."""
    return _ID.sub(lambda found: f"«\u00a0{actions.get(found[0], found[0])}\u00a0»", text)
