"""The room's API, as a phone meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from http.client import HTTPException
from typing import Any

import pytest

from territorial_lib.room.guard import Hosts
from territorial_lib.room.limits import Limiter, Rate
from territorial_lib.schemas.entries import (
    Closing,
    Lock,
    Moderation,
    Offer,
    Resource,
    Withdrawal,
    new_id,
)
from territorial_lib.store import projections
from territorial_lib.store.published import Published
from tests.room.conftest import RESOURCE_FORM, OpenRoom, eventually

FOUR = {"label": "four à pain", "use": "underused", "family": "human"}


def test_a_contribution_is_in_the_log_before_received_is_told(
    room: OpenRoom, resource_question: str
) -> None:
    phone = room.client().join("Zoé", "elected")
    receipt = phone.answer(resource_question, **FOUR, where={"commune": "26113"})
    assert receipt["status"] == "received"
    (item,) = projections.resources(room.store.entries())
    assert item.body == Resource(**FOUR)  # type: ignore[arg-type]
    assert (item.who.pseudonym, item.who.group) == ("Zoé", "elected")
    assert [item.id] == receipt["entries"]
    assert eventually(lambda: len(room.client().state()["items"]) == 1)
    (seen,) = room.client().state()["items"]
    assert seen["text"] == "four à pain"
    assert "participant" not in json.dumps(room.client().state())


def test_a_repeat_changes_nothing_even_once_the_question_is_closed(
    room: OpenRoom, resource_question: str
) -> None:
    phone = room.client().join()
    sent = {"do": "answer", "id": new_id(), "question": resource_question, "values": FOUR}
    assert [r["status"] for r in phone.send(sent, sent)] == ["received", "received"]
    room.lead(Closing(question=resource_question))
    assert eventually(lambda: not room.client().state()["questions"][0]["open"])
    assert phone.send(sent)[0]["status"] == "received"
    late = phone.answer(resource_question, **FOUR)
    assert late["status"] == "refused"
    assert "fermée" in late["fault"]
    assert len(projections.resources(room.store.entries())) == 1


def test_one_at_fault_does_not_hold_the_others_back(room: OpenRoom, resource_question: str) -> None:
    phone = room.client().join()
    good = {"do": "answer", "id": new_id(), "question": resource_question, "values": FOUR}
    bad = {"do": "answer", "id": new_id(), "question": resource_question, "values": {}}
    nonsense = {"do": "moderate", "id": new_id()}
    assert [r["status"] for r in phone.send(bad, good, nonsense)] == [
        "refused",
        "received",
        "refused",
    ]
    conflict = {**good, "values": {**FOUR, "label": "autre"}}
    other = {**good, "id": new_id()}
    assert [r["status"] for r in phone.send(conflict, other)] == ["refused", "received"]


def test_a_phone_takes_back_its_own_entries_only(room: OpenRoom, resource_question: str) -> None:
    zoe, ana = room.client().join("Zoé"), room.client().join("Ana", "firm")
    (entry,) = zoe.answer(resource_question, **FOUR)["entries"]
    eventually(lambda: bool(room.client().state()["items"]))
    theft = {"do": "withdraw", "id": new_id(), "entry": entry}
    assert ana.send(theft)[0]["status"] == "refused"
    assert ana.send({**theft, "entry": resource_question})[0]["status"] == "refused"
    assert zoe.send({**theft, "id": new_id()})[0]["status"] == "received"
    assert eventually(lambda: room.client().state()["items"] == [])
    assert zoe.ask("GET", "/api/me")[1]["entries"][0]["state"] == "withdrawn"


def test_what_was_written_and_taken_back_offline_leaves_together(
    room: OpenRoom, resource_question: str
) -> None:
    zoe, ana = room.client().join("Zoé"), room.client().join("Ana", "firm")
    answer = {"do": "answer", "id": new_id(), "question": resource_question, "values": FOUR}
    kept = {**answer, "id": new_id(), "values": {**FOUR, "label": "moulin"}}
    comment = {"do": "comment", "id": new_id(), "entry": kept["id"], "text": "Il tourne."}
    back = {"do": "withdraw", "id": new_id(), "entry": answer["id"]}
    batch = [answer, kept, comment, back]
    assert [r["status"] for r in zoe.send(*batch)] == ["received"] * 4
    assert [r["status"] for r in zoe.send(*batch)] == ["received"] * 4, "a repeat changes nothing"
    assert [item.body.label for item in projections.resources(room.store.entries())] == ["moulin"]
    never = {**back, "id": new_id(), "entry": new_id()}
    theft = {**back, "id": new_id(), "entry": kept["id"]}
    claimed = {**kept, "values": FOUR}  # an id that is somebody else's
    told = [r["status"] for r in ana.send(claimed, theft, never)]
    assert told == ["refused"] * 3
    assert len(projections.resources(room.store.entries())) == 1


def test_moderation_and_comments(room: OpenRoom, resource_question: str) -> None:
    zoe, ana = room.client().join("Zoé"), room.client().join("Ana", "firm")
    (entry,) = zoe.answer(resource_question, **FOUR)["entries"]
    comment = {"do": "comment", "id": new_id(), "entry": entry, "text": "Il chauffe encore."}
    assert eventually(lambda: ana.send(comment)[0]["status"] == "received")
    assert eventually(lambda: any(i["about"] == entry for i in ana.state()["items"]))
    room.lead(Moderation(entry=entry, action="hide"))
    assert eventually(lambda: all(i["id"] != entry for i in ana.state()["items"]))
    late = {**comment, "id": new_id()}
    assert ana.send(late)[0]["status"] == "refused"


def test_locked_steps_refuse(room: OpenRoom, resource_question: str) -> None:
    phone = room.client().join()
    room.lead(Lock(step="inventaire", locked=True))
    assert eventually(lambda: not phone.state()["questions"][0]["open"])
    assert phone.answer(resource_question, **FOUR)["status"] == "refused"
    room.lead(Lock(step="inventaire", locked=False))
    assert eventually(lambda: phone.state()["questions"][0]["open"])
    assert phone.answer(resource_question, **FOUR)["status"] == "received"


def test_votes_are_counted_by_group_the_last_one_alone(room: OpenRoom) -> None:
    proposal = room.lead(Offer(label="Scierie"))
    grades = ["À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien"]
    form = {
        "type": "object",
        "title": "Vos notes",
        "additionalProperties": False,
        "properties": {f"p_{proposal}": {"type": "string", "title": "Scierie", "enum": grades}},
    }
    zoe, ana = room.client().join("Zoé"), room.client().join("Ana", "firm")
    question = room.ask_question(form, "plan/vote", makes="vote", scale="judgment")
    zoe.answer(question, **{f"p_{proposal}": "Bien"})
    zoe.answer(question, **{f"p_{proposal}": "Passable"})
    ana.answer(question, **{f"p_{proposal}": "Bien"})

    def counts() -> list[tuple[int, Any]]:
        told = room.client().state()["results"][question]["fields"][f"p_{proposal}"]["choices"]
        return [(each["count"], each["groups"]) for each in told]

    assert eventually(lambda: counts()[4] == (1, {"firm": 1}))
    assert counts()[2] == (1, {"citizen": 1})
    assert room.client().state()["items"][0]["kind"] == "offer"  # no vote is shown one by one
    status, told, _ = zoe.ask("POST", "/api/join", {"pseudonym": "Zoé", "group": "firm"})
    assert (status, "groupe" in told["fault"]) == (409, True)
    assert zoe.ask("POST", "/api/join", {"pseudonym": "Zozo", "group": "citizen"})[0] == 200


def test_a_question_of_an_unknown_kind_needs_nothing_new(room: OpenRoom) -> None:
    form = {
        "type": "object",
        "title": "Que rêvez-vous\u202f?",
        "additionalProperties": False,
        "properties": {
            "dream": {"type": "string", "title": "Rêve"},
            "strength": {"type": "integer", "title": "Force", "minimum": 1, "maximum": 5},
            "soon": {"type": "boolean", "title": "Bientôt"},
        },
    }
    question = room.ask_question(form, "inconnue/reve")
    phone = room.client().join()
    assert phone.answer(question, dream="un train", strength=4, soon=True)["status"] == "received"
    assert eventually(lambda: [i["text"] for i in room.client().state()["items"]] == ["un train"])
    result = room.client().state()["results"][question]["fields"]
    assert result["strength"] == {"title": "Force", "count": 1, "median": 4.0}
    assert [c["count"] for c in result["soon"]["choices"]] == [1, 0]


def test_the_session_survives_a_kill(room: OpenRoom, resource_question: str) -> None:
    phone = room.client().join("Zoé")
    phone.answer(resource_question, **FOUR)
    room.kill()
    room.start()
    told = phone.ask("GET", "/api/me")[1]
    assert told["pseudonym"] == "Zoé"
    assert [entry["text"] for entry in told["entries"]] == ["four à pain"]


def test_nobody_takes_anothers_place(room: OpenRoom) -> None:
    zoe = room.client().join("Zoé")
    name, _, value = zoe.cookie.partition("=")
    participant = value.partition(".")[0]
    for forged in (f"{participant}.{'0' * 64}", participant, "", f"{'0' * 32}.{'0' * 64}"):
        thief = room.client()
        thief.cookie = f"{name}={forged}"
        assert thief.ask("GET", "/api/me")[1] is None
        assert thief.ask("POST", "/api/entries", {"entries": [{}]})[0] == 401
    journal = room.store.entries()
    assert value.partition(".")[2] not in repr(journal)


def test_erasing_ones_words(room: OpenRoom, resource_question: str) -> None:
    zoe, ana = room.client().join("Zoé"), room.client().join("Ana")
    zoe.answer(resource_question, **FOUR)
    ana.answer(resource_question, **{**FOUR, "label": "moulin"})
    status, told, _ = zoe.ask("POST", "/api/erase", {})
    assert (status, told) == (200, {"erased": 2})
    assert eventually(lambda: [i["text"] for i in ana.state()["items"]] == ["moulin"])
    assert zoe.ask("GET", "/api/me")[1] is None
    assert "four à pain" not in repr(room.store.entries())


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("POST", "/api/join", b"pseudonym=a", {"Content-Type": "text/plain"}, 415),
        ("POST", "/api/join", b"{}", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "/api/join", {}, {"Origin": "http://evil.test"}, 403),
        ("POST", "/api/join", {}, {"Origin": "null"}, 403),
        ("POST", "/api/join", {}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", "/api/join", {}, {"Host": "evil.test"}, 403),
        ("GET", "/", None, {"Host": "evil.test:80"}, 403),
        ("GET", "/api/state", None, {"Host": "127.0.0.1:1"}, 403),
        ("GET", "/api/events", None, {"Host": "evil.test"}, 403),
        ("POST", "/api/join", b"{", {"Content-Type": "application/json"}, 400),
        ("POST", "/api/join", {"group": "facilitator"}, {}, 400),
        ("POST", "/api/join", {"pseudonym": "x" * 41}, {}, 400),
        ("POST", "/api/join", b"[" * 5000, {"Content-Type": "application/json"}, 400),
        ("GET", "/api/kernels", None, {}, 404),
        ("GET", "/lab", None, {}, 404),
        ("GET", "/voila/render/00_preparer.ipynb", None, {}, 404),
        ("GET", "/static/0000000000000000/phone.js", None, {}, 404),
        ("GET", "/static/../app.py", None, {}, 404),
        ("DELETE", "/api/entries", None, {}, 405),
        ("PUT", "/", None, {}, 405),
    ],
)
def test_what_is_refused(
    shared_room: OpenRoom, method: str, path: str, body: Any, headers: dict[str, str], status: int
) -> None:
    given, told, sent = shared_room.client().ask(method, path, body, headers)
    assert given == status, told
    assert {"fault", "remedy"} == set(told)
    assert "default-src 'none'" in sent["content-security-policy"]
    assert "unsafe" not in sent["content-security-policy"]
    assert "server" not in sent


def test_too_heavy_is_refused_in_french(shared_room: OpenRoom) -> None:
    phone = shared_room.client().join()
    status, told, _ = phone.ask("POST", "/api/entries", b" " * 70_000)
    assert (status, "lourd" in told["fault"]) == (413, True)


def test_far_too_heavy_is_cut_before_it_is_read(shared_room: OpenRoom) -> None:
    phone = shared_room.client().join()
    try:
        status = phone.ask("POST", "/api/entries", b" " * 3_000_000)[0]
    except (OSError, HTTPException):  # the connection is cut: that is a refusal too
        status = 413
    assert status in (400, 413)


def test_the_cookie_cannot_be_read_by_a_script(shared_room: OpenRoom) -> None:
    _, _, headers = shared_room.client().ask("POST", "/api/join", {})
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]


def test_events_tell_what_changes(room: OpenRoom, resource_question: str) -> None:
    from http.client import HTTPConnection

    stream = HTTPConnection("127.0.0.1", room.port, timeout=60)
    stream.request("GET", "/api/events?wall=1")
    answer = stream.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    while answer.fp.readline() != b"event: hello\n":
        pass
    room.client().join().answer(resource_question, **FOUR)
    told: dict[str, Any] = {"items": []}
    while not told["items"]:
        line = answer.fp.readline()
        if line.startswith(b"data: ") and b"items" in line:
            told = json.loads(line[6:])
    assert told["items"][0]["text"] == "four à pain"
    assert told["counts"]["groups"] == {"citizen": 1}
    stream.close()


def test_another_facilitators_writing_is_seen(room: OpenRoom) -> None:
    room.lead(Resource(family="human", label="une grange", use="underused"))
    assert eventually(lambda: room.client().state()["items"] != [])


def test_the_facilitator_opens_and_closes_the_room_to_the_hall(room: OpenRoom) -> None:
    import hashlib
    import socket

    from territorial_lib.store.machine import status_key, wish_key

    results = Published.beside(room.path)
    assert eventually(lambda: results.get(status_key()) is not None)
    session = hashlib.sha256(b"launch").hexdigest()[:16]

    def reachable() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.2", room.port)) == 0

    assert not reachable()
    stale = json.dumps({"session": "another launch", "address": "127.0.0.2"})
    results.put(wish_key(), "", stale)
    assert not eventually(reachable, 1.2)
    results.put(wish_key(), "", json.dumps({"session": session, "address": "127.0.0.2"}))
    assert eventually(reachable)
    assert room.client().ask("GET", "/", None, {"Host": f"127.0.0.2:{room.port}"})[0] == 200
    results.put(wish_key(), "", json.dumps({"session": session, "address": None}))
    assert eventually(lambda: not reachable())
    results.close()


def test_a_restored_withdrawal_comes_back(room: OpenRoom, resource_question: str) -> None:
    phone = room.client().join()
    (entry,) = phone.answer(resource_question, **FOUR)["entries"]
    eventually(lambda: bool(phone.state()["items"]))
    (undone,) = phone.send({"do": "withdraw", "id": new_id(), "entry": entry})[0]["entries"]
    assert eventually(lambda: phone.state()["items"] == [])
    assert (
        phone.send({"do": "withdraw", "id": new_id(), "entry": undone})[0]["status"] == "received"
    )
    assert eventually(lambda: bool(phone.state()["items"]))
    assert [type(e.entry.body) for e in room.store.entries()][-2:] == [Withdrawal, Withdrawal]


def test_hosts() -> None:
    hosts = Hosts(8000, ("salle.fr", "proxy.fr:443"))
    for good in (
        "127.0.0.1:8000",
        "localhost:8000",
        "[::1]:8000",
        "salle.fr:8000",
        "SALLE.fr",
        "proxy.fr:443",
    ):
        assert hosts.admits(good), good
    for bad in (
        "salle.fr:81",
        "evil.fr:8000",
        "192.168.1.9:8000",
        "127.0.0.1",
        "",
        "proxy.fr",
        "salle.fr.evil.fr:8000",
        "8000",
    ):
        assert not hosts.admits(bad), bad
    hosts.open(["192.168.1.9"])
    assert hosts.admits("192.168.1.9:8000")
    hosts.open([])
    assert not hosts.admits("192.168.1.9:8000")


def test_limits_let_a_hall_through_and_stop_a_flood() -> None:
    now = 0.0
    limiter = Limiter(Rate(burst=3, per_second=1), lambda: now)
    assert [limiter.wait("a") == 0 for _ in range(4)] == [True, True, True, False]
    assert limiter.wait("b") == 0
    now = 1.0
    assert limiter.wait("a") == 0
    for rank in range(10_000):
        limiter.wait(str(rank))
    assert len(limiter._buckets) <= 4200


def test_the_room_stays_small() -> None:
    code = (
        "import sys, territorial_lib.room.app\n"
        "heavy = 'pandas numpy geopandas ipywidgets scipy pyarrow babel IPython voila'\n"
        "print(*(name for name in heavy.split() if name in sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.split() == []


def test_resource_form_is_sound() -> None:
    from territorial_lib.schemas.contributions import check_question
    from territorial_lib.schemas.entries import Question

    assert check_question(Question(key="a", form=RESOURCE_FORM, makes="resource")) == []
