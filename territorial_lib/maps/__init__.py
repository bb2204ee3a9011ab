"""Maps: tables in, maps to see or to click out; offline, without tiles, ignorant of the store."""

from territorial_lib.maps.choropleth import choropleth
from territorial_lib.maps.flows import MapFlow, flow_map
from territorial_lib.maps.perimeter import PerimeterMap
from territorial_lib.maps.picker import PlacePicker
from territorial_lib.maps.points import MapPoint
from territorial_lib.maps.view import MapView

__all__ = [
    "MapFlow",
    "MapPoint",
    "MapView",
    "PerimeterMap",
    "PlacePicker",
    "choropleth",
    "flow_map",
]
