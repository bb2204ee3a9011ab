"""Forms of the fourth step: what they hand over, what they refuse, what they keep."""

from __future__ import annotations

import itertools

import pytest

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.exchange import ExchangeForm, PurchaseForm
from territorial_lib.forms.survey import SurveyForm
from territorial_lib.schemas.surveying import LINES, SpendingLine

PRODUCTS = [("Agroalimentaire", "CA"), ("Immobilier", "LZ")]


def patient(form):
    """Let every press count: no double click in a test."""
    form._clock = itertools.count().__next__
    return form


@pytest.fixture
def surveyed():
    said = []
    return patient(SurveyForm(PRODUCTS, said.append)), said


def fill(line, label, amount, local="", product=""):
    line.label.control.value, line.amount.control.value = label, amount
    line.local.control.value, line.product.control.value = local, product


def test_a_survey_is_typed_as_the_french_do(surveyed):
    form, said = surveyed
    form.organisation.control.value = " Boulangerie "
    form.income.control.value = "200 000"
    form.lines[0].amount.control.value = "80 000,50"
    form.lines[0].local.control.value = "90"
    fill(form.lines[1], "Farine", "40000", "50", "CA")
    form.lines[1].respent.control.value = "10"
    form.submit()
    (survey,) = said
    assert (survey.organisation, survey.income) == ("Boulangerie", 200_000)
    assert survey.spending == [
        SpendingLine(label="Salaires", amount=80_000.5, product="wages", local=0.9),
        SpendingLine(label="Farine", amount=40_000, product="CA", local=0.5, respent=0.1),
    ]
    assert form.organisation.value == form.lines[1].amount.value == form.lines[1].label.value == ""
    assert form.lines[0].label.value == "Salaires"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("Farine", ""), "Combien"),
        (("", "40"), "ce qui est payé"),
        (("Farine", "-4"), "négatif"),
        (("Farine", "beaucoup"), "n’est pas un nombre"),
        (("Farine", "40", "120"), "de 0 à 100"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(surveyed, line, words):
    form, said = surveyed
    form.organisation.control.value, form.income.control.value = "Four", "1000"
    fill(form.lines[1], *line)
    form.submit()
    assert said == []
    told = [field._fault.value for field in form.lines[1].fields]
    assert any(words in each for each in told)
    assert form.organisation.value == "Four"


@pytest.mark.parametrize("income", ["", "0", "-3", "x"])
def test_no_income_no_survey(surveyed, income):
    form, said = surveyed
    form.organisation.control.value, form.income.control.value = "Four", income
    form.submit()
    assert said == []
    assert form.income._fault.value


def test_a_refusal_of_the_log_is_told_and_the_form_keeps_what_was_typed():
    def _refuse(_survey):
        raise InvalidEntry("Les dépenses dépassent les recettes.", "Vérifiez.")

    form = SurveyForm(PRODUCTS, _refuse)
    form.organisation.control.value, form.income.control.value = "Four", "10"
    fill(form.lines[1], "Farine", "40")
    form.submit()
    assert "dépassent" in form.notice.value
    assert form.lines[1].amount.value == "40"


def test_lines_are_added_up_to_what_the_log_takes(surveyed):
    form, _ = surveyed
    for _ in range(LINES + 5):
        form.more_lines.click()
    assert len(form.lines) == LINES == len(form._box.children)
    fill(form.lines[-1], "Divers", "3")
    assert form.read().spending[-1].label == "Divers"


def test_an_offer_needs_what_and_who():
    said = []
    form = patient(ExchangeForm([("26108", "Crest")], said.append))
    form.submit()
    assert said == []
    form.side.control.value = "request"
    form.label.control.value, form.actor.control.value = "Litière", "Ferme"
    form.place.control.value, form.quantity.control.value = "26108", "1 200"
    form.submit()
    (request,) = said
    assert (request.side, request.label, request.quantity) == ("request", "Litière", 1200)
    assert request.place.commune == "26108"
    assert form.actor.value == "Ferme", "the same person may say more"
    assert form.label.value == ""


def test_the_rooms_own_headings_are_suggested_once():
    form = ExchangeForm([], print)
    form.suggest(["Laine", "", "Transport", "Laine"])
    assert form.category.control.options.count("Laine") == 1
    assert form.category.control.options.count("Transport") == 1


def test_a_purchase_needs_both_and_how_much():
    said = []
    form = patient(PurchaseForm(said.append))
    form.buyer.control.value, form.seller.control.value = "Café", "Boulangerie"
    form.submit()
    assert said == []
    form.amount.control.value = "10 000"
    form.submit()
    assert (said[0].buyer, said[0].seller, said[0].amount) == ("Café", "Boulangerie", 10_000)
    form.suggest(["Café"])
    assert form.buyer.control.options == ("Café",)
