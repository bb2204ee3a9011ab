"""Places that public programmes support: third places, workshops, towns, France services, industry.

The producer locates them at their commune, not at their address.
"""

from __future__ import annotations

from territorial_lib.schemas.geography import COMMUNE, EPCI
from territorial_lib.schemas.tables import Column, Table

KINDS = {
    "third_place": "Fabrique de territoire (tiers-lieu)",
    "shared_workshop": "Manufacture de proximité",
    "small_town": "Petite ville de demain",
    "town_centre": "Action cœur de ville",
    "france_services": "France services",
}

SUPPORT_PLACES = Table(
    name="support_places",
    level="commune",
    key=("id", "published_code"),
    columns=(
        Column("id", "code", "Identifiant de l’ANCT", pattern=r"[a-z]+(-[0-9]+[A-Z]?)+"),
        Column("kind", "code", "Genre", allowed=tuple(KINDS)),
        Column("kind_label", "text", "Genre", allowed=tuple(KINDS.values())),
        Column("name", "text", "Nom", missing=True),
        Column("code", "code", "Commune", pattern=COMMUNE, missing=True),
        Column("published_code", "code", "Code tel qu’il est publié", pattern=COMMUNE),
        Column(
            "lon", "number", "Longitude de la commune", "°", minimum=-180, maximum=180, missing=True
        ),
        Column(
            "lat", "number", "Latitude de la commune", "°", minimum=-90, maximum=90, missing=True
        ),
        Column("signed", "text", "Date de signature", pattern=r"\d{4}-\d{2}-\d{2}", missing=True),
    ),
)

INDUSTRY_TERRITORIES = Table(
    name="industry_territories",
    level="other",
    key=("id", "siren"),
    columns=(
        Column("id", "code", "Identifiant de l’ANCT", pattern=r"ti-\w+"),
        Column("name", "text", "Territoire d’industrie"),
        Column("siren", "code", "Membre : SIREN publié", pattern=r"\d{9}|21\d[AB]\d{5}"),
        Column("member", "text", "Membre"),
        # Both missing for an établissement public territorial, a part of the Métropole de Paris,
        # and for an EPCI that no longer exists under this number.
        Column("epci", "code", "Intercommunalité de 2026", pattern=EPCI, missing=True),
        Column("code", "code", "Commune de 2026", pattern=COMMUNE, missing=True),
    ),
)

FRANCE_SERVICES_2025 = Table(
    name="france_services_2025",
    level="commune",
    key=("code", "name"),
    columns=(
        Column("code", "code", "Commune", pattern=COMMUNE),
        Column("name", "text", "Nom"),
    ),
)
