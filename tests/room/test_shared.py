"""Two rooms, each on its machine, share one workshop through PostgreSQL."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.schemas.entries import Entry, Question, Resource, WorkshopSettings, new_id
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store.log import Store
from territorial_lib.workshop import Workshop
from tests.conftest import wait_until
from tests.room.conftest import FACILITATOR, RESOURCE_FORM, OpenRoom, eventually
from tests.store.conftest import postgresql

__all__ = ["postgresql"]
FOUR = {"label": "four", "use": "underused", "family": "human"}


class SharedRoom(OpenRoom):
    """A room on a database that is already there."""

    def __init__(self, home: Path, url: str, store: Store) -> None:
        self.home, self.url_, self.store = home, url, store
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self.journal = home / f"salle-{self.port}.log"
        self.start()

    def start(self) -> None:
        with self.journal.open("ab") as journal:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "territorial_lib.room"],
                stdin=subprocess.PIPE,
                stdout=journal,
                stderr=journal,
                pass_fds=[self._listener.fileno()],
                env={
                    **os.environ,
                    "TERRITORIAL_HOME": str(self.home),
                    "TERRITORIAL_STORE": self.url_,
                },
            )
        order = {"port": self.port, "token": "launch", "descriptor": self._listener.fileno()}
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        wait_until(self.ready)


@pytest.fixture
def rooms(tmp_path: Path, postgresql: object) -> Iterator[list[SharedRoom]]:
    url = postgresql()  # type: ignore[operator]
    body = WorkshopSettings(name="Partagé", date=date(2026, 11, 24), territory="242600252")
    store = Store.create(url, Entry(id=new_id(), who=FACILITATOR, body=body))
    opened = [SharedRoom(tmp_path, url, store) for _ in range(2)]
    yield opened
    for room in opened:
        room.close()


def test_what_one_room_receives_the_other_shows(rooms: list[SharedRoom]) -> None:
    one, two = rooms
    question = one.ask_question(RESOURCE_FORM, makes="resource")
    phone = one.client().join("Zoé")
    assert phone.answer(question, **FOUR)["status"] == "received"
    assert eventually(lambda: [i["text"] for i in two.client().state()["items"]] == ["four"])
    phone.room = two  # the phone is sent to the other process: its cookie's name has another port
    phone.cookie = phone.cookie.replace(str(one.port), str(two.port))
    assert phone.ask("GET", "/api/me")[1]["pseudonym"] == "Zoé"
    sent = {"do": "answer", "id": new_id(), "question": question, "values": FOUR}
    assert phone.send(sent)[0]["status"] == "received"
    assert one.client().join("Ana").answer(question, **FOUR)["status"] == "received"
    assert eventually(lambda: len(two.client().state()["items"]) == 3)


def test_two_facilitators_lead_one_workshop(rooms: list[SharedRoom]) -> None:
    """The second one has another laptop: its notebooks, the other's room, one PostgreSQL."""
    room = rooms[0]
    catalogue = Catalogue(Settings.from_environment().data)
    workshop = Workshop(Store.open(room.url_), catalogue)
    heard: queue.Queue[int] = queue.Queue()
    watcher = workshop.follow(heard.put)
    try:
        workshop.add(Question(key="inventaire/ressource", form=RESOURCE_FORM, makes="resource"))
        assert eventually(lambda: bool(room.client().state()["questions"]))
        question = room.client().state()["questions"][0]["id"]
        phone = room.client().join("Zoé")
        assert phone.answer(question, **FOUR)["status"] == "received"
        wait_until(lambda: len(workshop.declared().resources) == 1)
        assert heard.get(timeout=60)
        (said,) = workshop.said(Resource)
        workshop.moderate(said.id)
        assert eventually(lambda: room.client().state()["items"] == [])
        workshop.moderate(said.id)
        assert eventually(lambda: len(rooms[1].client().state()["items"]) == 1)
    finally:
        watcher.stop()
        workshop.close()
