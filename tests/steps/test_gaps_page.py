"""The second step's page: what it asks the room, what it keeps, what it says of plants."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.schemas.entries import Retained, WorkshopSettings
from territorial_lib.schemas.room_votes import IMPORTANCE_KEY, WELLBEING_KEY
from territorial_lib.sources import Catalogue
from territorial_lib.steps.gaps.page import GapsPage
from territorial_lib.store import projections
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")


def opened(folder, code):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory=code)
    return GapsPage(create(folder / f"{code}.atelier", settings, CATALOGUE))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    shown = opened(tmp_path_factory.mktemp("ateliers"), "242600252")
    yield shown
    shown.close()


def test_the_room_is_asked_how_it_lives_once(page):
    _, button, notice = page.wellbeing().children
    button.click()
    (asked,) = [
        each
        for key, each in projections.questions(page.workshop.log()).items()
        if key == WELLBEING_KEY
    ]
    assert "est ouverte" in notice.value
    button.click()
    assert projections.questions(page.workshop.log())[WELLBEING_KEY].id == asked.id
    assert "déjà ouverte" in notice.value


def test_gaps_are_ranked_asked_and_carried_on(page):
    panel = page.priorities()
    assert 1 <= len(panel.list.children) <= 8
    assert "Surtout " in panel.list.children[0].said.value
    panel.ask_button.click()
    assert IMPORTANCE_KEY in projections.questions(page.workshop.log())
    panel.list.children[0].button.click()
    (said,) = page.workshop.said(Retained)
    assert panel.list.children[0].button.description == "✓ Retenu"
    panel.list.children[0].button.click()
    assert not projections.visible(page.workshop.log(), Retained)
    assert panel.list.children[0].button.description == "Retenir"
    assert said.body.label
    panel.more_button.click()
    assert len(panel.list.children) > 8


def test_where_no_plant_is_within_reach_the_nearest_are_shown(page):
    shown = page.plants()
    assert "Aucune usine connue" in shown.says.value
    assert "la plus proche en service" in shown.says.value.replace("\u00a0", " ")
    assert "Isonat" in shown.table.csv()


def test_where_the_sea_parts_every_plant_only_that_is_said(tmp_path):
    page = opened(tmp_path, "249740119")
    try:
        shown = page.plants()
        assert "par bateau" in shown.says.value
        assert shown.view.layout.display == shown.table.layout.display == "none"
    finally:
        page.close()
