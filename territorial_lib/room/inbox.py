"""What phones send becomes entries of the log, or a French sentence that says why not."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.checking import Checked, checked
from territorial_lib.schemas.contributions import MADE, contributions
from territorial_lib.schemas.entries import (
    Author,
    Comment,
    Entry,
    Id,
    Question,
    Vote,
    Withdrawal,
)
from territorial_lib.store.board import CONTRIBUTED, EVERYWHERE, Board
from territorial_lib.store.items import Item

MAXIMUM_BATCH = 50
_COMMENTED = (Question, *(kind for kind in CONTRIBUTED if kind is not Vote))


class Sent(Checked, frozen=True, tag_field="do", tag="_"):
    """Something that a phone sends, under an id made there."""

    id: Id


class Answering(Sent, frozen=True, tag="answer"):
    """An answer to a question.

    Parameters
    ----------
    question : str
        Id of the question.
    values : dict
        Values by property of its form.
    """

    question: Annotated[Id, Meta(title="question")]
    values: Annotated[dict[str, Any], Meta(title="réponses")]


class Commenting(Sent, frozen=True, tag="comment"):
    """A comment on somebody's entry.

    Parameters
    ----------
    entry : str
        Id of the entry.
    text : str
        The comment.
    """

    entry: Annotated[Id, Meta(title="contribution commentée")]
    text: Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S", title="commentaire")]


class TakingBack(Sent, frozen=True, tag="withdraw"):
    """Takes back an entry of one's own.

    Parameters
    ----------
    entry : str
        Id of the entry.
    """

    entry: Annotated[Id, Meta(title="contribution retirée")]


AnySent = Answering | Commenting | TakingBack


class Batch(Checked, frozen=True):
    """What a phone sends at once.

    Parameters
    ----------
    entries : list
        Each is judged by itself: one at fault does not hold the others back.
    """

    entries: Annotated[
        list[dict[str, Any]], Meta(min_length=1, max_length=MAXIMUM_BATCH, title="contributions")
    ]


class One(Checked, frozen=True):
    """Holds one thing sent, so that its faults are told by field."""

    sent: AnySent


class Unheard(InvalidEntry):
    """The entry spoken of is not on the board: it may have been written a moment ago."""


def read(raw: object) -> AnySent:
    """Check one thing that a phone sent.

    Parameters
    ----------
    raw : object
        Plain data.

    Returns
    -------
    Answering, Commenting or TakingBack
        InvalidEntry tells in French every fault.
    """
    return checked({"sent": raw}, One).sent


def entries_from(board: Board, who: Author, sent: AnySent) -> list[Entry]:
    """Turn what a phone sent into entries, where this participant may write them.

    Parameters
    ----------
    board : Board
        The room's state.
    who : Author
        The participant.
    sent : Answering, Commenting or TakingBack
        What they send.

    Returns
    -------
    list of Entry
        To write in the log; InvalidEntry says why they may not, Unheard where the board does not
        hold the entry spoken of.
    """
    if isinstance(sent, Answering):
        return _answer(board, who, sent)
    if isinstance(sent, Commenting):
        return [_comment(board, who, sent)]
    return [_withdrawal(board, who, sent)]


def _answer(board: Board, who: Author, sent: Answering) -> list[Entry]:
    asked = board.question(sent.question)
    if asked is None:
        raise InvalidEntry(
            "Cette question n’est plus posée.",
            "Votre texte reste sur ce téléphone : montrez-le à l’animation.",
        )
    _require_contribution(asked)
    made = contributions(sent.id, who, asked.entry, sent.values)
    received = all(entry.id in board.items for entry in made)  # a repeat, whatever closed since
    if not received and not board.accepts(asked):
        raise InvalidEntry(
            "Cette question est fermée.",
            "Votre texte reste sur ce téléphone : montrez-le à l’animation.",
        )
    return made


def _comment(board: Board, who: Author, sent: Commenting) -> Entry:
    _require_unlocked(board)
    item = board.items.get(sent.entry)
    if item is None or item.state != "visible" or not isinstance(item.body, _COMMENTED):
        raise (Unheard if item is None else InvalidEntry)(
            "La contribution commentée n’est plus à l’écran.", "Revenez à ce que dit la salle."
        )
    return Entry(id=sent.id, who=who, body=Comment(entry=sent.entry, text=sent.text))


def _withdrawal(board: Board, who: Author, sent: TakingBack) -> Entry:
    item = board.items.get(sent.entry)
    if item is None or item.who.participant != who.participant:
        raise (Unheard if item is None else InvalidEntry)(
            "On ne peut reprendre que ses propres contributions.",
            "Demandez à l’animation de masquer celle-ci si elle pose problème.",
        )
    return Entry(id=sent.id, who=who, body=Withdrawal(entry=sent.entry))


def _require_contribution(asked: Item) -> None:
    """Refuse, whatever a question says, what a phone may never write: what leads the room."""
    if not isinstance(asked.body, Question) or asked.body.makes not in MADE:
        raise InvalidEntry(
            "Cette question demande ce qu’un téléphone ne peut pas écrire.",
            "Montrez votre réponse à l’animation.",
        )


def _require_unlocked(board: Board) -> None:
    if EVERYWHERE in board.locked():
        raise InvalidEntry(
            "L’animation a suspendu les contributions.", "Réessayez quand elles reprendront."
        )
