"""People: census of 2018 and legal populations, by commune."""

from __future__ import annotations

import json

import pandas as pd

from data.prepare import official
from data.prepare.comparator import comparator
from data.prepare.controls import control
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.codes import carry
from territorial_lib.schemas import people as schema

JOBS = 26_599_318
POPULATION_2022 = 67_760_573
CENSUS = {
    "P18_POP": "population",
    "P13_POP": "population_2013",
    "NAIS1318": "births",
    "DECE1318": "deaths",
    "P18_MEN": "households",
    "P18_LOG": "dwellings",
    "P18_RP": "main_residences",
    "P18_RSECOCC": "second_homes",
    "P18_LOGVAC": "vacant_dwellings",
    "P18_RP_PROP": "owner_occupied",
    "P18_EMPLT": "jobs",
    "P18_EMPLT_SAL": "salaried_jobs",
    "P13_EMPLT": "jobs_2013",
    "P18_POP1564": "population_15_64",
    "P18_ACT1564": "active_15_64",
    "P18_CHOM1564": "unemployed_15_64",
}


def census_2018(raw: Raw) -> pd.DataFrame:
    """Build the census of 2018 by commune of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``census_2018``; Mayotte is missing, recreated communes are estimated.
    """
    counted = comparator(raw).rename(columns=CENSUS)[list(CENSUS.values())]
    control("P18_EMPLT", counted["jobs"].sum(), JOBS, 1)
    carried = carry(counted, raw.table("commune_history"), list(CENSUS.values()))
    return official.with_status(carried.round(3), official.communes(raw))


def population_series(raw: Raw) -> pd.DataFrame:
    """Build the legal populations of 2010 to 2022 by commune of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``population_series``; Mayotte is missing.
    """
    path = raw.path("portrait-communes/population-by-commune.json")
    published = json.loads(path.read_text(encoding="utf-8"))
    series = pd.DataFrame({code: entry["history"] for code, entry in published.items()}).T
    control("population 2022", series["2022"].sum(), POPULATION_2022)
    table = series.add_prefix("population_").reindex(official.communes(raw)).astype("Int32")
    return table.rename_axis("code").reset_index()


RECIPES = (
    Recipe(schema.CENSUS_2018, census_2018),
    Recipe(schema.POPULATION_SERIES, population_series),
)
