"""Coefficients: prices, yields, ratios, each with its unit, year, scope, source and confidence."""

from __future__ import annotations

from territorial_lib.schemas.tables import Column, Table

THEMES = (
    "transport",
    "energy",
    "materials",
    "food",
    "forest",
    "housing",
    "spending",
    "jobs",
    "work",
    "money",
    "procurement",
)

_THEME = Column("theme", "code", "Thème", allowed=THEMES)

COEFFICIENTS = Table(
    name="coefficients",
    level="other",
    key=("id",),
    columns=(
        Column("id", "code", "Identifiant", pattern=r"[a-z0-9-]+"),
        _THEME,
        Column("quantity", "text", "Grandeur"),
        Column("value", "number", "Valeur"),
        Column("unit", "text", "Unité"),
        Column("year", "whole", "Année", minimum=1950, maximum=2030, missing=True),
        Column("year_written", "text", "Année telle qu’elle est écrite", missing=True),
        Column("scope", "text", "Champ"),
        Column("source", "text", "Source"),
        Column("confidence", "text", "Confiance, telle qu’elle est écrite"),
        Column("level", "code", "Confiance", allowed=("high", "medium", "low")),
        # observed: a producer's statistic; assumed: a parameter that anyone may move.
        Column("status", "code", "Statut", allowed=("observed", "assumed")),
        Column("weak", "flag", "Fragile : à montrer comme tel"),
        Column("discarded", "flag", "À ne pas utiliser"),
        Column("adjustable", "flag", "Réglable par la salle"),
        # Rows of one family measure the same thing; low and high are those of its rows of the same
        # unit and scope, or those that the source itself writes.
        Column("family", "code", "Famille", pattern=r"[a-z0-9-]+", missing=True),
        Column("low", "number", "Bas", missing=True),
        Column("high", "number", "Haut", missing=True),
        Column("caveat", "text", "Mise en garde", missing=True),
        Column("added", "flag", "Ajouté après la première collecte"),
    ),
)

MISSING_COEFFICIENTS = Table(
    name="missing_coefficients",
    level="other",
    key=("quantity",),
    columns=(
        _THEME,
        Column("quantity", "text", "Grandeur qui manque"),
        Column("unit", "text", "Unité"),
        Column("needed_for", "text", "À quoi elle servirait"),
        Column("found_instead", "text", "Ce qui a été trouvé à la place"),
        Column("where_to_look", "text", "Où la chercher"),
    ),
)

EMISSION_FACTORS = Table(
    name="emission_factors",
    level="nation",
    key=("id",),
    columns=(
        Column("id", "code", "Identifiant de la Base Carbone", pattern=r"\d+"),
        Column("theme", "code", "Thème", allowed=("freight", "materials", "energy")),
        Column("category", "text", "Catégorie"),
        Column("name", "text", "Nom"),
        Column("attribute", "text", "Précision", missing=True),
        Column("boundary", "text", "Frontière", missing=True),
        # Negative where carbon is stored.
        Column("value", "number", "Facteur"),
        Column("unit", "text", "Unité"),
        Column("uncertainty", "number", "Incertitude", "%", minimum=0, maximum=100, missing=True),
        Column("location", "text", "Lieu"),
        Column("source", "text", "Source citée par la base", missing=True),
        Column("modified", "text", "Date de modification", pattern=r"\d{4}-\d{2}-\d{2}"),
        # "specific": for one firm's or one network's own use only.
        Column("scope", "code", "Portée", allowed=("generic", "specific")),
    ),
)
