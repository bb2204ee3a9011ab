"""What the room put on the map: a place, a label, and whether it is used, idle or missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["used", "underused", "missing", "unknown"]

SYMBOLS: dict[str, str] = {"used": "●", "underused": "▲", "missing": "✕", "unknown": "◆"}
"""A shape each: colour is never the only difference."""
MARK_LABELS: dict[str, str] = {
    "used": "ressource utilisée",
    "underused": "ressource sous-utilisée",
    "missing": "ce qui manque",
    "unknown": "à préciser",
}


@dataclass(frozen=True)
class MapPoint:
    """A point to show.

    Parameters
    ----------
    lon, lat : float
        Degrees, WGS 84.
    label : str
        What is there, as typed: plain text, escaped when shown.
    detail : str
        More about it, plain text; may be empty.
    mark : Mark
        used, underused, missing or unknown.
    """

    lon: float
    lat: float
    label: str
    detail: str = ""
    mark: Mark = "used"
