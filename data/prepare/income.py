"""Income and poverty of 2019 (Filosofi): communes, EPCI and départements in one table."""

from __future__ import annotations

import pandas as pd

from data.prepare import official
from data.prepare.comparator import comparator
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.codes import carry, without_doubled_arrondissements
from territorial_lib.schemas import people as schema

COLUMNS = {
    "NBMEN19": "tax_households",
    "Q219": "median_income",
    "D119": "decile_1",
    "D919": "decile_9",
    "RD": "interdecile_ratio",
    "PPEN19": "share_pensions",
    "PPSOC19": "share_social_benefits",
}
MEASURES = [column.name for column in schema.INCOME_2019.columns[2:-1]]


def _published(raw: Raw, level: str) -> pd.DataFrame:
    path = raw.path(f"filosofi-2019/FILO2019_DISP_{level}.csv")
    table = pd.read_csv(path, sep=";", decimal=",", dtype={"CODGEO": "str"}, encoding="utf-8-sig")
    return table.set_index("CODGEO")[list(COLUMNS)].rename(columns=COLUMNS)


def _communes(raw: Raw) -> pd.DataFrame:
    """Join the deciles to the comparator, which also lists the communes kept secret."""
    history = raw.table("commune_history")
    base = comparator(raw)[["P18_POP", "NBMENFISC19", "MED19", "TP6019"]]
    detail = without_doubled_arrondissements(_published(raw, "COM"), history)
    joined = base.join(detail.drop(columns=["tax_households", "median_income"]))
    joined = joined.rename(
        columns={
            "NBMENFISC19": "tax_households",
            "MED19": "median_income",
            "TP6019": "poverty_rate",
        }
    )
    rates = {name: "P18_POP" for name in MEASURES if name != "tax_households"}
    carried = carry(joined, history, ["tax_households"], rates)
    return official.with_status(carried, official.communes(raw))


def _epci(raw: Raw) -> pd.DataFrame:
    """Keep the EPCI of 2021 that still exist; another membership since makes an estimate."""
    now = official.members(raw)
    table = _published(raw, "EPCI")
    kept = table[table.index.isin(now)].assign(poverty_rate=float("nan"))
    before = membership_2022(raw)
    moved = set(now[now != before.reindex(now.index)]) | set(
        before[before != now.reindex(before.index)]
    )
    flagged = kept.assign(estimated=kept.index.isin(moved))
    return official.with_status(flagged, pd.Index(sorted(now.unique()), name="code"))


def membership_2022(raw: Raw) -> pd.Series:
    """Say which EPCI each commune of 2026 was in, in 2022.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.Series
        EPCI of 2022 by commune code of 2026 (that of its largest part, listed first).
    """
    path = raw.path("zonages-2022/table-appartenance-geo-communes-22.xlsx")
    sheet = pd.read_excel(path, sheet_name="COM", header=5, dtype="str", usecols=["CODGEO", "EPCI"])
    listed = sheet[sheet["EPCI"].str.fullmatch(r"\d{9}")]
    history = raw.table("commune_history")
    into = history[history["kind"].isin(["merge", "rename"])].set_index("old_code")["code"]
    codes = listed["CODGEO"].map(into).fillna(listed["CODGEO"])
    return pd.Series(listed["EPCI"].to_numpy(), index=codes).groupby(level=0).first()


def _departements(raw: Raw) -> pd.DataFrame:
    table = _published(raw, "DEP").assign(poverty_rate=float("nan"), estimated=False)
    codes = sorted(record["code"] for record in raw.administrative("departements"))
    listed = [code for code in codes if not code.startswith(("975", "977", "978", "98"))]
    return official.with_status(table, pd.Index(listed, name="code"))


def income_2019(raw: Raw) -> pd.DataFrame:
    """Build income and poverty of 2019.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``income_2019``; secret stays missing.
    """
    parts = {"commune": _communes(raw), "epci": _epci(raw), "departement": _departements(raw)}
    table = pd.concat(parts, names=["level"]).reset_index(level=0).reset_index(drop=True)
    return table[[column.name for column in schema.INCOME_2019.columns]].astype({"level": "str"})


RECIPES = (Recipe(schema.INCOME_2019, income_2019),)
