"""How far territories are from one another, by land and as the crow flies.

a = sin^2(Dphi / 2) + cos phi_i cos phi_j sin^2(Dlambda / 2), d_ij = 2 R asin sqrt(a)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from territorial_lib.geography.territories import Gazetteer, Territory

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG), km: within 0.5 % of the ellipsoid everywhere."""


def centroids(territories: Sequence[Territory], gazetteer: Gazetteer) -> pd.DataFrame:
    """Find the population-weighted centroid of each territory.

    Parameters
    ----------
    territories : sequence of Territory
        The territories.
    gazetteer : Gazetteer
        The territories of France.

    Returns
    -------
    pandas.DataFrame
        Indexed by code: ``lon``, ``lat`` (degrees, WGS 84; NaN where no commune is placed),
        ``land``: "metropole", or the overseas département: no road leads from one to another.
    """
    rows = pd.DataFrame(
        [(each.code, commune) for each in territories for commune in each.communes],
        columns=["territory", "commune"],
    )
    known = gazetteer.communes[["lon", "lat", "population", "departement"]]
    rows = rows.join(known, on="commune")
    weight = rows["population"].clip(lower=1).where(rows["lon"].notna())
    summed = rows.assign(lon=rows["lon"] * weight, lat=rows["lat"] * weight, weight=weight)
    total = summed.groupby("territory", sort=False)[["lon", "lat", "weight"]].sum(min_count=1)
    land = rows.groupby("territory", sort=False)["departement"].first()
    overseas = land.str.len() == 3
    return pd.DataFrame(
        {
            "lon": total["lon"] / total["weight"],
            "lat": total["lat"] / total["weight"],
            "land": land.where(overseas, "metropole"),
        }
    )


def great_circle(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Measure how far points are from others, as the crow flies.

    a = sin^2(Dphi / 2) + cos phi_i cos phi_j sin^2(Dlambda / 2), d_ij = 2 R asin sqrt(a)

    Parameters
    ----------
    here, there : numpy.ndarray
        One row a point: longitude, latitude, degrees.

    Returns
    -------
    numpy.ndarray
        Kilometres, here in rows and there in columns; NaN where a point is unknown.
    """
    (lon, lat), (far_lon, far_lat) = np.radians(here).T, np.radians(there).T
    across = np.sin((lat[:, None] - far_lat) / 2) ** 2
    along = np.cos(lat)[:, None] * np.cos(far_lat) * np.sin((lon[:, None] - far_lon) / 2) ** 2
    km: np.ndarray = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(across + along, 0, 1)))
    return km


def distances(places: pd.DataFrame) -> pd.DataFrame:
    """Give the distance between every two territories.

    Parameters
    ----------
    places : pandas.DataFrame
        What `centroids` gave.

    Returns
    -------
    pandas.DataFrame
        Kilometres as the crow flies, symmetric, 0 on the diagonal; infinite between two lands or
        where a place is unknown. Corsica and the islands off the coast are with the mainland:
        the ferry is counted as a road.
    """
    points = places[["lon", "lat"]].to_numpy(dtype=float)
    km = great_circle(points, points)
    land = places["land"].to_numpy()
    km = np.where((land[:, None] == land) & ~np.isnan(km), km, np.inf)
    np.fill_diagonal(km, 0.0)
    return pd.DataFrame(km, places.index, places.index)
