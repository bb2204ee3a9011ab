"""The third step: the room places each gap, a lever moves who supplies, a dot has its card."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from msgspec.json import decode, encode

from territorial_lib.charts import Axes, Dot, quadrant
from territorial_lib.diagnosis.glocal.block import FURTHEST
from territorial_lib.diagnosis.glocal.exchanges import EXCHANGES, exchanges
from territorial_lib.diagnosis.glocal.ways import ANSWERED, NOTHING
from territorial_lib.schemas.entries import Assumption, Placement, Retained, WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.glocal.candidate_panel import CandidatePanel
from territorial_lib.steps.glocal.sourcing_panel import SourcingPanel
from territorial_lib.steps.glocal.ways_panel import WaysPanel
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
MILK = "gaps/food/milk"
EVIL = "<img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="242600252")
    path = tmp_path_factory.mktemp("glocal") / "essai.atelier"
    opened = create(path, settings, CATALOGUE)
    opened.add(Retained(step="gaps", subject=MILK, label="Lait"))
    yield opened
    opened.close()


def places(panel):
    return {
        way: [card.said.value for card in column.children[1:] if hasattr(card, "said")]
        for way, column in panel.columns.items()
    }


def test_a_gap_that_no_figure_answers_says_so(workshop):
    panel = WaysPanel(workshop)
    (answered,) = ANSWERED.of(workshop.case())
    card = panel._cards[MILK]
    assert "Proposé par les chiffres" in card.said.value
    card.show(structs.replace(answered, evidence=(NOTHING,)))
    assert "Nos chiffres n’en disent rien" in card.said.value


def test_the_room_places_a_gap_and_may_take_it_back(workshop):
    panel = WaysPanel(workshop)
    before = places(panel)
    assert sum(len(cards) for cards in before.values()) == 1
    card = panel._cards[MILK]
    assert card.form.layout.display == "none"
    card.open_button.click()
    card.way.value = "ally"
    card.reason.value = EVIL
    card.button.click()
    (told,) = places(panel)["ally"]
    assert "Décidé par" in told and "&lt;img" in told and "<img" not in told
    (written,) = workshop.said(Placement)
    assert written.body.way == "ally"
    workshop.toggle(written.id)
    panel.refresh()
    assert places(panel) == before


def test_asking_twice_keeps_the_votes(workshop):
    panel = WaysPanel(workshop)
    panel.ask_button.click()
    count = len(workshop.log())
    panel.ask_button.click()
    assert len(workshop.log()) == count
    assert "déjà ouverte" in panel.notice.value


def test_a_lever_moves_who_supplies(workshop):
    panel = SourcingPanel(workshop)
    panel.good.value = "food/milk"
    far = panel.view.alt
    assert "km de route" in far
    panel.levers.controls[FURTHEST].slider.value = 50.0
    assert "personne à cette distance" in panel.told.value
    assert panel.view.alt != far
    (moved,) = workshop.said(Assumption)
    workshop.toggle(moved.id)
    panel.refresh()
    assert panel.view.alt == far


def test_what_every_page_shares_is_read_back_exactly_and_a_map_left_alone(workshop, monkeypatch):
    case = workshop.case()
    for each in (EXCHANGES, ANSWERED):
        made = exchanges(case) if each is EXCHANGES else each.of(case)
        assert decode(encode(made), type=each.kind) == made
    panel, drawn = SourcingPanel(workshop), []
    monkeypatch.setattr(panel.view, "update", lambda **drawing: drawn.append(drawing))
    panel.refresh()
    assert not drawn, "nothing changed: what the room opened on the map stays open"


def test_counting_otherwise_says_so_and_changes_nobody(workshop):
    panel = SourcingPanel(workshop)
    panel.good.value = "food/milk"
    far = panel.view.alt
    panel.counted.value = "co2"
    assert "CO₂e/an" in panel.told.value and panel.view.alt == far


def test_tables_are_made_when_asked_for(workshop):
    panel = SourcingPanel(workshop)
    panel.both_ways.button.click()
    assert "Dans les deux sens" in panel.both_ways.inside.csv()


def test_a_dot_leads_to_its_card(workshop):
    panel = CandidatePanel(workshop)
    for target in ("secteur-qa", "secteur-hz"):
        assert f'href="#{target}"' in panel.picture.value
        assert f'id="{target}"' in panel.cards.value


def test_where_nothing_is_known_it_is_said(tmp_path):
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory="200060465")
    opened = create(tmp_path / "essai.atelier", settings, CATALOGUE)
    assert "n’en disent rien" in CandidatePanel(opened).picture.value
    panel = SourcingPanel(opened)
    assert panel.good.value is None and "ne disent pas" in panel.says.value
    panel.refresh()
    assert panel.view not in panel.children, "an empty map tells nothing"
    opened.close()


def test_a_quadrant_places_by_rank_and_escapes():
    dots = [Dot(EVIL, 0.1, 1.0, "a"), Dot("haut", 0.9, 1e9)]
    chart = quadrant(dots, Axes("capacité", "besoin"), title="T", corner="C")
    assert "<img" not in chart.svg and "&lt;img" in chart.svg
    assert 'role="group"' in chart.svg and chart.svg.count("<a href") == 1
    assert len(chart.rows) == 2 and "haut" in chart.alt
    assert "rien à montrer" in quadrant([], Axes("a", "b"), title="T", corner="C").alt
