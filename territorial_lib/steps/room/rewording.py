"""Which words of an entry moderation may correct, and the correction as data."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.checking import refuse
from territorial_lib.schemas.entries import Answer, Question, edited
from territorial_lib.schemas.questions import check_answer, choices
from territorial_lib.schemas.wording import titles
from territorial_lib.store.board import Board
from territorial_lib.store.items import Item

_TEXTS = (
    "label",
    "title",
    "name",
    "text",
    "buyer",
    "seller",
    "organisation",
    "note",
    "reason",
    "category",
    "sort",
    "answers",
    "lead",
    "actor",
    "beneficiaries",
)
"""Fields of the kinds that hold words of one's own."""


class Words(NamedTuple):
    """Words that may be corrected: the field, its French title, what it says now."""

    field: str
    title: str
    said: str


def reworded(board: Board, item: Item) -> list[Words]:
    """List the words of an entry that may be corrected.

    Parameters
    ----------
    board : Board
        The room's state, which knows the question answered.
    item : Item
        An entry.

    Returns
    -------
    list of Words
        What it is first; empty for an entry without words of its own.
    """
    body = item.body
    if isinstance(body, Answer):
        properties = _form(board, body)["properties"]
        return [
            Words(name, str(schema["title"]), str(body.values[name]))
            for name, schema in properties.items()
            if isinstance(body.values.get(name), str) and _is_free(schema)
        ]
    named = titles(body)
    found = [name for name in _TEXTS if getattr(body, name, "")]
    return [Words(name, named[name].capitalize(), getattr(body, name)) for name in found]


def correction(board: Board, item: Item, field: str, words: str) -> dict[str, Any]:
    """Write the correction of an entry's words.

    Parameters
    ----------
    board : Board
        The room's state.
    item : Item
        The entry.
    field : str
        One of those that `reworded` gives.
    words : str
        What it must say.

    Returns
    -------
    dict
        For `Moderation.fields`; InvalidEntry tells in French why it would not do.
    """
    if field not in [each.field for each in reworded(board, item)]:
        raise InvalidEntry(
            "Cette contribution ne peut pas être corrigée ainsi.",
            "Choisissez-en une qui a des mots à corriger.",
        )
    body = item.body
    if isinstance(body, Answer):
        values = {**body.values, field: words}
        faults = check_answer(_form(board, body), values)
        if faults:
            refuse(faults)
        return {"values": values}
    edited(item.entry, {field: words})
    return {field: words}


def _form(board: Board, answer: Answer) -> dict[str, Any]:
    asked = board.items.get(answer.question)
    known = asked is not None and isinstance(asked.body, Question)
    return msgspec.structs.asdict(asked.body)["form"] if asked and known else {"properties": {}}


def _is_free(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "string" and not choices(schema) and schema.get("format") != "date"
