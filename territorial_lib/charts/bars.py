"""Horizontal bars, each with its label and its value in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _ROW, _BAR = 560, 44, 14


@dataclass(frozen=True)
class BarItem:
    """A bar.

    Parameters
    ----------
    label : str
        What is measured, plain text.
    value : float or None
        Its value; None is missing, and said.
    low, high : float or None
        Band around the value.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def bars(
    items: Sequence[BarItem],
    *,
    title: str,
    unit: str = "",
    digits: int | None = None,
    width: int = _WIDE,
) -> Chart:
    """Draw horizontal bars from zero, in the order given.

    Parameters
    ----------
    items : sequence of BarItem
        The bars; negative values grow to the left of zero.
    title : str
        What is shown, in French.
    unit : str
        Unit of every value, as read in French.
    digits : int, optional
        Decimals to keep.
    width : int
        Width of the drawing in its own units, where a letter is about 8 wide: the narrower, the
        larger its words once shown.

    Returns
    -------
    Chart
        The bars, with whiskers where there is a band.
    """
    known = [v for item in items for v in (item.value, item.low, item.high) if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    wide = (width - 4) / ((high - low) or 1.0)
    texts = [quantity(item.value, unit, digits) for item in items]
    marks = [
        _bar(rank, item, text, (low, wide, width))
        for rank, (item, text) in enumerate(zip(items, texts, strict=True))
    ]
    alt = " ; ".join(f"{item.label} {text}" for item, text in zip(items, texts, strict=True))
    svg = picture(title, f"{alt}.", (width, max(1, len(items)) * _ROW), marks)
    rows = tuple((item.label, *_cells(item, unit, digits)) for item in items)
    return Chart(title, f"{alt}.", svg, ("", "Valeur", "Bas", "Haut"), rows)


def _bar(rank: int, item: BarItem, text: str, scale: tuple[float, float, int]) -> str:
    top, (low, wide, width) = rank * _ROW, scale
    words = (
        f'<text x="2" y="{top + 16}" font-size="15" fill="{colour("ink")}">{escape(item.label)}'
        f'</text><text x="{width - 2}" y="{top + 16}" font-size="15" font-weight="700" '
        f'text-anchor="end" fill="{colour("ink")}">{escape(text)}</text>'
    )
    if item.value is None:
        return words
    start, end = sorted([(0.0 - low) * wide, (item.value - low) * wide])
    bar = (
        f'<rect x="{start + 2:.1f}" y="{top + 22}" width="{end - start:.1f}" height="{_BAR}" '
        f'rx="2" fill="{colour("accent")}"/>'
    )
    return words + bar + _whisker(item, top + 22 + _BAR / 2, (low, wide))


def _whisker(item: BarItem, middle: float, scale: tuple[float, float]) -> str:
    if item.low is None or item.high is None:
        return ""
    low, wide = scale
    a, b = (item.low - low) * wide + 2, (item.high - low) * wide + 2
    shape = f"M{a:.1f} {middle - 5}v10M{a:.1f} {middle}H{b:.1f}M{b:.1f} {middle - 5}v10"
    return (
        f'<path d="{shape}" stroke="#fff" stroke-width="4.5" fill="none"/>'
        f'<path d="{shape}" stroke="{colour("warm")}" stroke-width="2" fill="none"/>'
    )


def _cells(item: BarItem, unit: str, digits: int | None) -> list[str]:
    band = [
        "" if bound is None else quantity(bound, unit, digits) for bound in (item.low, item.high)
    ]
    return [quantity(item.value, unit, digits), *band]
