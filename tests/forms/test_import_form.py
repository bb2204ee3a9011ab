"""The import form: nothing kept before it is seen and confirmed; every refusal listed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from ipywidgets import HTML

from territorial_lib.forms import ImportForm, import_work
from territorial_lib.imports.door import Candidate
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.mapping import ColumnMapping
from territorial_lib.imports.watching import Watch
from territorial_lib.schemas.entries import WorkshopSettings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.imports import page as imports
from territorial_lib.steps.imports.page import ImportPage, import_file
from territorial_lib.workshop import Workshop, create
from tests.conftest import ROOT, OpenDoor, Witness, wait_until

FIXTURES = ROOT / "tests" / "imports" / "fixtures"
FREE = "Code INSEE;Nom;Vergers (ha);Part bio\n26108;Crest;12,5;10\n1001;Abergement;3;20\nX1;?;4;1\n"


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    settings = WorkshopSettings(name="Essai", date=date(2026, 11, 24), territory="26108")
    made = create(tmp_path / "essai.atelier", settings, Catalogue(ROOT / "data"))
    yield made
    made.close()


@pytest.fixture
def page(workshop: Workshop) -> ImportPage:
    return ImportPage(workshop)


def look(form: ImportForm, name: str, content: bytes | None) -> None:
    form.look(name, content)
    assert form.work.wait(60)


def read(form: ImportForm) -> None:
    form.read()
    assert form.work.wait(60)


def kept(workshop: Workshop) -> list[str]:
    workshop.log()
    return list(workshop.kept.tables)


def test_an_official_file_is_recognised_seen_then_kept(
    page: ImportPage, workshop: Workshop
) -> None:
    form = page.form
    look(form, "bpe.csv", (FIXTURES / "DS_BPE_2024_data.csv").read_bytes())
    assert "Fichier officiel reconnu" in form.notice.value
    assert form.mapping.free.layout.display == "none"
    assert form.mapping.year.layout.display == "none"
    read(form)
    assert kept(workshop) == []
    assert form._seen.layout.display is None
    form.confirm()
    assert kept(workshop) == ["equipment_commune"]
    assert "est importé" in form.notice.value
    assert form._columns.layout.display == "none"
    assert [item.text for item in page._items()] == ["Équipements par type et commune (2024)"]
    assert {figure.value for figure in workshop.imported()} == {11.0}
    page._undo(page._items()[0].id)
    assert kept(workshop) == []
    assert page._items()[0].withdrawn


def test_an_unknown_file_is_mapped_on_screen(page: ImportPage, workshop: Workshop) -> None:
    form = page.form
    look(form, "vergers 2024.csv", FREE.encode("cp1252"))
    fields = form.mapping
    assert fields.code.value == "Code INSEE"
    assert fields.level.value == "commune"
    assert fields.values.control.value == ("Vergers (ha)",)
    assert fields.year.value == "2024"
    read(form)
    assert "Donnez un titre" in fields.title._fault.value
    fields.title.control.value = "Vergers recensés"
    fields.values.control.value = ("Vergers (ha)", "Part bio")
    assert fields._chosen["Vergers (ha)"].read().unit == "ha"
    fields._chosen["Part bio"].extensive.control.value = False
    fields._chosen["Part bio"].unit.control.value = "%"
    read(form)
    told, preview, rejected, _actions = form._seen.children
    assert "1001 → 01001" in told.value
    assert "12,5" in preview.html()
    assert "X1" in rejected.html()
    assert "X1" in rejected.csv()
    form.confirm()
    assert kept(workshop) == ["import_vergers_recenses"]
    table = workshop.catalogue.load("import_vergers_recenses").frame
    assert table["vergers"].tolist() == [3.0, 12.5]


def test_giving_up_keeps_nothing(page: ImportPage, workshop: Workshop) -> None:
    look(page.form, "bpe.csv", (FIXTURES / "DS_BPE_2024_data.csv").read_bytes())
    read(page.form)
    page.form.cancel()
    page.form.confirm()
    assert kept(workshop) == []
    assert "Rien n’a été importé" in page.form.notice.value


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "0 octet"), (b"%PDF-1.4", "PDF"), (b"code/valeur\n1/2\n", "aucun séparateur")],
)
def test_a_bad_file_is_told_and_the_form_stays_usable(
    page: ImportPage, content: bytes, what: str
) -> None:
    look(page.form, "essai.csv", content)
    assert 'role="alert"' in page.form.notice.value
    assert what in page.form.notice.value
    assert page.form._columns.layout.display == "none"
    look(page.form, "bpe.csv", (FIXTURES / "DS_BPE_2024_data.csv").read_bytes())
    assert "reconnu" in page.form.notice.value


def test_a_path_may_be_given(page: ImportPage, workshop: Workshop) -> None:
    page.form._path_given()
    assert "Donnez l’emplacement" in page.form.path._fault.value
    page.form.path.control.value = str(FIXTURES / "agreste_ra2020_commune.csv")
    page.form._path_given()
    assert page.form.work.wait(60)
    assert "Agreste" in page.form.notice.value
    page.form.path.control.value = "/nulle/part.csv"
    page.form._path_given()
    assert page.form.work.wait(60)
    assert "ne peut pas être ouvert" in page.form.notice.value


def test_a_name_leads_nowhere_else(page: ImportPage, tmp_path: Path) -> None:
    look(page.form, "../../etc/passwd", FREE.encode())
    assert "Fichier lu" in page.form.notice.value
    assert "&lt;b&gt;" in _shown(page, b"code;<b>nom</b>;valeur\n26108;<i>x</i>;3\n26113;y;4\n")


def _shown(page: ImportPage, content: bytes) -> str:
    look(page.form, "essai.csv", content)
    return str(page.form.mapping._sample.value)


def test_the_command_line_imports_what_it_recognises(workshop: Workshop) -> None:
    draft = import_file(workshop, FIXTURES / "DS_FLORES_A38_2024_data.csv")
    assert draft.refused == 0
    assert kept(workshop) == ["salaried_jobs_commune"]


def test_every_control_has_a_name(page: ImportPage) -> None:
    look(page.form, "essai.csv", FREE.encode())
    controls = [page.form.upload, page.form.path.control, page.form.sheet.control]
    fields = page.form.mapping
    controls += [each.control for each in (fields.title, fields.code, fields.level, fields.values)]
    controls += [each.control for each in (fields.year, fields.year_column, fields.theme)]
    assert all(control.description for control in controls)


def test_a_national_file_shows_its_beginning_and_this_territory_first(
    page: ImportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "PREVIEWED", 3)
    content = (FIXTURES / "equip-serv-commerce-com-2020.csv").read_bytes()
    look(page.form, "equip-serv-commerce-com-2020.csv", content)
    read(page.form)
    told, preview, *_ = page.form._seen.children
    assert "192 lignes" in told.value.replace("\u00a0", " ")
    assert "3 lignes sur 192" in preview.html().replace("\u202f", " ")
    assert preview.html().count("26108") == 3
    assert preview.csv().count("26108") == 3


class Endless:
    """A desk whose reading lasts until it is stopped."""

    def __init__(self) -> None:
        self.reading, self.given_up = threading.Event(), 0

    def look(self, name: str, content: bytes | None, watch: Watch) -> list[Candidate]:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            watch.step("Lecture", 45, 100)
            self.reading.set()
            time.sleep(0.01)
        raise AssertionError("nobody stopped it")

    def draft(self, candidate: Candidate, mapping: ColumnMapping) -> Draft:
        raise AssertionError

    def confirm(self, draft: Draft) -> str:
        raise AssertionError

    def give_up(self) -> None:
        self.given_up += 1


def test_a_long_reading_shows_where_it_is_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_work, "SHOWN_AFTER", 0.05)
    desk = Endless()
    form = ImportForm(desk, lambda _: HTML(), lambda _: HTML())
    form.look("gros.csv", None)
    assert desk.reading.wait(10)
    wait_until(lambda: form.work.layout.display is None)
    assert "Lecture\u00a0: 45\u00a0%" in form.work._told.value
    assert 'value="0.450"' in form.work._told.value
    assert form.open_button.disabled
    assert form.upload.disabled
    form.look("autre.csv", b"code;valeur\n26108;1\n")  # the first one goes on
    form.work.stop_button.click()
    assert form.work.wait(10)
    assert "rien n’a été importé" in form.notice.value
    assert 'role="status"' in form.notice.value
    assert form.work.layout.display == "none"
    assert not form.open_button.disabled
    assert form._columns.layout.display == "none"


def test_a_fault_while_reading_frees_the_form(page: ImportPage) -> None:
    look(page.form, "essai.csv", b"%PDF-1.4")
    assert not page.form.upload.disabled
    assert page.form.work.layout.display == "none"


CELLS = """
import sys; sys.path.insert(0, {root!r})
from territorial_lib.steps import imports
page = imports.open_page()
page
"""


@pytest.mark.browser
def test_in_a_real_page(
    open_door: Callable[..., OpenDoor],
    visit: Callable[..., tuple[Any, Witness]],
    tmp_path: Path,
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    prose = nbformat.v4.new_markdown_cell("# Importer un fichier")
    notebook.cells = [prose, nbformat.v4.new_code_cell(CELLS.format(root=str(ROOT)))]
    nbformat.write(notebook, tmp_path / "00_preparer.ipynb")
    door = open_door(tmp_path)
    page, witness = visit()
    page.goto(door.link)
    page.goto(f"{door.url}voila/render/00_preparer.ipynb")
    page.get_by_role("button", name="Choisir un fichier").wait_for(timeout=60_000)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choisir un fichier").click()
    chooser.value.set_files(
        {"name": "vergers 2024.csv", "mimeType": "text/csv", "buffer": FREE.encode()}
    )
    page.get_by_text("Dites ce que contiennent").wait_for()
    page.get_by_label("Titre du tableau").fill("Vergers recensés")
    page.get_by_label("Titre du tableau").press("Tab")
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_text("Rien n’est encore gardé").wait_for()
    shots = Path("/tmp/shots_imports")
    if shots.is_dir():
        page.screenshot(path=shots / "apercu.png", full_page=True)
    faults = [
        (fault["id"], [node["html"][:200] for node in fault["nodes"]])
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    assert faults == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Importer ce tableau").click()
    page.get_by_text("Il voyage avec le fichier").wait_for()
    if shots.is_dir():
        page.set_viewport_size({"width": 1366, "height": 768})
        page.screenshot(path=shots / "importe.png", full_page=True)
    assert witness.external == []
    assert witness.errors == []
