"""A facilitator's walk in a real browser, cut off from any network but the loopback."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import ROOT, OpenDoor, Witness

pytestmark = pytest.mark.browser
READY = 90_000
SHOTS = ROOT / "screenshots"
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "projector": (1920, 1080)}


@pytest.fixture(scope="module")
def workshop(
    open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory
) -> OpenDoor:
    return open_door(ROOT / "notebooks", tmp_path_factory.mktemp("ateliers"))


def step(workshop: OpenDoor, page: Any, name: str, *, last: str) -> None:
    """Open a step and wait for its last widget."""
    page.goto(workshop.link)
    page.goto(f"{workshop.url}voila/render/{name}.ipynb")
    page.wait_for_selector(last, timeout=READY, state="attached")
    page.wait_for_timeout(500)


def prepare(workshop: OpenDoor, page: Any) -> None:
    step(workshop, page, "00_preparer", last="text=Nom de l’atelier")


def inventory(workshop: OpenDoor, page: Any) -> None:
    step(workshop, page, "01_inventaire", last=".tw-table")


def sources(workshop: OpenDoor, page: Any) -> None:
    step(workshop, page, "annexes/sources", last="caption:has-text('coefficients qui manquent')")


PAGES = {"00_preparer": prepare, "01_inventaire": inventory, "annexes/sources": sources}


def serious(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def clean(witness: Witness) -> None:
    assert witness.external == []
    assert witness.errors == []


def test_find_a_territory_and_create_a_workshop(workshop, visit):
    page, witness = visit()
    prepare(workshop, page)
    field = page.get_by_label("Quel territoire", exact=False)
    field.fill("clermontois")
    page.wait_for_selector("option:has-text('Clermontois')", state="attached")
    page.get_by_role("button", name="Choisir", exact=True).click()
    page.wait_for_selector(".tw-chosen:has-text('Clermontois')")
    page.get_by_label("Nom de l’atelier").fill("Atelier <b>du</b> Clermontois")
    page.get_by_role("button", name="Créer l’atelier").click()
    page.wait_for_selector("strong:has-text('Atelier <b>du</b> Clermontois')")
    assert list(Path(workshop.home).glob("*.atelier"))
    clean(witness)


def test_a_page_says_that_another_workshop_was_opened(workshop, visit):
    page, witness = visit()
    inventory(workshop, page)
    other, _ = visit()
    prepare(workshop, other)
    other.get_by_label("Nom de l’atelier").fill("Un autre")
    other.get_by_role("button", name="Créer l’atelier").click()
    page.wait_for_selector("text=rechargez la page pour le voir")
    clean(witness)


def test_homonyms_are_told_apart(workshop, visit):
    page, witness = visit()
    prepare(workshop, page)
    page.get_by_label("Quel territoire", exact=False).fill("SAINT denis")
    page.wait_for_selector("option:has-text('Seine-Saint-Denis')", state="attached")
    assert page.locator("option:has-text('La Réunion')").count() >= 1
    clean(witness)


def test_what_one_tab_adds_appears_in_another_within_a_second(workshop, visit):
    first, one = visit()
    second, two = visit()
    inventory(workshop, first)
    inventory(workshop, second)
    label = "Moulin <img src=x onerror=alert(1)> à l’arrêt"
    first.get_by_label("Quelle ressource", exact=False).fill(label)
    first.get_by_role("button", name="Ajouter", exact=True).click()
    began = time.monotonic()
    second.wait_for_selector(f".tw-feed-text:has-text('{label}')")
    waited = time.monotonic() - began
    assert waited < 30
    clean(one)
    clean(two)


def test_a_figure_corrected_keeps_the_official_one(workshop, visit):
    page, witness = visit()
    inventory(workshop, page)
    choice = page.get_by_label("Quel chiffre corriger", exact=False)
    words = choice.locator("option").all_text_contents()
    (wanted,) = [each for each in words if plain(each) == "Logements vacants"]
    choice.select_option(label=wanted)
    page.get_by_label("Votre valeur", exact=False).fill("1 234")
    page.get_by_label("Pourquoi", exact=False).fill("Comptage de la mairie")
    page.get_by_role("button", name="Corriger").click()
    card = page.locator(".tw-card", has_text="Logements vacants").first
    card.locator(".tw-badge--declared").wait_for()
    assert "1 234" in plain(card.inner_text())
    card.locator("summary").click()
    assert "observé" in card.inner_text()
    clean(witness)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible_at_every_size(workshop, visit, name):
    page, witness = visit(*SIZES["phone"])
    PAGES[name](workshop, page)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 1, f"{size}: the page scrolls sideways by {overflow} px"
        assert serious(page) == [], size
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name.replace('/', '_')}-{size}.png", full_page=True)
    clean(witness)
