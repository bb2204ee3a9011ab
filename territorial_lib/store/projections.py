"""From the log to what is on screen, kind by kind: pure functions over `items`."""

from __future__ import annotations

from collections.abc import Sequence

from territorial_lib.schemas.entries import (
    Answer,
    Assumption,
    Comment,
    Correction,
    Placement,
    Question,
    Resource,
    Retained,
    WorkshopSettings,
)
from territorial_lib.store.items import Item, State, history, items, visible
from territorial_lib.store.log import Logged

__all__ = [
    "Item",
    "State",
    "answers",
    "assumptions",
    "carried_on",
    "comments",
    "corrections",
    "history",
    "items",
    "placements",
    "questions",
    "resources",
    "retained",
    "settings",
    "visible",
]


def settings(log: Sequence[Logged]) -> WorkshopSettings | None:
    """Give the workshop's settings: the last visible ones.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, or its entries of the kinds workshop, withdrawal and moderation.

    Returns
    -------
    WorkshopSettings or None
        None where none was written.
    """
    for item in reversed(visible(log, WorkshopSettings)):
        if isinstance(item.body, WorkshopSettings):
            return item.body
    return None


def resources(log: Sequence[Logged]) -> list[Item]:
    """Give the resources that the room declared.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    list of Item
        The visible ones, whose `body` is a Resource.
    """
    return visible(log, Resource)


def corrections(log: Sequence[Logged]) -> dict[str, list[Item]]:
    """Give what the room says of each figure.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to list of Item
        By figure id, every correction in order, whatever its state; the last visible one counts
        (`retained`).
    """
    found: dict[str, list[Item]] = {}
    for item in items(log):
        if isinstance(item.body, Correction):
            found.setdefault(item.body.figure_id, []).append(item)
    return found


def retained(versions: Sequence[Item]) -> Item | None:
    """Give the item that counts among the successive ones about one thing.

    Parameters
    ----------
    versions : sequence of Item
        In the log's order.

    Returns
    -------
    Item or None
        The last visible one; None where none is visible.
    """
    return next((item for item in reversed(versions) if item.state == "visible"), None)


def questions(log: Sequence[Logged]) -> dict[str, Item]:
    """Give the questions opened to the room.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to Item
        By key, the last visible opening; its `body` is a Question.
    """
    found: dict[str, Item] = {}
    for item in visible(log, Question):
        if isinstance(item.body, Question):
            found[item.body.key] = item
    return found


def answers(log: Sequence[Logged], question: str) -> list[Item]:
    """Give the answers to a question.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    question : str
        Id of the entry that opened the question.

    Returns
    -------
    list of Item
        The visible ones, whose `body` is an Answer.
    """
    found = visible(log, Answer)
    return [i for i in found if isinstance(i.body, Answer) and i.body.question == question]


def comments(log: Sequence[Logged], entry: str) -> list[Item]:
    """Give the comments on an entry.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.
    entry : str
        Id of the entry.

    Returns
    -------
    list of Item
        The visible ones, whose `body` is a Comment.
    """
    found = visible(log, Comment)
    return [i for i in found if isinstance(i.body, Comment) and i.body.entry == entry]


def assumptions(log: Sequence[Logged]) -> dict[str, float]:
    """Give the levers that the room moved.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to float
        Value by key: the last visible one; a lever put back to its default is absent.
    """
    found: dict[str, float] = {}
    for item in visible(log, Assumption):
        if isinstance(item.body, Assumption):
            found.pop(item.body.key, None)
            if item.body.value is not None:
                found[item.body.key] = item.body.value
    return found


def carried_on(log: Sequence[Logged]) -> dict[str, str]:
    """Give what the room carries on to the next steps.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to str
        Label by subject, in the order chosen.
    """
    chosen = [item.body for item in visible(log, Retained)]
    return {body.subject: body.label for body in chosen if isinstance(body, Retained)}


def placements(log: Sequence[Logged]) -> dict[str, Item]:
    """Give how the room answers each gap.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to Item
        By key of the gap, the last visible choice; its `body` is a Placement.
    """
    chosen = visible(log, Placement)
    return {item.body.gap: item for item in chosen if isinstance(item.body, Placement)}
