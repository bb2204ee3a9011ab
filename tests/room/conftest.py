"""A room really open in its own process, on a workshop of the test's own, and clients for it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from territorial_lib.schemas.entries import (
    Author,
    Body,
    Entry,
    Question,
    WorkshopSettings,
    new_id,
)
from territorial_lib.store.log import Store
from tests.conftest import ARGUMENTS, CHROMIUM, PATIENCE, Witness, wait_until

FACILITATOR = Author(pseudonym="Anne", group="facilitator")
NAME = "salle.test"
RESOURCE_FORM: dict[str, Any] = {
    "type": "object",
    "title": "Qu’avons-nous que les chiffres ne voient pas\u202f?",
    "description": "Une machine, un local, un savoir-faire.",
    "additionalProperties": False,
    "properties": {
        "label": {"type": "string", "title": "Quoi", "minLength": 1, "maxLength": 200},
        "use": {
            "type": "string",
            "title": "Elle est",
            "oneOf": [
                {"const": "used", "title": "utilisée"},
                {"const": "underused", "title": "peu utilisée"},
                {"const": "missing", "title": "manquante"},
            ],
        },
        "family": {
            "type": "string",
            "title": "Famille",
            "oneOf": [
                {"const": "human", "title": "humaine"},
                {"const": "natural", "title": "naturelle"},
                {"const": "economic", "title": "économique"},
            ],
        },
        "where": {"type": "object", "title": "Où", "format": "place"},
        "note": {"type": "string", "title": "Précisions", "format": "long-text", "maxLength": 500},
    },
    "required": ["label", "use", "family"],
}
SQUARE_MAP: dict[str, Any] = {
    "west": 5.0,
    "south": 44.6,
    "east": 5.2,
    "north": 44.8,
    "width": 1000,
    "height": 1400,
    "areas": [
        {
            "code": code,
            "name": name,
            "rings": [[x, 0, 500, 0, 0, 1400, -500, 0]],
        }
        for code, name, x in (("26113", "Die", 0), ("26108", "Crest", 500))
    ],
    "communes": [
        {"code": "26113", "name": "Die", "at": [250, 700]},
        {"code": "26108", "name": "Crest", "at": [750, 700]},
    ],
    "around": [],
}


class Client:
    """A phone without a screen: keeps its cookie, speaks JSON."""

    def __init__(self, room: OpenRoom) -> None:
        self.room = room
        self.cookie = ""

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any, dict[str, str]]:
        connection = HTTPConnection("127.0.0.1", self.room.port, timeout=PATIENCE)
        sent = {"Content-Type": "application/json"} if body is not None else {}
        sent |= {"Cookie": self.cookie} if self.cookie else {}
        raw = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection.request(method, path, raw, sent | (headers or {}))
        answer = connection.getresponse()
        content = answer.read()
        told = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        if "set-cookie" in told:
            self.cookie = told["set-cookie"].partition(";")[0]
        is_json = told.get("content-type", "").startswith("application/json")
        return answer.status, json.loads(content) if is_json and content else content, told

    def join(self, pseudonym: str = "Zoé", group: str = "citizen") -> Client:
        status, told, _ = self.ask("POST", "/api/join", {"pseudonym": pseudonym, "group": group})
        assert status in (200, 201), told
        return self

    def send(self, *sent: dict[str, Any]) -> list[dict[str, Any]]:
        status, told, _ = self.ask("POST", "/api/entries", {"entries": list(sent)})
        assert status == 200, told
        receipts: list[dict[str, Any]] = told["receipts"]
        return receipts

    def answer(self, question: str, **values: Any) -> dict[str, Any]:
        sent = {"do": "answer", "id": new_id(), "question": question, "values": values}
        return self.send(sent)[0]

    def state(self) -> Any:
        return self.ask("GET", "/api/state")[1]


class OpenRoom:
    """A room that answers, and the workshop behind it."""

    def __init__(self, home: Path, port: int, listener: socket.socket, names: str) -> None:
        self.home, self.port, self._listener, self._names = home, port, listener, names
        self.path = home / "essai.atelier"
        settings = WorkshopSettings(
            name="Atelier d’essai", date=date(2026, 11, 24), territory="242600252"
        )
        first = Entry(id=new_id(), who=FACILITATOR, body=settings)
        self.store = Store.create(self.path, first)
        self.journal = home / "salle.log"
        self.start()

    @property
    def url(self) -> str:
        return f"http://{NAME}:{self.port}/"

    def start(self) -> None:
        environment = {
            **os.environ,
            "TERRITORIAL_HOME": str(self.home),
            "TERRITORIAL_STORE": str(self.path),
            "TERRITORIAL_ROOM_NAMES": self._names,
        }
        with self.journal.open("ab") as journal:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "territorial_lib.room"],
                stdin=subprocess.PIPE,
                stdout=journal,
                stderr=journal,
                pass_fds=[self._listener.fileno()],
                env=environment,
            )
        order = {"port": self.port, "token": "launch", "descriptor": self._listener.fileno()}
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        wait_until(self.ready)

    def ready(self) -> bool:
        assert self.process.poll() is None, self.journal.read_text()
        return self.client().ask("GET", "/api/state")[0] == 200

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()

    def stop(self) -> int:
        self.process.terminate()
        code = self.process.wait(20)
        assert self.process.stdin is not None
        self.process.stdin.close()
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.stop()
        self.store.close()
        self._listener.close()

    def client(self) -> Client:
        return Client(self)

    def lead(self, body: Body) -> str:
        """Write as the facilitator does: straight into the log, from another process's store."""
        entry = Entry(id=new_id(), who=FACILITATOR, body=body)
        self.store.append([entry])
        return entry.id

    def ask_question(
        self, form: dict[str, Any], key: str = "inventaire/ressource", **more: Any
    ) -> str:
        id_ = self.lead(Question(key=key, form=form, **more))
        wait_until(lambda: any(q["id"] == id_ for q in self.client().state()["questions"]))
        return id_


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OpenRoom]:
    """A room, open under a name that is not the loopback's."""
    yield from _opened(tmp_path)


