"""Who is who, without any account: a random id, and a secret that stays in the phone's cookie."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from territorial_lib.schemas.checking import Checked, checked
from territorial_lib.schemas.entries import Author, Entry, Participant, new_id
from territorial_lib.store.board import Board

JoiningGroup = Literal["citizen", "firm", "administration", "elected", "association"]
_COOKIE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")


class Joining(Checked, frozen=True):
    """What somebody says when they join.

    Parameters
    ----------
    pseudonym : str
        A first name or anything; may be empty.
    group : str
        Their group; leading the room is not one.
    """

    pseudonym: Annotated[
        str, Meta(max_length=40, pattern=r"\A[^\n\t]*\Z", title="prénom ou pseudonyme")
    ] = ""
    group: Annotated[JoiningGroup, Meta(title="groupe")] = "citizen"


class Pass(NamedTuple):
    """A participant just made: the entry that says so, and the cookie that proves it."""

    entry: Entry
    cookie: str


def admit(joining: Joining) -> Pass:
    """Make a new participant.

    Parameters
    ----------
    joining : Joining
        Who they say they are.

    Returns
    -------
    Pass
        Only the digest of the secret is in the entry.
    """
    participant, secret = new_id(), secrets.token_hex(32)
    who = Author(pseudonym=joining.pseudonym.strip(), group=joining.group, participant=participant)
    body = Participant(proof=digest(secret))
    return Pass(Entry(id=new_id(), who=who, body=body), f"{participant}.{secret}")


def renamed(board: Board, participant: str, joining: Joining) -> Entry:
    """Say again who a participant is.

    Parameters
    ----------
    board : Board
        The room's state.
    participant : str
        A known one.
    joining : Joining
        Who they now say they are.

    Returns
    -------
    Entry
        To write in the log, with the same proof.
    """
    proof = board.sessions[participant].proof
    who = Author(pseudonym=joining.pseudonym.strip(), group=joining.group, participant=participant)
    return Entry(id=new_id(), who=who, body=Participant(proof=proof))


def recognised(board: Board, cookie: str | None) -> Author | None:
    """Find who shows a cookie.

    Parameters
    ----------
    board : Board
        The room's state.
    cookie : str or None
        The cookie's value.

    Returns
    -------
    Author or None
        The participant; None where the secret is not theirs.
    """
    found = _COOKIE.fullmatch(cookie or "")
    session = board.sessions.get(found[1]) if found else None
    if found is None or session is None:
        return None
    return session.who if hmac.compare_digest(session.proof, digest(found[2])) else None


def digest(secret: str) -> str:
    """Digest a secret; it is random and long, so that a plain digest is enough.

    Parameters
    ----------
    secret : str
        64 hexadecimal digits.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def joining(raw: object) -> Joining:
    """Check what somebody says when they join.

    Parameters
    ----------
    raw : object
        Plain data.

    Returns
    -------
    Joining
        InvalidEntry tells in French every fault.
    """
    return checked(raw, Joining)
