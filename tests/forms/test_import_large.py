"""Large files in a real page: dropped or given by their path, followed, stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import ROOT, OpenDoor, Witness
from tests.forms.test_import_form import CELLS

SHOTS = Path("/tmp/shots_imports")
HEADER = (
    '"GEO";"GEO_OBJECT";"FACILITY_DOM";"FACILITY_SDOM";"FACILITY_TYPE";"BPE_MEASURE";'
    '"TIME_PERIOD";"OBS_VALUE"\n'
)
ROW = '"{code}";"{kind}";"B";"B2";"B203";"FACILITIES";2024;{count}\n'


def large(path: Path, megabytes: int) -> Path:
    """Write an official file whose rows are nearly all of another level."""
    block = "".join(ROW.format(code="26", kind="DEP", count=rank) for rank in range(20_000))
    with path.open("w") as stream:
        stream.write(HEADER + ROW.format(code="26108", kind="COM", count=7))
        while stream.tell() < megabytes * 1_000_000:
            stream.write(block)
    return path


@pytest.fixture
def page(
    open_door: Callable[..., OpenDoor], visit: Callable[..., tuple[Any, Witness]], tmp_path: Path
) -> tuple[Any, Witness]:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    prose = nbformat.v4.new_markdown_cell("# Importer un fichier")
    notebook.cells = [prose, nbformat.v4.new_code_cell(CELLS.format(root=str(ROOT)))]
    folder = tmp_path / "carnets"
    folder.mkdir()
    nbformat.write(notebook, folder / "00_preparer.ipynb")
    door = open_door(folder)
    page, witness = visit()
    page.goto(door.link)
    page.goto(f"{door.url}voila/render/00_preparer.ipynb")
    page.get_by_role("button", name="Choisir un fichier").wait_for(timeout=60_000)
    return page, witness


@pytest.mark.browser
def test_a_long_reading_is_followed_and_stopped(page: tuple[Any, Witness], tmp_path: Path) -> None:
    shown, witness = page
    path = large(tmp_path / "DS_BPE_2024_data.csv", 60)
    shown.get_by_label("ou son emplacement").fill(str(path))
    shown.get_by_role("button", name="Ouvrir").click()
    shown.get_by_text("Fichier officiel reconnu").wait_for()
    shown.get_by_role("button", name="Voir l’aperçu").click()
    stop = shown.get_by_role("button", name="Arrêter la lecture")
    stop.wait_for()
    shown.get_by_text("Lecture : 2", exact=False).or_(
        shown.get_by_text("Lecture : 3")
    ).first.wait_for()
    if SHOTS.is_dir():
        shown.screenshot(path=SHOTS / "lecture.png", full_page=True)
    # The page stays usable: something else of it opens meanwhile.
    shown.get_by_text("Fichiers officiels reconnus").click()
    shown.get_by_text("Flores", exact=False).first.wait_for()
    stop.click()
    shown.get_by_text("rien n’a été importé").wait_for(timeout=5_000)
    assert stop.is_hidden()
    shown.get_by_role("button", name="Voir l’aperçu").click()
    shown.get_by_text("Rien n’est encore gardé").wait_for(timeout=60_000)
    assert witness.errors == []


@pytest.mark.browser
def test_a_file_beyond_ten_megabytes_may_be_dropped(
    page: tuple[Any, Witness], tmp_path: Path
) -> None:
    shown, witness = page
    path = large(tmp_path / "DS_BPE_2024_data.csv", 14)
    with shown.expect_file_chooser() as chooser:
        shown.get_by_role("button", name="Choisir un fichier").click()
    chooser.value.set_files(path)
    shown.get_by_text("Fichier officiel reconnu").wait_for(timeout=60_000)
    shown.get_by_role("button", name="Voir l’aperçu").click()
    shown.get_by_text("Rien n’est encore gardé").wait_for(timeout=60_000)
    shown.get_by_role("button", name="Importer ce tableau").click()
    shown.get_by_text("Il voyage avec le fichier").wait_for()
    if SHOTS.is_dir():
        shown.screenshot(path=SHOTS / "depose.png", full_page=True)
    assert witness.errors == []
