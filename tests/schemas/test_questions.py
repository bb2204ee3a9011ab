from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.checking import checked
from territorial_lib.schemas.places import Place
from territorial_lib.schemas.questions import check_answer, check_form

steady = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

FORM: dict[str, Any] = {
    "type": "object",
    "title": "Que savez-vous faire ?",
    "additionalProperties": False,
    "properties": {
        "what": {"type": "string", "title": "Quoi", "minLength": 2, "maxLength": 10},
        "how_many": {"type": "integer", "title": "Combien", "minimum": 1, "maximum": 9},
        "share": {"type": "number", "title": "Part", "minimum": 0, "maximum": 1},
        "when": {"type": "string", "title": "Quand", "enum": ["hier", "demain"]},
        "sure": {"type": "boolean", "title": "Certain"},
        "where": {"type": "object", "title": "Où", "format": "place"},
        "more": {"type": "string", "title": "Précisions", "format": "long-text"},
    },
    "required": ["what"],
}
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("place", raises=InvalidEntry)
def _is_place(value: object) -> bool:
    checked(value, Place)
    return True


def _agrees(form: Any, values: Any) -> bool:
    """Compare with a full validator; give whether the answer is accepted."""
    validator = jsonschema.Draft202012Validator(form, format_checker=FORMATS)
    accepted = not check_answer(form, values)
    assert accepted == validator.is_valid(values), (form, values, check_answer(form, values))
    return accepted


def test_a_good_form_and_answer() -> None:
    assert check_form(FORM) == []
    assert _agrees(FORM, {"what": "souder"})
    full = {"what": "souder", "how_many": 2.0, "share": 1, "when": "hier", "sure": True}
    assert _agrees(FORM, full | {"where": {"commune": "26113"}, "more": "a\nb"})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "valeur par champ"),
        ({}, "Quoi"),
        ({"what": "x"}, "2 caractères au moins"),
        ({"what": ""}, "rien n’est écrit"),
        ({"what": "x" * 11}, "10 caractères au plus"),
        ({"what": 3}, "texte"),
        ({"what": None}, "texte"),
        ({"what": "ok", "how_many": 1.5}, "entier"),
        ({"what": "ok", "how_many": True}, "nombre"),
        ({"what": "ok", "how_many": 0}, "plus petit que 1"),
        ({"what": "ok", "share": 1.01}, "plus grand que 1"),
        ({"what": "ok", "when": "Hier"}, "choix"),
        ({"what": "ok", "sure": 1}, "oui ou non"),
        ({"what": "ok", "where": {"lon": 3}}, "coordonnée"),
        ({"what": "ok", "where": "Crest"}, "champs"),
        ({"what": "ok", "other": 1}, "other"),
    ],
)
def test_each_fault_is_told_in_french(values: Any, words: str) -> None:
    assert not _agrees(FORM, values)
    assert words in " ".join(check_answer(FORM, values))


def test_all_faults_are_listed() -> None:
    assert len(check_answer(FORM, {"how_many": "2", "share": 7, "x": 1})) == 4


def _with(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {**FORM, "properties": {name: schema}, "required": [], **more}


@pytest.mark.parametrize(
    "form",
    [
        None,
        [],
        {},
        {**FORM, "type": "array"},
        {**FORM, "title": " "},
        {**FORM, "description": 3},
        {**FORM, "additionalProperties": True},
        {k: v for k, v in FORM.items() if k != "additionalProperties"},
        {**FORM, "properties": {}},
        {**FORM, "properties": []},
        {**FORM, "required": ["absent"]},
        {**FORM, "required": ["what", "what"]},
        {**FORM, "required": "what"},
        {**FORM, "required": [["what"]]},
        {**FORM, "minProperties": 2},
        _with("Nom", {"type": "string", "title": "N"}),
        _with("n", "string"),
        _with("n", {"type": "string"}),
        _with("n", {"type": ["string"], "title": "N"}),
        _with("n", {"type": "array", "title": "N"}),
        _with("n", {"type": "string", "title": "N", "pattern": "a+"}),
        _with("n", {"type": "string", "title": "N", "minimum": 1}),
        _with("n", {"type": "string", "title": "N", "minLength": -1}),
        _with("n", {"type": "string", "title": "N", "minLength": True}),
        _with("n", {"type": "string", "title": "N", "minLength": 5, "maxLength": 4}),
        _with("n", {"type": "string", "title": "N", "enum": []}),
        _with("n", {"type": "string", "title": "N", "enum": ["a", "a"]}),
        _with("n", {"type": "string", "title": "N", "enum": ["a", 1]}),
        _with("n", {"type": "string", "title": "N", "format": "email"}),
        _with("n", {"type": "number", "title": "N", "minimum": "1"}),
        _with("n", {"type": "number", "title": "N", "minimum": 3, "maximum": 2}),
        _with("n", {"type": "object", "title": "N"}),
        _with("n", {"type": "object", "title": "N", "format": "long-text"}),
    ],
)
def test_bad_forms_are_refused_in_french(form: Any) -> None:
    faults = check_form(form)
    assert faults
    assert all(fault.endswith(".") and "« " not in fault for fault in faults)


texts = st.text(max_size=6)
numbers = st.integers(-4, 4) | st.floats(-4, 4, allow_nan=False)
bounds = st.integers(-3, 3) | st.floats(-3, 3, allow_nan=False)


def _schema(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    options: dict[str, st.SearchStrategy[Any]] = {}
    if kind == "string":
        lengths = st.integers(0, 5)
        choices = st.lists(st.sampled_from(["a", "é", "ab", "1"]), min_size=1, unique=True)
        options = {"minLength": lengths, "maxLength": lengths, "enum": choices}
        options["format"] = st.just("long-text")
    if kind in ("number", "integer"):
        options = {"minimum": bounds, "maximum": bounds}
    fixed = {"type": st.just(kind), "title": st.just("Titre")}
    if kind == "object":
        fixed["format"] = st.just("place")
    return st.fixed_dictionaries(fixed, optional=options)


schemas = st.sampled_from(["string", "number", "integer", "boolean", "object"]).flatmap(_schema)
forms = st.dictionaries(st.sampled_from(["a", "b", "c"]), schemas, min_size=1).flatmap(
    lambda properties: st.fixed_dictionaries(
        {
            "type": st.just("object"),
            "title": st.just("?"),
            "additionalProperties": st.just(False),
            "properties": st.just(properties),
            "required": st.lists(st.sampled_from(sorted(properties)), unique=True),
        }
    )
)
places = st.fixed_dictionaries(
    {}, optional={"lon": numbers, "lat": numbers, "commune": st.sampled_from(["26113", "x"])}
)
answers = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.none() | st.booleans() | numbers | texts | st.sampled_from(["a", "ab"]) | places,
)


@steady
@given(forms, answers)
def test_the_subset_means_what_json_schema_means(form: Any, values: Any) -> None:
    if check_form(form):  # only a low bound above a high one is possible here
        assert any("plus grand" in fault for fault in check_form(form))
        return
    jsonschema.Draft202012Validator.check_schema(form)
    _agrees(form, values)
