"""A map of communes as a plain picture, to print: classes, names, what the room put there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from territorial_lib.charts import Chart
from territorial_lib.charts.chart import picture
from territorial_lib.identity import colour, sequential
from territorial_lib.maps.classes import breaks, class_of, shades, wordings
from territorial_lib.report.material import Placed
from territorial_lib.typography import number, quantity

if TYPE_CHECKING:
    import geopandas as gpd

_EDGE = 12.0
_LETTER, _LINE = 7.2, 15.0
"""Width and height of a letter of the names, in the drawing's units."""
_DOT = 11.0
"""Radius of a numbered point."""
_FINE = 0.0012
"""Detail left out of the contours, as a share of the drawing's width."""
_BARS = (1, 2, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True)
class Mapped:
    """What is mapped.

    Parameters
    ----------
    title : str
        What is shown, in French.
    label, unit : str
        The variable and its unit.
    digits : int or None
        Decimals of the legend; as many as it needs by default.
    """

    title: str
    label: str
    unit: str
    digits: int | None = None


class _Frame:
    """From metres to the drawing's units, the north up."""

    def __init__(self, areas: gpd.GeoDataFrame, side: float) -> None:
        west, south, east, north = (float(each) for each in areas.total_bounds)
        self.side = side
        room = side - 2 * _EDGE
        self.scale = room / max(east - west, north - south, 1.0)
        self.wide = (east - west) * self.scale + 2 * _EDGE
        self.high = (north - south) * self.scale + 2 * _EDGE
        self._west, self._north = west, north

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self._west) * self.scale + _EDGE, (self._north - y) * self.scale + _EDGE


def drawing(
    communes: gpd.GeoDataFrame,
    people: Any,
    mapped: Mapped,
    placed: Sequence[Placed] = (),
    side: float = 1000.0,
) -> Chart:
    """Draw the communes in classes, their names where they fit, and numbered points.

    Parameters
    ----------
    communes : geopandas.GeoDataFrame
        Indexed by commune: ``name``, ``geometry``, ``value`` (NaN is missing, hatched).
    people : pandas.Series
        Inhabitants by commune: the most peopled are named first.
    mapped : Mapped
        What is mapped.
    placed : sequence of Placed
        What the room put on the map, numbered in this order.
    side : float
        Width and height at most, in the drawing's units; letters are 13 to 16 high.

    Returns
    -------
    Chart
        The map, its legend, and a table of every commune.
    """
    flat = communes.to_crs(communes.estimate_utm_crs())
    frame = _Frame(flat, side)
    values = [float(each) for each in flat["value"]]
    limits = breaks([each for each in values if not math.isnan(each)])
    palette = shades(limits, sequential())
    marks = [_HATCH, *_areas(flat, frame, limits, palette)]
    order = people.reindex(flat.index).fillna(0).sort_values(ascending=False).index
    marks += _names(flat.loc[order], frame)
    marks += _points(flat, frame, placed)
    marks.append(_scale(frame))
    foot, height = _legend(limits, palette, mapped, values, frame)
    alt, size = _alt(flat, mapped), (round(frame.wide), round(frame.high + height))
    svg = picture(mapped.title, alt, size, marks + foot)
    return Chart(mapped.title, alt, svg, ("", mapped.unit), tuple(sorted(_rows(flat, mapped))))


_HATCH = (
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V8" stroke="#8a938f" stroke-width="2"/></pattern>'
    "</defs>"
)


def _areas(
    flat: gpd.GeoDataFrame, frame: _Frame, limits: Sequence[float], palette: Sequence[str]
) -> Iterator[str]:
    fine = flat.geometry.simplify(_FINE * frame.side / frame.scale)
    for shape, value in zip(fine, flat["value"], strict=True):
        rank = class_of(float(value), limits)
        fill = "url(#hatch)" if rank < 0 else palette[rank]
        yield (
            f'<path d="{_path(shape, frame)}" fill="{fill}" fill-rule="evenodd" '
            f'stroke="{colour("ink-soft")}" stroke-width="0.8" stroke-linejoin="round"/>'
        )


def _path(shape: Any, frame: _Frame) -> str:
    parts = getattr(shape, "geoms", [shape])
    rings = [ring for part in parts if part.area for ring in (part.exterior, *part.interiors)]
    return "".join(_ring(ring, frame) for ring in rings)


