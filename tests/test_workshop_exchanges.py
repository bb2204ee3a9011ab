"""What the room says of its money: the workshop gives it to the diagnosis, nothing stale."""

from __future__ import annotations

from datetime import date

import pytest

from territorial_lib.diagnosis import declared
from territorial_lib.diagnosis.leaks import step as leaks_step
from territorial_lib.schemas.entries import (
    Author,
    Offer,
    Purchase,
    Request,
    SpendingLine,
    Survey,
    WorkshopSettings,
)
from territorial_lib.schemas.places import Place
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.workshop import create

NADIA = Author(pseudonym="Nadia", group="citizen", participant="a" * 32)
SOMEONE, ANOTHER = (Author(pseudonym="", group="firm", participant=each * 32) for each in "bc")
FLOUR = SpendingLine(label="Farine", amount=40_000, product="CA", local=0.5)


@pytest.fixture
def workshop(tmp_path):
    catalogue = Catalogue(Settings.from_environment({}).data)
    settings = WorkshopSettings(name="Crest", date=date(2026, 11, 24), territory="242600252")
    opened = create(tmp_path / "crest.atelier", settings, catalogue)
    yield opened
    opened.close()


def test_a_survey_told_again_replaces_the_former_and_undo_brings_it_back(workshop):
    workshop.add(Survey(organisation="Four", income=100_000.0, spending=[FLOUR]), who=NADIA)
    again = workshop.add(Survey(organisation="four ", income=200_000.0, spending=[FLOUR]))
    (kept,) = workshop.declared().surveys
    assert (kept.income, kept.spending[0].product) == (200_000.0, "CA")
    workshop.toggle(again)
    (kept,) = workshop.declared().surveys
    assert kept.income == 100_000.0
    assert kept.who == "Nadia (Habitant·e)"
    assert kept.spending == (declared.SpendingLine("Farine", 40_000, "CA", 0.5),)


def test_a_proposal_is_where_it_was_tapped_else_at_the_centre_of_its_commune(workshop):
    workshop.add(Offer(label="Sciure"), Place(lon=5.02, lat=44.73, commune="26108"), NADIA)
    workshop.add(Offer(label="Lisier", actor="Ferme"), Place(commune="26108"), NADIA)
    workshop.add(Offer(label="Camion"), Place(commune="99999"), SOMEONE)
    workshop.add(Request(label="Litière"), who=ANOTHER)
    said = workshop.declared()
    sawdust, slurry, lorry = said.offers
    centre = workshop.gazetteer.communes.loc["26108"]
    assert sawdust.point == (5.02, 44.73)
    assert slurry.point == pytest.approx((centre["lon"], centre["lat"]))
    assert (slurry.actor, slurry.place) == ("Ferme", "Crest")
    assert lorry.point is None
    assert said.requests[0].point is None
    unnamed = {sawdust.actor, lorry.actor, said.requests[0].actor}
    assert "Nadia" in unnamed
    assert len(unnamed) == 3, "two who gave no name are not one actor"


def test_what_is_taken_back_or_hidden_is_not_counted(workshop):
    there, back = (workshop.add(Purchase(buyer=a, seller=b, amount=5)) for a, b in ("AB", "BA"))
    assert len(workshop.declared().purchases) == 2
    workshop.toggle(there)
    workshop.moderate(back)
    assert workshop.declared().purchases == ()


def test_the_leaks_hear_the_room_and_read_their_tables_once(workshop):
    """Everything the blocks depend on moves them, though what was read is kept."""
    silent = leaks_step.diagnose(workshop.case())
    read = workshop.case()._kept
    workshop.add(Survey(organisation="Four", income=200_000, spending=[FLOUR]))
    for buyer, seller in ("AB", "BA"):
        workshop.add(Purchase(buyer=buyer, seller=seller, amount=5))
    workshop.add(Offer(label="Sciure", category="bois"), who=NADIA)
    workshop.add(Request(label="Litière", category="bois"), who=SOMEONE)
    case = workshop.case()
    assert case._kept is read
    heard = leaks_step.diagnose(case)
    for key in ("lm3", "circular", "currency"):
        assert heard.block(key).says != silent.block(key).says
    own = {row.figure.id: row.figure.value for row in heard.block("leaks").rows}
    before = {row.figure.id: row.figure.value for row in silent.block("leaks").rows}
    assert {key for key in own if own[key] != before[key]}, "a survey moves the local shares"
