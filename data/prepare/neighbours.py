"""Who touches whom, and along how many kilometres, on the full contours."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from data.prepare.contours import full_contours
from data.prepare.raw import Raw

SHORTEST = 0.01
"""Kilometres: less than ten metres in common is a corner, not a border."""


def commune_neighbours(raw: Raw) -> pd.DataFrame:
    """List the pairs of communes that share a border, both ways.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``commune_neighbours``.
    """
    pairs = pd.concat([_pairs(place) for place in full_contours(raw)])
    kept = pairs[pairs["border_km"] >= SHORTEST]
    turned = kept.rename(columns={"code": "neighbour", "neighbour": "code"})
    both = pd.concat([kept, turned])[["code", "neighbour", "border_km"]]
    return both.sort_values(["code", "neighbour"], ignore_index=True)


def epci_neighbours(raw: Raw) -> pd.DataFrame:
    """List the pairs of EPCI that share a border, both ways.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``epci_neighbours``.
    """
    epci = raw.table("communes").set_index("code")["epci"]
    pairs = raw.table("commune_neighbours")
    named = pairs.assign(epci=pairs["code"].map(epci), neighbour=pairs["neighbour"].map(epci))
    apart = named[named["epci"] != named["neighbour"]].dropna()
    sums = apart.groupby(["epci", "neighbour"], as_index=False)["border_km"].sum()
    return sums.assign(border_km=sums["border_km"].round(2))


def _pairs(communes: gpd.GeoDataFrame) -> pd.DataFrame:
    shapes = communes["geometry"].to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="touches")
    once = left < right
    left, right = left[once], right[once]
    edges = shapely.boundary(shapes)
    common = shapely.intersection(edges[left], edges[right])
    return pd.DataFrame(
        {
            "code": communes.index[left],
            "neighbour": communes.index[right],
            "border_km": (shapely.length(common) / 1000).round(2),
        }
    )
