"""Full contours of the communes of 2026, as a coverage: no overlap, no gap between neighbours.

The wheel's contours (IGN) lag behind the official geographic code: four merged communes have none
(their predecessors have), the communes merged since 2024 lack the land of those they absorbed, and
the commune 15141 still holds the four communes taken out of it, which have no contour at all.
"""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from data.prepare.controls import control
from data.prepare.geography import administrative, commune_history
from data.prepare.projection import GEOGRAPHIC, METROPOLITAN, territories
from data.prepare.raw import Raw
from data.prepare.zones import membership_2022, official_areas

STILL_WHOLE = "15141"
METROPOLITAN_KM2, LOST_KM2 = 548_227.2, 634.0
"""As published, the four communes rebuilt from their predecessors included; and what is missing."""
SLIVER = 20.0
"""Metres: a gap narrower than this between two communes is a fault of drawing."""
GAP = 300.0
"""Metres: a place without commune wider than this is land that was lost in a merger."""


def full_contours(raw: Raw) -> list[gpd.GeoDataFrame]:
    """Give each commune its contour, rebuilt where the published one is absent or partial.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    list of geopandas.GeoDataFrame
        One a territory, in metres, by code: ``geometry`` and ``estimated``, True where rebuilt or
        (15141) known to hold more than the commune. 15031, 15035, 15047 and 15171 are absent.
    """
    codes = pd.Index(administrative(raw, "commune-actuelle")["code"], name="code")
    contours = _with_predecessors(raw.shapes("communes"), codes)
    contours.loc[STILL_WHOLE, "estimated"] = True
    places = list(territories(contours.dropna(subset="geometry")))
    return [
        _cleaned(_completed(place, raw) if place.crs == METROPOLITAN else place) for place in places
    ]


def _completed(communes: gpd.GeoDataFrame, raw: Raw) -> gpd.GeoDataFrame:
    """Add to the communes the land that they should hold and no one does."""
    completed, lost = communes.copy(), _lost_land(communes, raw)
    control("metropolitan km2", communes.area.sum() / 1e6, METROPOLITAN_KM2)
    control("km2 lost in mergers", sum(land.area for land in lost) / 1e6, LOST_KM2)
    for code, land in lost.items():
        completed.loc[code, "geometry"] = shapely.union(communes.loc[code, "geometry"], land)
        completed.loc[code, "estimated"] = True
    return completed


def _with_predecessors(shapes: gpd.GeoDataFrame, codes: pd.Index) -> gpd.GeoDataFrame:
    """Take the communes' own contours, else the union of those of their delegated communes."""
    own = shapes[shapes["type"] == "COM"].set_index("code")["geometry"].reindex(codes)
    parts = shapes[shapes["parent"].isin(codes[own.isna()])].dropna(subset="geometry")
    unions = parts.groupby("parent")["geometry"].agg(shapely.union_all)
    whole = pd.Series({**own.dropna(), **unions}).reindex(codes)
    estimated = codes.isin(unions.index)
    return gpd.GeoDataFrame({"estimated": estimated}, codes, geometry=whole, crs=GEOGRAPHIC)


def _lost_land(communes: gpd.GeoDataFrame, raw: Raw) -> pd.Series:
    """Give the land that no commune holds to a neighbour which absorbed a commune since 2022.

    Where several did, to the one whose contour lacks the most of its official area.
    """
    merged = _merged_since(raw, membership_2022(raw)["code"])
    heirs = communes.loc[communes.index.isin(merged), "geometry"]
    lacking = official_areas(raw).reindex(heirs.index) - heirs.area / 1e6
    gaps = _gaps(communes, raw.shapes("cantons").to_crs(METROPOLITAN))
    heir, gap = gaps.sindex.query(heirs, predicate="intersects")
    pairs = pd.DataFrame({"gap": gap, "heir": heirs.index[heir]})
    pairs["lacking"] = pairs["heir"].map(lacking)
    chosen = pairs.sort_values("lacking").drop_duplicates("gap", keep="last")
    land = gaps.iloc[chosen["gap"]].to_numpy()
    return pd.Series(land, chosen["heir"]).groupby(level=0).agg(shapely.union_all)


def _merged_since(raw: Raw, codes: pd.Series) -> set[str]:
    links = commune_history(raw).set_index("old_code")
    return set(links.loc[links.index.isin(codes) & (links["kind"] == "merge"), "code"])


def _gaps(communes: gpd.GeoDataFrame, cantons: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Find the places inside the cantons' outline that no commune holds (not Llívia, Spanish)."""
    held = shapely.union_all(communes["geometry"].to_numpy())
    outline = shapely.union_all(shapely.make_valid(cantons["geometry"].to_numpy()))
    filled = [shapely.Polygon(part.exterior) for part in shapely.get_parts(held)]
    empty = shapely.get_parts(shapely.difference(shapely.union_all([*filled, outline]), held))
    wide = empty[~shapely.is_empty(shapely.buffer(empty, -GAP / 2))]
    french = shapely.area(shapely.intersection(wide, outline)) > shapely.area(wide) / 2
    return gpd.GeoSeries(wide[french], crs=METROPOLITAN)


def _cleaned(communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    cleaned = shapely.coverage_clean(communes["geometry"].to_numpy(), gap_width=SLIVER)
    return communes.set_geometry(cleaned)
