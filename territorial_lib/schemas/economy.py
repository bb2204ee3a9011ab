"""Economy: establishments, jobs by sector and their growth, in 2026 codes."""

from __future__ import annotations

from dataclasses import replace

from territorial_lib.schemas.geography import ZONE_EMPLOI
from territorial_lib.schemas.people import COMMUNE_CODE, EPCI_CODE, STATUS, count, rate
from territorial_lib.schemas.tables import Column, Level, Table

A5 = ("AZ", "BE", "FZ", "GU", "OQ")
JOB_YEARS = (2014, 2018, 2019, 2022, 2023, 2024)
_UNIT = "établissements"

ESTABLISHMENTS_2018 = Table(
    name="establishments_2018",
    level="commune",
    key=("code",),
    columns=(
        COMMUNE_CODE,
        count("total", "Établissements employeurs", _UNIT),
        count("agriculture", "Agriculture, sylviculture et pêche", _UNIT),
        count("industry", "Industrie", _UNIT),
        count("construction", "Construction", _UNIT),
        count("trade_services", "Commerce, transports et services divers", _UNIT),
        count("retail", "dont commerce et réparation automobile", _UNIT),
        count(
            "administration", "Administration publique, enseignement, santé, action sociale", _UNIT
        ),
        count("size_1_9", "Établissements de 1 à 9 salariés", _UNIT),
        count("size_10_plus", "Établissements de 10 salariés ou plus", _UNIT),
        STATUS,
    ),
)

ESTABLISHMENTS_2022 = Table(
    name="establishments_2022",
    level="commune",
    key=("code",),
    columns=(
        COMMUNE_CODE,
        replace(count("establishments", "Établissements, employeurs ou non", _UNIT), dated="year"),
        # The latest year in which the producer counts any, where it is before 2022 (109 communes).
        Column("year", "whole", "Année", minimum=2014, maximum=2022, missing=True),
        STATUS,
    ),
)

EPCI_JOBS_A5_2022 = Table(
    name="epci_jobs_a5_2022",
    level="epci",
    key=("code",),
    columns=(
        EPCI_CODE,
        rate("share_agriculture", "Agriculture, en part des emplois", "jobs"),
        rate("share_industry", "Industrie, en part des emplois", "jobs"),
        rate("share_construction", "Construction, en part des emplois", "jobs"),
        rate(
            "share_services", "Commerce, transports et services divers, en part des emplois", "jobs"
        ),
        rate(
            "share_administration",
            "Administration publique, enseignement, santé, action sociale, en part des emplois",
            "jobs",
        ),
        STATUS,
    ),
)

SECTORS_A38 = Table(
    name="sectors_a38",
    level="other",
    key=("code",),
    columns=(
        Column("code", "code", "Secteur A38", pattern="[A-S][A-Z]"),
        Column("label", "text", "Secteur"),
        Column("short_label", "text", "Secteur, en bref"),
        Column("a21", "code", "Section A21", pattern="[A-S]"),
        Column("a5", "code", "Grand secteur A5", allowed=A5),
        Column("a5_label", "text", "Grand secteur"),
    ),
)

ZONE_JOBS_A38 = Table(
    name="zone_jobs_a38",
    level="zone_emploi",
    key=("code", "sector"),
    columns=(
        Column("code", "code", "Zone d’emploi", pattern=ZONE_EMPLOI),
        Column("sector", "code", "Secteur A38", pattern="[A-S][A-Z]"),
        *(
            Column(
                f"jobs_{year}", "whole", f"Emplois salariés fin {year}", "emplois", year,
                extensive=True, minimum=0,
            )
            for year in (2022, 2023)
        ),
    ),
)  # fmt: skip


def _growth(name: str, level: Level, code: Column) -> Table:
    years = (
        Column(
            f"jobs_{year}", "whole", f"Emplois salariés privés hors agriculture, {year}", "emplois",
            year, extensive=True, minimum=0, missing=True,
        )
        for year in JOB_YEARS
    )  # fmt: skip
    return Table(name, level, ("code",), (code, *years))


JOBS_GROWTH = _growth("jobs_growth", "epci", EPCI_CODE)
JOBS_GROWTH_ZONE = _growth(
    "jobs_growth_zone", "zone_emploi", Column("code", "code", "Zone d’emploi", pattern=ZONE_EMPLOI)
)
