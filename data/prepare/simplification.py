"""Lighter contours that still fit together: no sliver, no overlap, no vanished commune."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from data.prepare.projection import GEOGRAPHIC

LIKENESS = 0.7
"""Shared over total area of a contour and its simplification, below which the contour is kept."""
STEP = 2.0**-20
"""Degrees (0.1 m): rounding coordinates to it halves the file; coarser, some shapes break."""
GAP = 1000.0
"""Metres: what is left empty around a kept contour goes to a neighbour."""


def simplified(contours: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Simplify a coverage (Visvalingam), keeping the contours that it would destroy.

    Parameters
    ----------
    contours : geopandas.GeoDataFrame
        A coverage in metres.
    tolerance : float
        Metres; the square root of the area of the details lost.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows, still a coverage, in metres.
    """
    full = contours["geometry"].to_numpy()
    light = shapely.coverage_simplify(full, tolerance)
    shared = shapely.area(shapely.intersection(full, light))
    spoilt = shared < LIKENESS * (shapely.area(full) + shapely.area(light) - shared)
    if spoilt.any():
        light = np.where(spoilt, full, light)
        light = shapely.coverage_clean(light, gap_width=GAP, merge_strategy="min_area")
    return contours.set_geometry(light)


def rounded(contours: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Bring contours to EPSG:4326 with coordinates that weigh little on disk.

    Parameters
    ----------
    contours : geopandas.GeoDataFrame
        Contours in any system.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows, coordinates multiples of `STEP`.
    """
    degrees = contours.to_crs(GEOGRAPHIC)
    exact = shapely.transform(
        degrees["geometry"].to_numpy(), lambda points: np.round(points / STEP) * STEP
    )
    return degrees.set_geometry(exact)
