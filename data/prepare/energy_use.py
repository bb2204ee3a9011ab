"""Electricity and gas used by sector and département (ODRÉ): what is absent says why."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import energy as schema

FILE = "energie_departement/odre_conso_elec_gaz_secteur_departement_2011_2021.csv"
ENERGIES = {"Electricité": "electricity", "Gaz": "gas"}
# Consumption, delivery points, masked areas: the headers differ from one sector to the next.
COLUMNS = {
    "agriculture": (
        "Consommation Agriculture (MWh)",
        "Nombre de points Agriculture",
        "Nombre de mailles secretisées (agriculture)",
    ),
    "industry": (
        "Consommation Industrie (MWh)",
        "Nombre de points Industrie",
        "Nombre de mailles secretisées (industrie)",
    ),
    "services": (
        "Consommation Tertiaire (MWh)",
        "Nombre de points Tertiaire",
        "Nombre de mailles secretisées (tertiaire)",
    ),
    "residential": (
        "Consommation Résidentiel (MWh)",
        "Nombre de points Résidentiel",
        "Nombre de mailles secretisées (résidentiel)",
    ),
    "unknown": (
        "Consommation Secteur Inconnu (MWh)",
        "Nombre de points Secteur Inconnu",
        "Nombre de mailles secretisées (secteur inconnu)",
    ),
}
VALUES = ["consumption", "delivery_points", "secret_meshes"]
KEY = list(schema.ENERGY_USE.key)
WITHOUT_TRANSMISSION = 2011
"""Year whose electricity lacks the sites on the transmission network (trap 26)."""


def energy_use(raw: Raw) -> pd.DataFrame:
    """Give what every sector used, operators added up, one row for every case.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``energy_use``.
    """
    known = _published(raw).groupby(KEY)[VALUES].sum()
    axes = [known.index.get_level_values(name).unique() for name in KEY]
    every = pd.MultiIndex.from_product(axes, names=KEY)
    frame = known.reindex(every).reset_index().sort_values(KEY, ignore_index=True)
    frame["remark"] = _remark(frame)
    frame.loc[frame["remark"].eq("no_network"), VALUES] = 0.0
    frame.loc[frame["remark"].eq("secret"), "consumption"] = float("nan")
    known_value = frame["consumption"].notna()
    return frame.assign(status=known_value.map({True: "observed", False: "missing"}))


def _published(raw: Raw) -> pd.DataFrame:
    """Stack the sectors; headers hold doubled spaces (trap 27)."""
    wide = pd.read_csv(raw.path(FILE), sep=";", dtype={"Code Département": "str"})
    wide.columns = wide.columns.str.replace(r"\s+", " ", regex=True)
    keys = wide[["Code Département", "Filière", "Année"]].set_axis(
        ["code", "energy", "year"], axis=1
    )
    keys["energy"] = keys["energy"].map(ENERGIES)
    parts = [
        keys.assign(sector=sector, **dict(zip(VALUES, (wide[name] for name in names), strict=True)))
        for sector, names in COLUMNS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _remark(frame: pd.DataFrame) -> pd.Series:
    absent = frame["consumption"].isna()
    gas = frame["energy"] == "gas"
    connected = frame.loc[gas & ~absent, "code"].unique()
    masked = frame["consumption"].eq(0) & frame["secret_meshes"].gt(0)
    partial = frame["year"].eq(WITHOUT_TRANSMISSION) & ~gas & ~absent
    remark = pd.Series(None, index=frame.index, dtype="str")
    remark[absent] = "not_published"
    remark[absent & gas & ~frame["code"].isin(connected)] = "no_network"
    remark[masked & frame["delivery_points"].eq(0)] = "secret"
    remark[partial] = "without_transmission"
    return remark


RECIPES = (Recipe(schema.ENERGY_USE, energy_use),)
