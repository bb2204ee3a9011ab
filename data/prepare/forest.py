"""Forest inventory (IGN), wood harvest (Agreste) and changes of land cover (SDES)."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.codes import links
from territorial_lib.schemas import forest as schema

COMPOSITIONS = {
    "Conifere": "conifer",
    "Feuillu": "broadleaf",
    "Mixte": "mixed",
    "Peupleraie": "poplar",
    "total hors peupleraie hors indetermine": "all_but_poplar",
    "total avec peupleraie hors indetermine": "all_determined",
    "total avec peupleuraie avec indetermine": "all",
}
MEASURES = {
    "surface_(ha)": "area",
    "volume_(m3)": "volume",
    "bois_mort_volume_(m3)": "dead_wood",
    "production_volume_(m3∙an-1)": "increment",
    "prelevement_volume_(m3∙an-1)": "removals",
    "mortalite_volume_(m3∙an-1)": "mortality",
}
REGIONS = {
    "ARA": "84", "BFC": "27", "BRE": "53", "COR": "94", "CVL": "24", "GES": "44", "HDF": "32",
    "IDF": "11", "NAQ": "75", "NOR": "28", "OCC": "76", "PAC": "93", "PDL": "52",
}  # fmt: skip
THOUSAND = 1000
SLIVER_HA = 0.001
"""Intersections smaller than 10 m² are artefacts of the overlay."""


def forest_stock(raw: Raw) -> pd.DataFrame:
    """Give wood, increment, removals and mortality by région and composition.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``forest_stock``; missing where the sample is too small.
    """
    return _inventory(raw, "rad13", REGIONS)


def forest_stock_france(raw: Raw) -> pd.DataFrame:
    """Give the same for metropolitan France, poplars and undetermined stands included.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``forest_stock_france``.
    """
    return _inventory(raw, "France", {"France": "FR"})


def _inventory(raw: Raw, level: str, codes: dict[str, str]) -> pd.DataFrame:
    path = raw.path("aldo/dataByEpci__bilan-carbone-foret-par-localisation.csv")
    published = pd.read_csv(path)
    kept = published[published["type_localisation"] == level]
    composition = kept["composition"].map(COMPOSITIONS)
    frame = kept[list(MEASURES)].rename(columns=MEASURES)
    frame.insert(0, "code", kept["code_localisation"].map(codes))
    frame.insert(1, "composition", composition)
    frame.insert(2, "label", composition.map(schema.COMPOSITIONS))
    frame["status"] = kept["surface_ic"].map({"s": "observed", "n.s": "missing"})
    return frame.sort_values(["code", "composition"], ignore_index=True)


def wood_harvest_2022(raw: Raw) -> pd.DataFrame:
    """Give the sawlogs and industry wood harvested by département.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``wood_harvest_2022``, in m³.
    """
    path = raw.path("bois_recolte/agreste_recolte_bois_2022_departement.csv")
    published = pd.read_csv(path, dtype={"code_departement": "str"})
    frame = pd.DataFrame(
        {
            "code": published["code_departement"],
            "sawlogs": published["logs_thousand_m3"] * float(THOUSAND),
            "industry_wood": published["industrial_wood_thousand_m3"] * float(THOUSAND),
        }
    )
    return frame.sort_values("code", ignore_index=True)


def landcover_change_2018(raw: Raw) -> pd.DataFrame:
    """Give the areas that changed class between 2012 and 2018, by commune of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``landcover_change_2018``; estimated where a commune was cut since.
    """
    path = raw.path("aldo/dataByCommune__clc18-change.csv")
    text = {"code12": "str", "code18": "str", "commune": "str"}
    changes = pd.read_csv(path, dtype=text)
    linked = links(pd.Index(changes["commune"].unique()), raw.table("commune_history"))
    rows = changes.merge(linked, left_on="commune", right_on="old_code")
    rows = rows.assign(area=rows["area"] * rows["share"], cut=rows["share"] < 1)
    names = {"code12": "from_class", "code18": "to_class"}
    keys = list(schema.LANDCOVER_CHANGE_2018.key)
    summed = rows.rename(columns=names).groupby(keys).agg({"area": "sum", "cut": "any"})
    frame = summed[summed["area"] >= SLIVER_HA].round({"area": 3}).reset_index()
    frame["status"] = frame.pop("cut").map({True: "estimated", False: "observed"})
    return frame


RECIPES = (
    Recipe(schema.FOREST_STOCK, forest_stock),
    Recipe(schema.FOREST_STOCK_FRANCE, forest_stock_france),
    Recipe(schema.WOOD_HARVEST_2022, wood_harvest_2022),
    Recipe(schema.LANDCOVER_CHANGE_2018, landcover_change_2018, rows_per_group=4096),
)
