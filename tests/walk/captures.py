"""Pictures of the pages kept in ``docs/captures``: written by the tests when they are asked for.

TERRITORIAL_CAPTURES=1 pytest tests/walk/test_captures.py tests/walk/test_dashboard.py

Each one carries the version and the page that it was taken of, so that an old one is told.
"""

from __future__ import annotations

import io
import os
from typing import Any

import nbformat

from territorial_lib import __version__
from tests.conftest import ROOT, wait_until

FOLDER = ROOT / "docs" / "captures"
WANTED = os.environ.get("TERRITORIAL_CAPTURES") == "1"
_COLOURS, _WIDEST = 96, 1366
_UNDRAWN = "script[type='application/vnd.voila.cell-output+json']"
HEAVIEST = 200_000
"""Bytes of a picture: those of the repository stay small."""


def question_of(page: str) -> str:
    """Give the title of a page's notebook; nothing for a page of the room."""
    path = ROOT / "notebooks" / f"{page}.ipynb"
    if not path.is_file():
        return ""
    return str(nbformat.read(path, as_version=4).cells[0].source.splitlines()[0])


def captured(page: Any, name: str, of: str = "") -> None:
    """Keep what the window shows, in few colours; do nothing unless it is asked for."""
    if not WANTED:
        return
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    wait_until(lambda: page.locator(f"{_UNDRAWN}, :text('Loading widget')").count() == 0)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shown.thumbnail((_WIDEST, 2 * _WIDEST))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path, told = FOLDER / f"{name}.png", PngInfo()
    of = of or name.partition("-")[0]
    for key, value in (("version", __version__), ("page", of), ("question", question_of(of))):
        told.add_itxt(key, value)
    # rare colours are those that say something: this method keeps them
    few = shown.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1)
    few.save(path, optimize=True, pnginfo=told)
    assert path.stat().st_size < HEAVIEST, name
