"""Who pays whom, around a circle: arrows, the part that closes on itself, the links that lack."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _HIGH, _RADIUS = 640, 430, 150
_THICK, _THIN = 13.0, 2.0
_LONGEST = 24
_BEND = 0.16
"""How far an arrow bends, as a part of its length: two ways do not cover each other."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """What one pays another.

    Parameters
    ----------
    source, target : str
        Names of who pays and who is paid, two of those on the circle.
    value : float
        How much, above 0.
    inside : float
        The part of it that stays inside, from 0 to `value`.
    lacking : bool
        True for what is not paid yet: dashed.
    """

    source: str
    target: str
    value: float
    inside: float = 0.0
    lacking: bool = False


def circle(names: Sequence[str], arrows: Sequence[Arrow], *, title: str, unit: str = "") -> Chart:
    """Draw arrows between names around a circle.

    Parameters
    ----------
    names : sequence of str
        Clockwise from the top; plain text.
    arrows : sequence of Arrow
        What is paid; the thickness is the quantity.
    title : str
        What is shown, in French.
    unit : str
        Unit of every value.

    Returns
    -------
    Chart
        The circle, with its table.
    """
    places = {name: _place(rank, len(names)) for rank, name in enumerate(names)}
    largest = max((each.value for each in arrows), default=1.0)
    ordered = sorted(arrows, key=lambda each: (each.lacking, each.inside > 0))
    marks = [_arrow(each, places, largest) for each in ordered]
    marks += [_name(name, places[name]) for name in names]
    rows = tuple(
        (
            f"{each.source} → {each.target}",
            "lien à créer" if each.lacking else quantity(each.value, unit, 0),
            "" if each.lacking else quantity(each.inside, unit, 0),
        )
        for each in arrows
    )
    alt = " ; ".join(_told(each, unit) for each in arrows)
    svg = picture(title, f"{alt}.", (_WIDE, _HIGH), marks)
    return Chart(title, f"{alt}.", svg, ("De, vers", "Montant", "En boucle"), rows)


def _told(arrow: Arrow, unit: str) -> str:
    if arrow.lacking:
        return f"{arrow.source} vers {arrow.target}, lien qui manque"
    words = f"{arrow.source} paie {quantity(arrow.value, unit, 0)} à {arrow.target}"
    return f"{words}, dont {quantity(arrow.inside, unit, 0)} en boucle" if arrow.inside else words


def _place(rank: int, count: int) -> Point:
    angle = 2 * math.pi * rank / max(count, 1) - math.pi / 2
    return _WIDE / 2 + _RADIUS * math.cos(angle), _HIGH / 2 + _RADIUS * math.sin(angle)


def _arrow(each: Arrow, places: Mapping[str, Point], largest: float) -> str:
    (x, y), (a, b) = places[each.source], places[each.target]
    long = math.hypot(a - x, b - y) or 1.0
    across = ((b - y) / long, (x - a) / long)
    bend = (
        (x + a) / 2 + across[0] * _BEND * long,
        (y + b) / 2 + across[1] * _BEND * long,
    )
    start, end = _towards((x, y), bend, 10), _towards((a, b), bend, 22)
    curve = f"M{_at(start)}Q{_at(bend)} {_at(end)}"
    if each.lacking:
        dashed = _stroke(curve, "warm", 2.5, ' stroke-dasharray="7 5"')
        return dashed + _head(end, bend, "warm", 4.0)
    wide = _THIN + (_THICK - _THIN) * each.value / largest
    shade = "accent" if each.inside > 0 else "ink-soft"
    whole = _stroke(curve, "line", wide)
    if not each.inside > 0:
        return whole + _head(end, bend, shade, wide)
    part = max(_THIN, wide * each.inside / each.value)
    return whole + _stroke(curve, "accent", part) + _head(end, bend, shade, wide)


def _stroke(curve: str, shade: str, wide: float, more: str = "") -> str:
    return (
        f'<path d="{curve}" fill="none" stroke="{colour(shade)}" stroke-width="{wide:.1f}"{more}/>'
    )


def _head(end: Point, bend: Point, shade: str, wide: float) -> str:
    """Draw the head of an arrow beyond its end, in its direction."""
    long = math.hypot(end[0] - bend[0], end[1] - bend[1]) or 1.0
    along = ((end[0] - bend[0]) / long, (end[1] - bend[1]) / long)
    half = wide / 2 + 3.5
    tip = (end[0] + 13 * along[0], end[1] + 13 * along[1])
    left = (end[0] - half * along[1], end[1] + half * along[0])
    right = (end[0] + half * along[1], end[1] - half * along[0])
    return f'<path d="M{_at(left)}L{_at(tip)}L{_at(right)}Z" fill="{colour(shade)}"/>'


def _towards(origin: Point, goal: Point, distance: float) -> Point:
    long = math.hypot(goal[0] - origin[0], goal[1] - origin[1]) or 1.0
    return (
        origin[0] + distance * (goal[0] - origin[0]) / long,
        origin[1] + distance * (goal[1] - origin[1]) / long,
    )


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _name(name: str, place: Point) -> str:
    """Write a name outside the circle, on its own side."""
    x, y = place
    out = ((x - _WIDE / 2) / _RADIUS, (y - _HIGH / 2) / _RADIUS)
    anchor = "middle" if abs(out[0]) < 0.3 else "start" if out[0] > 0 else "end"
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    left, top = x + 15 * out[0], y + 15 * out[1] + 6 + 12 * out[1] * (abs(out[0]) < 0.3)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour("ink")}"/>'
        f'<text x="{left:.1f}" y="{top:.1f}" font-size="16" text-anchor="{anchor}" '
        f'fill="{colour("ink")}">{escape(short)}</text>'
    )
