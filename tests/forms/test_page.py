"""The screens in a real Voilà page: seen, clicked, typed in, by keyboard, by screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import ROOT, OpenDoor, Witness

pytestmark = pytest.mark.browser

SCREENS = """
import sys; sys.path.insert(0, {root!r})
import threading, msgspec
from tests.maps.grid import grid
from territorial_lib.charts import comparison_bar, bars, BarItem
from territorial_lib.forms import *
from territorial_lib.maps import *
from territorial_lib.schemas.figures import Comparison, Figure, Resource
from territorial_lib.tables import FigureCards, figure_table

areas = grid()
figure = Figure(id="p/v/c/2023/-", label="Population", value=31268.0, unit="hab.", year=2023,
                source="Insee", level="epci", status="observed")
median = msgspec.structs.replace(figure, value=28000.0, status="estimated")
rows = [Resource(figure=figure, family="human", category="Habitants",
                 comparison=Comparison(median=median, values=(20000.0, 28000.0, 33000.0)))]
cards, table = FigureCards(rows, picture=comparison_bar), figure_table(rows)
words = dict(label="Taux", unit="%", title="Carte des taux", source_line="Insee")
view = choropleth(areas, "rate", **words)
said = []

def add(resource):
    where = resource.place.name if resource.place else ""
    said.insert(0, FeedItem(str(len(said)), resource.label, group="Citoyens", detail=where))
    feed.update(said)

def correct(correction):
    new = msgspec.structs.replace(figure, value=correction.value, status="declared")
    changed = [msgspec.structs.replace(rows[0], figure=new, versions=(figure, new))]
    threading.Timer(0.05, cards.update, [changed]).start()

class Place:
    def __init__(self, code, name): self.code, self.label = code, name + " (commune, Drôme)"

def find(text):
    return [Place(c, n) for c, n in zip(areas.code, areas.name) if text.lower() in n.lower()]

feed = EntryFeed(on_undo=lambda key: "Annulé.")
form = ResourceForm(list(zip(areas.code, areas.name)), {{}}, add)
picker = PlacePicker(areas, form.set_place, height=300)
"""
CELLS = (
    "cards",
    "view",
    "feed",
    "picker",
    "form",
    "CorrectionForm([figure], correct)",
    "TerritorySearch(find, lambda found: None)",
    "PerimeterForm(find, lambda name, codes: None)",
    "PerimeterMap(areas, [], lambda code, here: None, height=300)",
    "WorkshopForm(lambda made: None, lambda key: None, existing=[ExistingWorkshop('a', 'A')])",
    "table",
    "bars([BarItem('Industrie', 3.0, 2.0, 4.0)], title='Emplois', unit='%')",
)


@pytest.fixture(scope="module")
def screens(
    open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory
) -> OpenDoor:
    folder: Path = tmp_path_factory.mktemp("screens")
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    codes = (SCREENS.format(root=str(ROOT)), *CELLS)
    prose = nbformat.v4.new_markdown_cell("# Qu’avons-nous ?")
    notebook.cells = [prose, *[nbformat.v4.new_code_cell(code) for code in codes]]
    nbformat.write(notebook, folder / "01_inventaire.ipynb")
    return open_door(folder)


@pytest.fixture(scope="module")
def opened(screens: OpenDoor, browser: Any) -> Iterator[tuple[Any, Witness]]:
    """One page for all: each test has its own widget."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page, witness = context.new_page(), Witness()
    witness.watch(page)
    page.goto(screens.link)
    page.goto(f"{screens.url}voila/render/01_inventaire.ipynb")
    page.wait_for_selector(".tw-chart svg", timeout=60_000)
    page.wait_for_selector(".leaflet-container path, .leaflet-container canvas")
    yield page, witness
    context.close()


def test_a_resource_is_typed_placed_and_seen(opened: tuple[Any, Witness]) -> None:
    page, witness = opened
    label = page.get_by_label("Quelle ressource")
    page.get_by_role("button", name="Ajouter").first.click()
    page.get_by_text("Dites de quelle ressource").wait_for()
    chart = page.locator(".leaflet-container").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 10, box["y"] + box["height"] / 2 + 10)
    page.get_by_text("Lieu choisi").wait_for()
    page.get_by_role("button", name="Moins de détails").wait_for()
    label.fill("Four <img src=x onerror=alert(1)>")
    label.press("Enter")
    page.locator(".tw-feed-text").wait_for()
    assert page.locator(".tw-feed-text").inner_text() == "Four <img src=x onerror=alert(1)>"
    assert "Commune" in page.locator(".tw-feed-row").inner_text()
    assert label.input_value() == ""
    page.get_by_role("button", name="Annuler").click()
    page.get_by_text("Annulé.").wait_for()
    assert witness.external == []
    assert witness.errors == []


def test_a_correction_changes_the_card_from_a_thread(opened: tuple[Any, Witness]) -> None:
    page, witness = opened
    page.get_by_label("Quel chiffre corriger").select_option(label="Population")
    page.get_by_label("Votre valeur").fill("33 000")
    page.get_by_label("Pourquoi").fill("Compté en mairie")
    page.get_by_role("button", name="Corriger").click()
    page.get_by_text("33\u202f000").first.wait_for()
    page.locator(".tw-card summary").click()
    assert "31\u202f268" in page.locator(".tw-card").inner_text()
    assert witness.errors == []


def test_a_territory_is_found_by_keyboard_alone(opened: tuple[Any, Witness]) -> None:
    page, _ = opened
    page.get_by_label("Quel territoire").focus()
    page.keyboard.type("commune 1")
    page.get_by_label("Résultats").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Choisi\u00a0: Commune 10 (commune, Drôme).").wait_for()


def test_a_perimeter_is_clicked_on_and_off(opened: tuple[Any, Witness]) -> None:
    page, _ = opened
    chart = page.locator(".leaflet-container").nth(1)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    middle = (box["x"] + box["width"] / 2 + 8, box["y"] + box["height"] / 2 + 8)
    page.mouse.click(*middle)
    page.get_by_text("1 choisi").wait_for()
    page.mouse.click(*middle)
    page.get_by_text("Cliquez sur la carte pour composer").wait_for()


def test_the_table_is_taken_away(opened: tuple[Any, Witness]) -> None:
    page, _ = opened
    page.get_by_label("Filtrer").fill("rien de tel")
    page.get_by_text("0 ligne sur 1").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Télécharger (CSV)").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert '"Population"' in text


def test_the_map_is_drawn_in_its_frame(opened: tuple[Any, Witness]) -> None:
    page, _ = opened
    page.locator("iframe[title='Carte des taux']").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe[title='Carte des taux']")
    frame.locator(".area-name").first.wait_for()
    assert frame.locator("canvas").count() == 1


@pytest.mark.parametrize("width", [1366, 390])
def test_accessible_and_narrow(opened: tuple[Any, Witness], width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, _ = opened
    page.set_viewport_size({"width": width, "height": 844})
    faults = [
        (fault["id"], [node["html"][:200] for node in fault["nodes"]])
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
