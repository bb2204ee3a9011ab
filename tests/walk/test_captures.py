"""Pictures for the guide: each page, the wall, a phone; TERRITORIAL_CAPTURES=1 writes them.

They show a rehearsal: a whole evening simulated, whose name says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from territorial_lib.schemas.entries import (
    Author,
    Entry,
    Group,
    Lock,
    Place,
    Resource,
    Timer,
    new_id,
)
from territorial_lib.schemas.figures import Family
from territorial_lib.serve.stages import STEPS
from territorial_lib.settings import Settings
from territorial_lib.steps.room.asked import RESOURCE
from territorial_lib.steps.running_order.scripts import USUAL
from territorial_lib.store import current
from territorial_lib.store.board import EVERYWHERE
from territorial_lib.workshop import Workshop, current_workshop
from tests.conftest import ROOT, OpenDoor
from tests.walk.captures import WANTED, captured
from tests.walk.test_dashboard import PATIENT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not WANTED, reason="pictures are written with TERRITORIAL_CAPTURES=1"),
]
Use = Literal["used", "underused", "missing"]
LONG = (1366, 1500)
"""A window tall enough to show what a page is made of."""
DEMONSTRATION = "242600252"
SAID: tuple[tuple[str, Group, str, Family, Use, str], ...] = (
    ("Léa", "citizen", "Un four à pain communal", "human", "underused", "26108"),
    ("", "firm", "Une scie mobile, deux jours par semaine", "economic", "underused", "26165"),
    ("Karim", "association", "Douze réparateurs bénévoles", "human", "used", "26011"),
    ("Zoé", "elected", "Un local à louer près de la gare", "economic", "missing", "26108"),
)
TALKED_ABOUT = USUAL.moments[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rehearse an evening, up to its last decision."""
    place = tmp_path_factory.mktemp("captures")
    path = place / "repetition.atelier"
    rehearse = ["rehearse", DEMONSTRATION, "--speed", "0", "--to", str(path)]
    environ = {"TERRITORIAL_HOME": str(place)}
    subprocess.run(
        [sys.executable, "-m", "territorial_lib.cli", *rehearse], check=True, cwd=ROOT, env=environ
    )
    current.remember(place, path)
    return place


@pytest.fixture(scope="module")
def workshop(home: Path) -> Iterator[Workshop]:
    opened = current_workshop(Settings.from_environment({"TERRITORIAL_HOME": str(home)}))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def door(open_door: Callable[..., OpenDoor], home: Path, workshop: Workshop) -> OpenDoor:
    """Open the workshop as it is when the room says what it has."""
    workshop.add(Lock(step=EVERYWHERE, locked=False))
    asked = workshop.add(RESOURCE)
    moment = f"{USUAL.key}/{TALKED_ABOUT.key}"
    seconds = 60 * TALKED_ABOUT.minutes
    workshop.add(Timer(seconds=seconds, label=TALKED_ABOUT.title, moment=moment))
    workshop.store.append(
        [
            Entry(
                id=new_id(),
                who=Author(pseudonym=name, group=group),
                body=Resource(family=family, label=label, use=use),
                place=Place(commune=commune),
                question=asked,
            )
            for name, group, label, family, use, commune in SAID
        ]
    )
    return open_door(ROOT / "notebooks", home)


def shown(door: OpenDoor, page: Any, name: str) -> None:
    page.goto(f"{door.url}voila/render/{name}.ipynb?token={door.token}", timeout=PATIENT)
    page.wait_for_selector("body.tw-ready", state="attached", timeout=PATIENT)


@pytest.mark.parametrize("name", STEPS)
def test_a_picture_of_each_step(door, visit, name):
    page, _ = visit(*LONG)
    shown(door, page, name)
    captured(page, name)


def test_a_picture_of_the_room(door, visit):
    told = json.loads((door.output.parent / "ready.json").read_text())["doors"]["room"]
    wall, _ = visit(1920, 1080)
    wall.goto(f"{told['url']}mur")
    wall.wait_for_selector("#entries li")
    wall.wait_for_selector("#map .dot", state="attached", timeout=PATIENT)
    wall.wait_for_selector("#timer >> visible=true")
    captured(wall, "mur")
    phone, _ = visit(390, 844)
    phone.goto(told["url"])
    phone.get_by_label("Prénom ou pseudonyme").fill("Zoé")
    phone.get_by_label("Habitant·e").check()
    phone.get_by_role("button", name="Rejoindre la salle").click()
    phone.get_by_label("Quoi").fill("Un four à pain")
    phone.wait_for_selector("#said:not(:empty)", state="attached")
    phone.locator("#said").evaluate("e => Promise.all(e.getAnimations().map(a => a.finished))")
    captured(phone, "telephone")
    page, _ = visit(1366, 1100)
    shown(door, page, "annexes/salle")
    page.get_by_role("button", name="Effacer (RGPD)").wait_for()
    captured(page, "salle", of="annexes/salle")
