"""What do we know how to do? Specialisation and relatedness on the zones d'emploi, pooled.

A territory over several zones pools them, X_rs = sum_z (n_rz / n_r) x_zs, n its inhabitants in
each, before anything is computed: specialisation is observed on zones, never on an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.indicators.location_quotient import location_quotient
from territorial_lib.indicators.relatedness import density, proximity, specialised

ZONES, HERE, SECTORS = "zone_jobs_a38", "epci_jobs_a38", "sectors_a38"
YEAR, BEFORE = 2023, 2022


@dataclass(frozen=True)
class Specialities:
    """Specialisation of territories; rows are territories, columns the 36 sectors.

    Parameters
    ----------
    jobs : pandas.DataFrame
        Salaried jobs of the zones, pooled: a mix of sectors, not a count of the territory.
    here : pandas.DataFrame
        Salaried jobs of the territory itself, estimated; NaN where unknown.
    quotient, before : pandas.DataFrame
        LQ this year and the year before; NaN where a territory's zones are unknown.
    density : pandas.DataFrame
        omega in [0, 1]; NaN where the zones are unknown.
    proximity : pandas.DataFrame
        phi, sectors x sectors.
    known : pandas.Series
        Share of the territory's inhabitants who live in a zone with figures, 0 to 1.
    zones : pandas.Series
        How many zones the territory is over.
    sectors : pandas.DataFrame
        Indexed by sector: ``label``, ``short_label``.
    """

    jobs: pd.DataFrame
    here: pd.DataFrame
    quotient: pd.DataFrame
    before: pd.DataFrame
    density: pd.DataFrame
    proximity: pd.DataFrame
    known: pd.Series
    zones: pd.Series
    sectors: pd.DataFrame


def specialities(case: Case) -> Specialities:
    """Compute specialisation and relatedness for the territories of a case.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    Specialities
        One row a territory; a territory none of whose zones has figures has only NaN.
    """
    now, then = (_zones(case, year) for year in (YEAR, BEFORE))
    parts = case.scope.parts("zone_emploi", "population")
    pooled, earlier = _pooled(parts, now), _pooled(parts, then)
    known = specialised(location_quotient(now, now.sum()))
    phi = proximity(known)
    quotient = _quotient(pooled, now.sum())
    filled = quotient.dropna()
    return Specialities(
        jobs=pooled,
        here=_here(case, now.columns),
        quotient=quotient,
        before=_quotient(earlier, then.sum()),
        density=density(specialised(filled), phi).reindex(quotient.index),
        proximity=phi,
        known=_known(parts, now).reindex(quotient.index),
        zones=parts.groupby("territory")["unit"].nunique().reindex(quotient.index),
        sectors=case.catalogue.indexed(SECTORS),
    )


def _zones(case: Case, year: int) -> pd.DataFrame:
    rows = case.catalogue.load(ZONES).frame
    table: pd.DataFrame = rows.pivot(index="code", columns="sector", values=f"jobs_{year}")
    return table.astype(float)


def _pooled(parts: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Weigh the zones by the inhabitants that the territory has in each."""
    rows = parts[parts["unit"].isin(zones.index) & (parts["weight"] > 0)]
    whole = rows.groupby("territory")["weight"].transform("sum")
    weighed = zones.reindex(rows["unit"]).mul((rows["weight"] / whole).to_numpy(), axis=0)
    summed = weighed.groupby(rows["territory"].to_numpy()).sum(min_count=1)
    return summed.reindex(pd.unique(parts["territory"]))


def _quotient(jobs: pd.DataFrame, reference: pd.Series) -> pd.DataFrame:
    found: pd.DataFrame = location_quotient(jobs.dropna(), reference)
    return found.reindex(jobs.index)


def _known(parts: pd.DataFrame, zones: pd.DataFrame) -> pd.Series:
    inside = parts["weight"].where(parts["unit"].isin(zones.index), 0.0)
    return (
        inside.groupby(parts["territory"]).sum() / parts.groupby("territory")["weight"].sum()
    ).clip(upper=1.0)


def _here(case: Case, sectors: pd.Index) -> pd.DataFrame:
    rows = case.brought(HERE)
    summed = rows.groupby(["territory", "sector"], sort=False)["value"].sum(min_count=1)
    table: pd.DataFrame = summed.unstack("sector")
    return table.reindex(index=case.codes, columns=sectors)
