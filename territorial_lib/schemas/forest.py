"""Forest: standing wood, increment and removals, harvest, poplars, hedges, land-cover change."""

from __future__ import annotations

from territorial_lib.schemas.geography import DEPARTEMENT, REGION
from territorial_lib.schemas.land import CORINE
from territorial_lib.schemas.people import COMMUNE_CODE, EPCI_CODE, STATUS, count
from territorial_lib.schemas.tables import Column, Table

COMPOSITIONS = {
    "conifer": "Conifères",
    "broadleaf": "Feuillus",
    "mixed": "Peuplements mixtes",
    "poplar": "Peupleraies",
    "all_but_poplar": "Ensemble, hors peupleraies et composition indéterminée",
    "all_determined": "Ensemble avec peupleraies, hors composition indéterminée",
    "all": "Ensemble",
}
"""Parts, then the totals that contain them: never add a total to its parts."""

_STOCK = (
    Column("composition", "text", "Peuplement", allowed=tuple(COMPOSITIONS)),
    Column("label", "text", "Peuplement"),
    count("area", "Forêt disponible pour la production de bois", "ha"),
    count("volume", "Bois sur pied", "m³"),
    count("dead_wood", "Bois mort", "m³"),
    count("increment", "Production biologique annuelle", "m³/an"),
    count("removals", "Prélèvements annuels", "m³/an"),
    count("mortality", "Mortalité annuelle", "m³/an"),
    STATUS,
)

# Status missing: the sample is too small for the producer to publish a figure, not an absence.
FOREST_STOCK = Table(
    name="forest_stock",
    level="region",
    key=("code", "composition"),
    columns=(Column("code", "code", "Région", pattern=REGION), *_STOCK),
)

FOREST_STOCK_FRANCE = Table(
    name="forest_stock_france",
    level="nation",
    key=("code", "composition"),
    columns=(Column("code", "code", "Pays", allowed=("FR",)), *_STOCK),
)

# 0 is less than 500 m³, or none.
WOOD_HARVEST_2022 = Table(
    name="wood_harvest_2022",
    level="departement",
    key=("code",),
    columns=(
        Column("code", "code", "Département", pattern=DEPARTEMENT),
        count("sawlogs", "Bois d’œuvre récolté", "m³"),
        count("industry_wood", "Bois d’industrie récolté", "m³"),
    ),
)

POPLARS_HEDGES_2018 = Table(
    name="poplars_hedges_2018",
    level="epci",
    key=("code",),
    columns=(
        EPCI_CODE,
        count("poplars", "Peupleraies", "ha"),
        count("hedges", "Haies associées à l’agriculture", "ha"),
        STATUS,
    ),
)

# A commune of metropolitan France without a row: no change of 5 ha or more was seen.
LANDCOVER_CHANGE_2018 = Table(
    name="landcover_change_2018",
    level="commune",
    key=("code", "from_class", "to_class"),
    columns=(
        COMMUNE_CODE,
        Column("from_class", "code", "Poste CORINE en 2012", allowed=tuple(CORINE)),
        Column("to_class", "code", "Poste CORINE en 2018", allowed=tuple(CORINE)),
        count("area", "Surface qui a changé d’occupation", "ha"),
        STATUS,
    ),
)
