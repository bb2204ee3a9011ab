"""Jobs by A38 sector of the EPCI: estimated from the census, Urssaf and FLORES."""

from __future__ import annotations

import pandas as pd

from data.prepare.controls import control
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.sector_jobs import fitted, grown, parts_of_zones
from territorial_lib.schemas import sector_jobs as schema

GREAT = {
    "share_agriculture": "AZ",
    "share_industry": "BE",
    "share_construction": "FZ",
    "share_services": "GU",
    "share_administration": "OQ",
}
FLORES_2023 = 26_527_385
COUNTED = "salaried_jobs"
"""FLORES counts employees: so does the census here. Against Urssaf's private jobs by EPCI, 5.3 % of
jobs are then in the wrong EPCI, and 6.3 % when all the jobs of the census are taken."""


def epci_jobs_a38(raw: Raw) -> pd.DataFrame:
    """Build the salaried jobs of the EPCI by A38 sector, end of 2023, all estimated.

    Parameters
    ----------
    raw : Raw
        Our tables built before this one.

    Returns
    -------
    pandas.DataFrame
        The table ``epci_jobs_a38``; Mayotte is absent.
    """
    communes = raw.table("communes").set_index("code")
    growth = raw.table("jobs_growth").set_index("code")
    census = raw.table("census_2018").set_index("code")[COUNTED].reindex(communes.index)
    jobs = grown(census, growth["jobs_2018"], growth["jobs_2023"], communes["epci"])
    shares = raw.table("epci_jobs_a5_2022").set_index("code")[list(GREAT)].rename(columns=GREAT)
    zones = raw.table("zone_jobs_a38").rename(columns={"jobs_2023": "jobs"})
    great = raw.table("sectors_a38").set_index("code")["a5"]
    parts = parts_of_zones(communes, jobs)
    table = fitted(parts, shares, zones[["code", "sector", "jobs"]], great)
    control("FLORES 2023, EPCI by A38", round(table["jobs"].sum()), FLORES_2023)
    return table.assign(status="estimated")


RECIPES = (Recipe(schema.EPCI_JOBS_A38, epci_jobs_a38),)
