"""From an answer to the entries that it makes: the room knows no step, the question says it all.

A question that makes "answer" keeps the values as they are. One that makes another kind names, in
its form, fields of that kind; a property with ``format: place`` gives the entry's place, and one
with ``format: lines`` becomes a list. One that makes "survey" has flat fields for each line of
spending (`surveying.gathered`). One that makes "vote" has a property ``p_ID`` for each entry
graded: its choice’s rank, or its number, is the grade.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import msgspec

from territorial_lib.schemas.bodies import Body
from territorial_lib.schemas.checking import refuse
from territorial_lib.schemas.entries import Entry, Question, decode, kind_of
from territorial_lib.schemas.kinds import Author
from territorial_lib.schemas.questions import check_answer, check_form, choices
from territorial_lib.schemas.surveying import gathered, is_flat

BALLOT = "p_"
SURVEY = "survey"
MADE = frozenset(
    [
        "answer",
        "resource",
        "correction",
        "offer",
        "request",
        "purchase",
        SURVEY,
        "actor",
        "action",
        "vote",
    ]
)
"""Kinds that an answer may make: never what leads the room."""
_STRUCTS = {kind_of(struct): struct for struct in get_args(Body)}


def check_question(question: Question) -> list[str]:
    """List everything that would prevent a question's answers from becoming entries.

    Parameters
    ----------
    question : Question
        A question to open.

    Returns
    -------
    list of str
        French sentences; empty where it may be opened.
    """
    faults = check_form(question.form)
    return faults or list(_question_faults(question))


def contributions(
    id_: str, who: Author, question: Entry, values: Mapping[str, object]
) -> list[Entry]:
    """Turn an answer into the entries that it makes.

    Parameters
    ----------
    id_ : str
        Id made on the phone; the entries' ids follow from it, so that a repeat makes the same.
    who : Author
        Who answers.
    question : Entry
        The entry that opened the question.
    values : Mapping
        Values by property of the form.

    Returns
    -------
    list of Entry
        At least one; InvalidEntry tells in French every fault.
    """
    asked = question.body
    assert isinstance(asked, Question)
    faults = check_answer(asked.form, values)
    if faults:
        refuse(faults)
    plain = {"who": msgspec.to_builtins(who), "question": question.id}
    if asked.makes == "vote":
        return _votes(id_, plain, asked, values)
    return [decode({"id": id_, **plain, **_content(asked, question.id, values)})]


def derived_id(id_: str, name: str) -> str:
    """Make an id that follows from another one.

    Parameters
    ----------
    id_ : str
        Id of what is sent.
    name : str
        What distinguishes this part of it.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    return hashlib.sha256(f"{id_}/{name}".encode()).hexdigest()[:32]


def _content(asked: Question, id_: str, values: Mapping[str, object]) -> dict[str, object]:
    if asked.makes == "answer":
        return {"body": {"kind": "answer", "question": id_, "values": values}} | _place(
            asked, values
        )
    fields = {
        name: _converted(asked.form["properties"][name], value)
        for name, value in values.items()
        if not _is_place(asked.form["properties"][name])
    }
    if asked.makes == SURVEY:
        fields = gathered(fields)
    return {"body": {"kind": asked.makes, **fields}} | _place(asked, values)


def _place(asked: Question, values: Mapping[str, object]) -> dict[str, object]:
    for name, schema in asked.form["properties"].items():
        if _is_place(schema) and name in values:
            return {"place": values[name]}
    return {}


def _is_place(schema: Mapping[str, Any]) -> bool:
    return schema.get("format") == "place"


def _converted(schema: Mapping[str, Any], value: object) -> object:
    if schema.get("format") == "lines" and isinstance(value, str):
        return [line.strip() for line in value.splitlines() if line.strip()]
    return value


def _votes(
    id_: str, plain: dict[str, object], asked: Question, values: Mapping[str, object]
) -> list[Entry]:
    made = []
    for name, value in values.items():
        ranks = list(choices(asked.form["properties"][name]))
        grade = ranks.index(value) if isinstance(value, str) else value
        body = {
            "kind": "vote",
            "entry": name.removeprefix(BALLOT),
            "scale": asked.scale,
            "value": grade,
        }
        made.append(decode({"id": derived_id(id_, name), **plain, "body": body}))
    if not made:
        refuse(["Le bulletin est vide : donnez au moins une note."])
    return made


def _question_faults(question: Question) -> Iterator[str]:
    if question.makes not in MADE:
        yield f"Une question ne peut pas produire « {question.makes} »."
        return
    properties = question.form["properties"]
    if question.makes == "vote":
        wrong = [name for name in properties if not name.startswith(BALLOT)]
    elif question.makes == "answer":
        wrong = []
    else:
        fields = {field.name for field in msgspec.structs.fields(_STRUCTS[question.makes])}
        wrong = [
            name
            for name, schema in properties.items()
            if name not in fields
            and not _is_place(schema)
            and not (question.makes == SURVEY and is_flat(name))
        ]
    for name in wrong:
        yield f"Le champ « {name} » du formulaire n’existe pas dans « {question.makes} »."
    if (question.makes == "vote") != bool(question.scale):
        yield "Un vote, et lui seul, indique son échelle."
