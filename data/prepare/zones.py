"""Zones d'emploi 2020 and official areas, carried from older communes to those of 2026."""

from __future__ import annotations

import zipfile

import pandas as pd

from data.prepare.controls import control
from data.prepare.geography import SPLIT, commune_history
from data.prepare.raw import Raw

ZONING = "zonages-2022/table-appartenance-geo-communes-22.xlsx"
COMMUNES_2022 = 34_955
CENSUS = "comparateur-communes-2018/base_cc_comparateur_csv.zip"
CENSUS_MEMBER = "base_cc_comparateur.CSV"


def membership_2022(raw: Raw) -> pd.DataFrame:
    """Read the zone d'emploi of each commune of 2022.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        ``code`` (of 2022) and ``zone_emploi``, in the published order.
    """
    sheet = pd.read_excel(raw.path(ZONING), sheet_name="COM", header=5, dtype="str")
    control("communes of 2022", sheet["ZE2020"].notna().sum(), COMMUNES_2022)
    return sheet.rename(columns={"CODGEO": "code", "ZE2020": "zone_emploi"})[
        ["code", "zone_emploi"]
    ]


def names(raw: Raw) -> pd.Series:
    """Read the names of the zones d'emploi.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.Series
        Names by code.
    """
    sheet = pd.read_excel(
        raw.path(ZONING), sheet_name="Zones_supra_communales", header=5, dtype="str"
    )
    return sheet[sheet["NIVGEO"] == "ZE2020"].set_index("CODGEO")["LIBGEO"]


def zone_of_communes(raw: Raw) -> pd.Series:
    """Carry the zones d'emploi to the communes of 2026.

    A merged commune astride two zones takes the one where most of its inhabitants of 2018 lived;
    a recreated commune that had no row takes its former parent's.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.Series
        Zone by code of 2026.
    """
    zones = membership_2022(raw)
    links = commune_history(raw).query("kind != 'split'").set_index("old_code")["code"]
    zones["people"] = zones["code"].map(_census(raw, "P18_POP")).fillna(0)
    zones["code"] = zones["code"].map(links).fillna(zones["code"])
    sums = zones.groupby(["code", "zone_emploi"], as_index=False)["people"].sum()
    chosen = sums.sort_values(["people", "zone_emploi"]).drop_duplicates("code", keep="last")
    carried = chosen.set_index("code")["zone_emploi"]
    parents = {code: parent for parent, codes in SPLIT.items() for code in codes}
    late = {code: carried[p] for code, p in parents.items() if code not in carried.index}
    return pd.concat([carried, pd.Series(late, dtype="str")]).sort_index()


def official_areas(raw: Raw) -> pd.Series:
    """Sum the land-register areas that the census of 2018 printed, by commune of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.Series
        km2 by code; absent for the communes recreated since.
    """
    links = commune_history(raw).set_index("old_code").query("kind in ('merge', 'rename')")["code"]
    areas = _census(raw, "SUPERF")
    return areas.groupby(areas.index.to_series().replace(links.to_dict())).sum()


def _census(raw: Raw, column: str) -> pd.Series:
    types = {"CODGEO": "str", column: "float64"}
    with zipfile.ZipFile(raw.path(CENSUS)) as archive, archive.open(CENSUS_MEMBER) as rows:
        census = pd.read_csv(rows, sep=";", usecols=list(types), dtype=types)
    return census.set_index("CODGEO")[column]
