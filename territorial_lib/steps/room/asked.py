"""Questions ready to be asked to the room, as data; any other may be written the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from territorial_lib.diagnosis.actors.sorts import SORTS
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.entries import Question
from territorial_lib.schemas.room_votes import THEMES, WELLBEING_KEY
from territorial_lib.schemas.wording import told
from territorial_lib.store.items import Item

Schema = dict[str, Any]


def _text(title: str, longest: int = 200, least: int = 0, **more: Any) -> Schema:
    return {"type": "string", "title": title, "minLength": least, "maxLength": longest, **more}


def _choice(title: str, *choices: tuple[str, str]) -> Schema:
    offered = [{"const": value, "title": words} for value, words in choices]
    return {"type": "string", "title": title, "oneOf": offered}


def _form(title: str, description: str, properties: Schema, required: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "title": title,
        "description": description,
        "additionalProperties": False,
        "properties": properties,
        "required": list(required),
    }


_WHERE: Schema = {"type": "object", "title": "Où", "format": "place"}
_NOTE = _text("Précisions", 2000, format="long-text")
_QUANTITY: Schema = {"type": "number", "title": "Quantité par an", "minimum": 0}
_UNIT = _text("Unité (t, m³, heures…)", 40)

RESOURCE = Question(
    key="inventory/resource",
    makes="resource",
    form=_form(
        "Qu’avons-nous que les chiffres ne voient pas ?",
        "Un savoir-faire, une machine, un local, une association, un lieu ; ou ce qui manque.",
        {
            "label": _text("Quoi", least=1),
            "use": _choice(
                "Nous",
                ("used", "l’avons"),
                ("underused", "l’utilisons peu"),
                ("missing", "en manquons"),
            ),
            "family": _choice(
                "C’est une ressource",
                ("human", "humaine"),
                ("natural", "naturelle"),
                ("economic", "économique"),
            ),
            "where": _WHERE,
            "note": _NOTE,
        },
        ["label", "use", "family"],
    ),
)
OFFER = Question(
    key="circular/offer",
    makes="offer",
    form=_form(
        "Que pouvez-vous proposer ?",
        "Un produit, un reste, une machine, un local, du temps, un savoir-faire.",
        {
            "label": _text("Ce que je propose", least=1),
            "category": _text("Catégorie (bois, alimentation, transport…)"),
            "where": _WHERE,
            "quantity": _QUANTITY,
            "unit": _UNIT,
            "actor": _text("Au nom de"),
            "note": _NOTE,
        },
        ["label"],
    ),
)
REQUEST = Question(
    key="circular/request",
    makes="request",
    form=_form(
        "De quoi avez-vous besoin ?",
        "Ce que vous cherchez ici, ou faites venir de loin faute de mieux.",
        {
            "label": _text("Ce que je cherche", least=1),
            "category": _text("Catégorie (bois, alimentation, transport…)"),
            "where": _WHERE,
            "quantity": _QUANTITY,
            "unit": _UNIT,
            "actor": _text("Au nom de"),
            "note": _NOTE,
        },
        ["label"],
    ),
)
PURCHASE = Question(
    key="leaks/purchase",
    makes="purchase",
    form=_form(
        "Qui achète quoi, à qui ?",
        "Un achat régulier que vous connaissez, même à peu près.",
        {
            "buyer": _text("Qui achète", least=1),
            "seller": _text("À qui", least=1),
            "label": _text("Ce qui est acheté"),
            "amount": {"type": "number", "title": "Euros par an", "minimum": 0},
            "note": _NOTE,
        },
        ["buyer", "seller"],
    ),
)
ACTOR = Question(
    key="actors/actor",
    makes="actor",
    form=_form(
        "Qui peut agir ?",
        "Une entreprise, une association, une administration, un collectif.",
        {
            "name": _text("Son nom", least=1),
            "sort": _choice("Quel type d’acteur", *((each, each) for each in SORTS)),
            "capacities": _text("Ce qu’il sait faire", 2000, format="lines"),
            "stakes": _text("Ce qui compte pour lui", 2000, format="lines"),
            "where": _WHERE,
            "note": _NOTE,
        },
        ["name"],
    ),
)
ACTION = Question(
    key="plan/action",
    makes="action",
    form=_form(
        "Que faisons-nous ?",
        "Une action que ce territoire peut mener.",
        {
            "title": _text("L’action", least=1),
            "answers": _text("À quel manque ou à quelle fuite répond-elle"),
            "where": _WHERE,
            "lead": _text("Qui la mène"),
            "partners": _text("Avec qui", 2000, format="lines"),
            "needs": _text("Ce qu’il faut savoir faire", 2000, format="lines"),
            "start": {"type": "string", "title": "Début", "format": "date"},
            "end": {"type": "string", "title": "Fin", "format": "date"},
            "cost": {"type": "number", "title": "Coût en euros", "minimum": 0},
            "beneficiaries": _text("À qui cela profite"),
            "note": _NOTE,
        },
        ["title"],
    ),
)
WELLBEING = Question(
    key=WELLBEING_KEY,
    once=True,
    form=_form(
        "Comment vit-on ici ?",
        "De 0 (très mal) à 10 (très bien). Passez ce que vous ne voulez pas noter.",
        {
            name: {"type": "integer", "title": title, "minimum": 0, "maximum": 10}
            for name, title in THEMES
        },
        [],
    ),
)
READY: tuple[Question, ...] = (RESOURCE, WELLBEING, OFFER, REQUEST, PURCHASE, ACTOR, ACTION)


def ballot(title: str, proposals: Sequence[Item]) -> Question:
    """Make a vote by majority judgment.

    Parameters
    ----------
    title : str
        The question, in French.
    proposals : sequence of Item
        Entries to grade, 1 to 40.

    Returns
    -------
    Question
        To open.
    """
    fields = {
        f"p_{item.id}": {"type": "string", "title": told(item.entry)[0], "enum": list(GRADES)}
        for item in proposals
    }
    form = _form(title, "Une mention pour chaque proposition ; la dernière compte.", fields, [])
    return Question(key="plan/vote", makes="vote", scale="judgment", form=form)
