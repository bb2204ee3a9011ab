"""Contours of the levels above the commune, dissolved from the communes' light contours."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import shapely

from data.prepare.projection import GEOGRAPHIC, territories
from data.prepare.raw import Raw
from data.prepare.simplification import rounded, simplified


def outlines(level: str, detail: float) -> Callable[[Raw], gpd.GeoDataFrame]:
    """Make the builder of a level's contours.

    Parameters
    ----------
    level : str
        A column of ``communes`` and the name of a level: "epci", "departement", "region",
        "zone_emploi".
    detail : float
        Metres: details smaller than this are dropped; 0 keeps all.

    Returns
    -------
    callable
        Takes the raw files, gives ``code`` and ``geometry``, EPSG:4326, in the order of the level's
        own table.
    """

    def build(raw: Raw) -> gpd.GeoDataFrame:
        codes = raw.table("communes").set_index("code")[level]
        communes = raw.table("commune_contours").set_index("code")
        communes[level] = codes.reindex(communes.index)
        places = [_dissolved(place, level, detail) for place in territories(communes)]
        order = codes.dropna().unique() if level == "epci" else sorted(codes.dropna().unique())
        drawn = pd.concat([rounded(place) for place in places]).loc[order]
        return gpd.GeoDataFrame(drawn.rename_axis("code").reset_index(), crs=GEOGRAPHIC)

    return build


def _dissolved(communes: gpd.GeoDataFrame, level: str, detail: float) -> gpd.GeoDataFrame:
    unions = communes.groupby(level)["geometry"].agg(shapely.coverage_union_all)
    whole = gpd.GeoDataFrame(geometry=gpd.GeoSeries(unions, crs=communes.crs))
    return simplified(whole, detail) if detail else whole
