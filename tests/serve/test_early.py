"""A door prepares its kernels first, and imports nothing that it has no use for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from territorial_lib.serve import early
from tests.conftest import ROOT


def test_nothing_heavy_precedes_the_template() -> None:
    code = "import sys, territorial_lib.serve.workshop; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    heavy = {"pandas", "voila", "tornado", "jupyter_client", "sqlalchemy", "msgspec"}
    assert heavy & set(told.stdout.split()) == set()


def test_the_first_page_is_the_first_thing_prepared() -> None:
    items = early.warm_items()
    pages = [each for each in items if ".steps." in each]
    assert pages[0] == "territorial_lib.steps.preparation"
    assert len(set(items)) == len(items)


def test_no_template_is_begun_where_kernels_start_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[str, ...]] = []

    class Watched:
        def __init__(self, items: tuple[str, ...]) -> None:
            self.brood = lambda: begun.append(items)

    monkeypatch.setattr(early, "nursery", Watched)
    monkeypatch.setenv("TERRITORIAL_KERNELS", "plain")
    early.begin()
    monkeypatch.delenv("TERRITORIAL_KERNELS")
    monkeypatch.setattr(early, "SAFE", False)
    early.begin()
    assert begun == []
    monkeypatch.setattr(early, "SAFE", True)
    early.begin()
    assert begun == [early.warm_items()]


def test_what_is_spared_may_be_imported_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, early._UNUSED, raising=False)
    with early.spared(), pytest.raises(ImportError):
        __import__(early._UNUSED)
    assert early._UNUSED not in sys.modules
    monkeypatch.setitem(sys.modules, early._UNUSED, os)
    with early.spared():
        assert sys.modules[early._UNUSED] is os
    assert sys.modules[early._UNUSED] is os
