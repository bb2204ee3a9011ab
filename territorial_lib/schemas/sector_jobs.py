"""Jobs by A38 sector below the zone d'emploi: an estimate, never an observation."""

from __future__ import annotations

from territorial_lib.schemas.geography import COMMUNE, EPCI, ZONE_EMPLOI
from territorial_lib.schemas.people import STATUS, count
from territorial_lib.schemas.tables import Column, Table

# An EPCI across several zones has its part of each. Summed by zone and sector, the jobs are those
# of zone_jobs_a38 exactly. 0 is a true zero: the zone has no job of this sector.
EPCI_JOBS_A38 = Table(
    name="epci_jobs_a38",
    level="epci",
    key=("code", "zone_emploi", "sector"),
    columns=(
        # A commune's own code where it belongs to no EPCI.
        Column("code", "code", "Intercommunalité", pattern=rf"{EPCI}|{COMMUNE}"),
        Column("zone_emploi", "code", "Zone d’emploi", pattern=ZONE_EMPLOI),
        Column("sector", "code", "Secteur A38", pattern="[A-S][A-Z]"),
        count("jobs", "Emplois salariés fin 2023 (estimation)", "emplois"),
        STATUS,
    ),
)
