"""Things placed by two grades, in four named quadrants: power and interest of actors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.charts.marks import Mark, legend_of, sign
from territorial_lib.identity import colour
from territorial_lib.typography import number

_WIDE, _SIDE, _LEFT, _TOP = 560, 480, 62, 32
_INSIDE = 16
"""Room kept between the lowest and highest grades and the edges, for the signs."""
_FONT, _LETTER = 16, 9.0
_LONGEST, _WHISKERS, _NUMBERED, _STEP = 24, 15, 40, 13
"""Letters of a name; items up to which bands, then numbers, are drawn; space between twins."""
_NEAR = 0.5
_TEXT = "stroke-linejoin='round' paint-order='stroke'"
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class QuadrantItem:
    """Something placed.

    Parameters
    ----------
    label : str
        What it is, plain text.
    across, up : float
        Its grades, from 0 to the highest.
    group : str
        Key of its mark.
    across_band, up_band : tuple of float or None
        Where half of the grades are; None where unknown.
    hollow : bool
        True where its place does not come from votes.
    """

    label: str
    across: float
    up: float
    group: str
    across_band: tuple[float, float] | None = None
    up_band: tuple[float, float] | None = None
    hollow: bool = False


@dataclass(frozen=True)
class Frame:
    """What the picture is about.

    Parameters
    ----------
    title : str
        What is shown, in French.
    across, up : str
        Names of the two grades.
    quadrants : Mapping
        Name and advice by (up above the middle, across above the middle).
    marks : Mapping of str to Mark
        How each group is drawn.
    highest : float
        Highest grade; the quadrants meet at its half.
    """

    title: str
    across: str
    up: str
    quadrants: Mapping[tuple[bool, bool], tuple[str, str]]
    marks: Mapping[str, Mark]
    highest: float = 10.0

    def quadrant(self, item: QuadrantItem) -> str:
        """Name the quadrant of an item.

        Parameters
        ----------
        item : QuadrantItem
            What is placed; the middle counts as above.

        Returns
        -------
        str
            A name of `quadrants`.
        """
        middle = self.highest / 2
        return self.quadrants[item.up >= middle, item.across >= middle][0]


def quadrants(items: Sequence[QuadrantItem], frame: Frame) -> Chart:
    """Place items by their two grades.

    Parameters
    ----------
    items : sequence of QuadrantItem
        From the first named to the last: where words lack room, the last bear a number.
    frame : Frame
        What the picture is about.

    Returns
    -------
    Chart
        The quadrants with their names, the items, a table of all of them. Items on one spot are
        spread around it.
    """
    spots = _spread(items, frame.highest)
    size = 8.0 if len(items) <= 60 else 6.0
    placed = _labels(items, spots, size)
    marks = [*_ground(frame)]
    if len(items) <= _WHISKERS:
        marks += [line for item in items for line in _whiskers(item, frame.highest)]
    for item, (x, y) in zip(items, spots, strict=True):
        spot = sign(frame.marks[item.group], x, y, size, item.hollow)
        marks.append(f"<g><title>{escape(item.label)}</title>{spot}</g>")
    marks += placed.words
    present = [mark for key, mark in frame.marks.items() if any(i.group == key for i in items)]
    below = _TOP + _SIDE + 78
    marks += legend_of(present, _LEFT - 50, below, _WIDE, 180)
    high = below + 26 * math.ceil(len(present) / 3)
    alt = _alt(items, frame)
    svg = picture(frame.title, alt, (_WIDE, int(high)), marks)
    return Chart(frame.title, alt, svg, _header(frame), _rows(items, frame, placed.numbers))


def _xy(across: float, up: float, highest: float) -> tuple[float, float]:
    wide = _SIDE - 2 * _INSIDE
    left, top = _LEFT + _INSIDE, _TOP + _INSIDE
    return left + wide * across / highest, top + wide * (1 - up / highest)


def _spread(items: Sequence[QuadrantItem], highest: float) -> list[tuple[float, float]]:
    """Turn those that stand on one spot around it, by the golden angle."""
    seen: dict[tuple[int, int], int] = {}
    spots = []
    for item in items:
        cell = (round(item.across / _NEAR), round(item.up / _NEAR))
        rank = seen[cell] = seen.get(cell, -1) + 1
        x, y = _xy(item.across, item.up, highest)
        away, angle = _STEP * math.sqrt(rank), rank * 2.39996
        spots.append((x + away * math.cos(angle), y + away * math.sin(angle)))
    edge = 9.0
    return [
        (
            min(max(x, _LEFT + edge), _LEFT + _SIDE - edge),
            min(max(y, _TOP + edge), _TOP + _SIDE - edge),
        )
        for x, y in spots
    ]


@dataclass(frozen=True)
class _Words:
    words: list[str]
    numbers: dict[int, int]


def _labels(
    items: Sequence[QuadrantItem], spots: Sequence[tuple[float, float]], size: float
) -> _Words:
    """Write the names that fit; the others bear a number, where they are few enough."""
    taken: list[Box] = [(x - size, y - size, x + size, y + size) for x, y in spots]
    words: list[str] = []
    numbers: dict[int, int] = {}
    for rank, (item, (x, y)) in enumerate(zip(items, spots, strict=True)):
        short = item.label if len(item.label) <= _LONGEST else f"{item.label[: _LONGEST - 1]}…"
        for left, base in _around(x, y, _LETTER * len(short), size):
            box = (left, base - 13, left + _LETTER * len(short), base + 4)
            if _free(box, taken):
                taken.append(box)
                words.append(_word(short, left, base, item.label))
                break
        else:
            if len(items) > _NUMBERED:
                continue
            numbers[rank] = len(numbers) + 1
            words.append(_number(numbers[rank], x, y))
    return _Words(words, numbers)


def _around(x: float, y: float, wide: float, size: float) -> Iterator[tuple[float, float]]:
    """Try right, left, above, below."""
    yield x + size + 4, y + 5
    yield x - size - 4 - wide, y + 5
    yield x - wide / 2, y - size - 6
    yield x - wide / 2, y + size + 16


def _free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < _LEFT or right > _LEFT + _SIDE or top < _TOP or bottom > _TOP + _SIDE:
        return False
    return not any(
        left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
        for other in taken
    )


def _word(text: str, x: float, y: float, whole: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{_FONT}" fill="{colour("ink")}" '
        f'stroke="{colour("card")}" stroke-width="3" {_TEXT}>{escape(text)}'
        f"<title>{escape(whole)}</title></text>"
    )


def _number(value: int, x: float, y: float) -> str:
    return (
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="11" font-weight="700" '
        f'text-anchor="middle" fill="{colour("ink")}" stroke="{colour("card")}" '
        f'stroke-width="3" {_TEXT}>{value}</text>'
    )


def _whiskers(item: QuadrantItem, highest: float) -> Iterator[str]:
    x, y = _xy(item.across, item.up, highest)
    look = f'stroke="{colour("ink-soft")}" stroke-width="1.5" stroke-opacity="0.7"'
    if item.across_band is not None:
        low, high = (_xy(each, 0, highest)[0] for each in item.across_band)
        yield f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y:.1f}" y2="{y:.1f}" {look}/>'
    if item.up_band is not None:
        low, high = (_xy(0, each, highest)[1] for each in item.up_band)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}" {look}/>'


def _ground(frame: Frame) -> Iterator[str]:
    """Draw the four quadrants, their names above and below them, and the axes."""
    half = _SIDE / 2
    for (up, across), (name, _) in frame.quadrants.items():
        x, y = _LEFT + half * across, _TOP + half * (not up)
        shade = colour("accent-soft" if up and across else "paper")
        yield (
            f'<rect x="{x}" y="{y}" width="{half}" height="{half}" fill="{shade}" '
            f'stroke="{colour("line")}"/>'
        )
        middle, base = x + half / 2, y - 10 if up else y + half + 22
        yield (
            f'<text x="{middle}" y="{base}" font-size="18" font-weight="700" '
            f'text-anchor="middle" fill="{colour("accent")}">{escape(name)}</text>'
        )
    bottom, low, high = _TOP + _SIDE + 44, "0", number(frame.highest)
    axis = f'font-size="{_FONT}" fill="{colour("ink-soft")}"'
    yield f'<text x="{_LEFT}" y="{bottom}" {axis}>{low}</text>'
    yield f'<text x="{_LEFT + _SIDE}" y="{bottom}" text-anchor="end" {axis}>{high}</text>'
    yield f'<text x="{_LEFT - 8}" y="{_TOP + _SIDE}" text-anchor="end" {axis}>{low}</text>'
    yield f'<text x="{_LEFT - 8}" y="{_TOP + 14}" text-anchor="end" {axis}>{high}</text>'
    named = f'font-size="17" font-weight="600" text-anchor="middle" fill="{colour("ink")}"'
    yield f'<text x="{_LEFT + half}" y="{bottom}" {named}>{escape(frame.across)} →</text>'
    middle = _TOP + half
    turned = f'transform="rotate(-90 {_LEFT - 32} {middle})"'
    yield f'<text x="{_LEFT - 32}" y="{middle}" {turned} {named}>{escape(frame.up)} →</text>'


def _header(frame: Frame) -> tuple[str, ...]:
    return ("Acteur", "Groupe", frame.up, frame.across, "Place")


def _rows(
    items: Sequence[QuadrantItem], frame: Frame, numbers: Mapping[int, int]
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            f"{numbers[rank]}. {item.label}" if rank in numbers else item.label,
            frame.marks[item.group].label,
            _banded(item.up, item.up_band),
            _banded(item.across, item.across_band),
            frame.quadrant(item) + (" (convenu à voix haute)" if item.hollow else ""),
        )
        for rank, item in enumerate(items)
    )


def _banded(value: float, band: tuple[float, float] | None) -> str:
    if band is None or band[0] == band[1]:
        return number(value)
    return f"{number(value)} (de {number(band[0])} à {number(band[1])})"


def _alt(items: Sequence[QuadrantItem], frame: Frame) -> str:
    """Say who is in each quadrant."""
    if not items:
        return "Personne n’est encore placé."
    parts = []
    for name, _ in frame.quadrants.values():
        held = [item.label for item in items if frame.quadrant(item) == name]
        named = ", ".join(held[:6]) + (f" et {len(held) - 6} autres" if len(held) > 6 else "")
        parts.append(f"{name}\u00a0: {named or 'personne'}")
    return ". ".join(parts) + "."
