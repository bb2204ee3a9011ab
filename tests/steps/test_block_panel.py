"""A block on a page: a lever moved is computed at once, kept for everybody, and can be undone."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.diagnosis import food
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.errors import UnknownTerritory
from territorial_lib.report.pictures import short
from territorial_lib.schemas.entries import Assumption, WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps import page
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
ANIMAL = "gaps/food/animal"


@pytest.fixture
def workshop(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    opened = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    yield opened
    opened.close()


def value(panel, words):
    (row,) = [each for each in panel.shown.rows if words in each.figure.label and each.key]
    return row.figure.value


def test_a_lever_moved_in_one_page_is_seen_in_another(workshop):
    here, there = BlockPanel(workshop, food.PART), BlockPanel(workshop, food.PART)
    before = value(here, "Terres que demande")
    here.levers.controls[ANIMAL].slider.value = 50.0
    assert value(here, "Terres que demande") < before
    assert value(there, "Terres que demande") == before
    there.refresh()
    assert value(there, "Terres que demande") == value(here, "Terres que demande")
    assert there.levers.controls[ANIMAL].slider.value == 50.0
    assert there.levers.layout.display is None
    (said,) = workshop.said(Assumption)
    workshop.toggle(said.id)
    there.refresh()
    assert value(there, "Terres que demande") == before


def test_a_case_is_read_once_until_a_figure_changes(workshop):
    first = workshop.case()
    workshop.add(Assumption(key=ANIMAL, value=80.0))
    moved = workshop.case()
    assert moved.declared.assumptions == {ANIMAL: 80.0}
    assert moved.scope is first.scope and moved._kept is first._kept
    workshop.compare_with([])
    assert workshop.case().scope is not first.scope


def test_a_lever_out_of_its_bounds_is_brought_back(workshop):
    workshop.add(Assumption(key=ANIMAL, value=-900.0))
    (lever,) = [each for each in food.PART.levers(CATALOGUE) if each.key == ANIMAL]
    assert workshop.case().lever(lever) == lever.low


def test_the_whole_table_waits_to_be_asked_for(workshop):
    panel = BlockPanel(workshop, food.PART)
    assert panel.behind.inside is None
    panel.behind.button.click()
    assert "Couverture" in panel.behind.inside.csv()
    panel.behind.button.click()
    assert panel.behind.children == (panel.behind.button,)


def test_a_picture_leaves_out_what_every_label_says():
    assert short(["Énergie\u00a0: Logements", "Énergie\u00a0: Route, ménages"]) == [
        "Logements",
        "Route, ménages",
    ]
    assert short(["Œufs\u00a0: couverture", "Lait\u00a0: couverture"]) == ["Œufs", "Lait"]
    assert (
        short(["Hausse\u00a0: 1er dixième", "Baisse\u00a0: 2e"])[0] == "Hausse\u00a0: 1er dixième"
    )
    assert short(["A\u00a0: hausse, 1er", "A\u00a0: hausse, 2e"]) == ["1er", "2e"]


def test_what_is_missing_is_named_apart_from_the_cards(tmp_path):
    settings = WorkshopSettings(name="Île", date=date(2026, 1, 2), territory="29155")
    opened = create(tmp_path / "ile.atelier", settings, CATALOGUE)
    try:
        panel = BlockPanel(opened, energy_block.PART)
        assert panel.cards.children == ()
        assert "Non disponible ici" in panel.unknown.value
        assert "Non disponible ici" in panel.text()
        assert panel.picture.layout.display == "none"
        assert panel.levers.layout.display == "none", "a lever that moves nothing"
        opened.add(Assumption(key=next(iter(panel.levers.controls)), value=10.0))
        panel.refresh()
        assert panel.levers.layout.display is None, "one that was moved can be moved back"
    finally:
        opened.close()


def test_what_levers_will_ask_for_is_read_once_the_page_is_shown(workshop, monkeypatch):
    monkeypatch.setattr(page, "_SHOWN_SECONDS", 0.0)
    monkeypatch.setattr(page, "_BREATH_SECONDS", 0.0)
    done = threading.Event()

    def _fails(_):
        raise UnknownTerritory("absent", "cherchez")

    shown = page.Page(workshop)
    try:
        shown.read_ahead(_fails, food.PART.ahead, lambda _: done.set())
        assert done.wait(60)
        assert food.NOTION.key in workshop.case()._kept
    finally:
        shown._closed.set()
        shown._watcher.stop()
