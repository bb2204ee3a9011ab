"""How far is the nearest shop, school, doctor? As the crow flies, from commune to commune.

d_c = min over communes k that have the service of R angle(c, k), R the Earth's mean radius; 0 where
the commune has it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from territorial_lib.geography.distances import EARTH_KM
from territorial_lib.sources import Catalogue


@dataclass(frozen=True)
class Service:
    """A service of everyday life, and where it is listed.

    Parameters
    ----------
    name : str
        Stable name.
    label : str
        In French, after "kilomètres jusqu’à".
    table : str
        equipment_2020, equipment_2013 or france_services_2025.
    types : tuple of str
        Types of equipment any of which will do; empty where the table lists one kind.
    """

    name: str
    label: str
    table: str
    types: tuple[str, ...] = ()


SERVICES = (
    Service(
        "grocery", "un commerce alimentaire", "equipment_2020", ("B101", "B102", "B201", "B202")
    ),
    Service("school", "une école primaire", "equipment_2020", ("C101", "C102", "C104", "C105")),
    Service("doctor", "un médecin généraliste", "equipment_2013", ("D-medecin-omnipraticien",)),
    Service("france_services", "un espace France services", "france_services_2025"),
)
_COVERED = {"equipment_2020": "covered_2020", "equipment_2013": "listed_2013"}


def distances(catalogue: Catalogue) -> pd.DataFrame:
    """Measure how far each service is from each commune of France.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.

    Returns
    -------
    pandas.DataFrame
        Communes x services, km as the crow flies between centres; 0 where the commune has it, NaN
        where its equipment is not listed or its place is unknown.
    """
    communes = catalogue.indexed("communes")
    points = _on_sphere(communes)
    columns = {}
    for each in SERVICES:
        found = _nearest(points, _has(catalogue, each, communes.index))
        columns[each.name] = np.where(_listed(catalogue, each, communes.index), found, np.nan)
    return pd.DataFrame(columns, index=communes.index)


def _on_sphere(communes: pd.DataFrame) -> NDArray[np.float64]:
    lon, lat = (np.radians(communes[name].to_numpy(dtype=float)) for name in ("lon", "lat"))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _has(catalogue: Catalogue, service: Service, communes: pd.Index) -> NDArray[np.bool_]:
    rows = catalogue.load(service.table).frame
    if service.types:
        rows = rows[rows["type"].isin(service.types) & (rows["units"] > 0)]
    places = communes.get_indexer(pd.Index(rows["code"].unique()))
    found = np.zeros(len(communes), dtype=bool)
    found[places[places >= 0]] = True
    return found


def _listed(catalogue: Catalogue, service: Service, communes: pd.Index) -> NDArray[np.bool_]:
    if service.table not in _COVERED:
        return np.ones(len(communes), dtype=bool)
    covered = catalogue.indexed("equipment_coverage")[_COVERED[service.table]]
    found: NDArray[np.bool_] = covered.reindex(communes).fillna(False).to_numpy(dtype=bool)
    return found


def _nearest(points: NDArray[np.float64], has: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Measure the arc to the nearest point that has it."""
    known = ~np.isnan(points).any(axis=1)
    kilometres = np.full(len(points), np.nan)
    if (has & known).any():
        chord, _ = cKDTree(points[has & known]).query(points[known])
        kilometres[known] = 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1))
    kilometres[has] = 0.0
    return kilometres
