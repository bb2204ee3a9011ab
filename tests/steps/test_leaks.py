"""The page of the leaks: what is moved, told or chosen is an entry; each panel follows the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from territorial_lib.diagnosis.leaks.what_if import create_key, move_key
from territorial_lib.forms import CorrectionInput
from territorial_lib.forms.exchange import ExchangeInput, PurchaseInput
from territorial_lib.forms.inputs import PlaceInput
from territorial_lib.schemas.contributions import check_question
from territorial_lib.schemas.entries import (
    Assumption,
    Correction,
    Offer,
    Purchase,
    Question,
    Request,
    SpendingLine,
    Survey,
    Withdrawal,
    WorkshopSettings,
)
from territorial_lib.sources import Catalogue
from territorial_lib.steps.leaks.page import LeaksPage
from territorial_lib.steps.leaks.questions import SURVEY_KEY, survey_question
from territorial_lib.store import projections
from territorial_lib.workshop import create

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
FLOUR = SpendingLine(label="Farine", amount=40_000, product="CA", local=0.5)
BAKERY = Survey(organisation="<b>Four</b>", income=200_000, spending=[FLOUR])


def opened(folder: Path, code: str = "242600252") -> LeaksPage:
    """Open the page without following the log: each test renews what it looks at."""
    settings = WorkshopSettings(name="Essai", date=date(2026, 1, 2), territory=code)
    page = LeaksPage(create(folder / "essai.atelier", settings, CATALOGUE))
    page._watcher.stop()
    return page


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One page for all: what is read of a territory takes seconds."""
    page = opened(tmp_path_factory.mktemp("fuites"))
    yield page
    page.workshop.close()


@pytest.fixture
def page(shared):
    """The page before anyone spoke."""
    yield shared
    log = shared.workshop.log()
    said = [item for item in projections.visible(log) if not isinstance(item.body, _KEPT)]
    shared.workshop.add_all([(Withdrawal(entry=item.id), None) for item in said])


def visible(page, *kinds):
    return projections.visible(page.workshop.log(), *kinds)


_KEPT = (WorkshopSettings, Withdrawal)


def test_the_money_is_drawn_with_its_three_readings(page):
    panel = page.money()
    assert "Où va l’argent, lecture centrale" in panel.picture.value
    assert panel.readings.value.count("Lecture") > 3
    before = panel.readings.value
    panel.levers.controls["leaks/delta"].slider.value = 0.0
    assert panel.readings.value != before, "a lever moves both pictures"


def test_a_leak_within_reach_is_carried_on_and_taken_back(page):
    panel = page.ranking()
    assert panel.text().count("\n") == 9, "ten leaks"
    line = panel.near.children[0]
    line.button.click()
    (kept,) = page.workshop.declared().retained.items()
    assert kept[0].startswith("leaks/")
    assert line.button.description == "✓ Retenu"
    line.button.click()
    assert not page.workshop.declared().retained
    assert line.button.description == "Retenir"


def test_a_share_corrected_keeps_the_estimate_and_leaves_a_trace(page):
    panel = page.shares()
    assert "rien dit" in panel.hint.value
    figure = next(each.figure for each in panel._rows() if each.figure.id.endswith("/CA"))
    panel._correct(CorrectionInput(figure.id, 60.0, "%", None, "Enquête"))
    panel.refresh()
    assert "Agroalimentaire" in panel.trace.value
    assert "60\u00a0%" in panel.trace.value
    assert panel.hint.value == ""
    room = page.room()
    said = next(each for each in room._items() if not each.withdrawn)
    assert said.text == "Part achetée ici\u00a0: Agroalimentaire\u00a0: 60\u00a0%"
    (entry,) = visible(page, Correction)
    page.workshop.toggle(entry.id)
    panel.refresh()
    assert "rien dit" in panel.hint.value


def test_a_share_beyond_all_is_refused(page):
    panel = page.shares()
    figure = panel._rows()[0].figure
    panel.form.figure.control.value = figure.id
    panel.form.value.control.value, panel.form.reason.control.value = "120", "vu"
    panel.form.submit()
    assert "120" in panel.form.notice.value
    assert not visible(page, Correction)


def test_moves_are_added_one_by_one_and_add_up(page):
    here, there = page.what_if(), page.what_if()
    assert here.cards.children == ()
    assert "choisissez" in here.text()
    for sector in ("CA", "GZ"):
        here.product.value = sector
        here.add_button.click()
    assert len(here.moves.children) == 2
    here._moves["CA"].levers.controls[move_key("CA")].slider.value = 10.0
    once = page.workshop.case()
    assert once.declared.assumptions == {move_key("CA"): 10.0}
    one = here.says.value
    here._moves["GZ"].levers.controls[create_key("GZ")].slider.value = 20.0
    here._moves["GZ"].levers.controls[move_key("GZ")].slider.value = 5.0
    assert here.says.value != one
    there.refresh()
    assert set(there._moves) == {"CA", "GZ"}
    assert there.says.value == here.says.value
    assert "Ramené" in there._moves["CA"]._said.value
    here._moves["GZ"].button.click()
    assert page.workshop.declared().assumptions == {move_key("CA"): 10.0}
    assert here.says.value == one


