"""Shops, schools and services by commune: Insee's permanent base of facilities, dated."""

from __future__ import annotations

from territorial_lib.schemas.geography import COMMUNE
from territorial_lib.schemas.tables import Column, Table

DOMAINS = {
    "A": "Services aux particuliers",
    "B": "Commerces",
    "C": "Enseignement",
    "D": "Santé et action sociale",
    "E": "Transports et déplacements",
    "F": "Sports, loisirs et culture",
    "G": "Tourisme",
}

_CODE = Column("code", "code", "Commune", pattern=COMMUNE)
# Insee's code; where that of 2013 has changed its meaning, the domain and the label.
_TYPE = Column("type", "code", "Type d’équipement", pattern=r"[A-G]\d{3}(_CANT)?|[A-G]-[a-z0-9-]+")


def _counts(year: int) -> Table:
    return Table(
        name=f"equipment_{year}",
        level="commune",
        key=("code", "type"),
        columns=(
            _CODE,
            _TYPE,
            Column("units", "whole", "Équipements", "équipements", extensive=True, minimum=1),
        ),
    )


EQUIPMENT_2013 = _counts(2013)
EQUIPMENT_2020 = _counts(2020)

EQUIPMENT_TYPES = Table(
    name="equipment_types",
    level="other",
    key=("type",),
    columns=(
        _TYPE,
        Column("label", "text", "Type d’équipement"),
        Column("domain", "code", "Domaine", allowed=tuple(DOMAINS)),
        Column("domain_label", "text", "Domaine", allowed=tuple(DOMAINS.values())),
        # A part of another type ("dont avec cantine"): never added to it.
        Column("part_of", "code", "Partie de", pattern=r"[A-G]\d{3}", missing=True),
        Column("in_2013", "flag", "Compté en 2013"),
        Column("in_2020", "flag", "Compté en 2020"),
        Column("year", "whole", "Dernière année disponible", minimum=2013, maximum=2020),
    ),
)

EQUIPMENT_COVERAGE = Table(
    name="equipment_coverage",
    level="commune",
    key=("code",),
    columns=(
        _CODE,
        Column("listed_2013", "flag", "Au moins un équipement recensé en 2013"),
        Column("covered_2020", "flag", "Commune recensée en 2020"),
    ),
)

EQUIPMENT_TOTAL_2024 = Table(
    name="equipment_total_2024",
    level="commune",
    key=("code",),
    columns=(
        _CODE,
        Column(
            "units", "whole", "Équipements, tous types", "équipements", extensive=True, minimum=0
        ),
    ),
)
