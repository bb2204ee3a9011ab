"""Two measures at once: a dot each, four corners with a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _HIGH = 640, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 20, 620, 20, 395


@dataclass(frozen=True)
class Dot:
    """Something measured twice.

    Parameters
    ----------
    label : str
        What it is, plain text.
    across, up : float
        Its two measures.
    target : str
        Id of the element of the page that tells more; empty for none.
    """

    label: str
    across: float
    up: float
    target: str = ""


@dataclass(frozen=True)
class Axes:
    """What the two measures are.

    Parameters
    ----------
    across, up : str
        Names of the measures, in French.
    across_unit, up_unit : str
        Their units, in French.
    """

    across: str
    up: str
    across_unit: str = ""
    up_unit: str = ""


def quadrant(dots: Sequence[Dot], axes: Axes, *, title: str, corner: str) -> Chart:
    """Draw dots between two axes, cut at their medians.

    Parameters
    ----------
    dots : sequence of Dot
        The dots; those with a target are links.
    axes : Axes
        The two measures.
    title : str
        What is shown, in French.
    corner : str
        What the upper right corner means, in French.

    Returns
    -------
    Chart
        The picture, with every dot in words.
    """
    rows = tuple(
        (
            dot.label,
            quantity(dot.across, axes.across_unit),
            quantity(dot.up, axes.up_unit),
        )
        for dot in dots
    )
    alt = " ; ".join(f"{label} ({across}, {up})" for label, across, up in rows) or "rien à montrer"
    marks = _frame(axes, corner) + _placed(dots)
    svg = picture(title, f"{alt}.", (_WIDE, _HIGH), marks)
    if any(dot.target for dot in dots):
        svg = svg.replace('role="img"', 'role="group"', 1)  # an image would hide its links
    return Chart(title, f"{alt}.", svg, ("", axes.across, axes.up), rows)


def _frame(axes: Axes, corner: str) -> list[str]:
    ink, line = colour("ink"), colour("line")
    middle_x, middle_y = (_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2
    return [
        f'<rect x="{middle_x}" y="{_TOP}" width="{_RIGHT - middle_x}" '
        f'height="{middle_y - _TOP}" fill="{colour("accent-soft")}"/>',
        f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}" stroke="{ink}" fill="none"/>',
        f'<path d="M{middle_x} {_TOP}V{_BOTTOM}M{_LEFT} {middle_y}H{_RIGHT}" stroke="{line}" '
        'stroke-dasharray="5 4"/>',
        f'<text x="{_RIGHT - 8}" y="{_TOP + 20}" text-anchor="end" font-size="15" '
        f'font-weight="700" fill="{colour("accent")}">{escape(corner)}</text>',
        f'<text x="{_RIGHT}" y="{_HIGH - 22}" text-anchor="end" font-size="15" fill="{ink}">'
        f"{escape(axes.across)} →</text>",
        f'<text x="{_LEFT + 6}" y="{_TOP - 5}" font-size="15" fill="{ink}">'
        f"↑ {escape(axes.up)}</text>",
    ]


def _placed(dots: Sequence[Dot]) -> list[str]:
    across, up = (_ranks([getattr(dot, name) for dot in dots]) for name in ("across", "up"))
    marks: list[str] = []
    taken: list[tuple[float, float]] = []
    for dot, x_share, y_share in zip(dots, across, up, strict=True):
        x = _LEFT + 12 + x_share * (_RIGHT - _LEFT - 24)
        y = _BOTTOM - 14 - y_share * (_BOTTOM - _TOP - 46)
        while any(abs(y - other) < 15 and abs(x - at) < 190 for at, other in taken):
            y -= 4 if y_share > 0.5 else -4
            if not _TOP + 24 < y < _BOTTOM - 4:
                break
        taken.append((x, y))
        marks.append(_mark(dot, x, y))
    return marks


def _mark(dot: Dot, x: float, y: float) -> str:
    end = x > (_LEFT + _RIGHT) / 2
    anchor, shift = ("end", -9) if end else ("start", 9)
    drawn = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour("warm")}"/>'
        f'<text x="{x + shift:.1f}" y="{y + 5:.1f}" font-size="13.5" text-anchor="{anchor}" '
        f'fill="{colour("ink")}">{escape(dot.label)}</text>'
    )
    if not dot.target:
        return drawn
    return f'<a href="#{escape(dot.target)}">{drawn}</a>'


def _ranks(values: Sequence[float]) -> list[float]:
    """Place by rank, 0 to 1: sums of money differ by a hundred times."""
    ordered = sorted(values)
    last = max(len(values) - 1, 1)
    return [(ordered.index(value) + (ordered.count(value) - 1) / 2) / last for value in values]