def test_a_move_undone_in_the_room_is_undone_on_the_page(page):
    panel = page.what_if()
    entry = page.workshop.add(Assumption(key=move_key("CA"), value=10.0))
    panel.refresh()
    assert "restent ici" in panel.says.value
    page.workshop.toggle(entry)
    panel.refresh()
    assert "choisissez" in panel.says.value
    assert panel._moves["CA"].levers.controls[move_key("CA")].slider.value == 0


def test_an_organisation_is_followed_round_by_round(page):
    panel = page.trails()
    assert "tour après tour" in panel.picture.value
    told = panel._add(BAKERY)
    assert "annule" in told
    assert panel.which.value == "<b>Four</b>"
    assert "<b>Four" not in panel.picture.value
    assert "Farine" in panel.lines.value
    assert "(estimé)" in panel.lines.value
    (entry,) = visible(page, Survey)
    page.workshop.toggle(entry.id)
    panel.refresh()
    assert "tour après tour" in panel.picture.value
    assert panel.lines.value == ""


def test_the_survey_may_be_asked_to_phones_once(page):
    panel = page.trails()
    panel.ask_button.click()
    panel.ask_button.click()
    (asked,) = visible(page, Question)
    assert asked.body.key == SURVEY_KEY
    assert "déjà ouverte" in panel.notice.value
    question = survey_question({"CA": "Agroalimentaire"})
    assert check_question(question) == []
    assert len(question.form["properties"]) == 20


def test_who_should_talk_to_whom(page):
    panel = page.circular()
    assert "Les rencontres apparaîtront ici" in panel.cards.value
    commune = PlaceInput(page.workshop.territory.communes[0])
    panel._add(ExchangeInput("offer", "Sciure <i>", "Bois", "Scierie", 10.0, "t", commune))
    panel._add(ExchangeInput("request", "Litière", "bois", "Ferme", 4.0, "t", commune))
    assert "<i>" not in panel.cards.value
    assert "4\u00a0t par an" in panel.cards.value
    assert "sur place" in panel.cards.value
    assert [item.body.label for item in visible(page, Offer, Request)] == ["Sciure <i>", "Litière"]
    for item in visible(page, Offer):
        page.workshop.toggle(item.id)
    panel.refresh()
    assert "Les rencontres apparaîtront ici" in panel.cards.value
    assert "Litière" in panel.alone.value


def test_what_turns_in_a_loop_and_what_a_currency_adds(page):
    panel = page.currency()
    assert "Les boucles apparaîtront ici" in panel.picture.value
    for buyer, seller in (("Café", "Four"), ("Four", "Moulin"), ("Moulin", "Café")):
        panel._add(PurchaseInput(buyer, seller, 1000.0))
    assert "3\u202f000\u00a0€" in panel.says.value
    assert "<svg" in panel.picture.value
    assert panel.table.value.count("1\u202f000\u00a0€") == 6
    assert len(visible(page, Purchase)) == 3
    assert "Dites combien" in panel.effect.value
    volume = panel.levers.controls["leaks/currency/volume"].slider
    assert 1e5 < volume.max < 5e7, "a slider of the territory's size"
    volume.value = 500_000.0
    assert "seraient partis sans elle" in panel.effect.value
    other = page.what_if()
    assert "restent ici" in other.says.value, "the same circuit"


@pytest.mark.parametrize("code", ["200060465", "01311", "29155", "dep:26", "242600252+26108"])
def test_every_kind_of_territory_has_its_page(tmp_path, code):
    page = opened(tmp_path, code)
    panels = [page.money(), page.ranking(), page.shares(), page.what_if()]
    panels += [page.trails(), page.circular(), page.currency(), page.room()]
    page.workshop.add(BAKERY)
    for panel in panels:
        panel.refresh()
    if code == "200060465":
        assert "Mayotte" in page.money().text()
        assert page.what_if().choice.layout.display == "none"
        _mayotte(page)
    page.workshop.close()


def _mayotte(page):
    """Nothing stands for what was not said: an organisation that says everything is followed."""
    panel = page.trails()
    assert "rien ne peut" in panel.text().lower()
    assert "tour après tour" in panel.picture.value
    whole = SpendingLine(label="Paie", amount=100_000, product="wages", local=0.8, respent=0.5)
    gone = SpendingLine(label="Bateau", amount=50_000, product="CL", local=0.0)
    panel._add(Survey(organisation="Pêcheurs", income=200_000, spending=[whole, gone]))
    assert "LM3 de «\u00a0Pêcheurs\u00a0»\u00a0: 1,6" in panel.picture.value
