"""What comes from where, and what goes: arcs on a map, drawn by folium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import geopandas as gpd

from territorial_lib.identity import colour
from territorial_lib.maps import contours, legend
from territorial_lib.maps.drawing import AROUND, OUTLINE, drawn_point, empty_map, layer
from territorial_lib.maps.elements import Call
from territorial_lib.maps.page import render
from territorial_lib.maps.points import MapPoint
from territorial_lib.maps.view import MapView
from territorial_lib.typography import quantity

_THIN, _THICK = 2.0, 14.0
_WAYS = {"used": "ce qui vient", "underused": "ce qui part"}
_AROUND_DEGREES = 0.4
"""Least distance between the territory and the frame, degrees."""


@dataclass(frozen=True)
class MapFlow:
    """What goes between the territory and another place.

    Parameters
    ----------
    lon, lat : float
        The other place, degrees, WGS 84.
    label : str
        Its name, plain text.
    quantity : float
        How much, above 0.
    detail : str
        More about it, plain text.
    outward : bool
        True for what leaves the territory.
    """

    lon: float
    lat: float
    label: str
    quantity: float
    detail: str = ""
    outward: bool = False


@dataclass(frozen=True)
class FlowDrawing:
    """All that a map of flows shows; the parameters are those of `flow_map`."""

    flows: Sequence[MapFlow]
    home: gpd.GeoDataFrame
    label: str
    unit: str
    title: str
    source_line: str
    name: str
    points: Sequence[MapPoint] = ()
    signs: Mapping[str, str] | None = None
    surroundings: gpd.GeoDataFrame | None = None
    height: int = 520

    def page(self) -> str:
        """Draw the page.

        Returns
        -------
        str
            A complete HTML page that fetches nothing.
        """
        chart = empty_map()
        if self.surroundings is not None and len(self.surroundings):
            carried = [{"t": str(name)} for name in self.surroundings["name"]]
            layer(self.surroundings, "around", carried, AROUND, hover=True).add_to(chart)
        layer(self.home, "home", [{}] * len(self.home), OUTLINE).add_to(chart)
        chart.add_child(Call("twFrame", self._corners(), self.source_line, self.title))
        home = {"at": self._middle(), "name": self.name}
        chart.add_child(Call("twFlows", home, [self._drawn(flow) for flow in self.flows]))
        if self.points:
            chart.add_child(Call("twPoints", [drawn_point(point) for point in self.points]))
        return render(chart, title=self.title, beside=self._beside())

    def alt(self) -> str:
        """Say the map in words.

        Returns
        -------
        str
            What comes, what goes, the largest first.
        """
        said = [self._text(flow).replace("\n", ", ") for flow in self.flows]
        said += [f"{each.label} ({each.detail})" for each in self.points]
        told = "\u00a0; ".join(said) or "rien à montrer"
        return f"Carte de «\u00a0{self.label}\u00a0»\u00a0: {told}."

    def _text(self, flow: MapFlow) -> str:
        way = "vers" if flow.outward else "de"
        said = f"{quantity(flow.quantity, self.unit)} {way} {flow.label}"
        return f"{said}\n{flow.detail}" if flow.detail else said

    def _drawn(self, flow: MapFlow) -> dict[str, Any]:
        largest = max(each.quantity for each in self.flows)
        return {
            "at": [round(flow.lat, 4), round(flow.lon, 4)],
            "out": flow.outward,
            "weight": round(_THIN + (_THICK - _THIN) * (flow.quantity / largest) ** 0.5, 1),
            "colour": colour("warm") if flow.outward else colour("observed"),
            "text": self._text(flow),
        }

    def _middle(self) -> list[float]:
        [[south, west], [north, east]] = contours.bounds(self.home)
        return [round((south + north) / 2, 4), round((west + east) / 2, 4)]

    def _corners(self) -> list[list[float]]:
        [[south, west], [north, east]] = contours.bounds(self.home)
        ends: list[MapFlow | MapPoint] = [*self.flows, *self.points]
        lats = [south, north, *(each.lat for each in ends)]
        lons = [west, east, *(each.lon for each in ends)]
        room = 0.0 if ends else _AROUND_DEGREES
        return [[min(lats) - room, min(lons) - room], [max(lats) + room, max(lons) + room]]

    def _beside(self) -> str:
        marks = ["underused" if flow.outward else "used" for flow in self.flows]
        marks += [point.mark for point in self.points]
        said = legend.signs(marks, _WAYS | dict(self.signs or {}))
        empty = "" if marks else "<p class='range'>Rien à montrer.</p>"
        return (
            "<aside tabindex='0' aria-label='Légende de la carte'>"
            f"<h1>{escape(self.label)}</h1><p class='unit'>{escape(self.unit)}</p>{said}{empty}"
            "</aside>"
        )


def flow_map(  # noqa: PLR0913 - one keyword for each thing the map shows
    flows: Sequence[MapFlow],
    home: gpd.GeoDataFrame,
    *,
    label: str,
    unit: str,
    title: str,
    source_line: str,
    name: str,
    points: Sequence[MapPoint] = (),
    signs: Mapping[str, str] | None = None,
    surroundings: gpd.GeoDataFrame | None = None,
    height: int = 520,
) -> MapView:
    """Map what comes to a territory and what leaves it.

    Parameters
    ----------
    flows : sequence of MapFlow
        The flows, the largest first; none draws the territory alone.
    home : geopandas.GeoDataFrame
        Outer limit of the territory; any known projection.
    label : str
        What goes round, in French.
    unit : str
        Unit of the quantities, as read in French.
    title : str
        Name of the map for those who do not see it.
    source_line : str
        Producer, publication and year, shown in the corner.
    name : str
        Name of the territory.
    points : sequence of MapPoint
        Places shown beside the flows.
    signs : Mapping of str to str, optional
        What each mark of a point means, in French.
    surroundings : geopandas.GeoDataFrame, optional
        Areas shown in grey behind, with a ``name``.
    height : int
        Height of the frame, pixels.

    Returns
    -------
    MapView
        A widget; its `update` takes these parameters again, by name.
    """
    return MapView(
        FlowDrawing(
            flows=tuple(flows),
            home=home,
            label=label,
            unit=unit,
            title=title,
            source_line=source_line,
            name=name,
            points=tuple(points),
            signs=signs,
            surroundings=surroundings,
            height=height,
        )
    )
