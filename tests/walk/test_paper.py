"""Methods, paper, quiz and memory in a real browser: pasted, printed, asked, read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from territorial_lib.report.contribution_cards import contribution_cards
from territorial_lib.steps.room.asked import READY
from tests.conftest import OpenDoor, Witness

pytestmark = pytest.mark.browser
CELLS = (
    "from territorial_lib.steps import memory, methods, paper, quiz",
    "paper.open_page().paste()",
    "paper.open_page().batches()",
    "paper.open_page().cards()",
    "methods.open_page().glossary()",
    "quiz.open_page().questions()",
    "memory.open_page().chronology()",
)
PATIENT = 120_000
"""Milliseconds: six pages begin in one kernel, on two cores that other tests share."""
PASTED = (
    "Prénom\tGroupe\tQuoi\tUsage\tFamille\tOù\n"
    "Aïcha\tHabitante\tScierie <b>\tpeu utilisée\téconomique\tEurre\n"
    "Bob\tÉlu\tFour à pain\tnous l’avons\tverte\tAllex\n"
)


@pytest.fixture(scope="module")
def opened(
    open_door: Callable[..., OpenDoor], browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Any, Witness]]:
    """Every annex of ours on one page: one kernel."""
    folder: Path = tmp_path_factory.mktemp("carnets")
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    prose = nbformat.v4.new_markdown_cell("# Le papier\n\n## Que dit-il ?")
    book.cells = [prose, *[nbformat.v4.new_code_cell(code) for code in CELLS]]
    nbformat.write(book, folder / "01_inventaire.ipynb")
    door = open_door(folder)
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENT)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=door.url.rstrip("/"))
    page, witness = context.new_page(), Witness()
    witness.watch(page)
    page.goto(door.link)
    page.goto(f"{door.url}voila/render/01_inventaire.ipynb", wait_until="commit")
    page.wait_for_selector("caption:has-text('Ce qui fut dit')", state="attached")
    yield page, witness
    context.close()


def test_a_block_is_pasted_checked_written_and_undone(opened):
    page, witness = opened
    box = page.get_by_label("Lignes collées")
    box.click()
    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    box.press("Control+v")
    box.press("Tab")
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_text("2 lignes lues").wait_for()
    page.get_by_text("humaine, naturelle, économique").wait_for()
    page.get_by_role("button", name="Écrire une ligne").click()
    page.get_by_text("Une ligne écrite.").wait_for()
    page.get_by_role("cell", name="Scierie <b>").first.wait_for()  # the record of the workshop
    assert "Four à pain" in box.input_value() and "Scierie" not in box.input_value()
    page.get_by_role("button", name="Annuler tout").click()
    page.get_by_role("button", name="Rétablir").wait_for()
    assert witness.external == [] and witness.errors == []


def test_a_notion_is_found_and_worked_out(opened):
    page, _ = opened
    page.get_by_label("Chercher une notion").fill("économie de fonctionnalité")
    page.get_by_text("Une notion.").wait_for()
    page.get_by_role("button", name="Voir le calcul").locator("visible=true").click()
    page.get_by_text("Logements qui dorment").wait_for()
    page.get_by_label("Chercher une notion").fill("")


def test_a_question_is_asked_then_told(opened):
    page, _ = opened
    page.get_by_role("button", name="Poser à la salle").first.click()
    page.get_by_role("button", name="Fermer et dire la réponse").first.click()
    page.get_by_text("Personne n’avait répondu.").locator("visible=true").first.wait_for()


@pytest.mark.parametrize("width", [1366, 390])
def test_accessible_and_narrow(opened, width):
    page, witness = opened
    page.set_viewport_size({"width": width, "height": 844})
    faults = [
        (fault["id"], [node["html"][:200] for node in fault["nodes"]])
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert witness.external == [] and witness.errors == []


def test_cards_print_on_as_many_sheets_as_asked_and_nothing_is_cut(browser):
    context = browser.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    for question in READY:
        page.set_content(
            contribution_cards("Atelier " * 8, question, "http://h:8000/", "0" * 32, 2)
        )
        cut = "[...document.querySelectorAll('.card')].filter(c => c.scrollHeight > c.clientHeight)"
        assert page.evaluate(f"{cut}.length") == 0, question.key
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2, question.key
    context.close()
