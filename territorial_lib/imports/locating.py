"""The commune where a point stands, from our contours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from territorial_lib.sources import Catalogue

if TYPE_CHECKING:
    import geopandas as gpd

    from territorial_lib.imports.spatial import Locator

_MARGIN = 0.01


def locator(catalogue: Catalogue) -> Locator:
    """Make the function that finds communes.

    Parameters
    ----------
    catalogue : Catalogue
        Where the contours are.

    Returns
    -------
    callable
        Takes points in EPSG:4326, gives a commune's code of 2026 for each, empty where a point is
        in none.
    """
    return lambda points: _communes(points, catalogue)


def _communes(points: gpd.GeoSeries, catalogue: Catalogue) -> list[str]:
    import geopandas as gpd

    if points.empty:
        return []
    west, south, east, north = (float(bound) for bound in points.total_bounds)
    window = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)
    contours = catalogue.contours("commune_contours", bbox=window)
    places = gpd.GeoDataFrame(geometry=points.reset_index(drop=True))
    joined = places.sjoin(contours[["code", "geometry"]], how="left", predicate="within")
    codes = joined["code"].groupby(level=0).first()
    return [code if isinstance(code, str) else "" for code in codes.reindex(places.index)]
