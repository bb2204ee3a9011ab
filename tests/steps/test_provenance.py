"""A figure unrolled on a page: asked for, read by the keyboard, never markup from the room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.diagnosis import food
from territorial_lib.schemas.entries import Assumption, Author, Correction, WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
ZOE = Author(pseudonym="Zoé <b>", group="citizen", participant="c" * 32)


@pytest.fixture
def workshop(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    opened = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    yield opened
    opened.close()


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_figure_is_unrolled_down_to_who_corrected_what(workshop):
    panel = BlockPanel(workshop, food.PART)
    assert panel.whence.inside is None, "costs the page a button until it is asked for"
    farmland = workshop.case().figure("farmland")
    for value in (9000.0, 8000.0):
        workshop.add(
            Correction(figure_id=farmland.id, value=value, unit="ha", reason="<i>vu</i>"), who=ZOE
        )
    withdrawn = workshop.said(Correction)[0].id
    workshop.toggle(withdrawn)
    workshop.add(Assumption(key="gaps/food/animal", value=50.0, label="Viande", unit="%"), who=ZOE)
    workshop.add(Correction(figure_id="census_2018/vacant/242600252/2018/-", value=3.0), who=ZOE)
    panel.refresh()
    panel.whence.button.click()
    opened = panel.whence.inside
    assert {value for _, value in opened.choice.options} == {r.figure.id for r in panel.shown.rows}
    words = plain(opened.shown.value)
    assert "Zoé &lt;b&gt; (Habitant" in words and "<i>" not in words
    assert words.count("Correction, ") == 2, "what does not bear on food is not in its thread"
    assert "9 000 ha</strong>. Zoé &lt;b&gt;" in words and "En vigueur" in words
    assert "8 000 ha" in words and "Annulé" in words
    assert "Réglage, Viande : 50 %" in words and "dont 1 déplacé" in words
    assert "Surface agricole" in words and "Autres valeurs connues, gardées" in words
    assert "Agreste, recensement agricole 2010" in words and "Orge" in words
    assert food.PART.notion.formula[:30] in opened.shown.value.replace("&#x27;", "'")
    assert len(opened.shown.value) < 200_000


def test_what_is_folded_again_waits_and_the_figure_chosen_stays(workshop):
    panel = BlockPanel(workshop, food.PART)
    panel.whence.button.click()
    opened = panel.whence.inside
    *_, (_, wanted) = opened.choice.options
    opened.choice.value = wanted
    panel.whence.button.click()
    before = opened.shown.value
    farmland = workshop.case().figure("farmland")
    workshop.add(Correction(figure_id=farmland.id, value=9000.0, unit="ha", reason="vu"), who=ZOE)
    panel.refresh()
    assert opened.shown.value == before
    panel.whence.button.click()
    assert opened.choice.value == wanted
    assert "Correction, " in opened.shown.value
