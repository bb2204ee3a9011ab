"""Crops, herds, forage, straw and fibre plants: agricultural census of 2010, SAA, RPG 2020."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import crops as schema

FOLDER = "cultures_departement"
CROPS = {
    "Ble.tendre": "soft_wheat",
    "Ble.dur": "durum_wheat",
    "Triticale": "triticale",
    "Mais.grain": "grain_maize",
    "Mais.ensilage": "silage_maize",
    "Orge": "barley",
    "Avoin": "oats",
    "Sorgho": "sorghum",
    "Seigle": "rye",
    "Betterave": "beet",
    "Pomme.de.terre": "potato",
    "Tournesol": "sunflower",
    "Colza": "rapeseed",
    "Soja": "soybean",
    # Their "production" is hectares (trap 18): they serve the harvest index alone.
    "Pois": "pea",
    "Orge.d.hiver.et.escourgeon": "winter_barley",
    "Orge.de.printemps": "spring_barley",
    "Pois.proteagineux": "protein_pea",
}
# One national value in all départements (trap 19).
NATIONAL_YIELD = (
    "oats", "durum_wheat", "grain_maize", "silage_maize", "rye", "soybean", "sorghum", "triticale",
)  # fmt: skip
HERDS = {
    "Vaches_laitieres": "dairy_cow",
    "Vaches.allaitantes": "suckler_cow",
    "Brebis.meres.nourrices": "nursing_ewe",
    "Porcs": "pig",
    "Poulets.de.chair": "broiler",
    "Poules.pondeuses": "laying_hen",
}
PARTIAL_HERDS = ("pig", "broiler", "laying_hen")
FORAGES = {
    "Fourrages annuels, prairies non permanentes et STH": "all",
    "Fourrages annuels": "annual",
    "Maïs fourrage et ensilage (plante entière)": "maize",
    "Maïs fourrage et ensilage (plante entière) irrigué": "irrigated_maize",
    "Maïs fourrage et ensilage (plante entière) non irrigué": "rainfed_maize",
    "Autres fourrages annuels, n.c.a.": "other_annual",
    "Prairies non permanentes et STH": "grass",
    "Prairies non permanentes": "temporary_grass",
    "Prairie artificielle (luzerne, trèfle violet, ...)": "legume_leys",
    "Luzerne pour déshydratation": "dehydrated_alfalfa",
    "Autres prairies artificielles": "other_legume_leys",
    "Prairies temporaires": "grass_leys",
    "Superficie toujours en herbe (STH)": "permanent_grass",
    "Prairies naturelles ou semées depuis plus de 6 ans": "productive_permanent_grass",
    "STH (Superficies toujours en herbe) peu productives (pâturages pauvres)": (
        "poor_permanent_grass"
    ),
}
FORAGE_YEARS = 21
"""The file adds up the years 2000 to 2020 (trap 21)."""
QUINTALS = 10
"""Quintals in a tonne."""
FIBRES = {"LIF": "fibre_flax", "CHV": "hemp"}


def crops_2010(raw: Raw) -> pd.DataFrame:
    """Give areas, yields and productions by département and crop, 0 read as missing.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``crops_2010``.
    """
    wide = _census(raw, CROPS, "crop")
    kept = wide[wide["crop"].isin(schema.CROPS)].reset_index(drop=True)
    area, harvest = (kept[name].where(kept[name] > 0) for name in ("surface_ha", "rendement_q_ha"))
    crop_yield = harvest / QUINTALS
    national = kept["crop"].isin(NATIONAL_YIELD)
    scope = national.map({True: "nation", False: "departement"}).where(crop_yield.notna())
    frame = pd.DataFrame(
        {
            "code": kept["code_departement"],
            "crop": kept["crop"],
            "label": kept["crop"].map(schema.CROPS),
            "area": area,
            "crop_yield": crop_yield,
            "yield_scope": scope.astype("str"),
            "production": area * crop_yield,
            "status": area.notna().map({True: "observed", False: "missing"}),
        }
    )
    return frame.sort_values(["code", "crop"], ignore_index=True)


def herds_2010(raw: Raw) -> pd.DataFrame:
    """Give heads by département and herd, 0 read as missing.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``herds_2010``.
    """
    wide = _census(raw, HERDS, "herd")
    heads = wide["tetes"].where(wide["tetes"] > 0)
    partial = wide["herd"].isin(PARTIAL_HERDS)
    frame = pd.DataFrame(
        {
            "code": wide["code_departement"],
            "herd": wide["herd"],
            "label": wide["herd"].map(schema.HERDS),
            "heads": heads,
            "coverage": partial.map({True: "partial", False: "whole"}),
            "status": heads.notna().map({True: "observed", False: "missing"}),
        }
    )
    return frame.sort_values(["code", "herd"], ignore_index=True)


def _census(raw: Raw, words: dict[str, str], dimension: str) -> pd.DataFrame:
    path = raw.path(f"{FOLDER}/ra2010_cultures_cheptel_departement.csv")
    long = pd.read_csv(path, dtype={"code_departement": "str"})
    chosen = long[long["produit"].isin(words)]
    wide = chosen.pivot(
        index=["code_departement", "produit"], columns="mesure", values="valeur"
    ).reset_index()
    return wide.assign(**{dimension: wide["produit"].map(words)})


def forage_2020(raw: Raw) -> pd.DataFrame:
    """Give the mean yearly area and dry matter of forages by département.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``forage_2020``.
    """
    path = raw.path("fourrages_departement/saa_fourrages_cumul_departement.csv")
    added = pd.read_csv(path, dtype={"code_departement": "str"})
    forage = added["fourrage"].map(FORAGES)
    frame = pd.DataFrame(
        {
            "code": added["code_departement"],
            "forage": forage,
            "label": forage.map(schema.FORAGES),
            "parent": forage.map(schema.FORAGE_PARENTS),
            "area": added["surface_ha_cumulee"] / FORAGE_YEARS,
            "production": added["production_seche_q_cumulee"] / FORAGE_YEARS / QUINTALS,
            "status": "estimated",
        }
    )
    return frame.sort_values(["code", "forage"], ignore_index=True)


def harvest_index(raw: Raw) -> pd.DataFrame:
    """Give the shares of a crop that are harvested and left.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``harvest_index``: residue = (1 / index - 1) (1 - soil return).
    """
    table = pd.read_csv(raw.path(f"{FOLDER}/raw_tauxres_indice_recolte.csv"), index_col=0).T
    crop = table.index.map(CROPS)
    frame = pd.DataFrame(
        {
            "crop": crop,
            "label": crop.map(schema.RESIDUE_CROPS),
            "harvest_index": table["IR"].to_numpy(),
            "soil_return": table["AB"].to_numpy(),
            "residue_per_tonne": table["TOT"].to_numpy(),
        }
    )
    return frame.sort_values("crop", ignore_index=True)


def fibre_crops_2020(raw: Raw) -> pd.DataFrame:
    """Give the declared areas of flax and hemp in Normandy.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``fibre_crops_2020``, of one région.
    """
    declared = pd.read_csv(raw.path(f"{FOLDER}/rpg2020_normandie_par_code_culture.csv"))
    kept = declared[declared["CODE_CULTU"].isin(FIBRES)]
    crop = kept["CODE_CULTU"].map(FIBRES)
    labels = schema.FIBRE_CROPS_2020.column("label").allowed
    names = dict(zip(schema.FIBRE_CROPS_2020.column("crop").allowed, labels, strict=True))
    frame = pd.DataFrame(
        {"code": "28", "crop": crop, "label": crop.map(names), "area": kept["SURF_PARC"].round(2)}
    )
    return frame.sort_values("crop", ignore_index=True)


RECIPES = (
    Recipe(schema.CROPS_2010, crops_2010),
    Recipe(schema.HERDS_2010, herds_2010),
    Recipe(schema.FORAGE_2020, forage_2020),
    Recipe(schema.HARVEST_INDEX, harvest_index),
    Recipe(schema.FIBRE_CROPS_2020, fibre_crops_2020),
)
