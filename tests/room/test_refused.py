"""What phones may never write: whatever leads the room, whatever a question says."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from territorial_lib.schemas.contributions import MADE
from territorial_lib.schemas.entries import Body, Question, Withdrawal, kind_of, new_id
from territorial_lib.schemas.wording import KIND_LABELS
from tests.room.conftest import RESOURCE_FORM, OpenRoom, eventually

KINDS = sorted(kind_of(struct) for struct in get_args(Body))
LEADING = sorted(set(KINDS) - MADE - {"comment", "withdrawal"})
FORM: dict[str, Any] = {
    "type": "object",
    "title": "Un piège",
    "additionalProperties": False,
    "properties": {
        name: {"type": "string", "title": name}
        for name in ("name", "territory", "entry", "question", "step", "label", "text", "key")
    },
}


def test_kinds_that_lead_the_room_are_known() -> None:
    assert {"workshop", "question", "moderation", "decision", "import", "lock", "timer"} <= {
        *LEADING
    }
    assert set(KINDS) == set(KIND_LABELS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_cannot_send_an_entry_of_the_log(shared_room: OpenRoom, kind: str) -> None:
    phone = shared_room.client().join()
    before = shared_room.store.version()
    id_ = new_id()
    raw = [
        {"do": kind, "id": id_, "values": {}, "reason": "x"},
        {"id": id_, "kind": kind, "body": {"kind": kind}},
        {"do": "answer", "id": id_, "question": new_id(), "values": {}, "body": {"kind": kind}},
    ]
    for each in raw:
        _, told, _ = phone.ask("POST", "/api/entries", {"entries": [each]})
        assert [receipt["status"] for receipt in told["receipts"]] == ["refused"], told
    assert shared_room.store.version() == before


@pytest.mark.parametrize("kind", LEADING)
def test_no_question_makes_a_phone_lead_the_room(shared_room: OpenRoom, kind: str) -> None:
    """Even one that was written straight into the log."""
    question = shared_room.ask_question(FORM, f"trap/{kind}", makes=kind)
    phone = shared_room.client().join()
    values = {"name": "Mien", "territory": "26108", "step": "all", "label": "x"}
    receipt = phone.answer(question, **values)
    assert receipt["status"] == "refused"
    assert "téléphone" in receipt["fault"]
    assert phone.answer(question)["status"] == "refused"


def test_a_phone_forges_neither_author_nor_date(room: OpenRoom) -> None:
    question = room.ask_question(RESOURCE_FORM, makes="resource")
    phone = room.client().join("Zoé")
    sent = {
        "do": "answer",
        "id": new_id(),
        "question": question,
        "values": {"label": "four", "use": "used", "family": "human"},
    }
    for more in (
        {"who": {"pseudonym": "Anne", "group": "facilitator"}},
        {"at": "2020-01-01"},
        {"received_at": "x"},
    ):
        assert phone.send({**sent, **more})[0]["status"] == "refused"
    assert phone.ask("POST", "/api/join", {"group": "facilitator"})[0] == 400


def test_only_what_the_room_says_may_be_commented(room: OpenRoom) -> None:
    question = room.ask_question(RESOURCE_FORM, makes="resource")
    phone = room.client().join("Zoé")
    logged = room.store.entries()
    for kind, status in (("workshop", "refused"), ("participant", "refused")):
        entry = next(each.entry.id for each in logged if each.entry.kind == kind)
        sent = {"do": "comment", "id": new_id(), "entry": entry, "text": "ici"}
        assert phone.send(sent)[0]["status"] == status
    sent = {"do": "comment", "id": new_id(), "entry": question, "text": "mal posée"}
    assert phone.send(sent)[0]["status"] == "received"


def test_a_phone_withdraws_nothing_that_leads(room: OpenRoom) -> None:
    question = room.ask_question(RESOURCE_FORM, makes="resource")
    phone = room.client().join("Zoé")
    for logged in room.store.entries(kinds=["workshop", "question"]):
        sent = {"do": "withdraw", "id": new_id(), "entry": logged.entry.id}
        assert phone.send(sent)[0]["status"] == "refused"
    room.lead(Withdrawal(entry=question))
    assert eventually(lambda: room.client().state()["questions"] == [])
    assert isinstance(room.store.entries(kinds=["question"])[0].entry.body, Question)
