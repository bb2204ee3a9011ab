"""Preparing a workshop: one click makes one file, a perimeter's list reads alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from territorial_lib.errors import WorkshopExists
from territorial_lib.forms import WorkshopInput
from territorial_lib.settings import Settings
from territorial_lib.steps.preparation.page import PreparationPage


@pytest.fixture
def page(tmp_path: Path) -> PreparationPage:
    settings = replace(Settings.from_environment({}), home=tmp_path)
    made = PreparationPage(settings)
    made.workshop()
    return made


def test_a_second_click_makes_no_second_workshop(page: PreparationPage, tmp_path: Path) -> None:
    said = WorkshopInput("Atelier de Crest", date(2026, 11, 24), "Anne")
    page._create(said)
    with pytest.raises(WorkshopExists, match="existe déjà"):
        page._create(said)
    page._create(replace(said, name="Atelier de Die"))
    page._create(replace(said, date=date(2026, 11, 25)))
    assert len(list(tmp_path.glob("2026*.atelier"))) == 3


def test_the_list_of_a_perimeter_reads_alike_however_it_was_filled(page: PreparationPage) -> None:
    composition = page.compose()
    composition.form._chosen(composition._search("Crest")[0])
    composition._toggled("26113", True)
    composition._toggled("242600252", True)
    labels = [label for label, _ in composition.form.members.control.options]
    assert labels[0] == "Crest (commune, Drôme)"
    assert all(label.endswith(")") for label in labels)
    assert composition._index.named("26108").label == "Crest (commune, Drôme)"
