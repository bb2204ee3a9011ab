"""The page of methods: every notion found by its words, worked out when asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.diagnosis.lessons.catalogue import LESSONS, lesson
from territorial_lib.diagnosis.lessons.example import Example
from territorial_lib.schemas.entries import SpendingLine, Survey, WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.methods.glossary import Glossary
from territorial_lib.steps.notions import explained, told, worked
from territorial_lib.workshop import create

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    made = create(tmp_path_factory.mktemp("home") / "essai.atelier", settings, Catalogue(DATA))
    yield made
    made.close()


@pytest.fixture
def glossary(workshop):
    return Glossary(workshop)


def shown(glossary):
    return [each.lesson.key for each in glossary.entries if each.layout.display != "none"]


def test_every_notion_is_there_once_and_nothing_is_worked_out(glossary):
    assert shown(glossary) == [each.key for each in LESSONS]
    assert all(not each.example.unfolded for each in glossary.entries)
    links = glossary.index.value
    assert all(term in links for each in LESSONS for term in each.terms)


def test_a_word_finds_its_notion_whatever_its_accents(glossary):
    glossary.search.value = "Économie de FONCTIONNALITE"
    assert shown(glossary) == ["functional"]
    glossary.search.value = "zzz"
    assert shown(glossary) == []
    assert "Aucune notion" in glossary.count.value
    assert "<a" not in glossary.index.value


def test_an_example_is_worked_out_when_asked_and_again_when_the_room_speaks(workshop):
    (example,) = worked(workshop, lesson("lm3").notion)
    example.button.click()
    assert example.unfolded
    assert "Non chiffrable ici." in example.shown.value
    line = SpendingLine(label="Salaires", amount=50.0, local=1.0, respent=0.5)
    workshop.add(Survey(organisation="<b>Atelier</b>", income=100.0, spending=[line]))
    example.refresh()
    assert "&lt;b&gt;Atelier" in example.shown.value
    assert "1,75" in example.shown.value
    example.button.click()
    assert not example.unfolded


def test_words_are_escaped():
    assert "<script>" not in told(Example(lines=("<script>",)))
    assert "<script>" not in told(Example(missing="<script>"))
    assert explained(lesson("food").notion).startswith("<details")
