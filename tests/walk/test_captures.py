"""A picture of each step's page, for the documentation: TERRITORIAL_CAPTURES=1 writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from territorial_lib.serve.stages import STEPS
from tests.conftest import ROOT, OpenDoor
from tests.walk.captures import WANTED, captured
from tests.walk.test_dashboard import PATIENT

pytestmark = pytest.mark.browser


LONG = (1366, 1500)
"""A window tall enough to show what a page is made of."""


@pytest.fixture(scope="module")
def door(open_door: Callable[..., OpenDoor], tmp_path_factory: pytest.TempPathFactory) -> OpenDoor:
    return open_door(ROOT / "notebooks", tmp_path_factory.mktemp("captures"))


@pytest.mark.skipif(not WANTED, reason="pictures are written with TERRITORIAL_CAPTURES=1")
@pytest.mark.parametrize("name", STEPS)
def test_a_picture_of_each_step(door, visit, name):
    page, _ = visit(*LONG)
    page.goto(f"{door.url}voila/render/{name}.ipynb?token={door.token}", timeout=PATIENT)
    page.wait_for_selector("body.tw-ready", state="attached", timeout=PATIENT)
    captured(page, name)
