"""One variable by area, drawn by folium, with the surroundings as background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import folium
import geopandas as gpd
from folium.utilities import JsCode

from territorial_lib.identity import colour, sequential
from territorial_lib.maps import contours
from territorial_lib.maps.classes import breaks, class_of, shades, wordings
from territorial_lib.maps.elements import Call, Names
from territorial_lib.maps.inert import inert
from territorial_lib.maps.legend import legend, signs
from territorial_lib.maps.page import render
from territorial_lib.maps.points import MARK_LABELS, SYMBOLS, MapPoint
from territorial_lib.typography import quantity

_HOVER = JsCode("twArea")


@dataclass(frozen=True)
class Drawing:
    """All that a choropleth shows; the parameters are those of `choropleth`."""

    areas: gpd.GeoDataFrame
    column: str
    label: str
    unit: str
    title: str
    source_line: str
    digits: int | None = None
    year: int | None = None
    name: str = "name"
    surroundings: gpd.GeoDataFrame | None = None
    outline: gpd.GeoDataFrame | None = None
    points: Sequence[MapPoint] = ()
    height: int = 520
    signs: Mapping[str, str] = field(default_factory=lambda: MARK_LABELS)

    def page(self) -> str:
        """Draw the page.

        Returns
        -------
        str
            A complete HTML page that fetches nothing.
        """
        chart = empty_map()
        self._add_surroundings(chart)
        areas = self._add_areas(chart)
        if self.outline is not None and len(self.outline):
            layer(self.outline, "outline", [{}] * len(self.outline), OUTLINE).add_to(chart)
        corners = contours.bounds(self.areas)
        chart.add_child(Call("twFrame", corners, self.source_line, self.title))
        chart.add_child(Names(areas.get_name()))
        if self.points:
            chart.add_child(Call("twPoints", [drawn_point(point) for point in self.points]))
        return render(chart, title=self.title, beside=self._beside())

    def alt(self) -> str:
        """Say the map in words.

        Returns
        -------
        str
            What is mapped, its lowest and highest values, where the highest are, what is missing.
        """
        if not len(self._present):
            return f"Carte de {self._subject}\u00a0: aucune valeur disponible."
        highest = self._present.sort_values(ascending=False, kind="stable").index[:3]
        names = ", ".join(str(self.areas.loc[row, self.name]) for row in highest)
        strongest = f"les plus fortes valeurs à {names}" if len(self._present) > 3 else names
        return f"Carte de {self._subject}\u00a0: {self._extent}\u00a0; {strongest}{self._gap}."

    @property
    def _subject(self) -> str:
        return f"«\u00a0{self.label}\u00a0»"

    @property
    def _gap(self) -> str:
        count = len(self.areas) - len(self._present)
        return f"\u00a0; {count} sans valeur" if count else ""

    @cached_property
    def _present(self) -> Any:
        return self.areas[self.column].dropna().astype(float)

    @cached_property
    def _limits(self) -> list[float]:
        return breaks(self._present.tolist())

    @property
    def _extent(self) -> str:
        return f"de {self._text(self._present.min())} à {self._text(self._present.max())}"

    def _text(self, value: float) -> str:
        return quantity(value, self.unit, self.digits)

    def _beside(self) -> str:
        classes = zip(self._shades(), wordings(self._limits, self.digits), strict=True)
        unit = ", ".join(part for part in (self.unit, str(self.year or "")) if part)
        explained = legend(
            self.label,
            unit,
            list(classes) if len(self._present) else [],
            missing=len(self._present) < len(self.areas),
            extent=self._extent.capitalize() if len(self._present) else "",
        )
        inside = explained + signs((point.mark for point in self.points), self.signs)
        return f"<aside tabindex='0' aria-label='Légende de la carte'>{inside}</aside>"

    def _shades(self) -> list[str]:
        return shades(self._limits, sequential())

    def _add_surroundings(self, chart: folium.Map) -> None:
        around = self.surroundings
        if around is None or not len(around):
            return
        carried = [{"t": str(name)} for name in around[self.name]]
        layer(around, "around", carried, AROUND, hover=True).add_to(chart)

    def _add_areas(self, chart: folium.Map) -> folium.GeoJson:
        values = self.areas[self.column].astype(float).tolist()
        middles = contours.middles(self.areas)
        carried = [
            {"n": str(name), "t": f"{name}\n{self._text(value)}", "k": rank, "p": middle}
            for name, value, rank, middle in zip(
                self.areas[self.name],
                values,
                [class_of(value, self._limits) for value in values],
                middles,
                strict=True,
            )
        ]
        shades_by_class = self._shades()
        line = _AREA if len(self.areas) <= _MANY else {**_AREA, "weight": 0.3}
        styles = {rank: {**line, "fillColor": shade} for rank, shade in enumerate(shades_by_class)}
        drawn = layer(self.areas, "areas", carried, line, hover=True)
        drawn.style_function = lambda feature: styles.get(feature["properties"]["k"], _MISSING)
        chart.add_child(drawn)
        return drawn


_MANY = 300  # past that many areas, thick lines hide the colours
_AREA = {"color": "#55605d", "weight": 0.8, "fillOpacity": 0.92}
_MISSING = {**_AREA, "fillColor": "#e4e4e0", "dashArray": "3"}
AROUND = {"color": "#c3c9c5", "weight": 0.7, "fillColor": "#e9ebe7", "fillOpacity": 1}
OUTLINE = {"color": colour("ink"), "weight": 2.5, "fill": False, "interactive": False}


def empty_map() -> folium.Map:
    """Make a map without background, French controls to come.

    Returns
    -------
    folium.Map
        Nothing on it yet.
    """
    chart = folium.Map(
        location=[46.5, 2.5],
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0.25,
        bounce_at_zoom_limits=False,
    )
    chart._id = "map"
    return chart


def layer(
    areas: gpd.GeoDataFrame,
    name: str,
    carried: list[dict[str, Any]],
    style: dict[str, Any],
    hover: bool = False,
) -> folium.GeoJson:
    """Make a layer of contours.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Contours.
    name : str
        JavaScript name of the layer.
    carried : list of dict
        What each row carries; ``t`` is its tooltip.
    style : dict
        Leaflet's style of all of them.
    hover : bool
        True where the tooltip is shown.

    Returns
    -------
    folium.GeoJson
        The layer, its words inert.
    """
    drawn = folium.GeoJson(
        contours.collection(areas, inert(carried)),
        style_function=lambda feature: style,
        on_each_feature=_HOVER if hover else None,
        smooth_factor=0.5,
    )
    drawn._id = name
    return drawn


def drawn_point(point: MapPoint) -> dict[str, Any]:
    """Write a point as ``map.js`` takes it.

    Parameters
    ----------
    point : MapPoint
        A point.

    Returns
    -------
    dict
        Place, symbol, mark and words.
    """
    text = f"{point.label}\n{point.detail}" if point.detail else point.label
    at = [round(point.lat, 5), round(point.lon, 5)]
    return {"at": at, "symbol": SYMBOLS[point.mark], "mark": point.mark, "text": text}
