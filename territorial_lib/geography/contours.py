"""Contours of a territory and of what surrounds it, read by window: no more than a map shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from territorial_lib.geography.territories import Gazetteer, Territory

if TYPE_CHECKING:
    import geopandas as gpd

_LEVELS = {
    "commune": ("commune_contours", "communes"),
    "epci": ("epci_contours", "epci"),
    "departement": ("departement_contours", "departements"),
}
_NARROW = 0.15
"""Degrees: a territory narrower than this has as much around it as one of this width."""
_MARGIN = 0.35
"""How far around the territory the map shows, as a share of its width and height."""


def commune_contours(territory: Territory, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Give the contours of a territory's communes.

    Parameters
    ----------
    territory : Territory
        The territory.
    gazetteer : Gazetteer
        Where contours and names are read.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by commune: ``name`` and ``geometry`` in EPSG:4326; a commune without contour is
        absent, or shown within that of the commune it left where it would be alone.
    """
    departements = gazetteer.communes.loc[list(territory.communes), "departement"].unique()
    found = gazetteer.catalogue.contours("commune_contours", "departement", departements)
    found = found[found["code"].isin(territory.communes)].set_index("code")
    found["name"] = gazetteer.communes["name"].reindex(found.index)
    found = found if len(found) else _left(territory, gazetteer)
    return found[["name", "geometry"]]


def _left(territory: Territory, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Give recreated communes the contour, still whole, of the commune they left; named so."""
    names = gazetteer.communes["name"]
    history = gazetteer.catalogue.load("commune_history").frame
    parts = history[(history["kind"] == "split") & history["code"].isin(territory.communes)]
    former = parts.set_index("old_code")["code"]
    found = gazetteer.catalogue.contours("commune_contours", "code", list(former.index))
    said = [f"{names[former[old]]} (dans le contour de {names[old]})" for old in found["code"]]
    return found.assign(code=found["code"].map(former), name=said).set_index("code")


def surroundings(
    territory: Territory, inside: gpd.GeoDataFrame, gazetteer: Gazetteer
) -> gpd.GeoDataFrame:
    """Give the neighbouring units that serve as a background.

    Parameters
    ----------
    territory : Territory
        The territory.
    inside : geopandas.GeoDataFrame
        Contours of its communes.
    gazetteer : Gazetteer
        Where contours and names are read.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by code: ``name`` and ``geometry``; communes around a commune or an EPCI,
        départements around larger territories.
    """
    level = "commune" if len(inside) <= 60 else "epci" if len(inside) <= 400 else "departement"
    found = nearby(level, inside, gazetteer)
    return found[~found.index.isin(territory.communes)] if level == "commune" else found


def nearby(
    level: str, inside: gpd.GeoDataFrame, gazetteer: Gazetteer, margin: float = _MARGIN
) -> gpd.GeoDataFrame:
    """Give the units of a level that a map of some communes shows around them.

    Parameters
    ----------
    level : str
        commune, epci or departement.
    inside : geopandas.GeoDataFrame
        Contours of the communes.
    gazetteer : Gazetteer
        Where contours and names are read.
    margin : float
        How far around, as a share of the width and height of what is inside.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by code: ``name`` and ``geometry``, what is inside included.
    """
    table, names = _LEVELS[level]
    found = gazetteer.catalogue.contours(table, bbox=_window(inside, margin)).set_index("code")
    found["name"] = gazetteer.catalogue.indexed(names)["name"]
    return found[["name", "geometry"]]


def departements(gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Give the contours of every département, the background of a map of France.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where contours and names are read.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by code: ``name`` and ``geometry``.
    """
    table, names = _LEVELS["departement"]
    found = gazetteer.catalogue.contours(table).set_index("code")
    found["name"] = gazetteer.catalogue.indexed(names)["name"]
    return found[["name", "geometry"]]


def outline(inside: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give the outer limit of a territory.

    Parameters
    ----------
    inside : geopandas.GeoDataFrame
        Contours of its communes.

    Returns
    -------
    geopandas.GeoDataFrame
        One row: their union.
    """
    import geopandas as gpd

    return gpd.GeoDataFrame(geometry=[inside.geometry.union_all()], crs=inside.crs)


def _window(inside: gpd.GeoDataFrame, margin: float) -> tuple[float, float, float, float]:
    west, south, east, north = (float(bound) for bound in inside.total_bounds)
    wide = max(east - west, _NARROW) * margin
    high = max(north - south, _NARROW) * margin
    return west - wide, south - high, east + wide, north + high
