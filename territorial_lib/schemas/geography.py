"""Geography: communes, EPCI, départements, régions, zones d'emploi in 2026 codes, and contours."""

from __future__ import annotations

from territorial_lib.schemas.tables import Column, Table

COMMUNE = r"\d[\dAB]\d{3}"
EPCI = r"\d{9}"
DEPARTEMENT = r"\d[\dAB]|97\d"
REGION = r"\d{2}"
ZONE_EMPLOI = r"\d{4}"

COMMUNE_HISTORY = Table(
    name="commune_history",
    level="commune",
    key=("old_code", "code"),
    columns=(
        Column("old_code", "code", "Code d’avant", pattern=COMMUNE),
        Column("code", "code", "Code de 2026", pattern=COMMUNE),
        # merge: absorbed by a commune that exists; rename: the whole commune changed code;
        # arrondissement: of Paris, Lyon, Marseille; split: the old commune was cut, `share` of its
        # inhabitants live in this part, and the old code names one of the parts today.
        Column("kind", "text", "Nature", allowed=("merge", "rename", "arrondissement", "split")),
        Column("share", "number", "Part de l’ancienne commune", minimum=0, maximum=1),
    ),
)
