"""What everybody in the hall may see: plain data, no secret, no participant's id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Answer,
    Comment,
    Correction,
    Decision,
    Offer,
    Purchase,
    Question,
    Request,
    Resource,
    Survey,
    Timer,
)
from territorial_lib.schemas.wording import KIND_LABELS, told
from territorial_lib.store.board import EVERYWHERE, Board
from territorial_lib.store.items import Item

SHOWN = (
    Resource,
    Correction,
    Answer,
    Comment,
    Offer,
    Request,
    Purchase,
    Survey,
    Actor,
    Action,
    Decision,
)
"""Kinds that the room sees one by one; votes are seen as counts only."""
Data = dict[str, Any]


def is_shown(board: Board, item: Item) -> bool:
    """Tell whether an entry is seen one by one.

    Parameters
    ----------
    board : Board
        The room's state.
    item : Item
        An entry.

    Returns
    -------
    bool
        False for what leads the room, for what was taken back or hidden, and for the answers of
        a question that counts one a person: those are votes.
    """
    if item.state != "visible" or not isinstance(item.body, SHOWN):
        return False
    asked = _asked(board, item)
    return asked is None or not asked.once


def item_data(board: Board, item: Item) -> Data:
    """Tell an entry.

    Parameters
    ----------
    board : Board
        The room's state.
    item : Item
        An entry.

    Returns
    -------
    dict
        ``id``, ``seq``, ``at``, ``kind``, ``label``, ``text``, ``detail``, ``group``, ``who``,
        ``place``, ``question``, ``about`` (for a comment), ``edited``, ``state``.
    """
    asked = _asked(board, item)
    text, detail = told(item.entry, asked.form if asked else None)
    body = item.body
    return {
        "id": item.id,
        "seq": item.logged.seq,
        "at": milliseconds(item.received_at),
        "kind": item.entry.kind,
        "label": KIND_LABELS[item.entry.kind],
        "text": text,
        "detail": detail,
        "group": item.who.group,
        "who": item.who.pseudonym,
        "place": None if item.place is None else msgspec.to_builtins(item.place),
        "question": question_id(item),
        "about": body.entry if isinstance(body, Comment) else None,
        "use": body.use if isinstance(body, Resource) else None,
        "edited": item.edited,
        "state": item.state,
    }


def leading_data(board: Board) -> Data:
    """Tell how the room is led: workshop, questions, locks, timer.

    Parameters
    ----------
    board : Board
        The room's state.

    Returns
    -------
    dict
        ``workshop``, ``questions`` (the last opened first), ``locked``, ``timer``,
        ``groups_fixed``.
    """
    settings = board.settings()
    timer = board.timer()
    return {
        "workshop": settings.name if settings else "",
        "questions": [_question_data(board, item) for item in reversed(board.questions())],
        "locked": EVERYWHERE in board.locked(),
        "timer": None if timer is None else _timer_data(timer),
        "groups_fixed": board.groups_fixed(),
    }


def results_data(board: Board, questions: Iterable[Item]) -> Data:
    """Tell what was answered.

    Parameters
    ----------
    board : Board
        The room's state.
    questions : iterable of Item
        The questions wanted.

    Returns
    -------
    dict
        Tallies by id of question.
    """
    return {item.id: board.result(item) for item in questions}


def question_id(item: Item) -> str | None:
    """Give the question that an entry answers.

    Parameters
    ----------
    item : Item
        An entry.

    Returns
    -------
    str or None
        Id of the question; None where it answers none.
    """
    return item.body.question if isinstance(item.body, Answer) else item.entry.question


def milliseconds(moment: str) -> int:
    """Turn a date of the log into what a browser counts in.

    Parameters
    ----------
    moment : str
        ISO 8601 in UTC.

    Returns
    -------
    int
        Milliseconds since 1970.
    """
    return round(datetime.fromisoformat(moment).timestamp() * 1000)


def _question_data(board: Board, item: Item) -> Data:
    body = item.body
    assert isinstance(body, Question)
    return {
        "id": item.id,
        "key": body.key,
        "form": body.form,
        "makes": body.makes,
        "once": body.once or body.makes == "vote",
        "open": board.accepts(item),
        "at": milliseconds(item.received_at),
    }


def _timer_data(item: Item) -> Data:
    assert isinstance(item.body, Timer)
    ends = milliseconds(item.received_at) + 1000 * item.body.seconds
    return {"ends": ends, "label": item.body.label}


def _asked(board: Board, item: Item) -> Question | None:
    found = board.items.get(question_id(item) or "")
    return found.body if found is not None and isinstance(found.body, Question) else None
