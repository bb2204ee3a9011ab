"""What do we know how to do? Specialisation and relatedness on the zones d'emploi, pooled.

Specialisation is observed on zones, never on an estimate: the zones of a territory are pooled
before anything is computed (`job_structure.pooled`).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.job_structure import (
    KEPT,
    JobStructure,
    job_structure,
    pooled,
    zone_jobs,
)
from territorial_lib.indicators.location_quotient import location_quotient
from territorial_lib.indicators.relatedness import density, proximity, specialised

BEFORE = 2022


@dataclass(frozen=True)
class Specialities:
    """Specialisation of territories; rows are territories, columns the 36 sectors.

    Parameters
    ----------
    structure : JobStructure
        Jobs of the zones pooled, of the territory itself (estimated), of France.
    quotient, before : pandas.DataFrame
        LQ this year and the year before; NaN where a territory's zones are unknown.
    density : pandas.DataFrame
        omega in [0, 1]; NaN where the zones are unknown.
    proximity : pandas.DataFrame
        phi, sectors x sectors.
    """

    structure: JobStructure
    quotient: pd.DataFrame
    before: pd.DataFrame
    density: pd.DataFrame
    proximity: pd.DataFrame


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
    structure: JobStructure = case.once(KEPT, job_structure)
    now, then = zone_jobs(case), zone_jobs(case, BEFORE)
    parts = case.scope.parts("zone_emploi", "population")
    phi = proximity(specialised(location_quotient(now, structure.nation)))
    quotient = _quotient(structure.pooled, structure.nation)
    known = quotient.dropna()
    return Specialities(
        structure=structure,
        quotient=quotient,
        before=_quotient(pooled(parts, then).reindex(quotient.index), then.sum()),
        density=density(specialised(known), phi).reindex(quotient.index),
        proximity=phi,
    )


def _quotient(jobs: pd.DataFrame, reference: pd.Series) -> pd.DataFrame:
    found: pd.DataFrame = location_quotient(jobs.dropna(), reference)
    return found.reindex(jobs.index)
