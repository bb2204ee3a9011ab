"""The dashboard in a real browser, as elected officials open it: their door, their key, to read."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from territorial_lib.schemas.entries import Action, Decision
from territorial_lib.settings import Settings
from territorial_lib.workshop import Workshop, current_workshop
from tests.conftest import ROOT, OpenDoor, wait_until
from tests.walk.captures import captured
from tests.walk.test_walk import clean, serious

pytestmark = pytest.mark.browser
PATIENT = 180_000
"""Milliseconds: the first page of a fresh door computes everything, beside the engine."""
SIZES = {"laptop": (1366, 768), "tablet": (820, 1180), "projector": (1920, 1080)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tableau")


@pytest.fixture(scope="module")
def workshop(home: Path) -> Any:
    opened = current_workshop(Settings.from_environment({"TERRITORIAL_HOME": str(home)}))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def door(open_door: Callable[..., OpenDoor], home: Path, workshop: Workshop) -> OpenDoor:
    asked = {"TERRITORIAL_OFFICIALS_ADDRESS": "127.0.0.1"}
    return open_door(ROOT / "notebooks", home, "officials", **asked)


def test_the_dashboard_is_read_and_follows_the_room(door, workshop, visit):
    page, witness = visit(*SIZES["laptop"])
    page.set_default_timeout(PATIENT)
    page.goto(door.link)
    page.wait_for_selector("text=Aucune action n’a encore d’indicateur", state="attached")
    assert "token" not in page.url
    assert page.locator(".tw-ten .tw-card").count() == 10
    assert page.locator(".tw-ten svg").count() == 10
    assert page.locator("text=Rien n’est encore décidé").count() == 1
    assert page.locator("form, input[type=text], textarea").count() == 0
    assert page.locator(".tw-steps a").count() == 0
    _decide(workshop)
    page.locator(".tw-taken h3", has_text="Le moulin rouvre").wait_for()
    assert "120" in page.locator(".tw-taken dd", has_text="€").inner_text()
    page.get_by_label("Comparer aux territoires semblables").uncheck()
    wait_until(lambda: page.locator(".tw-ten svg").count() == 0)
    page.get_by_label("Comparer aux territoires semblables").check()
    wait_until(lambda: page.locator(".tw-ten svg").count() == 10)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
        captured(page, f"07_tableau_de_bord-{size}")
    clean(witness)


def _decide(workshop: Workshop) -> None:
    mill = workshop.add(
        Action(
            title="Rouvrir le moulin d’Aouste",
            lead="Les Moulins de la Drôme",
            cost=120000,
            start=datetime.date(2027, 1, 4),
            end=datetime.date(2027, 6, 30),
        )
    )
    workshop.add(
        Decision(
            title="Le moulin rouvre avant l’été",
            basis="vote",
            entry=mill,
            mandate="Conseil communautaire",
            reason="Le blé part à 120 km et revient en farine.",
        )
    )
