"""Forms: faults beside the field, nothing lost, nothing sent twice, any incident said in French."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import pytest

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms import (
    CorrectionForm,
    CorrectionInput,
    ExistingWorkshop,
    PlaceInput,
    ResourceForm,
    ResourceInput,
    WorkshopForm,
    WorkshopInput,
)
from territorial_lib.forms.attempt import UNEXPECTED
from territorial_lib.schemas.figures import Figure

COMMUNES = [("26108", "Crest"), ("26113", "Die")]
CATEGORIES = {"human": ["Savoir-faire"], "natural": ["Bois"]}


def resource_form(sent: list[ResourceInput] | None = None, **changes: Any) -> ResourceForm:
    received = sent if sent is not None else []
    return ResourceForm(COMMUNES, CATEGORIES, changes.pop("on_submit", received.append), **changes)


def figure(name: str = "vacants", **changes: Any) -> Figure:
    whole = {
        "id": f"logement/{name}/242600252/2021/-",
        "label": "Logements vacants",
        "value": 8.2,
        "unit": "%",
        "year": 2021,
        "source": "Insee <recensement>",
        "level": "epci",
        "status": "observed",
    }
    return Figure(**{**whole, **changes})


def test_an_empty_resource_is_told_beside_its_field() -> None:
    sent: list[ResourceInput] = []
    form = resource_form(sent)
    form.submit()
    assert sent == []
    assert "Dites de quelle ressource" in form.label._fault.value
    assert 'role="alert"' in form.notice.value
    form.label.control.value = "Four à pain"
    form.submit()
    assert form.label._fault.value == ""
    assert [resource.label for resource in sent] == ["Four à pain"]


def test_a_whole_resource() -> None:
    sent: list[ResourceInput] = []
    form = resource_form(sent, family="natural")
    form.label.control.value = "  Bois de chauffage "
    form.use.control.value = "underused"
    form.category.control.value = "Bois"
    form.quantity.control.value = "1 200,5"
    form.unit.control.value = "m³"
    form.place.control.value = "26113"
    form.note.control.value = "à sécher"
    form.submit()
    place = PlaceInput("26113", name="Die")
    assert sent == [
        ResourceInput(
            "Bois de chauffage", "natural", "underused", "Bois", 1200.5, "m³", place, "à sécher"
        )
    ]
    assert 'role="status"' in form.notice.value


def test_a_hidden_fault_is_unfolded() -> None:
    form = resource_form()
    form.label.control.value, form.quantity.control.value = "Four", "douze"
    assert form.more.layout.display == "none"
    form.submit()
    assert form.more.layout.display is None
    assert "douze" in form.quantity._fault.value
    assert form.label.control.value == "Four"


def test_the_place_of_the_map_is_kept_until_another_is_chosen() -> None:
    form = resource_form()
    form.label.control.value = "Four"
    form.set_place(5.02, 44.73, "26108")
    assert form.read().place == PlaceInput("26108", 5.02, 44.73, "Crest")
    form.place.control.value = "26113"
    assert form.read().place == PlaceInput("26113", name="Die")
    form.set_place(9.0, 44.73, None)
    assert form.read().place == PlaceInput(None, 9.0, 44.73, "")
    form.submit()
    assert form.read().place is None


def test_changing_the_family_changes_the_headings() -> None:
    form = resource_form()
    form.family.control.value = "natural"
    assert "Bois" in dict(form.category.control.options)


def test_a_double_click_sends_once() -> None:
    sent: list[ResourceInput] = []
    seconds = iter([10.0, 10.0, 10.1, 11.0])
    form = resource_form(sent)
    form._clock = lambda: next(seconds)
    form.label.control.value = "Four"
    form.submit()
    form.submit()
    assert len(sent) == 1
    assert 'role="status"' in form.notice.value
    form.submit()
    assert 'role="alert"' in form.notice.value


def test_the_button_rests_while_working() -> None:
    seen: list[bool] = []
    form = resource_form(on_submit=lambda _: seen.append(form.button.disabled))
    form.label.control.value = "Four"
    form.submit()
    assert seen == [True]
    assert not form.button.disabled


def test_our_errors_are_shown_as_they_are_and_nothing_is_lost() -> None:
    def refuse(_: ResourceInput) -> None:
        raise InvalidEntry("Le nom <b>dépasse</b> 200 signes.", "Raccourcissez-le.")

    form = resource_form(on_submit=refuse)
    form.label.control.value = "Four"
    form.submit()
    assert "&lt;b&gt;dépasse&lt;/b&gt; 200 signes. Raccourcissez-le." in form.notice.value
    assert form.label.control.value == "Four"
    assert not form.button.disabled


def test_any_other_incident_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: ResourceInput) -> None:
        raise ZeroDivisionError

    form = resource_form(on_submit=fail)
    form.label.control.value = "Four"
    with caplog.at_level(logging.ERROR):
        form.submit()
    assert UNEXPECTED.split("\u00a0")[0] in form.notice.value
    assert form.label.control.value == "Four"
    assert "ZeroDivisionError" in caplog.text


def test_every_control_has_a_label() -> None:
    forms = [
        resource_form(),
        CorrectionForm([figure()], lambda _: None),
        WorkshopForm(lambda _: None, lambda _: None).creation,
    ]
    for form in forms:
        for field in [*form._fields, *form._more_fields]:
            assert field.control.description, field


def test_a_correction_needs_a_figure_a_value_and_a_reason() -> None:
    sent: list[CorrectionInput] = []
    form = CorrectionForm([figure(), figure("autre", label="Autre")], sent.append)
    form.submit()
    assert "Choisissez" in form.figure._fault.value
    form.choose(figure().id)
    assert "8,2\u00a0% (2021), observé" in form._shown.value
    assert "Insee &lt;recensement&gt;" in form._shown.value
    form.value.control.value = "6,1"
    form.submit()
    assert sent == []
    assert "Dites pourquoi" in form.reason._fault.value
    form.reason.control.value, form.year.control.value = "Compté en mairie", "2025"
    form.submit()
    assert sent == [CorrectionInput(figure().id, 6.1, "%", 2025, "Compté en mairie")]
    assert form.figure.control.value == figure().id


@pytest.mark.parametrize("typed", ["25", "deux mille", "2025,5", "3000"])
def test_a_year_is_a_year(typed: str) -> None:
    form = CorrectionForm([figure()], lambda _: None)
    form.year.control.value = typed
    assert not form.year.valid()


def test_figures_renewed_keep_the_choice() -> None:
    form = CorrectionForm([figure()], lambda _: None)
    form.choose(figure().id)
    form.update([figure("autre", label="Autre"), figure(value=9.9)])
    assert form.figure.control.value == figure().id
    assert "9,9\u00a0%" in form._shown.value
    form.update([figure("autre", label="Autre")])
    assert form.figure.control.value == ""


def test_a_workshop_is_named_and_dated() -> None:
    made: list[WorkshopInput] = []
    form = WorkshopForm(made.append, lambda _: None)
    form.creation.submit()
    assert "Donnez un nom" in form.creation.name._fault.value
    assert "Choisissez le jour" in form.creation.day._fault.value
    form.creation.name.control.value = "Atelier de Crest"
    form.creation.day.control.value = date(2026, 11, 24)
    form.creation.submit()
    assert made == [WorkshopInput("Atelier de Crest", date(2026, 11, 24), "")]


def test_a_damaged_workshop_is_said_and_not_offered() -> None:
    opened: list[str] = []
    sound = ExistingWorkshop("/a.atelier", "Crest", "24 novembre 2026")
    damaged = ExistingWorkshop("/b.atelier", "b.atelier", fault="Le fichier est <abîmé>.")
    form = WorkshopForm(lambda _: None, opened.append, existing=[sound, damaged])
    assert [key for _, key in form.opening.choice.control.options] == ["", "/a.atelier"]
    assert "&lt;abîmé&gt;" in form.opening._faults.value
    form.opening.choice.control.value = "/a.atelier"
    form.opening.submit()
    assert opened == ["/a.atelier"]
    form.update([])
    assert form.opening.layout.display == "none"


def test_workshops_of_one_name_and_day_are_told_apart() -> None:
    twins = [
        ExistingWorkshop(f"/a/{name}", "Crest", "24 novembre 2026")
        for name in ("un.atelier", "deux.atelier")
    ]
    other = ExistingWorkshop("/a/trois.atelier", "Die", "24 novembre 2026")
    form = WorkshopForm(lambda _: None, lambda _: None, existing=[*twins, other])
    assert [words for words, _ in form.opening.choice.control.options] == [
        "Choisir…",
        "Crest, 24 novembre 2026 · un.atelier",
        "Crest, 24 novembre 2026 · deux.atelier",
        "Die, 24 novembre 2026",
    ]
