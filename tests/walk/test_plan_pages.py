"""Actors and plan in a real browser: nothing leaves the machine, axe finds nothing serious."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import ROOT, OpenDoor
from tests.walk.test_walk import SIZES, clean, serious, step

pytestmark = pytest.mark.browser
LAST = {"05_acteurs": ".tw-feed", "06_plan_action": ".tw-feed"}


@pytest.fixture(scope="module")
def door(open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory) -> OpenDoor:
    return open_door(ROOT / "notebooks", tmp_path_factory.mktemp("plan"))


@pytest.mark.parametrize("name", LAST)
def test_the_page_is_accessible_and_asks_nothing_of_the_network(door, visit, name):
    page, witness = visit(*SIZES["laptop"])
    step(door, page, name, last=LAST[name])
    for size in SIZES:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
    clean(witness)
