"""The facilitator leads the room from a notebook's widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from territorial_lib.schemas.contributions import check_question
from territorial_lib.schemas.entries import Resource, new_id
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.room.asked import READY
from territorial_lib.steps.room.page import RoomPage
from territorial_lib.store import projections
from territorial_lib.store.log import Store
from territorial_lib.workshop import Workshop
from tests.conftest import wait_until
from tests.room.conftest import OpenRoom, eventually

VALUES = {"label": "four", "use": "underused", "family": "human"}


@pytest.fixture
def page(room: OpenRoom) -> Iterator[RoomPage]:
    workshop = Workshop(Store.open(room.path), Catalogue(Settings.from_environment().data))
    made = RoomPage(workshop)
    yield made
    made.status.stop()
    made._watcher.stop()
    workshop.close()


@pytest.mark.parametrize("question", READY, ids=lambda q: q.key)
def test_ready_questions_are_sound(question: object) -> None:
    assert check_question(question) == []  # type: ignore[arg-type]


def test_questions_are_opened_closed_and_voted_on(room: OpenRoom, page: RoomPage) -> None:
    desk = page.questions()
    desk.voter.click()
    assert "rien sur quoi voter" in desk.notice.value
    desk.opener.click()
    assert eventually(lambda: len(room.client().state()["questions"]) == 1)
    (question,) = room.client().state()["questions"]
    phone = room.client().join("Zoé")
    assert phone.answer(question["id"], **VALUES)["status"] == "received"
    wait_until(lambda: any("1 réponse" in r.children[0].value for r in desk.asked.children))
    desk.asked.children[0].children[1].click()
    assert eventually(lambda: not room.client().state()["questions"][0]["open"])
    desk.refresh()
    desk.asked.children[0].children[1].click()
    assert eventually(lambda: room.client().state()["questions"][0]["open"])
    desk.voted.value = 1
    desk.voter.click()
    assert eventually(lambda: room.client().state()["groups_fixed"])


def test_timer_and_locks(room: OpenRoom, page: RoomPage) -> None:
    clock, locks = page.timer(), page.locks()
    clock.children[0].children[2].click()
    assert eventually(lambda: bool(room.client().state()["timer"]))
    clock.children[0].children[3].click()
    assert eventually(lambda: room.client().state()["timer"] is None)
    locks.children[0].children[1].click()
    assert eventually(lambda: room.client().state()["locked"])
    wait_until(lambda: "toute la salle" in locks.state.value)


def test_moderation_leaves_a_trace_and_erasure_leaves_none(room: OpenRoom, page: RoomPage) -> None:
    page.questions().opener.click()
    assert eventually(lambda: bool(room.client().state()["questions"]))
    question = room.client().state()["questions"][0]["id"]
    zoe, ana = room.client().join("Zoé"), room.client().join("Ana", "firm")
    zoe.answer(question, **VALUES)
    ana.answer(question, **{**VALUES, "label": "le four"})
    desk = page.moderation()
    first, second = (item.id for item in projections.resources(room.store.entries()))
    desk.entry.value, desk.kept.value = second, first
    desk.merger.click()
    assert eventually(lambda: len(room.client().state()["items"]) == 1)
    desk.refresh()
    desk.entry.value = first
    assert desk.words.value == "four"
    desk.words.value = "Four à pain"
    desk.editor.click()
    assert eventually(lambda: room.client().state()["items"][0]["text"] == "Four à pain")
    assert room.client().state()["items"][0]["edited"]
    log = room.store.entries()
    assert [e.entry.kind for e in projections.history(log, first)] == [
        "resource",
        "moderation",
        "moderation",
    ]
    desk.refresh()
    desk.person.value = next(value for words, value in desk.person.options if "Zoé" in words)
    desk.eraser.click()
    assert "Rien n’est effacé" in desk.notice.value
    desk.sure.value = True
    desk.eraser.click()
    assert eventually(lambda: zoe.ask("GET", "/api/me")[1] is None)
    bodies = [e.entry.body for e in room.store.entries()]
    assert [b.label for b in bodies if isinstance(b, Resource)] == ["le four"]
    assert "Four à pain" not in repr(bodies)
    desk.refresh()


def test_the_door_is_opened_from_the_notebook(room: OpenRoom, page: RoomPage) -> None:
    door, present = page.door(), page.present()
    wait_until(lambda: bool(page.status.told))
    wait_until(lambda: not door.button.disabled)
    page.status.wish("127.0.0.3")
    wait_until(lambda: page.status.told.get("open") == "127.0.0.3")
    wait_until(lambda: "data:image/svg+xml" in door.shown.value)
    page.status.wish("192.0.2.77")  # not an address of this machine
    wait_until(lambda: "192.0.2.77" in page.status.told.get("fault", ""))
    assert page.status.told["open"] == "127.0.0.3"
    assert "personne connectée" in present.value
    assert new_id() not in door.shown.value


def test_an_answer_is_reworded_in_each_of_its_texts(room: OpenRoom, page: RoomPage) -> None:
    form = {
        "type": "object",
        "title": "Un souhait ?",
        "additionalProperties": False,
        "properties": {
            "wish": {"type": "string", "title": "Souhait", "minLength": 1, "maxLength": 40},
            "why": {"type": "string", "title": "Pourquoi"},
            "grade": {"type": "string", "title": "Urgence", "enum": ["haute", "basse"]},
        },
    }
    question = room.ask_question(form, "gaps/wish")
    zoe = room.client().join("Zoé")
    zoe.answer(question, wish="plus de cars", why="Dupont est nul", grade="haute")
    desk = page.moderation()
    assert eventually(lambda: len(room.client().state()["items"]) == 1)
    desk.refresh()
    desk.entry.value = desk.entry.options[-1][1]
    assert desk.field.options == (("Souhait", "wish"), ("Pourquoi", "why"))
    desk.field.value = "why"
    assert desk.words.value == "Dupont est nul"
    desk.words.value = "Les horaires ne vont pas"
    desk.editor.click()
    assert eventually(lambda: room.client().state()["items"][0]["edited"])
    (item,) = room.client().state()["items"]
    assert (item["text"], "Dupont" in item["detail"]) == ("plus de cars", False)
    assert "Les horaires" in item["detail"] and "haute" in item["detail"]
    desk.field.value = "wish"
    desk.words.value = "x" * 41
    desk.editor.click()
    assert "40" in desk.notice.value
    assert room.client().state()["items"][0]["text"] == "plus de cars"
