"""Pictures of the pages kept in ``docs/captures``: written by the tests when they are asked for.

TERRITORIAL_CAPTURES=1 pytest tests/walk/test_captures.py tests/walk/test_dashboard.py
"""

from __future__ import annotations

import io
import os
from typing import Any

from tests.conftest import ROOT, wait_until

FOLDER = ROOT / "docs" / "captures"
WANTED = os.environ.get("TERRITORIAL_CAPTURES") == "1"
_COLOURS, _WIDEST = 96, 1280
HEAVIEST = 200_000
"""Bytes of a picture: those of the repository stay small."""


def captured(page: Any, name: str) -> None:
    """Keep what the window shows, in few colours; do nothing unless it is asked for."""
    if not WANTED:
        return
    from PIL import Image

    wait_until(lambda: page.locator("text=Loading widget").count() == 0)
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shown.thumbnail((_WIDEST, _WIDEST))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    # rare colours are those that say something: this method keeps them
    shown.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    assert path.stat().st_size < HEAVIEST, name
