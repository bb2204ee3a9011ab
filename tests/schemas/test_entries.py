from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import (
    Author,
    Comment,
    Correction,
    Entry,
    Place,
    Resource,
    decode,
    edited,
    encode,
    kind_of,
    new_id,
    stored,
)
from territorial_lib.schemas.wording import KIND_LABELS

steady = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

ID = "0123456789abcdef" * 2
OTHER = "f" * 32
WOOD = {"kind": "resource", "family": "natural", "label": "Bois", "use": "used"}
SPENT = {"label": "Farine", "amount": 10}
WRONG = SPENT | {"local": 2}
WORKSHOP = {"kind": "workshop", "name": "Essai", "date": "2026-11-24", "territory": "dep:26"}


def _raw(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": ID, "who": {"pseudonym": "Zoé", "group": "citizen"}, "body": body, **more}


def _faults(raw: Any) -> str:
    with pytest.raises(InvalidEntry) as caught:
        decode(raw)
    return caught.value.fault


def test_ids_are_32_hexadecimal_digits_and_differ() -> None:
    made = {new_id() for _ in range(200)}
    assert len(made) == 200
    assert all(len(id_) == 32 and set(id_) <= set("0123456789abcdef") for id_ in made)


@pytest.mark.parametrize(
    "body",
    [
        WORKSHOP | {"territory": "242600252+26108", "similar": ["200023505", "2A004"]},
        WOOD | {"quantity": 3, "unit": "t", "note": "ligne\nautre ligne"},
        {"kind": "correction", "figure_id": "a/b/242600252/2022/-", "value": None, "year": 2024},
        {"kind": "answer", "question": OTHER, "values": {"a": 1, "b": {"lon": 1.5}, "c": None}},
        {"kind": "withdrawal", "entry": OTHER},
        {"kind": "moderation", "entry": ID, "action": "merge", "target": OTHER},
        {"kind": "moderation", "entry": ID, "action": "edit", "fields": {"label": "Lin"}},
        {"kind": "comment", "entry": OTHER, "text": "oui"},
        {"kind": "placement", "gap": "gaps/food/milk", "way": "ally", "reason": "Le Pilat"},
        {"kind": "forced", "entry": OTHER, "choice": "take", "reason": "Promis en conseil"},
        {"kind": "precedence", "before": ID, "after": OTHER},
        {"kind": "effect", "entry": OTHER, "measure": "jobs", "value": 3, "low": 2, "high": 5},
        {"kind": "progress", "entry": OTHER, "day": "2027-05-24", "share": 40, "value": 12.5},
        {"kind": "survey", "organisation": "Mairie", "income": 9.0, "spending": []},
        {
            "kind": "survey",
            "organisation": "Boulangerie",
            "income": 200_000,
            "spending": [
                {"label": "Farine", "amount": 4e4, "product": "CA", "local": 0.5},
                {"label": "Paie", "amount": 8e4, "product": "wages", "respent": 0.2},
            ],
        },
        {"kind": "assumption", "key": "gaps/food/organic", "value": None},
        {"kind": "assumption", "key": "gaps/food/organic", "value": 12.5, "unit": "%"},
    ],
)
def test_every_kind_comes_back(body: dict[str, Any]) -> None:
    entry = decode(_raw(body, place={"lon": 5.0, "lat": 44.7, "commune": "26113"}))
    assert entry.kind == body["kind"]
    assert decode(encode(entry)) == stored(encode(entry).decode()) == entry
    assert encode(decode(encode(entry))) == encode(entry)


def test_all_kinds_have_their_own_tag_and_documentation() -> None:
    structs = get_args(entries.Body)
    tags = [kind_of(struct) for struct in structs]
    assert len(set(tags)) == len(tags) == len(KIND_LABELS)
    assert set(tags) == set(KIND_LABELS), "every kind has its French name"
    for struct in structs:
        for field in msgspec.structs.fields(struct):
            assert field.name in (struct.__doc__ or "")
        assert struct.__name__ in entries.__all__


def test_all_faults_are_listed_by_their_french_names() -> None:
    told = _faults(
        {
            "id": "X",
            "who": {"pseudonym": "a" * 41, "group": "martian"},
            "body": WOOD | {"label": " ", "quantity": "3", "price": 1},
            "place": {"lon": 200, "lat": 3, "commune": "2C001"},
        }
    )
    for words in (
        "identifiant", "prénom", "41 caractères", "groupe", "martian", "intitulé", "quantité",
        "« price » est inconnu", "longitude", "« 200 »", "-180 et 180", "commune", "2A004",
    ):  # fmt: skip
        assert words.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in told
    assert "« " not in told
    assert " :" not in told


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "kind"),
        ({"kind": "poem"}, "poem"),
        (WOOD | {"family": "magic"}, "famille"),
        (WOOD | {"use": "unknown"}, "usage"),
        (WOOD | {"label": "a\nb"}, "intitulé"),
        (WOOD | {"label": "a\x00b"}, "invisible"),
        (WOOD | {"label": "a\x9fb"}, "invisible"),
        (WOOD | {"label": "a\ud800b"}, "invisible"),
        (WOOD | {"quantity": float("nan")}, "indéfini"),
        (WOOD | {"quantity": float("inf")}, "infini"),
        (WOOD | {"quantity": 10**400}, "trop grand"),
        (WOOD | {"quantity": True}, "quantité"),
        (WOOD | {"note": "x" * 2001}, "2001 caractères"),
        (WORKSHOP | {"date": "24/11/2026"}, "2026-11-24"),
        (WORKSHOP | {"territory": "dep:26; DROP"}, "territoire"),
        (WORKSHOP | {"similar": ["dep 26"]}, "semblables"),
        ({"kind": "correction", "figure_id": "a/b"}, "chiffre corrigé"),
        ({"kind": "correction", "figure_id": "a/b/c/d/e", "year": 12}, "année"),
        ({"kind": "withdrawal"}, "contribution retirée"),
        ({"kind": "precedence", "before": ID, "after": ID}, "elle-même"),
        ({"kind": "effect", "entry": ID, "measure": "jobs", "value": 1, "low": 2}, "fourchette"),
        ({"kind": "progress", "entry": ID, "day": "2027-05-24", "share": 101}, "avancement"),
        ({"kind": "moderation", "entry": ID, "action": "merge"}, "fusion"),
        ({"kind": "moderation", "entry": ID, "action": "merge", "target": ID}, "elle-même"),
        ({"kind": "moderation", "entry": ID, "action": "hide", "target": OTHER}, "fusion"),
        ({"kind": "moderation", "entry": ID, "action": "edit"}, "retouche"),
        ({"kind": "moderation", "entry": ID, "action": "edit", "fields": {"kind": "x"}}, "genre"),
        ({"kind": "comment", "entry": ID, "text": " \n "}, "commentaire"),
        ({"kind": "question", "key": "Clé !", "form": {}}, "clé"),
        ({"kind": "question", "key": "ok", "form": {}}, "formulaire"),
        ({"kind": "survey", "organisation": "A", "income": 0}, "recettes"),
        (
            {"kind": "survey", "organisation": "A", "income": 9, "spending": [SPENT]},
            "dépassent",
        ),
        (
            {
                "kind": "survey",
                "organisation": "A",
                "income": 99,
                "spending": [WRONG],
            },
            "part dépensée ici",
        ),
        (
            {"kind": "survey", "organisation": "A", "income": 99, "spending": [{"label": "x"}]},
            "montant",
        ),
        ({"kind": "answer", "question": ID, "values": {"a": [[[[[[[[1]]]]]]]]}}, "niveaux"),
    ],
)
def test_each_fault_is_told(body: dict[str, Any], words: str) -> None:
    assert words in _faults(_raw(body))


