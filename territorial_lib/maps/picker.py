"""Pointing at a place: a click gives its coordinates and its commune."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import geopandas as gpd
import ipyleaflet
import ipywidgets
import shapely

from territorial_lib.identity import colour
from territorial_lib.maps.clickable import Caption, bare_map, name_on_hover
from territorial_lib.maps.contours import collection, in_degrees
from territorial_lib.maps.points import MARK_LABELS, MapPoint
from territorial_lib.typography import number

OnPick = Callable[[float, float, str | None], None]
_AREA = {"color": "#55605d", "weight": 1, "fillColor": "#eef3ee", "fillOpacity": 0.9}
_ASK = "Cliquez sur la carte pour situer\u202f; ou choisissez la commune."
_MARK_COLOURS = {
    "used": "observed",
    "underused": "warm",
    "missing": "alert",
    "unknown": "assumed",
}


class PlacePicker(ipywidgets.VBox):  # type: ignore[misc]
    """A map on which one points at a place; the list of a form is its keyboard alternative.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Communes, with their codes and names; any known projection.
    on_pick : callable
        Called with the longitude, the latitude (degrees) and the commune's code, None outside.
    points : sequence of MapPoint
        Points already there.
    code, name : str
        Columns of the communes' codes and names.
    height : int
        Height of the map, pixels.
    """

    def __init__(
        self,
        areas: gpd.GeoDataFrame,
        on_pick: OnPick,
        *,
        points: Sequence[MapPoint] = (),
        code: str = "code",
        name: str = "name",
        height: int = 420,
    ) -> None:
        self._areas, self._on_pick = in_degrees(areas), on_pick
        self._code, self._name = code, name
        self.map = bare_map(self._areas, height)
        self._points = ipyleaflet.LayerGroup()
        self._chosen = ipyleaflet.LayerGroup()
        self._caption = Caption(_ASK)
        self._add_areas()
        self.map.on_interaction(self._clicked)
        self.update(points)
        super().__init__([self.map, self._caption])

    def update(self, points: Sequence[MapPoint]) -> None:
        """Show these points instead of the former ones.

        Parameters
        ----------
        points : sequence of MapPoint
            Points to show. May be called from any thread.
        """
        self._points.layers = tuple(_marker(point) for point in points)

    def pick(self, lon: float, lat: float) -> None:
        """Choose a place as a click does.

        Parameters
        ----------
        lon, lat : float
            Degrees, WGS 84.
        """
        commune, name = self._commune(lon, lat)
        self._chosen.layers = (_target(lon, lat),)
        where = name or "hors du territoire"
        self._caption.say(f"Lieu choisi\u00a0: {where} ({number(lat, 4)}\u00a0; {number(lon, 4)})")
        self._on_pick(lon, lat, commune)

    def clear(self) -> None:
        """Forget the chosen place."""
        self._chosen.layers = ()
        self._caption.say(_ASK)

    def _commune(self, lon: float, lat: float) -> tuple[str | None, str]:
        here = self._areas.geometry.intersects(shapely.Point(lon, lat))
        if not here.any():
            return None, ""
        row = self._areas.loc[here].iloc[0]
        return str(row[self._code]), str(row[self._name])

    def _clicked(self, **event: Any) -> None:
        if event.get("type") == "click":
            lat, lon = event["coordinates"]
            self.pick(float(lon), float(lat))

    def _add_areas(self) -> None:
        carried = [{"name": str(name), "style": _AREA} for name in self._areas[self._name]]
        layer = ipyleaflet.GeoJSON(
            data=collection(self._areas, carried), hover_style={"fillColor": colour("accent-soft")}
        )
        self.map.layers = (layer, self._points, self._chosen)
        name_on_hover(self.map, layer)


def _target(lon: float, lat: float) -> ipyleaflet.CircleMarker:
    return ipyleaflet.CircleMarker(
        location=(lat, lon),
        radius=11,
        color=colour("ink"),
        fill_color=colour("warm"),
        fill_opacity=0.9,
        weight=3,
    )


def _marker(point: MapPoint) -> ipyleaflet.CircleMarker:
    words = [f"<b>{escape(point.label)}</b>", escape(point.detail), MARK_LABELS[point.mark]]
    shade = colour(_MARK_COLOURS[point.mark])
    return ipyleaflet.CircleMarker(
        location=(point.lat, point.lon),
        radius=8,
        color="#ffffff",
        weight=2,
        fill_color=shade,
        fill_opacity=1.0,
        popup=ipywidgets.HTML("<br>".join(word for word in words if word)),
    )
