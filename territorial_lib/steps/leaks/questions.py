"""The questions of the fourth step, as data: where an organisation's money goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from territorial_lib.schemas.entries import Question
from territorial_lib.steps.room.controls import open_question
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.workshop import Workshop

SURVEY_KEY = "leaks/survey"
_LINES = 4
_OPENED = (
    "La question est ouverte sur les téléphones\u202f; les réponses arrivent ici. Fermez-la depuis "
    "«\u00a0La salle\u00a0»."
)
_ALREADY = "La question est déjà ouverte sur les téléphones\u202f: les réponses arrivent ici."


def survey_question(products: Mapping[str, str]) -> Question:
    """Make the question that asks an organisation what it spends and where.

    Parameters
    ----------
    products : Mapping of str to str
        Short French names by sector (A38).

    Returns
    -------
    Question
        To open: pay, then four expenses, all of them optional.
    """
    properties: dict[str, Any] = {
        "organisation": _text("Quelle organisation", least=1),
        "income": _euros("Ses recettes d’une année, en euros"),
        "wages_amount": _euros("Salaires, en euros par an"),
        "wages_local": _percent("dont versés à des gens qui vivent ici (%)"),
    }
    for rank in range(1, _LINES + 1):
        properties |= _line(rank, products)
    form = {
        "type": "object",
        "title": "Où va l’argent de votre organisation ?",
        "description": (
            "Deux minutes, à peu près : les plus grosses dépenses suffisent. L’écran commun montre "
            "le nom et le résultat, pas les montants un à un."
        ),
        "additionalProperties": False,
        "properties": properties,
        "required": ["organisation", "income"],
    }
    return Question(key=SURVEY_KEY, makes="survey", form=form)


def ask(workshop: Workshop, question: Question) -> str:
    """Open a question once: opening it again would set the answers given aside.

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
        return _ALREADY
    open_question(workshop, question)
    return _OPENED


def _line(rank: int, products: Mapping[str, str]) -> dict[str, Any]:
    offered = [{"const": code, "title": name} for code, name in products.items()]
    kind = {"type": "string", "title": f"Dépense {rank} : quel produit", "oneOf": offered}
    return {
        f"line{rank}_label": _text(f"Dépense {rank} : quoi"),
        f"line{rank}_amount": _euros(f"Dépense {rank} : euros par an"),
        f"line{rank}_local": _percent(f"Dépense {rank} : dont ici (%)"),
        f"line{rank}_product": kind,
    }


def _text(title: str, least: int = 0) -> dict[str, Any]:
    return {"type": "string", "title": title, "minLength": least, "maxLength": 200}


def _euros(title: str) -> dict[str, Any]:
    return {"type": "number", "title": title, "minimum": 0}


def _percent(title: str) -> dict[str, Any]:
    return {"type": "number", "title": title, "minimum": 0, "maximum": 100}
