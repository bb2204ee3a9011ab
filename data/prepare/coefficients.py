"""The coefficients: those first collected, those added since, and those still missing."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.prepare import coefficient_rules as rules
from data.prepare import readings
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from data.prepare.slugs import distinct
from territorial_lib.schemas import coefficients as schema

_HERE = Path(__file__).parent
ADDED = _HERE / "added_coefficients.csv"
MISSING = _HERE / "missing_coefficients.csv"
_BANDS = _HERE / "coefficient_bands.csv"
_RANGE = r" \((\d+(?:,\d+)?)-(\d+(?:,\d+)?)\)"


class Unreadable(Exception):
    """Some values are no number; every one is listed."""


def coefficients(raw: Raw) -> pd.DataFrame:
    """Gather the coefficients; nothing is averaged, no two scopes are merged.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``coefficients``; Unreadable lists the rows whose value is no number.
    """
    rows = _collected(raw)
    rows["value"] = _numbers(rows)
    rows["year_written"] = rows["year"].mask(rows["year"].isin(readings.UNREAD))
    rows["year"] = readings.years(rows["year"])
    rows["id"] = distinct(
        rows.fillna({"year_written": ""}), ["quantity", "year_written", "scope", "unit"]
    )
    rows["level"] = rules.levels(rows["confidence"])
    rows["discarded"] = rules.discarded(rows["quantity"])
    rows["caveat"] = rules.caveats(rows)
    rows["weak"] = (rows["level"] == "low") | rows["caveat"].notna()
    rows["status"] = (rows["level"] == "high").map({True: "observed", False: "assumed"})
    rows.loc[rows["added"], "status"] = "assumed"
    rows = _with_bands(_with_unit_range(rows))
    rows["adjustable"] = (rows["status"] == "assumed") | rows["low"].notna()
    return rows[[column.name for column in schema.COEFFICIENTS.columns]]


def missing_coefficients(_raw: Raw) -> pd.DataFrame:
    """List what the steps need and no source was found for.

    Parameters
    ----------
    _raw : Raw
        Not read: the list is ours.

    Returns
    -------
    pandas.DataFrame
        The table ``missing_coefficients``.
    """
    return pd.read_csv(MISSING, dtype="str")


def _collected(raw: Raw) -> pd.DataFrame:
    """Read both lists; the added ones say their theme, the others are ordered by theme."""
    first = pd.read_csv(raw.path("coefficients.csv"), dtype="str", keep_default_na=False)
    first["theme"] = rules.themes(first["quantity"])
    first["source"] = rules.sources(first["source"])
    later = pd.read_csv(ADDED, dtype="str", keep_default_na=False)
    both = pd.concat([first.assign(added=False), later.assign(added=True)], ignore_index=True)
    return both.assign(scope=both["scope"].replace("", "non précisé"))


def _numbers(rows: pd.DataFrame) -> pd.Series:
    values = pd.to_numeric(rows["value"].str.replace(",", "."), errors="coerce")
    if values.isna().any():
        unread = rows.loc[values.isna(), ["quantity", "value"]].to_dict("records")
        raise Unreadable(f"coefficients whose value is no number: {unread}")
    return values.astype("float64")


def _with_unit_range(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the range that some units carry, such as "kg/m3 (25-35)"."""
    ends = rows["unit"].str.extract(_RANGE).apply(lambda text: text.str.replace(",", "."))
    return rows.assign(
        unit=rows["unit"].str.replace(_RANGE, "", regex=True),
        low=ends[0].astype("float64"),
        high=ends[1].astype("float64"),
    )


def _with_bands(rows: pd.DataFrame) -> pd.DataFrame:
    """Name the families, and give the range of the rows that share unit and scope."""
    bands = pd.read_csv(_BANDS, dtype={"family": "str", "id": "str"}).set_index("id")
    unknown = bands.index.difference(rows["id"])
    if len(unknown):
        raise KeyError(f"{_BANDS.name} names coefficients that do not exist: {list(unknown)}")
    rows["family"] = rows["id"].map(bands["family"]).astype("str")
    kept = rows[rows["family"].notna() & ~rows["discarded"]]
    groups = kept.groupby(["family", "unit", "scope"])["value"]
    several = groups.transform("size") > 1
    for end, found in (("low", groups.transform("min")), ("high", groups.transform("max"))):
        written = rows["id"].map(bands[end]).fillna(rows[end])
        rows[end] = written.fillna(found.where(several))
    return rows


RECIPES = (
    Recipe(schema.COEFFICIENTS, coefficients),
    Recipe(schema.MISSING_COEFFICIENTS, missing_coefficients),
)
