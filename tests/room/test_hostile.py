"""An ill-meaning hall: what a rehearsal sends of the worst kind, by real phones, and a flood."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

from territorial_lib.rehearsal.hostile import HARMLESS, attempts
from territorial_lib.rehearsal.moves import made_id
from territorial_lib.rehearsal.phones import Phone
from territorial_lib.schemas.entries import Author, Resource, new_id
from territorial_lib.steps.room.asked import RESOURCE
from tests.room.conftest import RESOURCE_FORM, OpenRoom

FLOODERS, MOST = 10, 600


def joined(room: OpenRoom) -> Phone:
    phone = Phone(room.port)
    phone.join(Author(pseudonym="Zoé", group="citizen"))
    return phone


def test_each_attempt_is_kept_as_typed_or_refused_in_french(room: OpenRoom) -> None:
    question = room.ask_question(dict(RESOURCE.form), makes="resource")
    victim, attacker = joined(room), joined(room)
    theirs = new_id()
    four = {"label": "four", "use": "used", "family": "human"}
    said = {"do": "answer", "id": theirs, "question": question, "values": four}
    assert victim.send(said) is None
    outcomes = [
        (expected, attacker.send(sent)) for sent, expected in attempts("room", question, theirs)
    ]
    assert [fault is None for _, fault in outcomes] == [each == "kept" for each, _ in outcomes]
    sentences = [fault for _, fault in outcomes if fault]
    assert len(sentences) == 14 and all(each.endswith(".") for each in sentences)
    log = {each.entry.id: each.entry for each in room.store.entries(kinds=["resource"])}
    assert len(log) == 1 + len(HARMLESS)
    kept = [log[made_id("room", "hostile", rank)] for rank in range(len(HARMLESS))]
    bodies = [entry.body for entry in kept]
    assert [body.label for body in bodies if isinstance(body, Resource)] == [
        unicodedata.normalize("NFC", text) for text in HARMLESS
    ]
    assert {entry.who.participant for entry in kept} == {attacker.participant}
    body = log[theirs].body
    assert isinstance(body, Resource) and body.label == "four"


def test_ten_phones_flooding_take_nobody_elses_place(room: OpenRoom) -> None:
    question = room.ask_question(RESOURCE_FORM, makes="resource")
    quiet, flooders = joined(room), [joined(room) for _ in range(FLOODERS)]

    def _answer(phone: Phone, id_: str) -> int:
        values = {"label": "x", "use": "used", "family": "human"}
        sent = {"do": "answer", "id": id_, "question": question, "values": values}
        return phone.ask("POST", "/api/entries", {"entries": [sent]}).status

    def _flood(phone: Phone) -> list[tuple[str, int]]:
        """Write without pause until the room says that it is too much."""
        told: list[tuple[str, int]] = []
        while len(told) < MOST and not any(status == 429 for _, status in told[-1:]):
            id_ = new_id()
            told.append((id_, _answer(phone, id_)))
        return told

    with ThreadPoolExecutor(FLOODERS) as pool:
        flooding = [pool.submit(_flood, phone) for phone in flooders]
        calm = [_answer(quiet, new_id()) for _ in range(5)]
        told = [each for flood in flooding for each in flood.result()]
    assert calm == [200] * 5
    assert {status for _, status in told} == {200, 429}
    received = {id_ for id_, status in told if status == 200}
    log = [each.entry.id for each in room.store.entries(kinds=["resource"])]
    assert len(log) == len(set(log)) == len(received) + 5
    assert received <= set(log)
