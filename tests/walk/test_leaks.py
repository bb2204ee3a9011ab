"""The fourth step in a real browser: what-ifs answer, an organisation tells, nothing leaves."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT, OpenDoor
from tests.walk.test_walk import READY, SHOTS, SIZES, clean, plain, serious, step

pytestmark = pytest.mark.browser
SLOW = 5.0
"""Seconds: ten times what is aimed at, since tests run on any machine, loaded or not."""


@pytest.fixture(scope="module")
def door(open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory) -> OpenDoor:
    return open_door(ROOT / "notebooks", tmp_path_factory.mktemp("fuites"))


def test_the_fourth_step(door, visit, capsys):
    page, witness = visit(*SIZES["laptop"])
    page.set_default_timeout(READY)
    step(door, page, "04_fuites", last=".tw-feed")
    assert page.get_by_role("img", name="Où va l’argent, lecture centrale").count() == 1
    waited = _what_if(page)
    with capsys.disabled():
        sys.stdout.write(f"\n[04] a what-if, from the key to the page: {waited:.2f} s (aim 0.5)\n")
    assert waited < SLOW
    _survey(page)
    _meeting(page)
    _loop(page)
    for size in ("laptop", "projector", "phone"):
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"04_fuites-{size}.png", full_page=True)
    clean(witness)


def _what_if(page: Any) -> float:
    """Choose a product, move it by the keyboard; give the seconds until the page answers."""
    page.get_by_role("button", name="Ajouter un déplacement d’achats").click()
    handle = page.locator(".tw-move .noUi-handle").first
    handle.wait_for()
    told = page.locator("p[role=status]", has_text="Rien n’est ramené ici").first.element_handle()
    handle.focus()
    began = time.monotonic()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("node => !node.isConnected", arg=told, polling=20)
    waited = time.monotonic() - began
    page.locator("p[role=status]", has_text="restent ici").first.wait_for()
    assert "emploi" in plain(page.locator(".tw-says", has_text="restent ici").inner_text())
    page.locator(".tw-feed-text", has_text="part des achats à ramener ici").wait_for()
    return waited


def _survey(page: Any) -> None:
    """Tell where an organisation's money goes, see its picture, undo it."""
    name = "Four <img src=x onerror=alert(1)>"
    page.get_by_label("Quelle organisation", exact=False).fill(name)
    page.get_by_label("Recettes, en €", exact=False).fill("200 000")
    page.get_by_label("Dépense 1, € par an").fill("80 000")
    page.get_by_label("Dépense 1, dont ici (%)").fill("90")
    page.get_by_role("button", name="Suivre l’argent").click()
    picture = page.get_by_role("img", name=f"L’argent de «\u00a0{name}\u00a0»", exact=False)
    picture.wait_for()
    row = page.locator(".tw-feed-row", has_text="Où va l’argent de Four")
    row.get_by_role("button", name="Annuler").click()
    picture.wait_for(state="detached")
    page.locator("p", has_text="tour après tour").wait_for()


def _meeting(page: Any) -> None:
    for side, label, actor in (("Je propose", "Sciure", "Scierie"), ("Je cherche", "Litière", "G")):
        page.get_by_label("Vous", exact=True).select_option(label=side)
        page.get_by_label("Quoi\u202f? (obligatoire)", exact=True).fill(label)
        page.get_by_label("Qui\u202f? (obligatoire)", exact=True).fill(actor)
        page.get_by_label("Catégorie").fill("Bois")
        page.get_by_role("button", name="Ajouter", exact=True).click()
        page.locator(".tw-feed-text", has_text=label).wait_for()
    page.locator(".tw-meeting", has_text="Scierie").wait_for()


def _loop(page: Any) -> None:
    for buyer, seller in (("Café", "Four"), ("Four", "Café")):
        page.get_by_label("Qui achète", exact=False).fill(buyer)
        page.get_by_label("À qui", exact=False).fill(seller)
        page.get_by_label("€ par an (obligatoire)", exact=True).fill("1 000")
        page.get_by_role("button", name="Ajouter l’achat").click()
        page.locator(".tw-feed-text", has_text=f"{buyer} achète à {seller}").wait_for()
    page.get_by_role("img", name="Ce qui tourne en rond", exact=False).wait_for()
