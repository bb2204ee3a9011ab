"""The A38 sectors of FLORES: labels of the French nomenclature, sections, great sectors."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import economy as schema

A5 = {
    "AZ": "Agriculture",
    "BE": "Industrie",
    "FZ": "Construction",
    "GU": "Commerce, transports et services divers",
    "OQ": "Administration publique, enseignement, santé, action sociale",
}
# Code: label, short label.
A38 = {
    "AZ": ("Agriculture, sylviculture et pêche", "Agriculture"),
    "BZ": ("Industries extractives", "Extraction"),
    "CA": (
        "Fabrication de denrées alimentaires, de boissons et de produits à base de tabac",
        "Agroalimentaire",
    ),
    "CB": (
        "Fabrication de textiles, industries de l’habillement, industrie du cuir et de la "
        "chaussure",
        "Textile, habillement, cuir",
    ),
    "CC": ("Travail du bois, industries du papier et imprimerie", "Bois, papier, imprimerie"),
    "CD": ("Cokéfaction et raffinage", "Raffinage"),
    "CE": ("Industrie chimique", "Chimie"),
    "CF": ("Industrie pharmaceutique", "Pharmacie"),
    "CG": (
        "Fabrication de produits en caoutchouc et en plastique ainsi que d’autres produits "
        "minéraux non métalliques",
        "Caoutchouc, plastique, minéraux",
    ),
    "CH": (
        "Métallurgie et fabrication de produits métalliques à l’exception des machines et des "
        "équipements",
        "Métallurgie",
    ),
    "CI": (
        "Fabrication de produits informatiques, électroniques et optiques",
        "Électronique, optique",
    ),
    "CJ": ("Fabrication d’équipements électriques", "Équipements électriques"),
    "CK": ("Fabrication de machines et équipements n.c.a.", "Machines"),
    "CL": ("Fabrication de matériels de transport", "Matériels de transport"),
    "CM": (
        "Autres industries manufacturières\u202f; réparation et installation de machines et "
        "d’équipements",
        "Autres industries, réparation",
    ),
    "DZ": (
        "Production et distribution d’électricité, de gaz, de vapeur et d’air conditionné",
        "Électricité, gaz",
    ),
    "EZ": (
        "Production et distribution d’eau\u202f; assainissement, gestion des déchets et "
        "dépollution",
        "Eau, déchets",
    ),
    "FZ": ("Construction", "Construction"),
    "GZ": ("Commerce\u202f; réparation d’automobiles et de motocycles", "Commerce"),
    "HZ": ("Transports et entreposage", "Transports"),
    "IZ": ("Hébergement et restauration", "Hébergement, restauration"),
    "JA": ("Édition, audiovisuel et diffusion", "Édition, audiovisuel"),
    "JB": ("Télécommunications", "Télécommunications"),
    "JC": ("Activités informatiques et services d’information", "Informatique"),
    "KZ": ("Activités financières et d’assurance", "Finance, assurance"),
    "LZ": ("Activités immobilières", "Immobilier"),
    "MA": (
        "Activités juridiques, comptables, de gestion, d’architecture, d’ingénierie, de contrôle "
        "et d’analyses techniques",
        "Droit, gestion, ingénierie",
    ),
    "MB": ("Recherche-développement scientifique", "Recherche"),
    "MC": ("Autres activités spécialisées, scientifiques et techniques", "Autres services experts"),
    "NZ": ("Activités de services administratifs et de soutien", "Services de soutien"),
    "OZ": ("Administration publique", "Administration"),
    "PZ": ("Enseignement", "Enseignement"),
    "QA": ("Activités pour la santé humaine", "Santé"),
    "QB": (
        "Hébergement médico-social et social et action sociale sans hébergement",
        "Action sociale",
    ),
    "RZ": ("Arts, spectacles et activités récréatives", "Arts, loisirs"),
    "SZ": ("Autres activités de services", "Autres services"),
}


def sectors_a38(raw: Raw) -> pd.DataFrame:
    """Build the list of the sectors that FLORES counts.

    Parameters
    ----------
    raw : Raw
        The raw files; they say which section and which great sector a sector is in.

    Returns
    -------
    pandas.DataFrame
        The table ``sectors_a38``.
    """
    cells = pd.read_parquet(raw.path("emploi-ze-a38/exdeco_pivot_flores_a38.parquet"))
    table = cells[["a38", "a21", "a5"]].drop_duplicates().rename(columns={"a38": "code"})
    table = table.sort_values("code", ignore_index=True).astype("str")
    labels = table["code"].map(A38)
    table.insert(1, "label", labels.str[0])
    table.insert(2, "short_label", labels.str[1])
    return table.assign(a5_label=table["a5"].map(A5)).astype("str")


RECIPES = (Recipe(schema.SECTORS_A38, sectors_a38),)
