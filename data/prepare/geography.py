"""The official geographic code: communes of 2026 and what their former codes became."""

from __future__ import annotations

import pandas as pd

from data.prepare.controls import control
from data.prepare.raw import Raw

# The commune kept its people and land and took another chef-lieu, hence another code.
RENAMED = {"12076": "12218", "14011": "14581", "49069": "49126", "69159": "69114"}
FORMER_CODES = 4_295
# Recreated communes: in the vintages before, their parent holds the whole.
SPLIT = {
    "15141": ("15031", "15035", "15047", "15171"),
    "60054": ("60694",),
    "85084": ("85165", "85212"),
}


def administrative(raw: Raw, kind: str) -> pd.DataFrame:
    """Read the communes of one kind, metropolitan France and the five overseas départements.

    Parameters
    ----------
    raw : Raw
        The raw files.
    kind : str
        "commune-actuelle", "commune-deleguee", "commune-associee" or "arrondissement-municipal".

    Returns
    -------
    pandas.DataFrame
        The published columns, sorted by code.
    """
    listed = pd.DataFrame(raw.administrative("communes"))
    kept = listed[(listed["type"] == kind) & listed["zone"].isin(["metro", "drom"])]
    return kept.sort_values("code", ignore_index=True)


def commune_history(raw: Raw) -> pd.DataFrame:
    """List every former code and the commune of 2026 that holds its land.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``commune_history``; codes that did not change are not listed.
    """
    communes = administrative(raw, "commune-actuelle")
    absorbed = _absorbed(raw, communes)
    arrondissements = administrative(raw, "arrondissement-municipal")
    parts = [
        _links(absorbed, "merge"),
        _links(
            dict(arrondissements[["code", "commune"]].itertuples(index=False)), "arrondissement"
        ),
        _splits(communes.set_index("code")["population"]),
    ]
    links = pd.concat(parts, ignore_index=True)
    links.loc[links["old_code"].isin(RENAMED), "kind"] = "rename"
    control("former codes", len(links), FORMER_CODES)
    return links.sort_values(["old_code", "code"], ignore_index=True)


def _absorbed(raw: Raw, communes: pd.DataFrame) -> dict[str, str]:
    """Map former codes; where two are given, a delegated commune's chef-lieu is today's whole."""
    former = communes[["anciensCodes", "code"]].dropna().explode("anciensCodes")
    found = dict(former.itertuples(index=False))
    for kind in ("commune-deleguee", "commune-associee"):
        found |= dict(administrative(raw, kind)[["code", "chefLieu"]].itertuples(index=False))
    found |= RENAMED
    current = set(communes["code"])
    return {old: new for old, new in found.items() if old not in current}


def _links(codes: dict[str, str], kind: str) -> pd.DataFrame:
    table = pd.DataFrame({"old_code": codes.keys(), "code": codes.values()}, dtype="str")
    return table.assign(kind=kind, share=1.0)


def _splits(population: pd.Series) -> pd.DataFrame:
    rows = []
    for parent, recreated in SPLIT.items():
        parts = population[[parent, *recreated]]
        rows += [(parent, code, "split", share) for code, share in (parts / parts.sum()).items()]
    return pd.DataFrame(rows, columns=["old_code", "code", "kind", "share"])
