"""The recipes of the geography tables, in building order."""

from __future__ import annotations

from data.prepare import communes, geography, levels, neighbours
from data.prepare.outlines import outlines
from data.prepare.recipe import Recipe
from territorial_lib.schemas import geography as schema

SMALL = 1024
"""Rows in a row group of the tables read by EPCI or by window."""

RECIPES = (
    Recipe(schema.COMMUNE_HISTORY, geography.commune_history),
    Recipe(schema.COMMUNES, communes.communes, SMALL * 4),
    Recipe(schema.COMMUNE_CONTOURS, communes.commune_contours, SMALL),
    Recipe(schema.COMMUNE_NEIGHBOURS, neighbours.commune_neighbours, SMALL * 16),
    Recipe(schema.EPCIS, levels.epci),
    Recipe(schema.DEPARTEMENTS, levels.departements),
    Recipe(schema.REGIONS, levels.regions),
    Recipe(schema.ZONES_EMPLOI, levels.zones_emploi),
    Recipe(schema.EPCI_ZONE_EMPLOI, levels.epci_zone_emploi),
    Recipe(schema.EPCI_NEIGHBOURS, neighbours.epci_neighbours),
    Recipe(schema.EPCI_CONTOURS, outlines("epci", 0), SMALL // 8),
    Recipe(schema.DEPARTEMENT_CONTOURS, outlines("departement", 1000)),
    Recipe(schema.REGION_CONTOURS, outlines("region", 2000)),
    Recipe(schema.ZONE_EMPLOI_CONTOURS, outlines("zone_emploi", 1000), SMALL // 8),
)