@pytest.mark.parametrize("place", [{}, {"lon": 3}, {"lat": 3, "commune": "26113"}])
def test_a_place_is_a_point_or_a_commune(place: dict[str, Any]) -> None:
    assert "lieu" in _faults(_raw(WOOD, place=place))


def test_a_commune_without_point_has_no_point() -> None:
    assert Place(commune="2A004").point is None
    assert decode(_raw(WOOD, place={"commune": "2A004"})).place == Place(commune="2A004")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"3", b'"x"', b"\xff", b"[" * 100_000, b'{"id":1e999}',
     b"9" * 5000, b'{"a":"' + b"x" * 70_000 + b'"}', b'{"id":"\\ud800"}', b"NaN"],
)  # fmt: skip
def test_unreadable_documents_are_refused(raw: bytes) -> None:
    assert _faults(raw)
    assert _faults(raw.decode(errors="surrogateescape")) if raw != b"\xff" else True


def test_texts_are_put_in_nfc_and_lines_in_unix_form() -> None:
    entry = decode(_raw(WOOD | {"label": "Che\u0302ne", "note": "a\r\nb\rc"}))
    assert isinstance(entry.body, Resource)
    assert entry.body.label == "Chêne" == unicodedata.normalize("NFC", "Chêne")
    assert entry.body.note == "a\nb\nc"


def test_encoding_checks_what_python_built() -> None:
    bad = Entry(
        id=ID,
        who=Author(pseudonym="", group="citizen"),
        body=Correction(figure_id="a/b/c/d/e", value=float("nan")),
    )
    with pytest.raises(InvalidEntry, match="indéfini"):
        encode(bad)


def test_the_order_of_a_forms_properties_survives() -> None:
    properties = {n: {"type": "string", "title": n} for n in ("zeta", "alpha", "mu")}
    form = {"type": "object", "title": "?", "additionalProperties": False, "properties": properties}
    entry = decode(_raw({"kind": "question", "key": "k", "form": form}))
    assert list(json.loads(encode(entry))["body"]["form"]["properties"]) == ["zeta", "alpha", "mu"]


def test_editing_gives_another_entry_or_tells_why_not() -> None:
    entry = decode(_raw({"kind": "comment", "entry": OTHER, "text": "non"}))
    assert edited(entry, {"text": "oui"}).body == Comment(entry=OTHER, text="oui")
    assert entry.body == Comment(entry=OTHER, text="non")
    with pytest.raises(InvalidEntry, match="inconnu"):
        edited(entry, {"author": "x"})


def test_dates_are_dates() -> None:
    body = decode(_raw(WORKSHOP)).body
    assert isinstance(body, entries.WorkshopSettings)
    assert body.date == date(2026, 11, 24)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@steady
@given(
    st.dictionaries(st.sampled_from(["id", "who", "body", "place", "x"]), json_values), json_values
)
def test_anything_received_is_an_entry_or_a_french_refusal(raw: Any, body: Any) -> None:
    for candidate in (raw, _raw(body), _raw(WOOD | {"note": body, "quantity": body})):
        try:
            entry = decode(candidate)
        except InvalidEntry:
            continue
        assert decode(encode(entry)) == entry


@steady
@given(st.text(max_size=150))
def test_any_text_is_kept_as_data_or_refused(text: str) -> None:
    try:
        entry = decode(_raw(WOOD | {"note": text}))
    except InvalidEntry:
        assert any(unicodedata.category(c) in ("Cc", "Cs") for c in text)
        return
    assert isinstance(entry.body, Resource)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert entry.body.note == unicodedata.normalize("NFC", lines)
