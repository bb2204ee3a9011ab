"""Agricultural area of a territory, brought down from its département by land cover.

SAU of an EPCI = SAU of its département × its share of the département's CORINE agricultural area.
An EPCI over several départements is split by area. An EPCI without land cover keeps the share that
its area would give it, so that its neighbours do not receive its fields, and is shown as missing.
"""

from __future__ import annotations

import pandas as pd

from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.territories import Gazetteer


def cells(gazetteer: Gazetteer, agricultural: pd.Series, sau: pd.Series) -> pd.DataFrame:
    """Share each département's agricultural area among its EPCI.

    Parameters
    ----------
    gazetteer : Gazetteer
        Every territory of France.
    agricultural : pandas.Series
        CORINE agricultural area by EPCI, ha; NaN where there is no land cover.
    sau : pandas.Series
        Utilised agricultural area by département, ha.

    Returns
    -------
    pandas.DataFrame
        One row an EPCI and département (EPCI "" for communes in none): ``area`` (km2), ``sau``
        (ha), ``known`` (False where the land cover is missing). Sums by département are the SAU.
    """
    communes = gazetteer.communes.assign(epci=gazetteer.communes["epci"].fillna(""))
    frame = communes.groupby(["epci", "departement"], as_index=False)["area_km2"].sum()
    frame = frame.rename(columns={"area_km2": "area"})
    whole = frame.groupby("epci")["area"].transform("sum")
    land = frame["epci"].map(agricultural) * frame["area"] / whole
    frame["known"] = land.notna()
    frame["land"] = land.fillna(frame["area"] * _usual_density(frame, land))
    total = frame.groupby("departement")["land"].transform("sum")
    frame["sau"] = frame["departement"].map(sau) * frame["land"] / total.where(total > 0)
    return frame.drop(columns="land")


def farmland(selection: Selection, shared: pd.DataFrame) -> pd.DataFrame:
    """Bring the agricultural area to territories.

    Parameters
    ----------
    selection : Selection
        The territories.
    shared : pandas.DataFrame
        What `cells` gave.

    Returns
    -------
    pandas.DataFrame
        As `geography.perimeter` gives it; `exact` is True only for whole départements.
    """
    held = _held(selection, shared)
    held["value"] = held["sau"] * held["share"]
    whole = _whole_departements(held, shared)
    held["present"] = (held["known"] | held["departement_whole"]) & held["value"].notna()
    held["kept"] = held["value"].where(held["present"])
    held["known_area"] = held["part"].where(held["present"], 0.0)
    groups = held.groupby("territory", sort=False)
    return pd.DataFrame(
        {
            "value": groups["kept"].sum(min_count=1),
            "covered": groups["known_area"].sum() / groups["part"].sum(),
            "exact": whole,
            "units": groups["departement"].nunique(),
        }
    ).reindex(selection.territories)


def _usual_density(frame: pd.DataFrame, land: pd.Series) -> pd.Series:
    known = frame.assign(land=land).dropna(subset=["land"]).groupby("departement")
    sums = known[["land", "area"]].sum()
    density = sums["land"] / sums["area"]
    return frame["departement"].map(density).fillna(1.0)


def _held(selection: Selection, shared: pd.DataFrame) -> pd.DataFrame:
    communes = selection.communes[["epci", "departement", "area_km2"]]
    rows = selection.members.join(communes.assign(epci=communes["epci"].fillna("")), on="commune")
    keys = ["territory", "epci", "departement"]
    parts = rows.groupby(keys, as_index=False, sort=False)["area_km2"].sum(min_count=1)
    held = parts.rename(columns={"area_km2": "part"}).merge(shared, on=["epci", "departement"])
    return held.assign(share=(held["part"] / held["area"]).clip(upper=1.0))


def _whole_departements(held: pd.DataFrame, shared: pd.DataFrame) -> pd.Series:
    areas = shared.groupby("departement")["area"].sum()
    parts = held.groupby(["territory", "departement"])["part"].transform("sum")
    held["departement_whole"] = parts >= held["departement"].map(areas) * (1 - 1e-9)
    return held.groupby("territory", sort=False)["departement_whole"].all()
