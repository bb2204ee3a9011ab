"""The gaps in a real browser: levers answer, choices are entries, nothing leaves the machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import ROOT, OpenDoor, Witness

pytestmark = pytest.mark.browser
READY = 120_000
SLOW = 3.0
"""Seconds: ten times what is aimed at, since tests run on any machine, loaded or not."""
FOOD, ENERGY = "Viande, lait et œufs", "Sobriété"


@pytest.fixture(scope="module")
def workshop(
    open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory
) -> OpenDoor:
    return open_door(ROOT / "notebooks", tmp_path_factory.mktemp("manques"))


@pytest.fixture(scope="module")
def tabs(workshop: OpenDoor, browser: Any) -> Any:
    """Two tabs on the same workshop, a laptop's and a phone's, opened once."""
    opened = []
    for width, height in ((1366, 768), (390, 844)):
        context = browser.new_context(viewport={"width": width, "height": height})
        page, witness = context.new_page(), Witness()
        context.set_default_timeout(READY)
        witness.watch(page)
        page.goto(workshop.link)
        page.goto(f"{workshop.url}voila/render/02_manques.ipynb")
        page.wait_for_selector("body.tw-ready .tw-priority", timeout=READY)
        opened.append((page, witness))
    yield opened
    for page, _ in opened:
        page.context.close()


def block(page: Any, lever: str) -> Any:
    return page.locator(".tw-block", has=page.locator(f".tw-lever:has-text('{lever}')"))


def move(page: Any, lever: str, key: str = "ArrowLeft", times: int = 1) -> float:
    """Move a lever by the keyboard; give the seconds until the block says something else."""
    panel = block(page, lever)
    cards = panel.locator(".tw-cards")
    before = cards.inner_text()
    handle = panel.locator(f".tw-lever:has-text('{lever}') .noUi-handle")
    handle.focus()
    began = time.monotonic()
    for _ in range(times):
        page.keyboard.press(key)
    page.wait_for_function(
        "([node, before]) => node.innerText !== before",
        arg=[cards.element_handle(), before],
        polling=20,
    )
    return time.monotonic() - began


def retained(page: Any) -> Any:
    return page.get_by_role("button", name="✓ Retenu", exact=True)


@pytest.mark.parametrize(("lever", "key"), [(FOOD, "ArrowLeft"), (ENERGY, "ArrowRight")])
def test_a_lever_moved_changes_the_block_at_once(tabs, lever, key):
    (page, witness), _ = tabs
    waited = move(page, lever, key, times=5)
    print(f"\n{lever}: the block answered {1000 * waited:.0f} ms after the key")  # noqa: T201 - measured
    assert waited < SLOW
    assert witness.errors == []


def test_another_tab_sees_the_lever_and_can_put_it_back(tabs):
    (here, _), (there, _) = tabs
    move(here, FOOD, times=5)
    other = block(there, FOOD).locator(f".tw-lever:has-text('{FOOD}')")
    other.get_by_role("button", name="Revenir au départ").click()
    mine = block(here, FOOD).locator(f".tw-lever:has-text('{FOOD}')")
    mine.get_by_role("button", name="Revenir au départ").wait_for(state="hidden")


def test_a_gap_retained_is_an_entry_that_can_be_undone(tabs):
    (here, _), (there, _) = tabs
    first = here.locator(".tw-priority").first
    title = first.locator(".tw-priority-title").inner_text().split(". ", 1)[1]
    first.get_by_role("button", name="Retenir").click()
    retained(here).first.wait_for()
    retained(there).first.wait_for()
    said = there.locator(".tw-feed", has_text=title)
    said.wait_for()
    retained(there).first.click()
    retained(there).wait_for(state="detached")
    retained(here).wait_for(state="detached")


def test_an_unfolded_table_holds_every_figure(tabs):
    (page, _), _ = tabs
    panel = block(page, ENERGY)
    panel.get_by_role("button", name="Voir tous les chiffres").click()
    panel.locator("caption:has-text('Tous les chiffres')").wait_for()
    assert panel.locator(".tw-table tbody tr").count() > 20


@pytest.mark.parametrize("tab", [0, 1], ids=["laptop", "phone"])
def test_the_page_is_accessible_offline_and_silent(tabs, tab):
    page, witness = tabs[tab]
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 1, f"the page scrolls sideways by {overflow} px"
    found = Axe().run(page).response["violations"]
    assert [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ] == []
    assert witness.external == []
    assert witness.errors == []
