"""A quiz question for the phones, its score once closed, and its answer told on the wall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from territorial_lib.diagnosis.lessons.quiz import QuizItem
from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.entries import GROUP_LABELS, Answer, Closing, Question
from territorial_lib.steps.room.controls import open_question
from territorial_lib.store.board import Board
from territorial_lib.store.items import Item
from territorial_lib.store.tallies import standing_answers
from territorial_lib.tables.wording import band, line
from territorial_lib.workshop import Workshop

KEY, TOLD = "quiz/", "quiz/answer"
_FIELD = "guess"
_ALONE = "Petits groupes réunis"
_FEW = 2
"""Under so many, a group is shown with the others only: nobody's answer is read."""


@dataclass(frozen=True)
class Score:
    """How a question went.

    Parameters
    ----------
    right, total : int
        How many answered right, and answered.
    groups : tuple of tuple of (str, int, int)
        Name of each group, how many right, how many answered.
    """

    right: int
    total: int
    groups: tuple[tuple[str, int, int], ...]


def question(item: QuizItem) -> Question:
    """Make the question to open; nothing in it tells the right answer.

    Parameters
    ----------
    item : QuizItem
        What is asked.

    Returns
    -------
    Question
        The last answer of each person counts.
    """
    offered = [{"const": f"c{rank}", "title": words} for rank, words in enumerate(item.choices)]
    field = {"type": "string", "title": "Votre réponse", "oneOf": offered}
    return Question(key=KEY + item.key, once=True, form=_form(item.prompt, _FIELD, field, True))


def asked(board: Board, item: QuizItem) -> Item | None:
    """Find the last time that a question was asked with these very choices.

    Parameters
    ----------
    board : Board
        The room's state.
    item : QuizItem
        The question.

    Returns
    -------
    Item or None
        None where it never was, or was before the figure changed.
    """
    wanted = question(item)
    found = (each for each in board.questions() if each.body == wanted)
    return next(found, None)


def score(board: Board, opened: Item, item: QuizItem) -> Score:
    """Count who was right, group by group.

    Parameters
    ----------
    board : Board
        The room's state.
    opened : Item
        The question asked.
    item : QuizItem
        What is right.

    Returns
    -------
    Score
        The last answer of each person; groups of one are put together.
    """
    answers = standing_answers(opened, board.answers(opened.id))
    said: list[tuple[str, bool]] = [
        (each.who.group, each.body.values.get(_FIELD) == f"c{item.right}")
        for each in answers
        if isinstance(each.body, Answer)
    ]
    total, right = Counter(group for group, _ in said), Counter(g for g, fits in said if fits)
    large = [group for group in GROUP_LABELS if total[group] >= _FEW]
    rows = [(GROUP_LABELS[group], right[group], total[group]) for group in large]
    alone = [group for group in total if group not in large]
    if len(alone) >= _FEW:
        rows.append((_ALONE, sum(right[g] for g in alone), sum(total[g] for g in alone)))
    return Score(right.total(), total.total(), tuple(rows))


def ask(workshop: Workshop, item: QuizItem) -> str:
    """Open a question of the quiz, in the place of the one that was told.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    item : QuizItem
        What is asked.

    Returns
    -------
    str
        What to say to the facilitator, in French.
    """
    _close(workshop, lambda key: key.startswith(KEY))
    open_question(workshop, question(item))
    return "La question est sur les téléphones et sur le mur."


def tell(workshop: Workshop, item: QuizItem) -> str:
    """Close a question and tell its answer on the wall and the phones.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    item : QuizItem
        The question.

    Returns
    -------
    str
        What to say to the facilitator; InvalidEntry where it was not asked.
    """
    board = Board(workshop.log())
    opened = asked(board, item)
    if opened is None:
        raise InvalidEntry(
            "Cette question n’est pas posée, ou le chiffre a changé depuis.", "Posez-la de nouveau."
        )
    found = score(board, opened, item)
    _close(workshop, lambda key: key.startswith(KEY))
    open_question(workshop, answer(item, found))
    return summed(item, found)


def answer(item: QuizItem, found: Score) -> Question:
    """Write the answer as what the room shows next.

    Parameters
    ----------
    item : QuizItem
        The question.
    found : Score
        Who was right.

    Returns
    -------
    Question
        Its title tells the answer and the score on the wall; it asks whether it surprises.
    """
    field = {"type": "boolean", "title": "Cela vous surprend\u202f?"}
    said = f"{item.prompt} {line(item.figure)}{_banded(item)}. {item.figure.source}."
    return Question(
        key=TOLD, once=True, form=_form(summed(item, found), "surprised", field, False, said)
    )


def summed(item: QuizItem, found: Score) -> str:
    """Say the answer and who was right.

    Parameters
    ----------
    item : QuizItem
        The question.
    found : Score
        Who was right.

    Returns
    -------
    str
        One or two French sentences.
    """
    if not found.total:
        return f"Réponse\u00a0: {item.answer}. Personne n’avait répondu."
    groups = ", ".join(f"{name} {right} sur {total}" for name, right, total in found.groups)
    told = f" ({groups})" if groups else ""
    return f"Réponse\u00a0: {item.answer}. Ont juste\u00a0: {found.right} sur {found.total}{told}."


def _banded(item: QuizItem) -> str:
    wide = band(item.figure)
    return f" ({wide})" if wide else ""


def _close(workshop: Workshop, wanted: Any) -> None:
    board = Board(workshop.log())
    still = [
        each.id
        for each in board.questions()
        if isinstance(each.body, Question)
        and wanted(each.body.key)
        and each.id not in board.closed()
    ]
    workshop.add_all([(Closing(question=each), None) for each in still])


def _form(
    title: str, name: str, field: dict[str, Any], must: bool, description: str = ""
) -> dict[str, Any]:
    form: dict[str, Any] = {
        "type": "object",
        "title": title,
        "additionalProperties": False,
        "properties": {name: field},
        "required": [name] if must else [],
    }
    return form | ({"description": description} if description else {})
