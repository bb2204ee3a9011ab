"""Contours small enough for a phone: whole numbers, differences, drawn without any library."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from territorial_lib.geography.contours import commune_contours, nearby, surroundings
from territorial_lib.geography.territories import Gazetteer, Territory

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

WIDTH = 2000
"""Steps from west to east; a phone's screen has fewer points."""
MARGIN = 0.04
_COMMUNES = 450
"""Beyond, communes are too small to touch: larger units are drawn."""
_EPCI = 2000


def compact_map(territory: Territory, gazetteer: Gazetteer) -> dict[str, Any]:
    """Give the map that phones and the wall draw.

    Parameters
    ----------
    territory : Territory
        The territory.
    gazetteer : Gazetteer
        Where contours and names are read.

    Returns
    -------
    dict
        ``west``, ``south``, ``east``, ``north`` (degrees), ``width``, ``height`` (steps, y
        downwards), ``communes`` (code, name, middle), ``areas`` and ``around`` (rings: first
        point, then differences; an area has the code of its commune, null for a larger unit).
    """
    inside = commune_contours(territory, gazetteer)
    frame = _Frame(inside)
    drawn, code_known = _drawn(inside, gazetteer)
    around = surroundings(territory, inside, gazetteer) if code_known else drawn.iloc[:0]
    points = inside.geometry.representative_point()
    return {
        **frame.bounds(),
        "communes": [
            {"code": code, "name": str(name), "at": list(frame.step(point.x, point.y))}
            for code, name, point in zip(inside.index, inside["name"], points, strict=True)
        ],
        "areas": [
            {"code": code if code_known else None, "name": str(name), "rings": frame.rings(shape)}
            for code, name, shape in zip(drawn.index, drawn["name"], drawn.geometry, strict=True)
        ],
        "around": [{"rings": rings} for g in around.geometry if (rings := frame.rings(g, True))],
    }


def _drawn(inside: gpd.GeoDataFrame, gazetteer: Gazetteer) -> tuple[gpd.GeoDataFrame, bool]:
    """Choose the units to draw; True where they are communes."""
    if len(inside) <= _COMMUNES:
        return inside, True
    units = nearby("epci" if len(inside) <= _EPCI else "departement", inside, gazetteer)
    middles = inside.geometry.representative_point()
    kept = units.iloc[sorted(set(units.sindex.query(middles, predicate="within")[1]))]
    return kept, False


class _Frame:
    """From degrees to steps, within the territory and a margin."""

    def __init__(self, inside: gpd.GeoDataFrame) -> None:
        west, south, east, north = (float(bound) for bound in inside.total_bounds)
        wide, high = max(east - west, 0.01) * MARGIN, max(north - south, 0.01) * MARGIN
        self.west, self.south = west - wide, south - high
        self.east, self.north = east + wide, north + high
        aspect = (self.north - self.south) / (
            (self.east - self.west) * math.cos(math.radians((south + north) / 2))
        )
        self.width, self.height = WIDTH, max(1, round(WIDTH * aspect))

    def bounds(self) -> dict[str, float]:
        return {
            name: round(getattr(self, name), 6)
            for name in ("west", "south", "east", "north", "width", "height")
        }

    def step(self, lon: float, lat: float) -> tuple[int, int]:
        x = (lon - self.west) / (self.east - self.west) * self.width
        y = (self.north - lat) / (self.north - self.south) * self.height
        return round(x), round(y)

    def rings(self, shape: BaseGeometry, clipped: bool = False) -> list[list[int]]:
        from shapely import clip_by_rect, get_parts

        if clipped:
            shape = clip_by_rect(shape, self.west, self.south, self.east, self.north)
        polygons = [part for part in get_parts(shape) if part.geom_type == "Polygon"]
        rings = [self._ring(each) for part in polygons for each in (part.exterior, *part.interiors)]
        return [ring for ring in rings if len(ring) >= 6]

    def _ring(self, ring: Any) -> list[int]:
        """Write the first point then the differences; points on the same step once."""
        found: list[int] = []
        before = (0, 0)
        for lon, lat in list(ring.coords)[:-1]:
            x, y = self.step(lon, lat)
            if found and (x, y) == before:
                continue
            found += [x - before[0], y - before[1]]
            before = x, y
        return found
