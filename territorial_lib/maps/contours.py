"""Contours as light GeoJSON: degrees, four decimals, only the properties asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

WGS84 = "EPSG:4326"
_DECIMALS = 4  # about ten metres: the contours are generalised to five hundred


def in_degrees(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Bring a table to longitudes and latitudes.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Contours in any known projection.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows in WGS 84; ValueError where the projection is unknown.
    """
    if areas.crs is None:
        raise ValueError("contours without a projection cannot be drawn")
    return areas.to_crs(WGS84)


def collection(areas: gpd.GeoDataFrame, properties: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Write contours as a GeoJSON collection.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Contours; rows without geometry are left out.
    properties : iterable of mapping
        What each row carries, in the table's order.

    Returns
    -------
    dict
        A FeatureCollection whose features are numbered from 0.
    """
    shapes = _light(in_degrees(areas).geometry.to_numpy())
    features = [
        {"type": "Feature", "id": rank, "properties": dict(carried), "geometry": json.loads(shape)}
        for rank, (shape, carried) in enumerate(zip(shapes, properties, strict=True))
        if shape is not None
    ]
    return {"type": "FeatureCollection", "features": features}


def bounds(areas: gpd.GeoDataFrame) -> list[list[float]]:
    """Give the corners of the rectangle that holds the contours.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Contours, at least one.

    Returns
    -------
    list of list of float
        South-west then north-east, each latitude then longitude, degrees.
    """
    west, south, east, north = (float(side) for side in in_degrees(areas).total_bounds)
    if not all(np.isfinite([west, south, east, north])):
        raise ValueError("a map needs at least one contour")
    return [[south, west], [north, east]]


def _light(shapes: np.ndarray) -> list[str | None]:
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, _DECIMALS))
    return [None if text is None else str(text) for text in shapely.to_geojson(rounded)]


def middles(areas: gpd.GeoDataFrame) -> list[list[float] | None]:
    """Give a point inside each area, where its name can be written.

    Parameters
    ----------
    areas : geopandas.GeoDataFrame
        Contours in any known projection.

    Returns
    -------
    list of (list of float or None)
        Longitude and latitude, degrees; None for a row without geometry.
    """
    inside = shapely.point_on_surface(in_degrees(areas).geometry.to_numpy())
    return [
        None if point is None else [round(point.x, _DECIMALS), round(point.y, _DECIMALS)]
        for point in inside
    ]