def _ring(ring: Any, frame: _Frame) -> str:
    points = [frame.at(x, y) for x, y, *_ in ring.coords]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _names(flat: gpd.GeoDataFrame, frame: _Frame) -> Iterator[str]:
    """Name the communes, the most peopled first, where no name is already."""
    taken: list[tuple[float, float, float, float]] = []
    for name, shape in zip(flat["name"], flat.geometry, strict=True):
        point = shape.representative_point()
        x, y = frame.at(point.x, point.y)
        half = len(name) * _LETTER / 2
        x = min(max(x, half + 2), frame.wide - half - 2)
        box = (x - half, y - _LINE, x + half, y + 4)
        if any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="middle" '
            f'fill="{colour("ink")}" stroke="#fff" stroke-width="3" stroke-linejoin="round" '
            f'paint-order="stroke">{escape(name)}</text>'
        )


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _points(flat: gpd.GeoDataFrame, frame: _Frame, placed: Sequence[Placed]) -> Iterator[str]:
    if not placed:
        return
    import geopandas as gpd

    where = gpd.GeoSeries.from_xy(
        [each.lon for each in placed], [each.lat for each in placed], crs="EPSG:4326"
    ).to_crs(flat.crs)
    seen: Counter[tuple[int, int]] = Counter()
    for rank, point in enumerate(where, 1):
        x, y = _apart(frame.at(point.x, point.y), seen)
        if 0 <= x <= frame.wide and 0 <= y <= frame.high:
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_DOT:.0f}" fill="{colour("warm")}" '
                f'stroke="#fff" stroke-width="2"/><text x="{x:.1f}" y="{y + 4.5:.1f}" '
                f'font-size="13" font-weight="700" text-anchor="middle" fill="#fff">{rank}</text>'
            )


def _apart(at: tuple[float, float], seen: Counter[tuple[int, int]]) -> tuple[float, float]:
    """Put a point beside those that are already at the same place, in rings of six."""
    key = (round(at[0] / _DOT), round(at[1] / _DOT))
    before, seen[key] = seen[key], seen[key] + 1
    if not before:
        return at
    ring, turn = (before - 1) // 6 + 1, math.pi / 3 * (before - 1)
    return at[0] + ring * 2.1 * _DOT * math.cos(turn), at[1] + ring * 2.1 * _DOT * math.sin(turn)


def _scale(frame: _Frame) -> str:
    """Draw a bar of a round number of kilometres, about a sixth of the width."""
    km = max(
        (each for each in _BARS if each * 1000 * frame.scale < frame.side / 4), default=_BARS[0]
    )
    wide, y = km * 1000 * frame.scale, frame.high - 6
    return (
        f'<path d="M6 {y - 5:.1f}V{y:.1f}H{6 + wide:.1f}V{y - 5:.1f}" fill="none" '
        f'stroke="{colour("ink")}" stroke-width="1.5"/><text x="{10 + wide:.1f}" y="{y:.1f}" '
        f'font-size="13" fill="{colour("ink")}">{quantity(km, "km")}</text>'
    )


def _legend(
    limits: Sequence[float],
    palette: Sequence[str],
    mapped: Mapped,
    values: Sequence[float],
    frame: _Frame,
) -> tuple[list[str], float]:
    unit = f" ({mapped.unit})" if mapped.unit else ""
    top = frame.high + 24
    marks = [
        f'<text x="4" y="{top:.1f}" font-size="16" font-weight="600" fill="{colour("ink")}">'
        f"{escape(mapped.label + unit)}</text>"
    ]
    unknown = [math.isnan(each) for each in values]
    keys = [] if all(unknown) else [*zip(palette, wordings(limits, mapped.digits), strict=True)]
    keys += [("url(#hatch)", "non disponible")] if any(unknown) else []
    x, y = 4.0, top + 12
    for fill, words in keys:
        wide = 34 + len(words) * 8.2
        if x + wide > frame.wide and x > 4:
            x, y = 4.0, y + 24
        marks.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="24" height="15" fill="{fill}" '
            f'stroke="{colour("ink-soft")}"/><text x="{x + 29:.1f}" y="{y + 13:.1f}" '
            f'font-size="15" fill="{colour("ink")}">{escape(words)}</text>'
        )
        x += wide + 12
    return marks, y + 24 - frame.high


def _alt(flat: gpd.GeoDataFrame, mapped: Mapped) -> str:
    known = flat["value"].dropna()
    if known.empty:
        return "Aucune valeur connue par commune."
    low, high = known.idxmin(), known.idxmax()
    return (
        f"{len(flat)} communes\u00a0: de {number(float(known[low]))} ({flat.at[low, 'name']}) à "
        f"{quantity(float(known[high]), mapped.unit)} ({flat.at[high, 'name']})."
    )


def _rows(flat: gpd.GeoDataFrame, mapped: Mapped) -> Iterator[tuple[str, str]]:
    for name, value in zip(flat["name"], flat["value"], strict=True):
        yield str(name), quantity(float(value), mapped.unit)
