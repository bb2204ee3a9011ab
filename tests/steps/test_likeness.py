"""The room chooses what it compares with; the choice is kept in the workshop's file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.errors import UnknownTerritory
from territorial_lib.schemas.entries import WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.inventory.likeness import LikenessPanel
from territorial_lib.workshop import Workshop, create, open_workshop

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
OTHER = "200040459"


@pytest.fixture
def workshop(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    opened = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    yield opened
    opened.close()


@pytest.fixture
def panel(workshop):
    return LikenessPanel(workshop)


def codes(workshop: Workshop) -> list[str]:
    return [each.code for each in workshop.likeness().territories]


def test_it_says_why_and_lists_them(panel, workshop):
    assert "les plus proches par leur" in panel.reason.value
    assert [code for _, code in panel.listed.control.options] == codes(workshop)
    assert panel.back_button.disabled
    assert panel.details.layout.display == "none"


def test_removing_then_going_back(panel, workshop):
    before = codes(workshop)
    panel.open_button.click()
    assert panel.details.layout.display is None
    panel.listed.control.value = before[:2]
    panel.remove_button.click()
    assert codes(workshop) == before[2:]
    assert workshop.settings.similar == before[2:]
    assert "La salle a retiré" in panel.reason.value
    panel.back_button.click()
    assert codes(workshop) == before
    assert workshop.settings.similar is None


def test_removing_nothing_says_what_to_do(panel, workshop):
    panel.remove_button.click()
    assert "Choisissez" in panel.notice.value
    assert workshop.settings.similar is None


def test_adding_is_kept_in_the_file_and_compared(panel, workshop):
    panel.search.text.control.value = "Diois"
    panel.search.choose()
    assert any("Diois" in label for label, _ in panel.listed.control.options)
    assert workshop.likeness().adjusted
    again = open_workshop(workshop.store.where, CATALOGUE, read_only=True)
    assert codes(again) == codes(workshop)
    again.close()
    compared = workshop.inventory().resource("population").comparison
    assert compared is not None
    assert len(compared.values) == 16


def test_one_already_there_is_said(panel, workshop):
    name = workshop.likeness().territories[0].name
    panel.search.text.control.value = name
    panel.search.choose()
    assert "Déjà" in panel.search.notice.value
    assert workshop.settings.similar is None


def test_the_name_and_the_date_stay(workshop):
    workshop.compare_with([OTHER])
    assert workshop.settings.name == "Essai"
    assert workshop.settings.similar == [OTHER]


def test_an_unknown_code_is_refused_and_nothing_is_written(workshop):
    with pytest.raises(UnknownTerritory):
        workshop.compare_with(["999999999"])
    assert workshop.settings.similar is None
