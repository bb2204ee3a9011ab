"""Metres: each territory in its own projected system, never in degrees."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd

GEOGRAPHIC = 4326
METROPOLITAN = 2154
OVERSEAS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}


def territories(frame: gpd.GeoDataFrame) -> Iterator[gpd.GeoDataFrame]:
    """Cut a table into metropolitan France and each overseas département, in metres.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        Rows that have a column ``departement``, or whose index is a commune's code.

    Yields
    ------
    geopandas.GeoDataFrame
        The rows of one territory, in its projected system.
    """
    departement = frame["departement"] if "departement" in frame else frame.index.str[:3]
    place = pd.Series(departement, frame.index).where(lambda code: code.isin(OVERSEAS), "")
    for code, rows in frame.groupby(place, sort=True):
        yield rows.to_crs(OVERSEAS.get(code, METROPOLITAN))
