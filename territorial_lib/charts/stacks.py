"""Several wholes cut in the same parts, one bar each, to compare how they are shared."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _ROW, _BAR, _KEY = 560, 74, 34, 30
_ROOM = 8.0
"""Per cent under which a part is too narrow for its number."""


@dataclass(frozen=True)
class StackPart:
    """A part that every bar has.

    Parameters
    ----------
    key : str
        What values call it.
    label : str
        What it is, plain text.
    shade : str
        A colour of the palette, dark enough for white words.
    """

    key: str
    label: str
    shade: str


def stacks(
    parts: Sequence[StackPart],
    bars: Sequence[tuple[str, Mapping[str, float]]],
    *,
    title: str,
    unit: str = "",
) -> Chart:
    """Draw bars of 100 %, one under the other, cut in the same parts.

    Parameters
    ----------
    parts : sequence of StackPart
        From left to right.
    bars : sequence of (str, Mapping of str to float)
        Name of each bar, plain text, and its quantities by part, not negative.
    title : str
        What is shared, in French.
    unit : str
        Unit of the quantities.

    Returns
    -------
    Chart
        The bars, their parts' shares in per cent written on them; the quantities in its table.
    """
    marks = [mark for rank, bar in enumerate(bars) for mark in _bar(parts, bar, rank)]
    marks += _legend(parts, len(bars) * _ROW)
    rows = tuple((name, *_cells(parts, values, unit)) for name, values in bars)
    alt = " ; ".join(_told(parts, bar) for bar in bars)
    header = ("", *(part.label for part in parts))
    svg = picture(title, f"{alt}.", (_WIDE, len(bars) * _ROW + _KEY), marks)
    return Chart(title, f"{alt}.", svg, header, rows)


def _shares(parts: Sequence[StackPart], values: Mapping[str, float]) -> list[float]:
    whole = math.fsum(values[part.key] for part in parts)
    return [100 * values[part.key] / whole if whole else 0.0 for part in parts]


def _bar(parts: Sequence[StackPart], bar: tuple[str, Mapping[str, float]], rank: int) -> list[str]:
    name, values = bar
    top, left = rank * _ROW, 0.0
    marks = [
        f'<text x="2" y="{top + 18}" font-size="16" fill="{colour("ink")}">{escape(name)}</text>'
    ]
    for part, share in zip(parts, _shares(parts, values), strict=True):
        wide = share / 100 * _WIDE
        marks.append(
            f'<rect x="{left:.1f}" y="{top + 26}" width="{wide:.1f}" height="{_BAR}" '
            f'fill="{colour(part.shade)}" stroke="#fff" stroke-width="2"/>'
        )
        if share >= _ROOM:
            marks.append(
                f'<text x="{left + wide / 2:.1f}" y="{top + 49}" font-size="17" fill="#fff" '
                f'font-weight="700" text-anchor="middle">{quantity(share, "%", 0)}</text>'
            )
        left += wide
    return marks


def _legend(parts: Sequence[StackPart], top: float) -> list[str]:
    marks, left = [], 2.0
    for part in parts:
        marks.append(
            f'<rect x="{left:.0f}" y="{top + 6}" width="16" height="16" '
            f'fill="{colour(part.shade)}"/><text x="{left + 22:.0f}" y="{top + 20}" '
            f'font-size="16" fill="{colour("ink")}">{escape(part.label)}</text>'
        )
        left += 48 + 9 * len(part.label)
    return marks


def _cells(parts: Sequence[StackPart], values: Mapping[str, float], unit: str) -> list[str]:
    shares = _shares(parts, values)
    return [
        f"{quantity(share, '%', 0)} ({quantity(values[part.key], unit)})"
        for part, share in zip(parts, shares, strict=True)
    ]


def _told(parts: Sequence[StackPart], bar: tuple[str, Mapping[str, float]]) -> str:
    name, values = bar
    said = [
        f"{part.label} {quantity(share, '%', 0)}"
        for part, share in zip(parts, _shares(parts, values), strict=True)
    ]
    return f"{name}\u00a0: {', '.join(said)}"
