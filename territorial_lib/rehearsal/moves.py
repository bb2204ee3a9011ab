"""What is done during a rehearsal, in order: plain data, whoever plays it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from territorial_lib.schemas.contributions import contributions
from territorial_lib.schemas.entries import Author, Body, Entry, Place
from territorial_lib.store.items import Item
from territorial_lib.store.log import Logged

Expected = Literal["kept", "again", "refused"]
LEADERS = (
    Author(pseudonym="Anne (simulée)", group="facilitator"),
    Author(pseudonym="Karim (simulé)", group="facilitator"),
)
"""Two facilitators take turns."""


@dataclass(frozen=True)
class Stage:
    """A step of the evening begins.

    Parameters
    ----------
    minute : float
        Since the beginning of the evening.
    title : str
        Its French name.
    """

    minute: float
    title: str


@dataclass(frozen=True)
class Join:
    """Somebody joins with a phone.

    Parameters
    ----------
    minute : float
        Since the beginning of the evening.
    phone : int
        Which phone, from 0.
    who : Author
        Who they say they are; their id is only that of a rehearsal without a room.
    """

    minute: float
    phone: int
    who: Author


@dataclass(frozen=True)
class Send:
    """A phone sends something.

    Parameters
    ----------
    minute : float
        Since the beginning of the evening.
    phone : int
        Which phone.
    sent : Mapping
        As the room's API takes it.
    expected : Expected
        kept; again for what was already sent, which must change nothing; or refused.
    """

    minute: float
    phone: int
    sent: Mapping[str, Any]
    expected: Expected = "kept"


@dataclass(frozen=True)
class Lead:
    """A facilitator writes in the log.

    Parameters
    ----------
    minute : float
        Since the beginning of the evening.
    entry : Entry
        What is written.
    """

    minute: float
    entry: Entry


Move = Stage | Join | Send | Lead


def made_id(*words: object) -> str:
    """Make an id from words: the same words, the same id.

    Parameters
    ----------
    *words : object
        What tells it from others, such as the seed, the territory, the phone and the rank.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    told = "/".join(str(word) for word in words)
    return hashlib.sha256(f"rehearsal/{told}".encode()).hexdigest()[:32]


def led(minute: float, id_: str, body: Body, place: Place | None = None, leader: int = 0) -> Lead:
    """Have a facilitator write something.

    Parameters
    ----------
    minute : float
        Since the beginning of the evening.
    id_ : str
        Id of the entry.
    body : Body
        What is written.
    place : Place, optional
        Where.
    leader : int
        Which facilitator.

    Returns
    -------
    Lead
        The move.
    """
    return Lead(minute, Entry(id=id_, who=LEADERS[leader % 2], body=body, place=place))


def item_of(move: Send, who: Author, question: Entry) -> Item:
    """Give what an answer becomes once received, for the votes that follow.

    Parameters
    ----------
    move : Send
        An answer that is kept.
    who : Author
        Who sends it.
    question : Entry
        What it answers.

    Returns
    -------
    Item
        Its first entry, visible.
    """
    entry = contributions(move.sent["id"], who, question, move.sent["values"])[0]
    return Item(Logged(0, "", entry), entry, "visible")
