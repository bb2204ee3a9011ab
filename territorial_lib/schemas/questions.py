"""A question is data: a form in a subset of JSON Schema, and the check of its answers.

A form is an object schema whose properties are shown in order. Every property has a title and a
type: string (``minLength``, ``maxLength``, ``enum``, ``oneOf`` for choices whose words differ from
their value, ``format: long-text``, ``lines`` or ``date``), number or integer (``minimum``,
``maximum``), boolean, or object with ``format: place``. What the subset means is
what JSON Schema (draft 2020-12) means: `check_answer` agrees with any validator. A keyword
outside the subset is refused, so that no rule is silently ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.checking import checked, shown
from territorial_lib.schemas.places import Place

MAXIMUM_PROPERTIES = 40
MAXIMUM_CHOICES = 200
Form = Mapping[str, Any]

_FORM_KEYWORDS = {"type", "title", "description", "properties", "required", "additionalProperties"}
_COMMON = {"type", "title", "description"}
_KEYWORDS: dict[str, set[str]] = {
    "string": _COMMON | {"minLength", "maxLength", "enum", "oneOf", "format"},
    "number": _COMMON | {"minimum", "maximum"},
    "integer": _COMMON | {"minimum", "maximum"},
    "boolean": _COMMON,
    "object": _COMMON | {"format"},
}
_FORMATS = {"string": ("long-text", "lines", "date"), "object": ("place",)}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_form(form: object) -> list[str]:
    """List everything that makes a form unusable.

    Parameters
    ----------
    form : object
        A candidate form.

    Returns
    -------
    list of str
        French sentences; empty where the form is sound.
    """
    return list(_form_faults(form))


def check_answer(form: Form, values: object) -> list[str]:
    """List everything in an answer that the form does not accept.

    Parameters
    ----------
    form : Mapping
        A sound form.
    values : object
        Values by property, as JSON gives them.

    Returns
    -------
    list of str
        French sentences naming the property by its title; empty where the answer is accepted.
    """
    return list(_answer_faults(form, values))


def choices(schema: Form) -> dict[str, str]:
    """Give the choices that a property offers.

    Parameters
    ----------
    schema : Mapping
        A sound property.

    Returns
    -------
    dict of str to str
        Words shown by value, in order; empty where the property is free.
    """
    if "oneOf" in schema:
        return {choice["const"]: choice["title"] for choice in schema["oneOf"]}
    return {choice: choice for choice in schema.get("enum", ())}


def _form_faults(form: object) -> Iterator[str]:
    if not isinstance(form, Mapping) or form.get("type") != "object":
        yield "Le formulaire doit être un objet JSON dont « type » vaut « object »."
        return
    for keyword in form.keys() - _FORM_KEYWORDS:
        yield f"Le formulaire emploie {shown(keyword)}, qui n’est pas pris en charge."
    if not _is_text(form.get("title")):
        yield "Le formulaire n’a pas de titre : donnez-lui un « title »."
    if "description" in form and not isinstance(form["description"], str):
        yield "La description du formulaire doit être un texte."
    if form.get("additionalProperties") is not False:
        yield "Le formulaire doit porter « additionalProperties » à false."
    properties = form.get("properties")
    if not isinstance(properties, Mapping) or not 1 <= len(properties) <= MAXIMUM_PROPERTIES:
        yield f"Le formulaire doit avoir de 1 à {MAXIMUM_PROPERTIES} champs dans « properties »."
        return
    for name, schema in properties.items():
        yield from _property_faults(name, schema)
    yield from _required_faults(form.get("required", []), properties)


def _required_faults(required: object, properties: Mapping[str, object]) -> Iterator[str]:
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        yield "« required » doit être une liste de noms de champs."
        return
    if len(set(required)) < len(required):
        yield "« required » nomme deux fois le même champ."
    for name in required:
        if name not in properties:
            yield f"« required » nomme {shown(name)}, qui n’est pas un champ du formulaire."


def _property_faults(name: object, schema: object) -> Iterator[str]:
    where = f"Le champ {shown(name)} du formulaire"
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        yield f"{where} doit se nommer en minuscules sans accent, chiffres et « _ »."
    if not isinstance(schema, Mapping):
        yield f"{where} doit être un objet JSON."
        return
    kind = schema.get("type")
    if not isinstance(kind, str) or kind not in _KEYWORDS:
        yield f"{where} a le type {shown(kind)} : il attend l’un de {', '.join(_KEYWORDS)}."
        return
    for keyword in schema.keys() - _KEYWORDS[kind]:
        yield f"{where} emploie {shown(keyword)}, qui n’est pas pris en charge pour « {kind} »."
    if not _is_text(schema.get("title")):
        yield f"{where} n’a pas de titre : donnez-lui un « title »."
    if "description" in schema and not isinstance(schema["description"], str):
        yield f"{where} doit avoir un texte pour description."
    yield from (f"{where} {fault}" for fault in _keyword_faults(kind, schema))


def _keyword_faults(kind: str, schema: Form) -> Iterator[str]:
    if kind == "object" and "format" not in schema:
        yield "est un objet : son « format » doit être « place »."
    if "format" in schema and schema["format"] not in _FORMATS.get(kind, ()):
        yield f"a le format {shown(schema['format'])}, inconnu pour « {kind} »."
    if "enum" in schema and not _is_choice(schema["enum"]):
        yield f"doit proposer de 1 à {MAXIMUM_CHOICES} choix différents, en texte."
    if "oneOf" in schema and not _is_labelled_choice(schema["oneOf"]):
        yield f"doit proposer de 1 à {MAXIMUM_CHOICES} choix « const » et « title », en texte."
    if "oneOf" in schema and "enum" in schema:
        yield "propose ses choix deux fois, par « enum » et par « oneOf »."
    yield from _bounds_faults(schema, "minLength", "maxLength", _is_length)
    yield from _bounds_faults(schema, "minimum", "maximum", _is_number)


def _bounds_faults(
    schema: Form, low: str, high: str, accepts: Callable[[object], bool]
) -> Iterator[str]:
    wrong = [bound for bound in (low, high) if bound in schema and not accepts(schema[bound])]
    for bound in wrong:
        yield f"a pour « {bound} » {shown(schema[bound])}, qui n’est pas un nombre permis."
    if not wrong and low in schema and high in schema and schema[low] > schema[high]:
        yield f"a un « {low} » plus grand que son « {high} »."


def _answer_faults(form: Form, values: object) -> Iterator[str]:
    if not isinstance(values, Mapping):
        yield "La réponse doit donner une valeur par champ."
        return
    properties = form["properties"]
    for name in values:
        if name not in properties:
            yield f"La réponse contient {shown(name)}, que la question ne demande pas."
    for name, schema in properties.items():
        title = f"« {schema['title']} »"
        if name not in values:
            if name in form.get("required", ()):
                yield f"{title} : il manque une réponse."
            continue
        for fault in _CHECKS[schema["type"]](schema, values[name]):
            yield f"{title} : {fault}"


def _string_faults(schema: Form, value: object) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"un texte est attendu au lieu de {shown(value)}."
        return
    if choices(schema) and value not in choices(schema):
        yield f"{shown(value)} n’est pas l’un des choix proposés."
    if not value and schema.get("minLength"):
        yield "rien n’est écrit."
    elif len(value) < schema.get("minLength", 0):
        yield f"{schema['minLength']} caractères au moins sont attendus, {len(value)} reçus."
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{schema['maxLength']} caractères au plus sont permis, {len(value)} reçus."


def _number_faults(schema: Form, value: object) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield f"un nombre est attendu au lieu de {shown(value)}."
        return
    if value < schema.get("minimum", value):
        yield f"{shown(value)} est plus petit que {schema['minimum']}."
    if value > schema.get("maximum", value):
        yield f"{shown(value)} est plus grand que {schema['maximum']}."


def _integer_faults(schema: Form, value: object) -> Iterator[str]:
    if isinstance(value, float) and not value.is_integer():
        yield f"un nombre entier est attendu au lieu de {shown(value)}."
    yield from _number_faults(schema, value)


def _boolean_faults(_schema: Form, value: object) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"oui ou non est attendu au lieu de {shown(value)}."


def _place_faults(_schema: Form, value: object) -> Iterator[str]:
    try:
        checked(value, Place)
    except InvalidEntry as error:
        yield error.fault


_CHECKS: dict[str, Callable[[Form, object], Iterator[str]]] = {
    "string": _string_faults,
    "number": _number_faults,
    "integer": _integer_faults,
    "boolean": _boolean_faults,
    "object": _place_faults,
}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_choice(value: object) -> bool:
    return (
        isinstance(value, list)
        and 1 <= len(value) <= MAXIMUM_CHOICES
        and all(_is_text(choice) for choice in value)
        and len(set(value)) == len(value)
    )


def _is_labelled_choice(value: object) -> bool:
    if not isinstance(value, list) or not all(isinstance(choice, Mapping) for choice in value):
        return False
    titled = all(
        choice.keys() == {"const", "title"} and _is_text(choice["title"]) for choice in value
    )
    return titled and _is_choice([choice["const"] for choice in value])
