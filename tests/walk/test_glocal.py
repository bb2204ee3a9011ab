"""The third step in a real browser, cut off from any network: a good, a lever, a flow, a choice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest

from tests.conftest import ROOT, OpenDoor, wait_until
from tests.walk.test_walk import SIZES, clean, plain, serious, step

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def door(open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory) -> OpenDoor:
    return open_door(ROOT / "notebooks", tmp_path_factory.mktemp("glocal"))


def test_the_third_step(door, visit, capsys):
    page, witness = visit(*SIZES["laptop"])
    step(door, page, "03_glocalisation", last=".tw-feed")
    page.get_by_label("Quel produit").select_option(value=_option(page, "Lait"))
    told = page.locator("p[role=status]", has_text="Il manque")
    wait_until(lambda: told.count() == 1 and "km en moyenne" in plain(told.inner_text()))
    before = told.inner_text()
    handle = page.get_by_role("slider", name="Jusqu’où l’on cherche")
    began = time.monotonic()
    handle.press("PageDown")
    handle.press("PageDown")
    handle.press("PageDown")
    wait_until(lambda: told.inner_text() != before)
    waited = time.monotonic() - began
    with capsys.disabled():
        sys.stdout.write(f"\n[03] who supplies, after a lever: {waited:.2f} s (aim 1 s)\n")
    assert waited < 10
    # Each press draws the map again, the last one once the lever is written: nothing moves after.
    page.locator(".tw-feed-text", has_text="Jusqu’où l’on cherche").first.wait_for()
    _flow(page)
    _dot(page)
    _placed(page)
    for size in ("laptop", "phone"):
        page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
        assert serious(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SIZES[size][0]
    clean(witness)


def _option(page, words):
    options = page.get_by_label("Quel produit").locator("option")
    return next(o.get_attribute("value") for o in options.all() if words in o.inner_text())


def _flow(page):
    """A click on the end of a flow tells what comes, how much and from how far."""
    frame = page.frame_locator(".tw-map iframe").first
    frame.locator(".point--used").first.click()
    told = frame.locator(".leaflet-popup-content")
    told.wait_for()
    assert "km de route" in plain(told.inner_text())


def _dot(page):
    """A dot of the quadrant leads to the card of its sector."""
    link = page.locator("svg a[href^='#secteur-']").first
    target = link.get_attribute("href")
    assert not page.locator(f"details{target}").evaluate("card => card.open")
    link.click()
    page.locator(f"details{target} dl").wait_for(state="visible")


def _placed(page):
    card = page.locator(".tw-way-card").first
    name = card.locator("h4").inner_text()
    card.get_by_role("button", name="Décider, dire pourquoi").click()
    card.get_by_label("Répondre par").select_option(label="S’allier avec un voisin")
    card.get_by_label("Parce que").fill("Le Pilat a du lait")
    card.get_by_role("button", name="Placer", exact=True).click()
    ally = page.locator(".tw-way", has=page.locator("h3", has_text="S’allier"))
    ally.locator("h4", has_text=name).wait_for()
    assert "Le Pilat a du lait" in ally.inner_text()
    page.locator(".tw-feed-text", has_text=name).first.wait_for()
