"""What the room writes: an entry of the log is one struct of `kinds` in an envelope.

Entries are checked on arrival (`decode`) and before they are written (`encode`). Everything
typed is data; whoever shows it escapes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Annotated

import msgspec
from msgspec import Meta

from territorial_lib.schemas.acting import (
    Action,
    Actor,
    Assumption,
    Decision,
    Placement,
    Retained,
    Vote,
)
from territorial_lib.schemas.bodies import Body
from territorial_lib.schemas.bringing import Import
from territorial_lib.schemas.checking import Checked, checked, parsed
from territorial_lib.schemas.exchanges import Offer, Purchase, Request
from territorial_lib.schemas.kinds import (
    GROUP_LABELS,
    Answer,
    Author,
    Comment,
    Correction,
    Group,
    Id,
    Kind,
    Moderation,
    Question,
    Resource,
    Withdrawal,
    WorkshopSettings,
)
from territorial_lib.schemas.leading import Closing, Erased, Erasure, Lock, Participant, Timer
from territorial_lib.schemas.places import Place
from territorial_lib.schemas.planning import Effect, Forced, Precedence, Progress
from territorial_lib.schemas.surveying import SpendingLine, Survey

__all__ = [
    "GROUP_LABELS",
    "Action",
    "Actor",
    "Answer",
    "Assumption",
    "Author",
    "Body",
    "Closing",
    "Comment",
    "Correction",
    "Decision",
    "Effect",
    "Entry",
    "Erased",
    "Erasure",
    "Forced",
    "Group",
    "Id",
    "Import",
    "Kind",
    "Lock",
    "Moderation",
    "Offer",
    "Participant",
    "Place",
    "Placement",
    "Precedence",
    "Progress",
    "Purchase",
    "Question",
    "Request",
    "Resource",
    "Retained",
    "SpendingLine",
    "Survey",
    "Timer",
    "Vote",
    "Withdrawal",
    "WorkshopSettings",
    "decode",
    "edited",
    "encode",
    "kind_of",
    "new_id",
    "stored",
]


class Entry(Checked, frozen=True):
    """One thing written by someone, with an id made where it was written.

    Parameters
    ----------
    id : str
        32 lowercase hexadecimal digits; sending the same id twice changes nothing.
    who : Author
        Who wrote.
    body : Body
        What they wrote; its tag is the entry's kind.
    place : Place or None
        Where; None where no place was given.
    question : str or None
        Id of the question that it answers; None where it answers none.
    """

    id: Id
    who: Annotated[Author, Meta(title="Qui écrit")]
    body: Annotated[Body, Meta(title="Le contenu")]
    place: Annotated[Place, Meta(title="Le lieu")] | None = None
    question: Annotated[Id, Meta(title="question")] | None = None

    @property
    def kind(self) -> str:
        """The kind of the entry.

        Returns
        -------
        str
            The tag of its body, such as "resource".
        """
        return kind_of(type(self.body))

    def faults(self) -> Iterator[str]:
        """Yield what the fields break together.

        Yields
        ------
        str
            A French sentence.
        """
        if self.place is not None:
            yield from self.place.faults()
        yield from self.body.faults()


def new_id() -> str:
    """Make an id that no other entry has.

    Returns
    -------
    str
        32 lowercase hexadecimal digits, random.
    """
    return secrets.token_hex(16)


def kind_of(body: type[Kind]) -> str:
    """Name a kind of entry.

    Parameters
    ----------
    body : type
        One of the structs of `Body`.

    Returns
    -------
    str
        Its tag, such as "resource".
    """
    return str(body.__struct_config__.tag)


def decode(raw: bytes | str | Mapping[str, object]) -> Entry:
    """Read and check an entry that someone sent.

    Parameters
    ----------
    raw : bytes, str or Mapping
        The JSON document, or its plain data.

    Returns
    -------
    Entry
        The entry, texts in NFC; InvalidEntry tells in French every field at fault.
    """
    return checked(parsed(raw) if isinstance(raw, bytes | str) else raw, Entry)


def encode(entry: Entry) -> bytes:
    """Check an entry and write it as JSON.

    Parameters
    ----------
    entry : Entry
        The entry; a struct built in Python is checked here like one received.

    Returns
    -------
    bytes
        Canonical JSON: fields in the schema's order, no blank, NFC; InvalidEntry otherwise.
    """
    raw = msgspec.json.encode(decode(msgspec.to_builtins(entry)))
    parsed(raw)  # the same bound on the size as for what is received
    return raw


_stored = msgspec.json.Decoder(Entry)


def stored(document: str | bytes) -> Entry:
    """Read an entry that the log holds, already checked when it was written.

    Parameters
    ----------
    document : str or bytes
        What `encode` gave.

    Returns
    -------
    Entry
        The entry; msgspec.MsgspecError where this version cannot read it.
    """
    return _stored.decode(document)


def edited(entry: Entry, fields: Mapping[str, object]) -> Entry:
    """Replace fields of an entry's body.

    Parameters
    ----------
    entry : Entry
        The entry as written; left as it is.
    fields : Mapping
        New values by field.

    Returns
    -------
    Entry
        The entry edited; InvalidEntry where the result breaks the schema.
    """
    plain = msgspec.to_builtins(entry)
    return decode({**plain, "body": {**plain["body"], **fields}})
