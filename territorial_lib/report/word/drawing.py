"""What our own SVG pictures are made of: outlines and words, curves flattened.

Only what `charts` and `commune_drawing` write is read: rect, circle, polygon, path, text, tspan,
g. A hatched area is grey.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

Point = tuple[float, float]
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_TURN = re.compile(r"rotate\(([^)]*)\)")
_PIECES = 20
"""Straight pieces of a curve."""
_HATCHED = "#e4e4e0"
_FAMILY = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Outline:
    """Lines, closed and filled or not.

    Parameters
    ----------
    paths : tuple of tuple of Point
        Broken lines, in the drawing's units.
    fill, stroke : str
        Colours as "#rrggbb", blended with white where they were see-through; empty for none.
    width : float
        Width of the line.
    dashed : bool
        True for a dashed line.
    """

    paths: tuple[tuple[Point, ...], ...]
    fill: str
    stroke: str
    width: float
    dashed: bool = False


@dataclass(frozen=True)
class Words:
    """Words on one line.

    Parameters
    ----------
    at : Point
        Where they stand, on the base line.
    text : str
        Plain text.
    size : float
        Height of the letters.
    bold : bool
        True for bold.
    fill : str
        Colour as "#rrggbb".
    anchor : str
        start, middle or end: what stands there.
    turned : float
        Degrees, clockwise.
    halo : float
        Width of the white line around the letters; 0 for none.
    """

    at: Point
    text: str
    size: float
    bold: bool
    fill: str
    anchor: str = "start"
    turned: float = 0.0
    halo: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """A picture.

    Parameters
    ----------
    width, height : float
        Its size, its own units.
    marks : tuple
        Outlines and words, the last above.
    """

    width: float
    height: float
    marks: tuple[Outline | Words, ...]


def read(svg: str) -> Drawing:
    """Read one of our pictures.

    Parameters
    ----------
    svg : str
        An ``<svg>`` element that this program wrote.

    Returns
    -------
    Drawing
        What it draws; ValueError where it holds an element that we never write.
    """
    root = ElementTree.fromstring(svg)
    *_, width, height = (float(each) for each in root.attrib["viewBox"].split())
    return Drawing(width, height, tuple(_marks(root, {})))


def _marks(parent: ElementTree.Element, above: Mapping[str, str]) -> Iterator[Outline | Words]:
    for each in parent:
        tag = each.tag.removeprefix(_FAMILY)
        look = {**above, **each.attrib}
        if tag in ("title", "desc", "defs"):
            continue
        if tag == "g":
            yield from _marks(each, look)
        elif tag == "text":
            yield from _words(each, look)
        else:
            yield _outline(tag, look)


def _outline(tag: str, look: Mapping[str, str]) -> Outline:
    alpha = float(look.get("opacity", "1"))
    fill_alpha, line_alpha = (
        alpha * float(look.get(f"{name}-opacity", "1")) for name in ("fill", "stroke")
    )
    return Outline(
        paths=tuple(_paths(tag, look)),
        fill=_blended(look.get("fill", "#000000"), fill_alpha),
        stroke=_blended(look.get("stroke", "none"), line_alpha),
        width=float(look.get("stroke-width", "1")),
        dashed="stroke-dasharray" in look,
    )


def _paths(tag: str, look: Mapping[str, str]) -> Iterator[tuple[Point, ...]]:
    if tag == "rect":
        x, y, wide, high = (float(look.get(k, "0")) for k in ("x", "y", "width", "height"))
        yield ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y))
    elif tag == "circle":
        x, y, r = (float(look.get(k, "0")) for k in ("cx", "cy", "r"))
        turns = [2 * math.pi * rank / 32 for rank in range(33)]
        yield tuple((x + r * math.cos(a), y + r * math.sin(a)) for a in turns)
    elif tag == "polygon":
        flat = _numbers(look["points"])
        points = tuple(zip(flat[::2], flat[1::2], strict=True))
        yield (*points, points[0])
    elif tag == "path":
        yield from _Pen().drawn(look["d"])
    else:
        raise ValueError(f"no picture of ours holds <{tag}>")


class _Pen:
    """Follows the steps of a path, absolute or relative."""

    def __init__(self) -> None:
        self._at: Point = (0.0, 0.0)
        self._line: list[Point] = []

    def drawn(self, steps: str) -> Iterator[tuple[Point, ...]]:
        for letter, told in _STEP.findall(steps):
            if letter in "Mm" and self._line:
                yield tuple(self._line)
                self._line = []
            self._step(letter, _numbers(told))
        if self._line:
            yield tuple(self._line)

    def _step(self, letter: str, told: list[float]) -> None:
        x, y = self._at if letter.islower() else (0.0, 0.0)
        kind = letter.upper()
        if kind == "Z":
            self._to(self._line[0])
        elif kind == "H":
            self._to((x + told[0], self._at[1]))
        elif kind == "V":
            self._to((self._at[0], y + told[0]))
        elif kind in "ML":
            for a, b in zip(told[::2], told[1::2], strict=True):
                self._to((x + a, y + b))
                x, y = self._at if letter.islower() else (0.0, 0.0)
        elif kind == "C":
            for rank in range(0, len(told), 6):
                a, b, c, d, e, f = told[rank : rank + 6]
                self._bend((x + a, y + b), (x + c, y + d), (x + e, y + f))
        elif kind == "Q":
            a, b, c, d = told
            self._arch((x + a, y + b), (x + c, y + d))
        else:
            raise ValueError(f"no path of ours has a step {letter}")

    def _to(self, point: Point) -> None:
        self._at = point
        self._line.append(point)

    def _arch(self, middle: Point, end: Point) -> None:
        start = self._at
        first, second = (
            (p[0] + 2 * (middle[0] - p[0]) / 3, p[1] + 2 * (middle[1] - p[1]) / 3)
            for p in (start, end)
        )
        self._bend(first, second, end)

    def _bend(self, first: Point, second: Point, end: Point) -> None:
        start = self._at
        for rank in range(1, _PIECES + 1):
            t = rank / _PIECES
            parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            four = (start, first, second, end)
            x, y = (sum(w * p[axis] for w, p in zip(parts, four, strict=True)) for axis in (0, 1))
            self._to((x, y))


def _words(element: ElementTree.Element, look: Mapping[str, str]) -> Iterator[Words]:
    """Give the words of a line; a part in bold goes on where the one before ends."""
    turn = _TURN.match(look.get("transform", ""))
    text = "".join(element.itertext())
    bold = any(_bold(each.attrib) for each in element) and not (element.text or "").strip()
    if text.strip():
        yield Words(
            at=(float(look.get("x", "0")), float(look.get("y", "0"))),
            text=text,
            size=float(look.get("font-size", "16")),
            bold=bold or _bold(look),
            fill=_blended(look.get("fill", "#000000"), 1.0),
            anchor=look.get("text-anchor", "start"),
            turned=_numbers(turn[1])[0] if turn else 0.0,
            halo=float(look.get("stroke-width", "0")) if "paint-order" in look else 0.0,
        )


def _bold(look: Mapping[str, str]) -> bool:
    weight = look.get("font-weight", "400")
    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)


def _numbers(text: str) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text)]


def _blended(shade: str, alpha: float) -> str:
    """Give the colour that a see-through one makes on white."""
    if shade == "none":
        return ""
    if shade.startswith("url("):
        shade = _HATCHED
    if len(shade) == 4:
        shade = "#" + "".join(2 * each for each in shade[1:])
    parts = (int(shade[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + alpha * (each - 255)):02x}" for each in parts)
