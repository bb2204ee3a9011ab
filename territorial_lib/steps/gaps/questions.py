"""The question that asks the room which gaps matter, and what it takes to carry one on."""

from __future__ import annotations

from collections.abc import Iterable

from territorial_lib.diagnosis.gaps.priorities import MOST, Priority, question
from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.entries import Question, Retained
from territorial_lib.schemas.room_votes import IMPORTANCE_KEY
from territorial_lib.steps.room.controls import open_question
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.workshop import Workshop

STEP = "gaps"
_LONGEST = 200


def importance(gaps: Iterable[Gap], most: int = MOST) -> Question:
    """Make the question that rates the importance of the gaps.

    Parameters
    ----------
    gaps : iterable of Gap
        The gaps of all blocks, at least one.
    most : int
        At most so many are asked.

    Returns
    -------
    Question
        To open; the last answer of each participant counts. InvalidEntry where there is no gap.
    """
    form = question(gaps, most)
    if not form["properties"]:
        raise InvalidEntry(
            "Aucun manque n’est encore mesuré ni dit\u00a0: il n’y a rien à noter.",
            "Revenez aux blocs de la page, ou demandez d’abord à la salle ce qui manque.",
        )
    return Question(key=IMPORTANCE_KEY, once=True, form=form)


def ask_once(workshop: Workshop, question: Question) -> str:
    """Open a question, unless it is: opening it again would set the answers given aside.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    question : Question
        The question.

    Returns
    -------
    str
        What to tell the facilitator, in French.
    """
    log = workshop.log()
    now = projections.questions(log).get(question.key)
    if now is not None and now.id not in Board(log).closed():
        return "La question est déjà ouverte sur les téléphones\u00a0: les réponses arrivent ici."
    open_question(workshop, question)
    return (
        "La question est ouverte sur les téléphones\u202f; les réponses arrivent ici. Fermez-la "
        "depuis «\u00a0La salle\u00a0»."
    )


def carried_on(priority: Priority) -> Retained:
    """Carry a gap on to the next steps.

    Parameters
    ----------
    priority : Priority
        The gap chosen.

    Returns
    -------
    Retained
        To write in the log; withdrawing it takes the gap back.
    """
    gap = priority.gap
    return Retained(step=STEP, subject=gap.key, label=gap.label[:_LONGEST])
