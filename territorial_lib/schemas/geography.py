"""Geography: communes, EPCI, départements, régions, zones d'emploi in 2026 codes, and contours."""

from __future__ import annotations

from dataclasses import replace

from territorial_lib.schemas.tables import Column, Level, Table

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

POPULATION = Column(
    "population", "whole", "Population municipale", "hab.", extensive=True, minimum=0
)
AREA = Column("area_km2", "number", "Superficie", "km²", extensive=True, minimum=0, missing=True)
PLACE = (
    Column("lon", "number", "Longitude", "°", minimum=-62, maximum=56, missing=True),
    Column("lat", "number", "Latitude", "°", minimum=-22, maximum=52, missing=True),
)
MEMBERS = Column("members", "whole", "Communes", "communes", extensive=True, minimum=1)

COMMUNES = Table(
    name="communes",
    level="commune",
    key=("code",),
    columns=(
        Column("code", "code", pattern=COMMUNE),
        Column("name", "text", "Commune"),
        Column("departement", "code", "Département", pattern=DEPARTEMENT),
        Column("region", "code", "Région", pattern=REGION),
        # Missing: Île-de-Bréhat, Île-de-Sein, Ouessant and L'Île-d'Yeu belong to none.
        Column("epci", "code", "Intercommunalité", pattern=EPCI, missing=True),
        Column("zone_emploi", "code", "Zone d’emploi", pattern=ZONE_EMPLOI),
        replace(POPULATION, dated="population_year"),
        Column("population_year", "whole", "Année du recensement", minimum=2017, maximum=2023),
        replace(AREA, year=2026, source="IGN, Admin Express"),
        # A point inside: the town hall where it stands in the contour, else anywhere inside.
        *PLACE,
        Column("postal_codes", "text", "Codes postaux", pattern=r"\d{5}( \d{5})*"),
    ),
)
EPCIS = Table(
    name="epci",
    level="epci",
    key=("code",),
    columns=(
        Column("code", "code", pattern=EPCI),
        Column("name", "text", "Intercommunalité"),
        Column("kind", "text", "Nature", allowed=("CC", "CA", "CU", "METRO", "MET69")),
        # Where most inhabitants live; the members may be of several.
        Column("departement", "code", "Département principal", pattern=DEPARTEMENT),
        POPULATION,
        Column(
            "population_2022",
            "whole",
            "Population municipale",
            "hab.",
            year=2022,
            extensive=True,
            minimum=0,
        ),
        MEMBERS,
        AREA,
        *PLACE,
    ),
)
DEPARTEMENTS = Table(
    name="departements",
    level="departement",
    key=("code",),
    columns=(
        Column("code", "code", pattern=DEPARTEMENT),
        Column("name", "text", "Département"),
        Column("region", "code", "Région", pattern=REGION),
        POPULATION,
        MEMBERS,
        AREA,
        *PLACE,
    ),
)
REGIONS = Table(
    name="regions",
    level="region",
    key=("code",),
    columns=(
        Column("code", "code", pattern=REGION),
        Column("name", "text", "Région"),
        POPULATION,
        MEMBERS,
        AREA,
        *PLACE,
    ),
)
ZONES_EMPLOI = Table(
    name="zones_emploi",
    level="zone_emploi",
    key=("code",),
    columns=(
        Column("code", "code", pattern=ZONE_EMPLOI),
        Column("name", "text", "Zone d’emploi"),
        POPULATION,
        MEMBERS,
        AREA,
        *PLACE,
    ),
)
EPCI_ZONE_EMPLOI = Table(
    name="epci_zone_emploi",
    level="other",
    key=("epci", "zone_emploi"),
    columns=(
        Column("epci", "code", "Intercommunalité", pattern=EPCI),
        Column("zone_emploi", "code", "Zone d’emploi", pattern=ZONE_EMPLOI),
        POPULATION,
        # Of the EPCI's inhabitants; an EPCI's shares sum to 1.
        Column("share", "number", "Part des habitants", minimum=0, maximum=1),
    ),
)
BORDER = Column("border_km", "number", "Limite commune", "km", minimum=0)
COMMUNE_NEIGHBOURS = Table(
    name="commune_neighbours",
    level="other",
    key=("code", "neighbour"),
    columns=(
        Column("code", "code", "Commune", pattern=COMMUNE),
        Column("neighbour", "code", "Commune voisine", pattern=COMMUNE),
        BORDER,
    ),
)
EPCI_NEIGHBOURS = Table(
    name="epci_neighbours",
    level="other",
    key=("epci", "neighbour"),
    columns=(
        Column("epci", "code", "Intercommunalité", pattern=EPCI),
        Column("neighbour", "code", "Intercommunalité voisine", pattern=EPCI),
        BORDER,
    ),
)
COMMUNE_CONTOURS = Table(
    name="commune_contours",
    level="commune",
    key=("code",),
    columns=(
        Column("code", "code", pattern=COMMUNE),
        Column("epci", "code", "Intercommunalité", pattern=EPCI, missing=True),
        Column("departement", "code", "Département", pattern=DEPARTEMENT),
        # True where the contour is rebuilt, or known to hold more than the commune (15141).
        Column("estimated", "flag", "Contour reconstitué"),
        Column("geometry", "geometry"),
    ),
)


def _contours(level: Level, pattern: str) -> Table:
    return Table(
        name=f"{level}_contours",
        level=level,
        key=("code",),
        columns=(Column("code", "code", pattern=pattern), Column("geometry", "geometry")),
    )


EPCI_CONTOURS = _contours("epci", EPCI)
DEPARTEMENT_CONTOURS = _contours("departement", DEPARTEMENT)
REGION_CONTOURS = _contours("region", REGION)
ZONE_EMPLOI_CONTOURS = _contours("zone_emploi", ZONE_EMPLOI)

TABLES = (
    COMMUNE_HISTORY,
    COMMUNES,
    EPCIS,
    DEPARTEMENTS,
    REGIONS,
    ZONES_EMPLOI,
    EPCI_ZONE_EMPLOI,
    COMMUNE_NEIGHBOURS,
    EPCI_NEIGHBOURS,
    COMMUNE_CONTOURS,
    EPCI_CONTOURS,
    DEPARTEMENT_CONTOURS,
    REGION_CONTOURS,
    ZONE_EMPLOI_CONTOURS,
)
