"""The question on the gaps is a sound entry; what is chosen is carried on under the gap's key."""

from __future__ import annotations

import pytest

from territorial_lib.diagnosis.gaps.priorities import rank
from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.entries import Author, Entry, decode, encode, new_id
from territorial_lib.schemas.room_votes import IMPORTANCE_KEY, property_name
from territorial_lib.steps.gaps.questions import STEP, carried_on, importance

GAP = Gap(
    key="gaps/services/B203",
    label="Pas de boulangerie " + "loin de tout " * 30,
    theme="services",
    severity=0.4,
    sentence="3 de moins qu’ailleurs.",
)
WHO = Author(pseudonym="", group="facilitator")


def written(body):
    return decode(encode(Entry(id=new_id(), who=WHO, body=body))).body


def test_the_question_is_accepted_by_the_log():
    question = written(importance([GAP]))
    assert question.key == IMPORTANCE_KEY
    assert question.once
    assert list(question.form["properties"]) == [property_name(GAP.key)]


def test_without_a_gap_there_is_nothing_to_ask():
    with pytest.raises(InvalidEntry, match="manque"):
        importance([])


def test_a_gap_chosen_is_an_entry_under_its_key():
    (priority,) = rank([GAP])
    retained = written(carried_on(priority))
    assert (retained.step, retained.subject) == (STEP, GAP.key)
    assert GAP.label.startswith(retained.label)
    (again,) = rank([GAP], retained={retained.subject: retained.label})
    assert again.chosen
