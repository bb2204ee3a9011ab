"""An entry in words: a line that says what it is, a line that says more; plain text only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.entries import (
    Answer,
    Comment,
    Correction,
    Entry,
    Purchase,
    Survey,
    Vote,
)
from territorial_lib.schemas.questions import choices

KIND_LABELS: dict[str, str] = {
    "workshop": "Atelier",
    "resource": "Ressource",
    "correction": "Chiffre corrigé",
    "question": "Question",
    "answer": "Réponse",
    "withdrawal": "Retrait",
    "moderation": "Modération",
    "comment": "Commentaire",
    "offer": "Offre",
    "request": "Recherche",
    "purchase": "Achat",
    "survey": "Dépenses d’une organisation",
    "actor": "Acteur",
    "action": "Action",
    "vote": "Vote",
    "decision": "Décision",
    "retained": "À retenir",
    "import": "Fichier importé",
    "assumption": "Hypothèse",
    "placement": "Réponse à un manque",
    "forced": "Choix à la main",
    "precedence": "Ordre entre actions",
    "effect": "Effet attendu",
    "progress": "Avancement",
    "participant": "Arrivée",
    "closing": "Question fermée",
    "lock": "Verrou",
    "timer": "Minuteur",
    "erased": "Contribution effacée à la demande de son auteur",
    "erasure": "Effacement",
}
VALUE_LABELS: dict[str, str] = {
    "natural": "naturelle",
    "human": "humaine",
    "economic": "économique",
    "used": "nous l’avons",
    "underused": "nous l’utilisons peu",
    "missing": "il nous manque",
    "use": "utiliser ce qui dort ici",
    "develop": "développer ici",
    "ally": "s’allier avec un voisin",
    "import": "faire venir en connaissance de cause",
    "consent": "consentement",
    "vote": "vote",
    "delegation": "délégation",
    "idea": "idée",
    "planned": "prévue",
    "started": "en cours",
    "done": "faite",
    "dropped": "abandonnée",
    "take": "à prendre",
    "leave": "à laisser",
    "free": "au calcul de décider",
    "kept": "euros gardés ici par an",
    "jobs": "emplois",
    "co2": "tCO2e évitées par an",
}
_HEADS = ("label", "title", "name", "text", "buyer")


def told(entry: Entry, form: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """Say an entry in words.

    Parameters
    ----------
    entry : Entry
        The entry.
    form : Mapping, optional
        For an answer: the form of its question, which names its values.

    Returns
    -------
    tuple of (str, str)
        What it is, and what it says more, which may be empty; plain text.
    """
    body = entry.body
    if isinstance(body, Answer):
        return _answer_told(body.values, form)
    if isinstance(body, Purchase | Survey):
        return _money_told(body)
    if isinstance(body, Vote):
        return "Vote", GRADES[body.value] if body.scale == "judgment" else str(body.value)
    if isinstance(body, Correction):
        return "Un chiffre est corrigé", _joined(_details(body, {"figure_id"}))
    if isinstance(body, Comment):
        return body.text, ""
    head = next((name for name in _HEADS if getattr(body, name, "")), "")
    words = str(getattr(body, head)) if head else KIND_LABELS[entry.kind]
    return words, _joined(_details(body, {head}))


def titles(body: msgspec.Struct) -> dict[str, str]:
    """Name the fields of an entry's body as a person reads them.

    Parameters
    ----------
    body : Struct
        What an entry says.

    Returns
    -------
    dict of str to str
        French titles by field.
    """
    return {field.name: _title(field.type, field.name) for field in msgspec.structs.fields(body)}


def _money_told(body: Purchase | Survey) -> tuple[str, str]:
    """Tell who pays whom; of an organisation's accounts no amount, the wall is no place for it."""
    if isinstance(body, Purchase):
        head = f"{body.buyer} achète à {body.seller}"
        return head, _joined(_details(body, {"buyer", "seller"}))
    count = len(body.spending)
    told_lines = f"{count} dépense{'s' * (count > 1)} décrite{'s' * (count > 1)}" if count else ""
    return f"Où va l’argent de {body.organisation}", told_lines


def _answer_told(values: Mapping[str, Any], form: Mapping[str, Any] | None) -> tuple[str, str]:
    """Take the first text as the head, the rest as details."""
    properties = form["properties"] if form else {name: {"title": name} for name in values}
    said = []
    for name, schema in properties.items():
        if name not in values or schema.get("format") == "place" or values[name] in ("", None):
            continue
        said.append((str(schema["title"]), _value_told(values[name], choices(schema))))
    if not said:
        return "Réponse", ""
    return said[0][1], _joined(f"{title} : {words}" for title, words in said[1:])


def _details(body: msgspec.Struct, without: set[str]) -> Iterator[str]:
    unit = getattr(body, "unit", "")
    for name, title in titles(body).items():
        value = getattr(body, name)
        if name in without or name == "unit" or value in ("", None, []):
            continue
        words = _value_told(value, {})
        if name in ("quantity", "value", "baseline", "target") and unit:
            words = f"{words} {unit}"
        yield words if name in ("note", "use") else f"{title} : {words}"


def _value_told(value: object, words: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float | int):
        return f"{value:,.10g}".replace(",", "\u202f").replace(".", ",")
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    text = str(value)
    return words.get(text, VALUE_LABELS.get(text, text))


def _joined(parts: Iterator[str] | list[str]) -> str:
    return " · ".join(parts)


def _title(kind: Any, name: str) -> str:
    info = inspect.type_info(kind)
    for part in (info, *(info.types if isinstance(info, inspect.UnionType) else ())):
        if isinstance(part, inspect.Metadata) and part.extra_json_schema:
            return str(part.extra_json_schema.get("title", name))
    return name
