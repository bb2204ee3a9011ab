"""EPCI, départements, régions and zones d'emploi, all summed from the communes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.prepare import zones
from data.prepare.communes import french, main_departement
from data.prepare.controls import control
from data.prepare.raw import Raw
from territorial_lib.schemas import geography as schema
from territorial_lib.schemas.tables import Table

POPULATION_2022 = 68_010_643


def epci(raw: Raw) -> pd.DataFrame:
    """List the EPCI with the populations of 2023 and 2022.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``epci``, in the order of ``communes``.
    """
    communes = raw.table("communes")
    published = pd.DataFrame(raw.administrative("epci")).set_index("code")
    listed = _summed(communes, "epci").join(published[["nom", "type", "populationMunicipale"]])
    control("population 2022", listed["populationMunicipale"].sum(), POPULATION_2022)
    listed["departement"] = main_departement(communes)
    listed["population_2022"] = listed["populationMunicipale"].astype("int32")
    return _table(listed.rename(columns={"nom": "name", "type": "kind"}), schema.EPCIS)


def departements(raw: Raw) -> pd.DataFrame:
    """List the 96 metropolitan and 5 overseas départements.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``departements``, by code.
    """
    published = pd.DataFrame(raw.administrative("departements")).set_index("code")
    listed = _summed(raw.table("communes"), "departement").join(published[["nom", "region"]])
    return _table(listed.rename(columns={"nom": "name"}).sort_index(), schema.DEPARTEMENTS)


def regions(raw: Raw) -> pd.DataFrame:
    """List the 13 metropolitan and 5 overseas régions.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``regions``, by code.
    """
    published = pd.DataFrame(raw.administrative("regions")).set_index("code")
    listed = _summed(raw.table("communes"), "region").join(published["nom"].rename("name"))
    return _table(listed.sort_index(), schema.REGIONS)


def zones_emploi(raw: Raw) -> pd.DataFrame:
    """List the zones d'emploi of 2020 as carried to the communes of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``zones_emploi``, by code.
    """
    listed = _summed(raw.table("communes"), "zone_emploi").join(zones.names(raw).rename("name"))
    return _table(listed.sort_index(), schema.ZONES_EMPLOI)


def epci_zone_emploi(raw: Raw) -> pd.DataFrame:
    """Share each EPCI's inhabitants between the zones d'emploi that it touches.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``epci_zone_emploi``; an EPCI's shares sum to 1.
    """
    known = raw.table("communes").dropna(subset="epci")
    parts = known.groupby(["epci", "zone_emploi"], as_index=False)["population"].sum()
    whole = parts.groupby("epci")["population"].transform("sum")
    return parts.assign(
        population=parts["population"].astype("int32"), share=parts["population"] / whole
    )


def _summed(communes: pd.DataFrame, level: str) -> pd.DataFrame:
    """Sum inhabitants and land; place each territory at the mean of its inhabitants' communes."""
    placed = communes.dropna(subset=[level]).assign(
        weight=communes["population"].where(communes["lon"].notna(), 0),
        members=1,
    )
    placed["lon"] *= placed["weight"]
    placed["lat"] *= placed["weight"]
    columns = ["population", "members", "area_km2", "lon", "lat", "weight"]
    sums = placed.groupby(level, sort=False)[columns].sum()
    sums[["lon", "lat"]] = sums[["lon", "lat"]].div(sums["weight"], axis=0).round(5)
    return sums.rename_axis("code")


def _table(listed: pd.DataFrame, table: Table) -> pd.DataFrame:
    listed = listed.reset_index()
    listed["name"] = french(listed["name"])
    counts = dict.fromkeys(("population", "members"), np.int32)
    return listed.astype(counts)[[column.name for column in table.columns]]
