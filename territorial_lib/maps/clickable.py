"""A bare ipyleaflet map with French controls and the name of what the pointer is over."""

from __future__ import annotations

import math
from html import escape
from typing import Any

import geopandas as gpd
import ipyleaflet
import ipywidgets

from territorial_lib.maps.contours import bounds


def bare_map(areas: gpd.GeoDataFrame, height: int) -> ipyleaflet.Map:
    """Make a map without tiles, framed on some areas.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Contours that the map shows.
    height : int
        Height, pixels.

    Returns
    -------
    ipyleaflet.Map
        A map that fetches nothing.
    """
    (south, west), (north, east) = bounds(areas)
    chart = ipyleaflet.Map(
        layers=[],
        center=((south + north) / 2, (west + east) / 2),
        zoom=_zoom((east - west, north - south), (south + north) / 2, height),
        zoom_snap=0.25,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        prefer_canvas=True,
        layout=ipywidgets.Layout(height=f"{height}px", width="100%"),
    )
    chart.add(ipyleaflet.ZoomControl(zoom_in_title="Agrandir", zoom_out_title="Réduire"))
    chart.add(ipyleaflet.ScaleControl(position="bottomleft", imperial=False))
    chart.add_class("tw-map")
    return chart


class Caption(ipywidgets.HTML):  # type: ignore[misc]
    """A line under a map that says what was chosen or what the pointer is over.

    Parameters
    ----------
    text : str
        The sentence shown first, plain text.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.add_class("tw-hint")
        self.say(text)

    def say(self, text: str) -> None:
        """Show a sentence.

        Parameters
        ----------
        text : str
            Plain text.
        """
        self.value = f'<div role="status" aria-live="polite">{escape(text)}</div>'


def name_on_hover(chart: ipyleaflet.Map, layer: ipyleaflet.GeoJSON) -> None:
    """Show, in the map's corner, the name of the area under the pointer.

    Parameters
    ----------
    chart : ipyleaflet.Map
        The map.
    layer : ipyleaflet.GeoJSON
        Its areas, whose features carry ``name``.
    """
    caption = ipywidgets.HTML(layout=ipywidgets.Layout(display="none"))
    caption.add_class("tw-map-name")

    def _show(properties: dict[str, Any], **_: Any) -> None:
        """Show the name of the area that the pointer entered.

        Parameters
        ----------
        properties : dict
            What the area carries.
        """
        caption.layout.display = None
        caption.value = f"<b>{escape(str(properties['name']))}</b>"

    layer.on_hover(_show)
    chart.add(ipyleaflet.WidgetControl(widget=caption, position="topright"))


def _zoom(degrees: tuple[float, float], latitude: float, height: int) -> float:
    """Choose the zoom at which the extent fits about 480 pixels and the map's height."""
    wide, high = degrees
    needed = max(wide / 480, high / math.cos(math.radians(latitude)) / (height - 30), 1e-6)
    return min(14.0, math.floor(4 * math.log2(360 / 256 / needed)) / 4)
