"""Counting answers and votes, group by group: pure functions over items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from territorial_lib.schemas.acting import GRADES, SCALES
from territorial_lib.schemas.entries import Answer, Question, Vote
from territorial_lib.schemas.questions import choices
from territorial_lib.store.items import Item

Tally = dict[str, Any]


def standing_answers(asked: Item, found: Sequence[Item]) -> list[Item]:
    """Keep the answers that count: the last of each participant where one only is allowed.

    Parameters
    ----------
    asked : Item
        The question.
    found : sequence of Item
        Its visible answers, in order.

    Returns
    -------
    list of Item
        In order; an answer without participant always counts.
    """
    body = asked.body
    if not isinstance(body, Question) or not body.once:
        return list(found)
    last = {item.who.participant or item.id: item for item in found}
    return list(last.values())


def tally(asked: Item, found: Sequence[Item]) -> Tally:
    """Count what a question's answers say.

    Parameters
    ----------
    asked : Item
        The question.
    found : sequence of Item
        Its visible answers, in order.

    Returns
    -------
    dict
        ``answers`` (how many count), ``groups`` (how many by group) and ``fields``: by property
        that can be counted, ``title`` and either ``choices`` (words, total, by group) or
        ``median`` and ``count``. Texts and places are not counted.
    """
    body = asked.body
    assert isinstance(body, Question)
    counted = standing_answers(asked, found)
    fields = {}
    for name, schema in body.form["properties"].items():
        if not _countable(schema):
            continue
        said = [(item.who.group, _value(item, name)) for item in counted]
        known = [(group, value) for group, value in said if value is not None]
        fields[name] = {"title": schema["title"], **_field(schema, known)}
    groups = Counter(item.who.group for item in counted)
    return {"answers": len(counted), "groups": dict(groups), "fields": fields}


def ballots(votes: Iterable[Item], scale: str) -> dict[str, dict[str, dict[int, int]]]:
    """Count grades by entry, by group: the last one of each participant counts.

    Parameters
    ----------
    votes : iterable of Item
        Visible votes, in order.
    scale : str
        The scale counted.

    Returns
    -------
    dict
        By entry graded, by group, how many gave each value.
    """
    last: dict[tuple[str, str], tuple[str, int]] = {}
    for item in votes:
        body = item.body
        if isinstance(body, Vote) and body.scale == scale:
            last[body.entry, item.who.participant or item.id] = item.who.group, body.value
    found: dict[str, dict[str, dict[int, int]]] = {}
    for (entry, _), (group, value) in last.items():
        counts = found.setdefault(entry, {}).setdefault(group, {})
        counts[value] = counts.get(value, 0) + 1
    return found


def vote_tally(asked: Item, votes: Sequence[Item]) -> Tally:
    """Count the grades that a ballot asks for, as `tally` does for answers.

    Parameters
    ----------
    asked : Item
        A question that makes votes.
    votes : sequence of Item
        Visible votes of the whole log: a former vote on the same scale still counts.

    Returns
    -------
    dict
        As `tally`; a number has its median, a grade its counts by choice.
    """
    body = asked.body
    assert isinstance(body, Question)
    found = ballots(votes, body.scale)
    fields, voters = {}, {i.who.participant or i.id for i in votes if _scale(i) == body.scale}
    for name, schema in body.form["properties"].items():
        by_group = found.get(name.removeprefix("p_"), {})
        known = [
            (group, _grade(schema, body.scale, value))
            for group, counts in by_group.items()
            for value, count in counts.items()
            for _ in range(count)
        ]
        fields[name] = {"title": schema["title"], **_field(schema, known)}
    return {"answers": len(voters), "groups": {}, "fields": fields}


def _scale(item: Item) -> str:
    return item.body.scale if isinstance(item.body, Vote) else ""


def _grade(schema: Mapping[str, Any], scale: str, value: int) -> object:
    words = list(choices(schema)) or (GRADES if scale == "judgment" else [])
    assert value <= SCALES.get(scale, (0, value))[1]
    return words[value] if words and value < len(words) else value


def _value(item: Item, name: str) -> object:
    body = item.body
    return body.values.get(name) if isinstance(body, Answer) else getattr(body, name, None)


def _countable(schema: Mapping[str, Any]) -> bool:
    return schema["type"] in ("boolean", "number", "integer") or bool(choices(schema))


def _field(schema: Mapping[str, Any], known: Sequence[tuple[str, object]]) -> Tally:
    """Count one property; empty where it cannot be counted."""
    if schema["type"] == "boolean":
        return {"choices": _choices({"oui": True, "non": False}, known)}
    offered = choices(schema)
    if offered:
        return {"choices": _choices({words: key for key, words in offered.items()}, known)}
    if schema["type"] in ("number", "integer"):
        numbers = [float(value) for _, value in known if isinstance(value, int | float)]
        return {"count": len(numbers), "median": median(numbers) if numbers else None}
    return {}


def _choices(
    offered: Mapping[str, object], known: Sequence[tuple[str, object]]
) -> list[dict[str, Any]]:
    counts: dict[object, Counter[str]] = {}
    for group, value in known:
        if isinstance(value, str | bool):
            counts.setdefault(value, Counter())[group] += 1
    found = []
    for words, value in offered.items():
        groups = counts.get(value, Counter())
        found.append({"title": words, "count": groups.total(), "groups": dict(groups)})
    return found
