"""Profile of the EPCI (census 2022, Filosofi 2021) and their jobs by A5 sector."""

from __future__ import annotations

import pandas as pd

from data.prepare import grand_paris, official
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import economy, people

PROFILE = {
    "dens3": "density_class",
    "P22_POP": "population",
    "dmv_75p_pct_22": "share_75_plus",
    "dmv_iv_ind_22": "ageing_index",
    "dmf_pe_pct_22": "share_arrivals",
    "dmf_ps_pct_22": "share_departures",
    "dm_sn_vtcam_1622": "natural_growth",
    "dm_sma_vtcam_1622": "migration_growth",
    "soc_txchom_1564_22": "unemployment_rate_15_64",
    "eco_txemp_1564_22": "employment_rate_15_64",
    "dsp_csp_cadres_pct_22": "share_executives",
    "dsp_csp_ouvriers_pct_22": "share_workers",
    "dsp_csp_retraites_pct_22": "share_retired",
    "dsp_dipl_infbac_pct_22": "share_below_bac",
    "dsp_dipl_supbac2_pct_22": "share_degree",
    "men_mono_pct_22": "share_single_parents",
    "men_coupaenf_pct_22": "share_couples_with_children",
    "log_vac_pct_22": "vacancy_rate",
    "log_ressec_pct_22": "second_home_rate",
    "log_prop_pct_22": "owner_rate",
    "log_loc_pct_22": "tenant_rate",
    "eco_ratio_emplt_actoc_22": "jobs_per_100_employed",
    "eco_sal_pct_22": "salaried_rate",
    "eco_emp_pres_pct_23": "share_presential",
    "eco_eff_petites_pct_23": "share_small_establishments",
    "eco_eff_grandes_pct_23": "share_large_establishments",
    "eco_emp_vtcam_1116": "job_growth_2011_2016",
    "eco_emp_vtcam_1622": "job_growth_2016_2022",
    "rev_med_21": "median_income",
    "rev_txpauv_21": "poverty_rate",
    "rev_d9_21": "decile_9",
    "rev_ird9d1_21": "interdecile_ratio",
    "rev_prestasoc_21": "share_social_benefits",
}
SECTORS = {
    "eco_sectagri_pct_22": "share_agriculture",
    "eco_sectindus_pct_22": "share_industry",
    "eco_sectconst_pct_22": "share_construction",
    "eco_sectservi_pct_22": "share_services",
    "eco_sectadmin_pct_22": "share_administration",
}
# A pseudo-row for France whose population is false; never read.
PSEUDO = "00FR"


def _published(raw: Raw, columns: dict[str, str]) -> pd.DataFrame:
    path = raw.path("indicateurs-epci-dep-ze/agg_epci_2026-01-29.json")
    table = pd.read_json(path, dtype={"code": "str"}).set_index("code").drop(index=PSEUDO)
    return table[list(columns)].rename(columns=columns).astype("float64")


def epci_profile_2022(raw: Raw) -> pd.DataFrame:
    """Build the profile of the EPCI.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``epci_profile_2022``; overseas is missing, Grand Paris is estimated.
    """
    codes = pd.Index(sorted(official.members(raw).unique()), name="code")
    published = _published(raw, PROFILE)
    table = grand_paris.gathered(raw, published, people.EPCI_PROFILE_2022, codes)
    return table.astype({"density_class": "Int8"})


def epci_jobs_a5_2022(raw: Raw) -> pd.DataFrame:
    """Build the shares of jobs by A5 sector.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``epci_jobs_a5_2022``; overseas is missing, Grand Paris is estimated.
    """
    codes = pd.Index(sorted(official.members(raw).unique()), name="code")
    published = _published(raw, SECTORS)
    return grand_paris.gathered(raw, published, economy.EPCI_JOBS_A5_2022, codes)


RECIPES = (
    Recipe(people.EPCI_PROFILE_2022, epci_profile_2022),
    Recipe(economy.EPCI_JOBS_A5_2022, epci_jobs_a5_2022),
)
