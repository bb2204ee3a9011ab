"""The page from a stick: nothing asked of any network, nothing typed run, everyone can read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import Witness
from tests.report.conftest import Written

pytestmark = pytest.mark.browser
Visit = Callable[..., tuple[Any, Witness]]


def test_the_page_opens_alone_and_everyone_can_read_it(written: Written, visit: Visit) -> None:
    page, witness = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(written.file(".html").as_uri())
    page.locator("iframe").first.scroll_into_view_if_needed()  # out of sight, it draws nothing
    page.frame_locator("iframe").locator(".leaflet-overlay-pane canvas").first.wait_for()
    local = {"file", "data", "blob", "about"}
    assert {urlsplit(url).scheme for url in asked} <= local
    assert sum(url.startswith("file:") for url in asked) == 1
    assert page.evaluate("window.ran") is None
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert witness.errors == []
