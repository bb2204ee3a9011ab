"""The pages as a town hall sees them: in Chromium, without any network."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.conftest import OpenDoor, Witness, wait_until
from tests.serve.conftest import Client

pytestmark = pytest.mark.browser
KERNEL = "JSON.parse(document.getElementById('jupyter-config-data').text).kernelId"
Visit = Callable[..., tuple[Any, Witness]]


@pytest.fixture
def opened(door: OpenDoor, visit: Visit) -> Callable[..., tuple[Any, Witness]]:
    """Open a step in a fresh session, ready."""

    def start(step: str, query: str = "", script: str = "", **options: Any) -> tuple[Any, Witness]:
        page, witness = visit(**options)
        page.add_init_script(script)
        page.context.request.get(door.link, max_redirects=0)
        page.goto(f"{door.url}voila/render/{step}.ipynb{query}")
        page.wait_for_selector("body.tw-ready")
        return page, witness

    return start


UNDRAWN = "script[type='application/vnd.voila.cell-output+json']"
BUSY = """const timer = setTimeout;
setTimeout = (act, delay, ...given) => timer(act, delay === 100 ? 8000 : delay, ...given);"""
"""A browser so busy that a question asked every tenth of a second is asked once in eight."""
IMPATIENT = """const timer = setTimeout;
setTimeout = (act, delay, ...given) => timer(act, delay === 60000 ? 500 : delay, ...given);"""
"""A browser that waits half a second, not a minute, for a page's widgets."""


def test_widgets_answer_and_nothing_leaves_the_machine(opened: Visit) -> None:
    page, witness = opened("01_inventaire")
    page.get_by_label("Nom", exact=True).fill("scierie")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_text("reçu scierie").wait_for()
    page.wait_for_selector("mjx-container")
    assert witness.external == []
    assert witness.errors == []
    assert page.title().startswith("Inventaire — Atelier de ")
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_a_page_late_to_be_whole_says_so_until_it_is(opened: Visit) -> None:
    page, _ = opened("annexes/lente", script=IMPATIENT)
    page.get_by_text("tarde à s’afficher").wait_for()
    page.get_by_text("enfin").wait_for()
    page.get_by_text("tarde à s’afficher").wait_for(state="hidden")


def test_a_kernel_slow_to_describe_its_widgets_is_waited_for(opened: Visit) -> None:
    page, witness = opened("annexes/lente", script=BUSY)
    assert page.locator(UNDRAWN).count() == 0, "a page is shown once it is drawn"
    page.get_by_text("enfin").wait_for()
    assert witness.errors == []


def test_the_witness_sees_what_leaves_and_the_browser_goes_nowhere(visit: Visit) -> None:
    page, witness = visit()
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://192.0.2.1/")
    assert witness.external == ["http://192.0.2.1/"]


def test_pages_may_not_ask_elsewhere_at_all(opened: Visit) -> None:
    page, witness = opened("00_preparer")
    page.evaluate("fetch('http://192.0.2.1/').catch(() => 0)")
    page.evaluate("document.body.append(Object.assign(new Image, {src: 'http://192.0.2.1/x.png'}))")
    assert len(witness.errors) >= 2
    assert all("Content Security Policy" in error for error in witness.errors)


@pytest.mark.parametrize("query", ["", "?projecteur=1"])
def test_no_serious_accessibility_fault(opened: Visit, query: str) -> None:
    page, _ = opened("01_inventaire", query)
    page.get_by_role("button", name="Ajouter").wait_for()
    assert serious(page) == {}


def test_errors_and_refusals_are_accessible(door: OpenDoor, opened: Visit, visit: Visit) -> None:
    page, _ = visit()
    page.goto(door.url)
    assert serious(page) == {}
    page, _ = opened("02_manques")
    assert page.get_by_text("n’a pas pu être préparée").is_visible()
    assert serious(page) == {}
    page.goto(f"{door.url}nulle-part")
    assert serious(page) == {}
    page.get_by_role("link", name="Revenir à l’atelier").click()
    page.wait_for_url("**/00_preparer.ipynb")


def serious(page: Any) -> dict[str, list[str]]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return {
        fault["id"]: [node["html"] for node in fault["nodes"]]
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    }


def test_no_page_scrolls_sideways(opened: Visit) -> None:
    page, _ = opened("01_inventaire", width=360)
    page.get_by_role("button", name="Ajouter").wait_for()
    for width in (360, 390, 768, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_steps_lead_on(opened: Visit) -> None:
    page, _ = opened("00_preparer")
    steps = page.get_by_role("navigation", name="Étapes de l’atelier")
    assert steps.get_by_role("link").all_inner_texts() == [
        "Préparer", "Inventaire", "Manques", "Glocal",
    ]  # fmt: skip
    assert steps.locator("[aria-current=page]").inner_text() == "Préparer"
    assert steps.get_by_text("Fuites").is_visible()
    steps.get_by_role("link", name="Inventaire").click()
    page.wait_for_url("**/01_inventaire.ipynb")


def test_the_keyboard_skips_to_the_contents(opened: Visit) -> None:
    page, _ = opened("00_preparer")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_projector_mode_is_larger_hides_tables_and_is_remembered(opened: Visit) -> None:
    page, _ = opened("01_inventaire", width=1920, height=1080)
    table, size = page.locator(".tw-table"), "parseFloat(getComputedStyle(document.body).fontSize)"
    table.wait_for()
    before = page.evaluate(size)
    button = page.get_by_role("button", name="Projecteur")
    button.click()
    assert page.evaluate(size) > 1.3 * before
    assert not table.is_visible()
    page.reload()
    page.wait_for_selector("body.tw-ready")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    table.wait_for()


def test_a_page_that_is_left_stops_its_kernel(opened: Visit, client: Client) -> None:
    page, _ = opened("00_preparer")
    kernel = page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').text).kernelId"
    )
    page.goto("about:blank")
    wait_until(lambda: '"alive": false' in client.ask(f"/atelier/moteur/{kernel}").text)


def test_a_lost_kernel_is_said_and_the_page_reloads(opened: Visit, client: Client) -> None:
    page, _ = opened("00_preparer")
    kernel = page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').text).kernelId"
    )
    client.ask(f"/voila/api/shutdown/{kernel}", "POST", Origin=client.origin)
    page.get_by_role("alert").get_by_text("s’est arrêté").wait_for()
    page.get_by_role("button", name="Recharger la page").click()
    page.wait_for_selector("body:not(.tw-ready)")
    page.wait_for_selector("body.tw-ready")
    assert not page.get_by_role("alert").is_visible()


def test_a_door_opened_again_keeps_the_session(
    open_door: Callable[..., OpenDoor], notebooks: Path, visit: Visit
) -> None:
    door = open_door(notebooks)
    page, _ = visit()
    page.goto(door.link)
    page.wait_for_selector("body.tw-ready")
    os.kill(door.pid, signal.SIGKILL)
    page.get_by_role("alert").get_by_text("s’est arrêté").wait_for()
    page.get_by_role("button", name="Recharger la page").click()
    page.wait_for_selector("body.tw-ready")
    door.stop()
    page.get_by_role("alert").get_by_text("ne répond plus").wait_for()


def test_a_link_on_another_site_opens_the_workshop(door: OpenDoor, visit: Visit) -> None:
    page, _ = visit()
    page.set_content(f'<a href="{door.link}">Atelier</a>')
    page.get_by_role("link").click()
    page.wait_for_selector("body.tw-ready")
    assert page.url == f"{door.url}voila/render/00_preparer.ipynb"
