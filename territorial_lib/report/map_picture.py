"""A map of communes as a plain picture, for what is printed: areas, names, classes, points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

import geopandas as gpd
import numpy as np
import shapely

from territorial_lib.charts import Chart
from territorial_lib.charts.chart import picture
from territorial_lib.identity import colour, sequential
from territorial_lib.maps.classes import breaks, class_of, shades, wordings
from territorial_lib.maps.contours import in_degrees
from territorial_lib.maps.points import MARK_LABELS, MapPoint
from territorial_lib.typography import quantity

_WIDE, _HIGH, _LEGEND, _LINE = 640, 520, 24, 26
_MANY = 60
"""Past that many communes, names would hide the map."""
_LETTER, _NAME = 5.4, 11
_MISSING = "#e4e4e0"
_SHAPES = {
    "used": "M{x:.1f} {t:.1f}L{r:.1f} {y:.1f}L{x:.1f} {b:.1f}L{l:.1f} {y:.1f}Z",
    "underused": "M{x:.1f} {t:.1f}L{r:.1f} {b:.1f}L{l:.1f} {b:.1f}Z",
    "missing": "M{l:.1f} {t:.1f}L{r:.1f} {t:.1f}L{x:.1f} {b:.1f}Z",
    "unknown": "M{l:.1f} {t:.1f}L{r:.1f} {t:.1f}L{r:.1f} {b:.1f}L{l:.1f} {b:.1f}Z",
}


def map_picture(
    areas: gpd.GeoDataFrame, *, title: str, unit: str, points: Sequence[MapPoint] = ()
) -> Chart:
    """Draw a variable by commune.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Indexed by commune: ``name``, ``value`` (NaN is missing), geometry.
    title : str
        What is mapped, in French.
    unit : str
        Its unit, as read in French.
    points : sequence of MapPoint
        What the room put on the map.

    Returns
    -------
    Chart
        The map, its legend, and a table of every commune.
    """
    shown = in_degrees(areas)
    values = [float(each) for each in shown["value"]]
    limits = breaks([each for each in values if not math.isnan(each)])
    fills = shades(limits, sequential())
    frame = _Frame(shown)
    marks = list(_areas(shown, values, limits, fills, frame))
    marks += _names(shown, frame) if len(shown) <= _MANY else []
    marks += [_point(each, frame) for each in points]
    legend = list(_legend(limits, fills, values, points, frame.high + _LEGEND))
    high = math.ceil(frame.high + _LEGEND + _LINE * len(legend))
    rows = tuple(
        (str(name), quantity(value, unit))
        for name, value in sorted(zip(shown["name"], values, strict=True), key=lambda row: row[0])
    )
    alt = _alt(rows, values, unit)
    return Chart(
        title, alt, picture(title, alt, (_WIDE, high), [*marks, *legend]), ("", unit), rows
    )


class _Frame:
    """Brings degrees to the drawing: a degree of longitude is as long as where it stands."""

    def __init__(self, areas: gpd.GeoDataFrame) -> None:
        west, south, east, north = (float(side) for side in areas.total_bounds)
        self._west, self._north = west, north
        self._flat = math.cos(math.radians((south + north) / 2))
        wide, high = max((east - west) * self._flat, 1e-6), max(north - south, 1e-6)
        self._scale = min((_WIDE - 8) / wide, _HIGH / high)
        self._left = (_WIDE - wide * self._scale) / 2
        self.high = high * self._scale + 8

    def put(self, xy: np.ndarray) -> np.ndarray:
        x = self._left + (xy[:, 0] - self._west) * self._flat * self._scale
        y = 4 + (self._north - xy[:, 1]) * self._scale
        return np.column_stack([x, y])


def _areas(
    areas: gpd.GeoDataFrame,
    values: Sequence[float],
    limits: Sequence[float],
    fills: Sequence[str],
    frame: _Frame,
) -> Iterator[str]:
    for shape, value in zip(areas.geometry, values, strict=True):
        rank = class_of(value, limits)
        fill = _MISSING if rank < 0 else fills[rank]
        yield (
            f'<path d="{_path(shape, frame)}" fill="{fill}" fill-rule="evenodd" '
            'stroke="#55605d" stroke-width="0.8"/>'
        )


def _path(shape: shapely.Geometry, frame: _Frame) -> str:
    """Write the rings of a contour, the points that would fall on one another left out."""
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            xy = frame.put(shapely.get_coordinates(ring)).round(1)
            kept = xy[np.insert(np.any(np.diff(xy, axis=0) != 0, axis=1), 0, True)]
            if len(kept) > 3:
                parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z")
    return "".join(parts)


def _names(areas: gpd.GeoDataFrame, frame: _Frame) -> list[str]:
    """Write the names that fit, the largest areas first."""
    middles = shapely.get_coordinates(shapely.point_on_surface(areas.geometry.to_numpy()))
    spots, order = frame.put(middles), np.argsort(-shapely.area(areas.geometry.to_numpy()))
    taken: list[tuple[float, float, float]] = []
    written = []
    for at in order:
        (x, y), name = spots[at], str(areas["name"].iloc[at])
        half = len(name) * _LETTER / 2
        x = min(max(x, half + 2), _WIDE - half - 2)
        if any(abs(y - b) < _NAME + 1 and abs(x - a) < half + other for a, b, other in taken):
            continue
        taken.append((x, y, half))
        written.append(
            f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="{_NAME}" text-anchor="middle" '
            f'fill="{colour("ink")}" stroke="#fff" stroke-width="2.5" paint-order="stroke">'
            f"{escape(name)}</text>"
        )
    return written


def _point(point: MapPoint, frame: _Frame) -> str:
    x, y = frame.put(np.array([[point.lon, point.lat]]))[0]
    return _mark(point.mark, float(x), float(y))


def _mark(mark: str, x: float, y: float) -> str:
    shape = _SHAPES[mark].format(x=x, y=y, l=x - 5, r=x + 5, t=y - 5, b=y + 5)
    return f'<path d="{shape}" fill="{colour("warm")}" stroke="#fff" stroke-width="1"/>'


def _legend(
    limits: Sequence[float],
    fills: Sequence[str],
    values: Sequence[float],
    points: Sequence[MapPoint],
    top: float,
) -> Iterator[str]:
    lines = [(_box(shade), words) for shade, words in zip(fills, wordings(limits), strict=True)]
    if not any(not math.isnan(each) for each in values):
        lines = []
    if any(math.isnan(each) for each in values):
        lines.append((_box(_MISSING), "non disponible"))
    marks = dict.fromkeys(each.mark for each in points)
    lines += [(_drawn_mark(each), MARK_LABELS[each]) for each in marks]
    for rank, (sign, words) in enumerate(lines):
        y = top + rank * _LINE
        yield (
            f'{sign.format(y=y, m=y + 8, t=y + 3, b=y + 13)}<text x="32" y="{y + 13:.1f}" '
            f'font-size="14" fill="{colour("ink")}">{escape(words)}</text>'
        )


def _box(shade: str) -> str:
    return (
        f'<rect x="4" y="{{y:.1f}}" width="20" height="16" fill="{shade}" '
        'stroke="#55605d" stroke-width="0.8"/>'
    )


def _drawn_mark(mark: str) -> str:
    shape = _SHAPES[mark]
    for name, at in (("x", "14"), ("l", "9"), ("r", "19")):
        shape = shape.replace(f"{{{name}:.1f}}", at)
    shape = shape.replace("{y:.1f}", "{m:.1f}")
    return f'<path d="{shape}" fill="{colour("warm")}" stroke="#fff" stroke-width="1"/>'


def _alt(rows: Sequence[tuple[str, ...]], values: Sequence[float], unit: str) -> str:
    present = [each for each in values if not math.isnan(each)]
    if not present:
        return "Aucune valeur n’est disponible."
    low, high = quantity(min(present), unit), quantity(max(present), unit)
    missing = len(values) - len(present)
    gap = f", {missing} sans valeur" if missing else ""
    return f"{quantity(len(rows), 'communes')}, de {low} à {high}{gap}."
