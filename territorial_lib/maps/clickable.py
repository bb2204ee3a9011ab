"""A bare ipyleaflet map with French controls and the name of what the pointer is over."""

from __future__ import annotations

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
        zoom=_zoom(max(east - west, (north - south) * 1.4)),
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
    """A line under a map that says what was chosen or what the pointer is over."""

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


def hovered(caption: ipywidgets.HTML) -> Any:
    """Give a callback that shows the name of the area under the pointer.

    Parameters
    ----------
    caption : ipywidgets.HTML
        Where to show it.

    Returns
    -------
    callable
        A callback for `ipyleaflet.GeoJSON.on_hover`.
    """

    def show(properties: dict[str, Any], **_: Any) -> None:
        caption.value = f"<b>{escape(str(properties['name']))}</b>"

    return show


def _zoom(degrees: float) -> int:
    """Choose the zoom at which so many degrees of longitude take about 700 pixels."""
    zoom = 1
    while zoom < 14 and degrees * 256 * 2 ** (zoom + 1) / 360 < 700:
        zoom += 1
    return zoom
