"""Economy: establishments by commune, jobs by sector of the zones d'emploi, growth of jobs."""

from __future__ import annotations

import json

import pandas as pd

from data.prepare import official
from data.prepare.comparator import comparator
from data.prepare.controls import control
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.codes import carry, links
from territorial_lib.schemas import economy as schema

EMPLOYERS = {
    "ETTOT18": "total",
    "ETAZ18": "agriculture",
    "ETBE18": "industry",
    "ETFZ18": "construction",
    "ETGU18": "trade_services",
    "ETGZ18": "retail",
    "ETOQ18": "administration",
    "ETTEF118": "size_1_9",
    "ETTEFP1018": "size_10_plus",
}
TOTAL_2018 = 2_169_322
TOTAL_2022 = 6_140_635
JOBS = {"eff_22": 26_115_622, "eff_23": 26_527_385}
PRIVATE_2024 = 19_995_376


def establishments_2018(raw: Raw) -> pd.DataFrame:
    """Build the employers of end 2018 by commune of 2026 (FLORES).

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``establishments_2018``; Mayotte is missing.
    """
    counted = comparator(raw).rename(columns=EMPLOYERS)[list(EMPLOYERS.values())]
    control("ETTOT18", counted["total"].sum(), TOTAL_2018)
    carried = carry(counted, raw.table("commune_history"), list(EMPLOYERS.values()))
    return official.with_status(carried, official.communes(raw))


def establishments_2022(raw: Raw) -> pd.DataFrame:
    """Build all the establishments of 2022 by commune of 2026 (SIDE).

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``establishments_2022``; Corsica is missing, Mayotte incomplete.
    """
    path = raw.path("portrait-communes/side-2022-by-commune.json")
    published = pd.DataFrame(json.loads(path.read_text(encoding="utf-8"))).T.astype("float64")
    control("establishments 2022", published["establishments"].sum(), TOTAL_2022)
    history = raw.table("commune_history")
    carried = carry(published, history, ["establishments"])
    linked = links(published.index, history)
    carried["year"] = linked["old_code"].map(published["year"]).groupby(linked["code"]).min()
    table = official.with_status(carried, official.communes(raw))
    return table.astype({"year": "Int16"})


def zone_jobs_a38(raw: Raw) -> pd.DataFrame:
    """Build the salaried jobs of the zones d'emploi by A38 sector (FLORES 2022, 2023).

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``zone_jobs_a38``; an empty cell of 2023 is a true zero, which is checked.
    """
    folder = "emploi-ze-a38/exdeco_pivot_flores_"
    cells = pd.read_parquet(raw.path(f"{folder}a38.parquet"))
    cells[list(JOBS)] = without_gaps(cells, pd.read_parquet(raw.path(f"{folder}a5.parquet")))
    for column, total in JOBS.items():
        control(f"FLORES {column}", cells[column].sum(), total)
    names = {"code_ze": "code", "a38": "sector", "eff_22": "jobs_2022", "eff_23": "jobs_2023"}
    table = cells[list(names)].rename(columns=names).astype({"code": "str", "sector": "str"})
    table = table.astype({"jobs_2022": "int32", "jobs_2023": "int32"})
    return table.sort_values(["code", "sector"], ignore_index=True)


def without_gaps(cells: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """Read empty cells as zeros, once sure that the others make the whole.

    Parameters
    ----------
    cells : pandas.DataFrame
        Jobs by zone and A38 sector, with its A5 sector.
    sums : pandas.DataFrame
        Jobs by zone and A5 sector.

    Returns
    -------
    pandas.DataFrame
        The job columns of `cells`, without gaps.
    """
    keys, years = ["code_ze", "a5"], list(JOBS)
    added = cells.groupby(keys)[years].sum()
    differences = (added - sums.set_index(keys)[years]).abs()
    control("A38 cells against A5 sums", float(differences.max(skipna=False).max()), 0)
    return cells[years].fillna(0)


def jobs_growth(raw: Raw) -> pd.DataFrame:
    """Build the private jobs of the EPCI, year by year (Urssaf).

    Summed from the communes: the file's own EPCI rows miss communes that merged since.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``jobs_growth``; Mayotte is missing.
    """
    wide = _urssaf(raw, "communes")
    control("Urssaf 2024, communes", wide["jobs_2024"].sum(), PRIVATE_2024)
    communes = carry(wide.fillna(0), raw.table("commune_history"), list(wide))
    members = official.members(raw)
    sums = communes.drop(columns="estimated").groupby(members.reindex(communes.index)).sum()
    table = sums.reindex(sorted(members.unique())).round().astype("Int32")
    return table.rename_axis("code").reset_index()


def jobs_growth_zone(raw: Raw) -> pd.DataFrame:
    """Build the private jobs of the zones d'emploi, year by year (Urssaf).

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``jobs_growth_zone``; Mayotte is absent.
    """
    wide = _urssaf(raw, "ze")
    control("Urssaf 2024, zones", wide["jobs_2024"].sum(), PRIVATE_2024)
    return wide.round().astype("Int32").reset_index()


def _urssaf(raw: Raw, level: str) -> pd.DataFrame:
    series = pd.read_parquet(raw.path("emploi-series/urssaf_serie_indice100.parquet"))
    rows = series[(series["echelon"] == level) & series["year"].isin(schema.JOB_YEARS)]
    wide = rows.pivot(index="code", columns="year", values="eff_total").astype("float64")
    wide.columns = pd.Index([f"jobs_{year}" for year in wide.columns])
    return wide


RECIPES = (
    Recipe(schema.ESTABLISHMENTS_2018, establishments_2018),
    Recipe(schema.ESTABLISHMENTS_2022, establishments_2022),
    Recipe(schema.ZONE_JOBS_A38, zone_jobs_a38),
    Recipe(schema.JOBS_GROWTH, jobs_growth),
    Recipe(schema.JOBS_GROWTH_ZONE, jobs_growth_zone),
)
