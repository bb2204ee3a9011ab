"""Energy used by sector and produced by kind, homes' energy, capacity and homes' profile."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import energy as schema

FOLDER = "energie_departement"
KINDS = {
    "photovoltaic": "photovoltaique",
    "wind": "eolien",
    "hydro": "hydraulique",
    "bioenergy": "bio_energie",
}
LOW_VOLTAGE = "BT <= 36 kVA"
CAPACITIES = {
    "Parc installé éolien (MW)": "wind",
    "Parc installé solaire (MW)": "solar",
}
HOME_ENERGIES = {
    "electricity": "electricity",
    "natural_gas": "gas",
    "fuel_oil": "fuel_oil",
    "lpg": "lpg",
    "heat": "heat",
}
MWH = 1000
"""Megawatt-hours in a gigawatt-hour."""
PROFILE_YEAR = 2017
PROFILE = {
    "Code département": "code",
    "Nombre d'habitants": "population",
    "Nb sites Résidentiel": "residential_sites",
    "Taux de résidences principales": "main_residence_share",
    "Taux de logements collectifs": "collective_share",
    "Taux de chauffage électrique": "electric_heating_share",
    "Superficie des logements < 30 m2": "area_under_30",
    "Superficie des logements 30 à 40 m2": "area_30_40",
    "Superficie des logements 40 à 60 m2": "area_40_60",
    "Superficie des logements 60 à 80 m2": "area_60_80",
    "Superficie des logements 80 à 100 m2": "area_80_100",
    "Superficie des logements > 100 m2": "area_over_100",
    "Résidences principales avant 1919": "built_before_1919",
    "Résidences principales de 1919 à 1945": "built_1919_1945",
    "Résidences principales de 1946 à 1970": "built_1946_1970",
    "Résidences principales de 1971 à 1990": "built_1971_1990",
    "Résidences principales de 1991 à 2005": "built_1991_2005",
    "Résidences principales de 2006 à 2010": "built_2006_2010",
    "Résidences principales après 2011": "built_since_2011",
}


def renewable_output(raw: Raw) -> pd.DataFrame:
    """Give the renewable output fed into Enedis's network, cogeneration left out.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``renewable_output``.
    """
    path = raw.path(f"{FOLDER}/enedis_production_filiere_departement_2011_2023.csv")
    published = pd.read_csv(path, dtype={"code_departement": "str"})
    published["code"] = published["code_departement"].str.zfill(2)
    parts = [_kind(published, word, name) for word, name in KINDS.items()]
    frame = pd.concat(parts).sort_values(["code", "kind", "year"], ignore_index=True)
    same = [frame["code"], frame["kind"]]
    known = frame["up_to_36_kva"].notna()
    frame["last_up_to_36_kva"] = frame["up_to_36_kva"].groupby(same).ffill()
    frame["last_year"] = frame["year"].where(known).groupby(same).ffill().astype("Int64")
    return frame


def _kind(published: pd.DataFrame, word: str, name: str) -> pd.DataFrame:
    low = published["domaine_de_tension"].eq(LOW_VOLTAGE).rename("low")
    values = published[f"energie_produite_annuelle_{name}_enedis_mwh"]
    groups = [published["code"], published["annee"].rename("year"), low]
    sums = values.groupby(groups).agg(lambda part: part.sum(skipna=False)).unstack("low")
    columns = {False: "above_36_kva", True: "up_to_36_kva"}
    frame = sums.rename(columns=columns).rename_axis(columns=None).reset_index().round(3)
    frame.insert(1, "kind", word)
    frame.insert(2, "label", schema.KINDS[word])
    return frame


def residential_energy_2024(raw: Raw) -> pd.DataFrame:
    """Give the energy used by homes, by département.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``residential_energy_2024``; oil and LPG are estimates.
    """
    return _home_energy(raw, "departement", "mwh", 1)


def residential_energy_region_2024(raw: Raw) -> pd.DataFrame:
    """Give the energy used by homes, heat networks included, by région.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``residential_energy_region_2024``; oil and LPG are estimates.
    """
    return _home_energy(raw, "region", "gwh", MWH)


def _home_energy(raw: Raw, level: str, unit: str, factor: int) -> pd.DataFrame:
    path = raw.path(f"residentiel_energie/sdes_conso_residentielle_2024_{level}.csv")
    wide = pd.read_csv(path, dtype={f"code_{level}": "str"}).set_index(f"code_{level}")
    wide.columns = wide.columns.str.removesuffix(f"_{unit}").map(HOME_ENERGIES)
    long = wide.rename_axis(index="code", columns="energy").stack().mul(factor).round(3)
    frame = long.rename("consumption").reset_index()
    frame.insert(2, "label", frame["energy"].map(schema.HOME_ENERGIES))
    frame["network"] = ~(frame["energy"].eq("gas") & frame["consumption"].eq(0))
    shared = frame["energy"].isin(["fuel_oil", "lpg"])
    frame["status"] = shared.map({True: "estimated", False: "observed"})
    return frame.sort_values(["code", "energy"], ignore_index=True)


def renewable_capacity(raw: Raw) -> pd.DataFrame:
    """Give the wind and solar capacity by région and year.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``renewable_capacity``.
    """
    path = raw.path("parc_enr_region/rte_parc_eolien_solaire_region_2001_2020.csv")
    wide = pd.read_csv(path, dtype={"Code INSEE région": "str"})
    keys = {"Code INSEE région": "code", "Année": "year"}
    long = wide.rename(columns=keys).melt(["code", "year"], list(CAPACITIES), "kind", "capacity")
    kind = long["kind"].map(CAPACITIES)
    frame = long.assign(kind=kind, label=kind.map(schema.CAPACITIES))
    ordered = frame[["code", "kind", "label", "year", "capacity"]]
    return ordered.sort_values(["code", "kind", "year"], ignore_index=True)


def dwelling_profile_2013(raw: Raw) -> pd.DataFrame:
    """Give the shares of homes by size, period, kind and electric heating.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``dwelling_profile_2013``: the file repeats the census of 2013 every year.
    """
    path = raw.path(f"{FOLDER}/enedis_conso_elec_et_profil_logement_departement_2011_2017.csv")
    published = pd.read_csv(path, dtype={"Code département": "str"})
    last = published[published["Année"] == PROFILE_YEAR]
    frame = last[list(PROFILE)].rename(columns=PROFILE).sort_values("code", ignore_index=True)
    numbers = [name for name in frame if name != "code"]
    return frame.astype(dict.fromkeys(numbers, "float64")).round(4)


RECIPES = (
    Recipe(schema.RENEWABLE_OUTPUT, renewable_output),
    Recipe(schema.RESIDENTIAL_ENERGY_2024, residential_energy_2024),
    Recipe(schema.RESIDENTIAL_ENERGY_REGION_2024, residential_energy_region_2024),
    Recipe(schema.RENEWABLE_CAPACITY, renewable_capacity),
    Recipe(schema.DWELLING_PROFILE_2013, dwelling_profile_2013),
)
