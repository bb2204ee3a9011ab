"""How the room is led: who joins, questions closed, steps locked, the timer, erasures."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from territorial_lib.schemas.kinds import Id, Key, Kind, Line, Reason


class Participant(Kind, frozen=True, tag="participant"):
    """Somebody joins, or says again who they are; who they are is in the entry's author.

    Parameters
    ----------
    proof : str
        SHA-256 of the secret that their phone holds, 64 hexadecimal digits: whoever shows the
        secret is this participant, on any door and after any restart.
    """

    proof: Annotated[
        str,
        Meta(
            pattern=r"\A[0-9a-f]{64}\Z",
            title="preuve",
            extra={"expects": "64 caractères parmi 0-9 et a-f"},
        ),
    ]


class Closing(Kind, frozen=True, tag="closing"):
    """Closes a question; withdrawing the closing opens it again.

    Parameters
    ----------
    question : str
        Id of the entry that opened the question.
    """

    question: Annotated[Id, Meta(title="question")]


class Lock(Kind, frozen=True, tag="lock"):
    """Locks or unlocks a step: the room may no longer write there. The last one counts.

    Parameters
    ----------
    step : str
        First part of the keys of the step's questions; "all" for the whole room.
    locked : bool
        True to lock.
    """

    step: Annotated[Key, Meta(title="étape")]
    locked: Annotated[bool, Meta(title="verrouillée")]


class Timer(Kind, frozen=True, tag="timer"):
    """Starts the room's timer, from the moment of reception. The last one counts.

    Parameters
    ----------
    seconds : int
        Duration, 0 to 86400; 0 stops it.
    label : str
        What the time is for; may be empty.
    moment : str or None
        Running order followed and the moment that begins, ``evening/welcome``; with 0 seconds,
        the one that ends. The order alone, ``evening``, chooses it. None for any other timer.
    """

    seconds: Annotated[int, Meta(ge=0, le=86400, title="durée en secondes")]
    label: Annotated[Line, Meta(title="précision")] = ""
    moment: Annotated[Key, Meta(title="moment du déroulé")] | None = None


class Erased(Kind, frozen=True, tag="erased"):
    """What remains of an entry whose author asked for erasure: that there was one.

    Parameters
    ----------
    was : str
        The kind that it was.
    """

    was: Annotated[Key, Meta(title="genre effacé")]


class Erasure(Kind, frozen=True, tag="erasure"):
    """The trace of an erasure.

    Parameters
    ----------
    participant : str
        Random id whose entries were erased.
    count : int
        How many were.
    reason : str
        Why; never who asked.
    """

    participant: Annotated[Id, Meta(title="participant effacé")]
    count: Annotated[int, Meta(ge=0, le=10**9, title="nombre de contributions")]
    reason: Reason = ""
