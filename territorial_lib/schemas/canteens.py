"""Canteens, central kitchens and food projects, as they declare themselves to the State.

Declared by those who want to: an absent row never means that nothing exists there.
"""

from __future__ import annotations

from territorial_lib.schemas.chains import DEPARTEMENTS, LOCATED, ROW, text
from territorial_lib.schemas.geography import COMMUNE, DEPARTEMENT, EPCI
from territorial_lib.schemas.tables import Column, Level, Table

_EPCI = Column("epci", "code", "Intercommunalité", pattern=EPCI, missing=True)
_YEAR = Column("year", "whole", "Campagne", minimum=2021, maximum=2023)
_ORGANIC = "Part du bio dans les achats"
_QUALITY = "Part des autres produits de qualité (EGalim hors bio) dans les achats"


def _share(name: str, label: str, weight: str | None = None) -> Column:
    return Column(name, "number", label, "%", weight=weight, minimum=0, maximum=100)


def _identity(name: str) -> tuple[Column, ...]:
    return (
        ROW,
        *((Column("name", "text", "Nom"),) if name else ()),
        _YEAR,
        LOCATED,
        _EPCI,
        Column("departement", "code", "Département", pattern=DEPARTEMENT, missing=True),
        text("model", "Statut"),
        text("management", "Gestion"),
        text("production", "Production"),
        text("sectors", "Secteurs"),
        _share("organic_share", _ORGANIC),
        _share("quality_share", _QUALITY),
    )


CANTEEN_DECLARATIONS = Table(
    name="canteen_declarations", level="other", key=("row",), columns=_identity("")
)
CENTRAL_KITCHENS = Table(
    name="central_kitchens", level="other", key=("row",), columns=_identity("name")
)


def _canteens(name: str, label: str, minimum: int) -> Column:
    return Column(name, "whole", label, "cantines", extensive=True, minimum=minimum)


def _aggregate(name: str, level: Level, code: Column) -> Table:
    return Table(
        name=name,
        level=level,
        key=("code", "year"),
        columns=(
            code,
            _YEAR,
            _canteens("canteens", "Cantines déclarantes", minimum=1),
            _canteens("organic_20", "dont à 20 % de bio ou plus", minimum=0),
            _share("organic_mean", _ORGANIC + ", moyenne des cantines", "canteens"),
            _share("organic_median", _ORGANIC + ", médiane des cantines"),
            _share("quality_mean", _QUALITY + ", moyenne des cantines", "canteens"),
        ),
    )


CANTEENS = _aggregate("canteens", "commune", Column("code", "code", "Commune", pattern=COMMUNE))
CANTEENS_EPCI = _aggregate(
    "canteens_epci", "epci", Column("code", "code", "Intercommunalité", pattern=EPCI)
)

FOOD_PROJECTS = Table(
    name="food_projects",
    level="other",
    key=("project",),
    columns=(
        Column("project", "code", "Projet alimentaire territorial", pattern=r"\d+"),
        text("name", "Nom"),
        Column(
            "name_certainty", "text", "Certitude du nom", allowed=("certain", "probable", "non lu")
        ),
        DEPARTEMENTS,
        Column(
            "communes", "whole", "Communes qui ont une cantine déclarante", "communes", minimum=1
        ),
        Column("canteens", "whole", "Cantines déclarantes", "cantines", minimum=1),
    ),
)

FOOD_PROJECT_COMMUNES = Table(
    name="food_project_communes",
    level="commune",
    key=("project", "code"),
    columns=(
        Column("project", "code", "Projet alimentaire territorial", pattern=r"\d+"),
        Column("code", "code", "Commune", pattern=COMMUNE),
    ),
)
