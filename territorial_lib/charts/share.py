"""Shares of a whole, as one bar cut in parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _BAR, _LINE = 560, 34, 26
# Light and dark in turn, a white line between: parts stay apart without colour.
_SHADES = ("accent", "scale-2", "assumed", "warm-soft", "estimated", "scale-3", "warm", "line")


@dataclass(frozen=True)
class SharePart:
    """A part of a whole.

    Parameters
    ----------
    label : str
        What it is, plain text.
    value : float or None
        Its quantity, not negative; None is missing, and said.
    """

    label: str
    value: float | None


def stacked_share(parts: Sequence[SharePart], *, title: str, unit: str = "") -> Chart:
    """Draw what a whole is made of.

    Parameters
    ----------
    parts : sequence of SharePart
        The parts, eight at most, in the order to show.
    title : str
        What the whole is, in French.
    unit : str
        Unit of the quantities.

    Returns
    -------
    Chart
        One bar of 100 %, its parts named below with their share and quantity.
    """
    if len(parts) > len(_SHADES):
        raise ValueError(f"{len(parts)} parts cannot be told apart: {len(_SHADES)} at most")
    if any(part.value is not None and part.value < 0 for part in parts):
        raise ValueError("a share cannot be negative")
    whole = math.fsum(part.value or 0.0 for part in parts if part.value is not None)
    rows = tuple((part.label, _share(part, whole), quantity(part.value, unit)) for part in parts)
    alt = " ; ".join(f"{label} {share} ({text})" for label, share, text in rows) + "."
    size = (_WIDE, _BAR + 12 + _LINE * len(parts))
    svg = picture(title, alt, size, [*_slices(parts, whole), *_names(rows)])
    return Chart(title, alt, svg, ("Part", "Pour cent", "Quantité"), rows)


def _share(part: SharePart, whole: float) -> str:
    share = 100 * part.value / whole if part.value is not None and whole else None
    return quantity(share, "%", 1)


def _slices(parts: Sequence[SharePart], whole: float) -> list[str]:
    marks, left = [], 0.0
    for part, shade in zip(parts, _SHADES, strict=False):
        wide = (part.value or 0.0) / whole * _WIDE if whole else 0.0
        marks.append(
            f'<rect x="{left:.1f}" y="0" width="{wide:.1f}" height="{_BAR}" '
            f'fill="{colour(shade)}" stroke="#fff" stroke-width="2"/>'
        )
        left += wide
    return marks


def _names(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    return [
        f'<rect x="2" y="{_BAR + 16 + rank * _LINE}" width="16" height="16" '
        f'fill="{colour(_SHADES[rank])}" stroke="{colour("ink-soft")}"/>'
        f'<text x="26" y="{_BAR + 30 + rank * _LINE}" font-size="15" fill="{colour("ink")}">'
        f"{escape(label)}</text>"
        f'<text x="{_WIDE - 2}" y="{_BAR + 30 + rank * _LINE}" font-size="15" font-weight="700" '
        f'text-anchor="end" fill="{colour("ink")}">{escape(f"{share} ({text})")}</text>'
        for rank, (label, share, text) in enumerate(rows)
    ]
