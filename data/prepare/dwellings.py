"""Dwellings classed F or G by commune, and the national stock by energy class (Mines Paris)."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.codes import carry
from territorial_lib.schemas import dwellings as schema

PERIODS = {
    "[1000, 1918]": "before_1919",
    "[1919, 1945]": "1919_1945",
    "[1946, 1970]": "1946_1970",
    "[1971, 1990]": "1971_1990",
    "[1991, 2005]": "1991_2005",
    "[2006, 2012]": "2006_2012",
    "[2013, 2100]": "since_2013",
}
HEATINGS = {
    "Chaudière gaz": "gas_boiler",
    "Chaudière fioul": "oil_boiler",
    "Chaudière - autres": "other_boiler",
    "Chauffage urbain": "district",
    "Chauffage électrique": "electric",
    "Pompes à chaleur électricité": "heat_pump",
    "Autres": "other",
}
NOT_MAIN = "non primary residence"
KWH = 1000
"""Kilowatt-hours in a megawatt-hour."""


def leaky_dwellings(raw: Raw) -> pd.DataFrame:
    """Give main residences, and those classed F or G, by commune of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``leaky_dwellings``; arrondissements are added up to their city.
    """
    path = raw.path("passoires_dpe/passoires_communes.csv")
    published = pd.read_csv(path, dtype={"code_commune": "str"}).set_index("code_commune")
    named = published.rename(
        columns={"residences_principales": "main_residences", "passoires_fg": "leaky"}
    )
    carried = carry(named, raw.table("commune_history"), extensive=["main_residences", "leaky"])
    frame = carried.round(2).rename(columns={"estimated": "split"}).reset_index()
    frame.insert(3, "status", "estimated")
    return frame


def dwelling_stock(raw: Raw) -> pd.DataFrame:
    """Give the national stock by class, period, heating, kind and use.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``dwelling_stock``.
    """
    path = raw.path("residentiel_parc/base_logement_agregee_france.csv")
    cells = pd.read_csv(path, sep=";")
    homes = cells["IPONDL"]
    floor_area = homes * cells["surface"]
    frame = pd.DataFrame(
        {
            "energy_class": cells["energy_class"],
            "period": cells["construction_year_class"].map(PERIODS),
            "heating": cells["heating_system"].map(HEATINGS),
            "kind": cells["residential_type"],
            "main_residence": cells["occupancy_status"] != NOT_MAIN,
            "dwellings": homes.astype("float64"),
            "floor_area": floor_area,
            "consumption": floor_area * cells["energy_consumption"] / KWH,
        }
    )
    summed = frame.groupby(list(schema.DWELLING_STOCK.key), as_index=False).sum()
    return summed.round({"floor_area": 0, "consumption": 0})


RECIPES = (
    Recipe(schema.LEAKY_DWELLINGS, leaky_dwellings, rows_per_group=4096),
    Recipe(schema.DWELLING_STOCK, dwelling_stock),
)
