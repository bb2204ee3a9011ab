"""Salaried jobs by sector: those of the zones d'emploi, pooled, and the estimate below them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.typography import quantity

ZONES = "zone_jobs_a38"
ESTIMATE = "epci_jobs_a38"
KEPT = "job-structure"
"""Name under which a case keeps what is read here."""
YEAR = 2023
_WHOLE = 1 - 1e-9
_NAMED = 3


@dataclass(frozen=True)
class JobStructure:
    """Salaried jobs of several territories by sector.

    Parameters
    ----------
    pooled : pandas.DataFrame
        Territories x sectors: jobs of the zones d'emploi, each counted for the share of its
        inhabitants who live in the territory; NaN where no zone has figures.
    estimated : pandas.DataFrame
        Territories x sectors: jobs brought down below the zones; NaN where missing.
    nation : pandas.Series
        Jobs of France by sector.
    labels : pandas.Series
        Short French name by sector.
    whole : pandas.Series
        By territory: True where it is made of whole zones.
    zones : pandas.Series
        By territory: its zones in French words, with the share of its inhabitants in each.
    """

    pooled: pd.DataFrame
    estimated: pd.DataFrame
    nation: pd.Series
    labels: pd.Series
    whole: pd.Series
    zones: pd.Series


def job_structure(case: Case) -> JobStructure:
    """Read the jobs by sector of every territory of a case.

    x_r = sum over zones z of (inhabitants of z who live in r / inhabitants of z) x jobs of z.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    JobStructure
        Zones pooled, and the estimate.
    """
    codes = pd.Index(case.codes, name="territory")
    jobs = zone_jobs(case)
    parts = case.scope.parts("zone_emploi", "population")
    whole = (parts["share"] >= _WHOLE).groupby(parts["territory"]).all()
    return JobStructure(
        pooled=pooled(parts, jobs).reindex(codes),
        estimated=_estimated(case, jobs.columns).reindex(codes),
        nation=jobs.sum(),
        labels=case.catalogue.indexed("sectors_a38")["short_label"].reindex(jobs.columns),
        whole=whole.reindex(codes).fillna(False).astype(bool),
        zones=_named(case, parts).reindex(codes).fillna(""),
    )


def zone_jobs(case: Case, year: int = YEAR) -> pd.DataFrame:
    """Read the salaried jobs of the zones d'emploi.

    Parameters
    ----------
    case : Case
        For its tables.
    year : int
        2022 or 2023.

    Returns
    -------
    pandas.DataFrame
        Zones x sectors; a zone without figures is absent.
    """
    cells = case.catalogue.load(ZONES).frame
    jobs: pd.DataFrame = cells.pivot(index="code", columns="sector", values=f"jobs_{year}")
    return jobs.astype(float)


def pooled(parts: pd.DataFrame, jobs: pd.DataFrame) -> pd.DataFrame:
    """Add up the zones of each territory that have figures.

    x_r = sum over zones z of (inhabitants of z who live in r / inhabitants of z) x jobs of z.

    Parameters
    ----------
    parts : pandas.DataFrame
        Territories cut along the zones by inhabitants, as `Selection.parts` gives them.
    jobs : pandas.DataFrame
        Zones x sectors.

    Returns
    -------
    pandas.DataFrame
        Territories x sectors; a territory none of whose zones has figures is absent.
    """
    known = parts[parts["unit"].isin(jobs.index)]
    rows, territories = pd.factorize(known["territory"])
    share = np.zeros((len(territories), len(jobs)))
    share[rows, jobs.index.get_indexer(pd.Index(known["unit"]))] = known["share"].fillna(0.0)
    return pd.DataFrame(share @ jobs.to_numpy(), index=territories, columns=jobs.columns)


def _estimated(case: Case, sectors: pd.Index) -> pd.DataFrame:
    rows = case.brought(ESTIMATE)
    cells = rows[rows["variable"] == "jobs"]
    wide = cells.pivot(index="territory", columns="sector", values="value")
    return wide.reindex(columns=sectors)


def _named(case: Case, parts: pd.DataFrame) -> pd.Series:
    names = case.scope.gazetteer.units("zone_emploi")["name"]
    inside = parts["weight"] / parts.groupby("territory")["weight"].transform("sum")
    sorted_parts = parts.assign(inside=inside).sort_values("inside", ascending=False)
    said = {
        territory: _sentence(rows, names) for territory, rows in sorted_parts.groupby("territory")
    }
    return pd.Series(said, dtype=object)


def _sentence(rows: pd.DataFrame, names: pd.Series) -> str:
    """Name the zones of a territory, the most peopled first."""
    if len(rows) == 1:
        return str(names[rows["unit"].iloc[0]])
    first = rows.head(_NAMED)
    said = [
        f"{names[unit]} ({quantity(100 * share, '%', 0)} des habitants)"
        for unit, share in zip(first["unit"], first["inside"], strict=True)
    ]
    more = len(rows) - len(first)
    return ", ".join(said) + (f" et {more} autres" if more > 0 else "")
