"""Composing a perimeter on a map: a click adds or removes a commune or an EPCI."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import RLock
from typing import Any

import geopandas as gpd
import ipyleaflet
import ipywidgets

from territorial_lib.identity import colour
from territorial_lib.maps.clickable import Caption, bare_map, name_on_hover
from territorial_lib.maps.contours import collection

_OUT = {"color": "#55605d", "weight": 0.8, "fillColor": "#f1f3ef", "fillOpacity": 0.9}
_IN = {"color": colour("ink"), "weight": 2, "fillColor": colour("scale-4"), "fillOpacity": 0.9}


class PerimeterMap(ipywidgets.VBox):  # type: ignore[misc]
    """A map whose areas are added or removed by a click.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Communes or EPCI, with their codes and names; any known projection.
    selected : iterable of str
        Codes of the perimeter at first.
    on_toggle : callable
        Called with the code clicked and True where it is now in the perimeter.
    code, name : str
        Columns of the codes and of the names.
    height : int
        Height of the map, pixels.
    """

    def __init__(
        self,
        areas: gpd.GeoDataFrame,
        selected: Iterable[str],
        on_toggle: Callable[[str, bool], None],
        *,
        code: str = "code",
        name: str = "name",
        height: int = 420,
    ) -> None:
        self._names = {
            str(key): str(text) for key, text in zip(areas[code], areas[name], strict=True)
        }
        self._selected, self._on_toggle, self._lock = set(selected), on_toggle, RLock()
        carried = [{"code": key, "name": text} for key, text in self._names.items()]
        self._data = collection(areas, carried)
        self.map = bare_map(areas, height)
        self._layer = ipyleaflet.GeoJSON(data=self._styled(), hover_style={"weight": 3})
        self._caption = Caption(self._sentence())
        self._connect()
        super().__init__([self.map, self._caption])

    @property
    def selected(self) -> tuple[str, ...]:
        """Codes of the perimeter, sorted."""
        return tuple(sorted(self._selected))

    def toggle(self, code: str) -> None:
        """Add an area to the perimeter, or remove it, as a click does.

        Parameters
        ----------
        code : str
            Code of an area of the map.
        """
        with self._lock:
            self.update(self._selected ^ {code})
        self._on_toggle(code, code in self._selected)

    def update(self, selected: Iterable[str]) -> None:
        """Show another perimeter, without calling `on_toggle`.

        Parameters
        ----------
        selected : iterable of str
            Codes of the perimeter. May be called from any thread.
        """
        with self._lock:
            self._selected = set(selected)
            self._layer.data = self._styled()
            self._caption.say(self._sentence())

    def _connect(self) -> None:
        self._layer.on_click(self._clicked)
        self.map.layers = (self._layer,)
        name_on_hover(self.map, self._layer)

    def _clicked(self, properties: dict[str, Any], **_: Any) -> None:
        self.toggle(str(properties["code"]))

    def _sentence(self) -> str:
        count = len(self._selected)
        if not count:
            return "Cliquez sur la carte pour composer le périmètre."
        return f"{count} choisi{'s' if count > 1 else ''}\u00a0: {self._listed()}"

    def _listed(self) -> str:
        names = sorted(self._names[code] for code in self._selected if code in self._names)
        others = len(self._selected) - len(names[:8])
        shown = ", ".join(names[:8]) or "hors de la carte"
        if not others or not names:
            return shown
        return f"{shown} et {others} autre{'s' if others > 1 else ''}"

    def _styled(self) -> dict[str, Any]:
        features = [
            {**feature, "properties": {**feature["properties"], "style": self._style(feature)}}
            for feature in self._data["features"]
        ]
        return {"type": "FeatureCollection", "features": features}

    def _style(self, feature: dict[str, Any]) -> dict[str, Any]:
        return _IN if feature["properties"]["code"] in self._selected else _OUT
