"""Emission factors of the Base Carbone: freight, materials, energy."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import coefficients as schema

_NAMES = {
    "Identifiant de l'élément": "id",
    "theme": "theme",
    "Code de la catégorie": "category",
    "Nom base français": "name",
    "Nom attribut français": "attribute",
    "Nom frontière français": "boundary",
    "Total poste non décomposé": "value",
    "Unité français": "unit",
    "Incertitude": "uncertainty",
    "Localisation géographique": "location",
    "Source": "source",
    "Date de modification": "modified",
    "Statut de l'élément": "scope",
}
_THEMES = {"fret": "freight", "materiaux": "materials", "energie": "energy"}
_SCOPES = {"Valide générique": "generic", "Valide spécifique": "specific"}


def emission_factors(raw: Raw) -> pd.DataFrame:
    """Read the extract: decimal commas made points, lost « œ » put back.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``emission_factors``.
    """
    path = raw.path("base_carbone/base_carbone_v22_extrait_fret_materiaux_energie.csv")
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)[list(_NAMES)].rename(
        columns=_NAMES
    )
    rows = rows.apply(lambda text: text.str.strip().str.replace("?ufs", "œufs", regex=False))
    rows = rows.mask(rows == "").astype("str")
    rows["theme"] = rows["theme"].map(_THEMES).astype("str")
    rows["scope"] = rows["scope"].map(_SCOPES).astype("str")
    rows["value"] = rows["value"].str.replace(",", ".").astype("float64")
    rows["uncertainty"] = rows["uncertainty"].astype("float64")
    rows["modified"] = rows["modified"].str.replace(
        r"(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", regex=True
    )
    return rows.sort_values(["theme", "category", "name", "id"], ignore_index=True)


RECIPES = (Recipe(schema.EMISSION_FACTORS, emission_factors),)