@pytest.fixture(scope="module")
def shared_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRoom]:
    """A room for a whole module."""
    yield from _opened(tmp_path_factory.mktemp("salle"))


def _opened(home: Path) -> Iterator[OpenRoom]:
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    port = listener.getsockname()[1]
    opened = OpenRoom(home, port, listener, f"{NAME}:{port}")
    yield opened
    opened.close()


@pytest.fixture
def resource_question(room: OpenRoom) -> str:
    return room.ask_question(RESOURCE_FORM, makes="resource")


@pytest.fixture(scope="module")
def hall(driver: Any) -> Iterator[Any]:
    """Chromium for which salle.test is this machine, and nothing else exists."""
    rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1 , MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    arguments = [a for a in ARGUMENTS if not a.startswith("--host-resolver-rules")]
    chromium = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*arguments, rules])
    yield chromium
    chromium.close()


class HallWitness(Witness):
    """A witness for whom the room's name is home."""

    def _note(self, url: str) -> None:
        if f"//{NAME}:" not in url:
            super()._note(url)


@pytest.fixture
def visit_room(hall: Any) -> Iterator[Callable[..., tuple[Any, HallWitness]]]:
    """Open phones and walls: each in a fresh session."""
    contexts = []

    def start(width: int = 390, height: int = 780, **options: Any) -> tuple[Any, HallWitness]:
        touch = {"is_mobile": True, "has_touch": True} if width < 700 else {}
        context = hall.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", **touch, **options
        )
        context.set_default_timeout(1000 * PATIENCE)
        contexts.append(context)
        page, witness = context.new_page(), HallWitness()
        witness.watch(page)
        return page, witness

    yield start
    for context in contexts:
        context.close()


def eventually(question: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Wait for something; tell whether it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.02)
    return False
