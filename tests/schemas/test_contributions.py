from __future__ import annotations

from typing import Any

import pytest

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.contributions import check_question, contributions
from territorial_lib.schemas.entries import (
    Answer,
    Author,
    Entry,
    Question,
    Resource,
    SpendingLine,
    Survey,
    Vote,
    encode,
)
from territorial_lib.schemas.wording import told

ZOE = Author(pseudonym="Zoé", group="citizen", participant="c" * 32)
ID, ASKED = "a" * 32, "b" * 32
FIRST, SECOND = "1" * 32, "2" * 32


def _form(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "title": "Essai",
        "additionalProperties": False,
        "properties": properties,
    }


def _asked(form: dict[str, Any], **more: Any) -> Entry:
    return Entry(id=ASKED, who=ZOE, body=Question(key="essai", form=form, **more))


TEXT = {"type": "string", "title": "Quoi", "minLength": 1}
PLACE = {"type": "object", "title": "Où", "format": "place"}
FAMILY = {
    "type": "string",
    "title": "Famille",
    "oneOf": [{"const": "human", "title": "humaine"}, {"const": "natural", "title": "naturelle"}],
}
USE = {"type": "string", "title": "Usage", "oneOf": [{"const": "missing", "title": "manque"}]}
GRADE = {"type": "string", "title": "Une scierie", "enum": ["À rejeter", "Passable", "Bien"]}


def test_an_answer_is_kept_as_it_is_with_its_place() -> None:
    asked = _asked(_form(quoi=TEXT, ou=PLACE))
    values = {"quoi": "four", "ou": {"commune": "26113"}}
    (entry,) = contributions(ID, ZOE, asked, values)
    assert entry.body == Answer(question=ASKED, values=values)
    assert entry.place is not None and entry.place.commune == "26113"
    assert told(entry, asked.body.form)[0] == "four"  # type: ignore[union-attr]


def test_an_answer_becomes_a_typed_entry() -> None:
    asked = _asked(_form(label=TEXT, family=FAMILY, use=USE, where=PLACE), makes="resource")
    assert check_question(asked.body) == []  # type: ignore[arg-type]
    values = {"label": "four", "family": "human", "use": "missing", "where": {"commune": "26113"}}
    (entry,) = contributions(ID, ZOE, asked, values)
    assert entry.body == Resource(label="four", family="human", use="missing")
    assert (entry.question, entry.who.participant) == (ASKED, "c" * 32)
    assert told(entry) == ("four", "famille de ressources\u00a0: humaine · il nous manque")


def test_lines_become_a_list() -> None:
    lines = {"type": "string", "title": "Sait faire", "format": "lines"}
    asked = _asked(_form(name=TEXT, capacities=lines), makes="actor")
    (entry,) = contributions(ID, ZOE, asked, {"name": "CUMA", "capacities": "faucher\n\n semer "})
    assert entry.body.capacities == ["faucher", "semer"]  # type: ignore[union-attr]


def test_a_ballot_makes_a_vote_an_entry_and_a_repeat_makes_the_same() -> None:
    form = _form(**{f"p_{FIRST}": GRADE, f"p_{SECOND}": GRADE})
    asked = _asked(form, makes="vote", scale="judgment")
    ballot = {f"p_{FIRST}": "Bien", f"p_{SECOND}": "À rejeter"}
    made = contributions(ID, ZOE, asked, ballot)
    assert [e.body for e in made] == [
        Vote(entry=FIRST, scale="judgment", value=2),
        Vote(entry=SECOND, scale="judgment", value=0),
    ]
    assert [encode(e) for e in made] == [encode(e) for e in contributions(ID, ZOE, asked, ballot)]
    assert len({e.id for e in made}) == 2


AMOUNT = {"type": "number", "title": "Montant"}


def _survey() -> Entry:
    names = ("income", "wages_amount", "wages_local", "line1_amount", "line2_amount")
    numbers = dict.fromkeys(names, AMOUNT)
    return _asked(
        _form(organisation=TEXT, line1_label=TEXT, line1_product=TEXT, **numbers), makes="survey"
    )


def test_flat_fields_become_lines_of_spending() -> None:
    asked = _survey()
    assert check_question(asked.body) == []  # type: ignore[arg-type]
    values = {
        "organisation": "Boulangerie",
        "income": 1000,
        "line2_amount": 30,
        "line1_label": "Farine",
        "line1_amount": 200,
        "line1_product": "CA",
        "wages_amount": 400,
        "wages_local": 90,
    }
    (entry,) = contributions(ID, ZOE, asked, values)
    assert entry.body == Survey(
        organisation="Boulangerie",
        income=1000,
        spending=[
            SpendingLine(label="Salaires", amount=400, product="wages", local=0.9),
            SpendingLine(label="Farine", amount=200, product="CA"),
            SpendingLine(label="Dépense 2", amount=30),
        ],
    )
    head, detail = told(entry)
    assert "Boulangerie" in head
    assert detail == "3 dépenses décrites", "no amount on the wall"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"organisation": "A", "income": 10, "wages_amount": 11}, "dépassent"),
        ({"organisation": "A", "income": 10, "line1_label": "Farine"}, "montant"),
        ({"organisation": "A", "income": 10, "wages_amount": 5, "wages_local": 300}, "part"),
    ],
)
def test_a_survey_that_does_not_hold_is_refused(values: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidEntry, match=words):
        contributions(ID, ZOE, _survey(), values)


@pytest.mark.parametrize(
    ("form", "more", "words"),
    [
        (_form(label=TEXT), {"makes": "moderation"}, "moderation"),
        (_form(other=TEXT), {"makes": "resource"}, "other"),
        (_form(line1_price=AMOUNT), {"makes": "survey"}, "line1_price"),
        (_form(line1_label=TEXT), {"makes": "offer"}, "line1_label"),
        (_form(label=TEXT), {"makes": "vote", "scale": "dots"}, "label"),
        (_form(**{f"p_{FIRST}": GRADE}), {"makes": "vote"}, "échelle"),
        (_form(label=TEXT), {"makes": "offer", "scale": "dots"}, "échelle"),
    ],
)
def test_a_question_that_would_make_nothing_sound_is_refused(
    form: dict[str, Any], more: dict[str, str], words: str
) -> None:
    assert words in " ".join(check_question(Question(key="essai", form=form, **more)))


@pytest.mark.parametrize("values", [{}, {"label": ""}, {"label": "x", "kind": "workshop"}, 3])
def test_a_wrong_answer_makes_nothing(values: Any) -> None:
    asked = _asked({**_form(label=TEXT), "required": ["label"]}, makes="offer")
    with pytest.raises(InvalidEntry):
        contributions(ID, ZOE, asked, values)
