"""Food supply (Our World in Data) and what a product's supply is used for (cited FAO values)."""

from __future__ import annotations

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import food as schema

KEPT_YEARS = (1961, 1970, 1980, 1990, 2000, 2010, 2013, 2015, 2016, 2017)
SUPPLIES = {
    "Food supply (kcal/capita/day) - Grand Total": ("energy", "kcal/hab./jour"),
    "Fat supply quantity (g/capita/day) - Grand Total": ("fat", "g/hab./jour"),
    "Protein supply quantity (g/capita/day) - Grand Total": ("protein", "g/hab./jour"),
    "Animal Products - Protein supply quantity (g/capita/day)": ("animal_protein", "g/hab./jour"),
    "Vegetal Products - Protein supply quantity (g/capita/day)": ("plant_protein", "g/hab./jour"),
    "Meat food supply quantity (kg/capita/yr)": ("meat", "kg/hab./an"),
    "Bovine meat food supply quantity (kg/capita/yr)": ("beef", "kg/hab./an"),
    "Poultry meat food supply quantity (kg/capita/yr)": ("poultry", "kg/hab./an"),
    "Pigmeat food supply quantity (kg/capita/yr)": ("pork", "kg/hab./an"),
    "Mutton & Goat meat food supply quantity (kg/capita/yr)": ("sheep_goat", "kg/hab./an"),
    "Meat, Other, Food supply quantity (kg/capita/yr)": ("other_meat", "kg/hab./an"),
    "Eggs - Food supply quantity (kg/capita/yr)": ("eggs", "kg/hab./an"),
    "Milk - Excluding Butter - Food supply quantity (kg/capita/yr)": ("milk", "kg/hab./an"),
    "Fish, Seafood- Food supply quantity (kg/capita/yr)": ("fish", "kg/hab./an"),
    "Fruits - Excluding Wine - Food supply quantity (kg/capita/yr)": ("fruit", "kg/hab./an"),
    "Vegetables - Food supply quantity (kg/capita/yr)": ("vegetables", "kg/hab./an"),
}
BALANCE_YEAR, HERD_YEAR = 2013, 2010
BALANCES = {
    "wheat": "Blé",
    "maize": "Maïs",
    "barley": "Orge",
    "oats": "Avoine",
    "rye": "Seigle",
    "potato": "Pommes de Terre",
    "sugar": "Sucre Eq Brut",
    "sunflower_oil": "Huile de Tournesol",
    "rapeseed_oil": "Huile de Colza&Moutarde",
    "beef": "Viande de Bovins",
    "pork": "Viande de Suides",
    "poultry": "Viande de Volailles",
    "sheep_goat": "Viande d'Ovins/Caprins",
    "milk": "Lait - Excl Beurre",
    "eggs": "Oeufs",
}
CROPS = {
    "wheat": "soft_wheat durum_wheat",
    "maize": "grain_maize",
    "barley": "barley",
    "oats": "oats",
    "rye": "rye",
    "potato": "potato",
    "sugar": "beet",
    "sunflower_oil": "sunflower",
    "rapeseed_oil": "rapeseed",
}
PROCESSED = {
    "sugar": "Sucre, betterave",
    "sunflower_oil": "Graines de tournesol",
    "rapeseed_oil": "Graines Colza/Moutarde",
}
HERDS = {
    "milk": "dairy_cow",
    "beef": "dairy_cow suckler_cow",
    "sheep_goat": "nursing_ewe",
    "pork": "pig",
    "poultry": "broiler",
    "eggs": "laying_hen",
}
SUPPLY, FOOD = "Disponibilité intérieure", "Nourriture"
ENERGY = "Disponibilité alimentaire (Kcal/personne/jour)"
USES_SOURCE = "Calculé d’après FAO, bilans alimentaires, France 2013"
OUTPUT_SOURCE = "Calculé d’après FAO, bilan 2013, et Agreste, recensement agricole 2010"
KILOS = 1_000_000
"""Kilograms in the balances' unit, a thousand tonnes."""


def food_supply(raw: Raw) -> pd.DataFrame:
    """Give what an inhabitant of France is supplied with, for the last year and a few others.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``food_supply``.
    """
    series = pd.read_csv(raw.path("fao_bilan/owid_food_supply_france_1961_2017.csv"))
    chosen = series[series["Year"].isin(KEPT_YEARS)]
    long = chosen.melt(id_vars="Year", value_vars=list(SUPPLIES), value_name="quantity")
    product = long["variable"].map({name: word for name, (word, _) in SUPPLIES.items()})
    frame = pd.DataFrame(
        {
            "product": product,
            "label": product.map(schema.SUPPLIES),
            "year": long["Year"],
            "quantity": long["quantity"].astype("float64"),
            "unit": long["variable"].map({name: unit for name, (_, unit) in SUPPLIES.items()}),
        }
    )
    return frame.sort_values(["product", "year"], ignore_index=True)


def food_uses(raw: Raw) -> pd.DataFrame:
    """Give how much of a product's supply is not eaten, its weight in diet, its crop.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``food_uses``: cited values of the products that methods.md computes.
    """
    balance = _balance(raw)
    lines = balance.loc[list(BALANCES.values())].set_axis(list(BALANCES))
    crop = pd.Series(CROPS).reindex(lines.index)
    frame = pd.DataFrame(
        {
            "product": lines.index,
            "label": lines.index.map(schema.USES),
            "domestic_per_food": (lines[SUPPLY] / lines[FOOD]).round(3).to_numpy(),
            "energy_share": (100 * lines[ENERGY] / balance[ENERGY].sum()).round(2).to_numpy(),
            "crop": crop.astype("str").to_numpy(),
            "crop_per_product": _crop_per_product(balance).reindex(lines.index).to_numpy(),
            "year": BALANCE_YEAR,
            "source": USES_SOURCE,
            "confidence": "medium",
        }
    )
    return frame.sort_values("product", ignore_index=True)


def _crop_per_product(balance: pd.DataFrame) -> pd.Series:
    """Divide what was processed of the crop by what was made of the product."""
    made = {name: balance.at[BALANCES[name], "Production"] for name in PROCESSED}
    processed = {name: balance.at[line, "Traitement"] for name, line in PROCESSED.items()}
    return (pd.Series(processed) / pd.Series(made)).round(3)


def herd_output(raw: Raw) -> pd.DataFrame:
    """Give the national production per head of the census's herds.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``herd_output``, from the balances and ``herds_2010``.
    """
    herds = raw.table("herds_2010")
    heads = herds.groupby("herd")["heads"].sum()
    partial = set(herds.loc[herds["coverage"] == "partial", "herd"])
    balance = _balance(raw)
    rows = []
    for product, names in HERDS.items():
        produced = balance.at[BALANCES[product], "Production"] * KILOS
        counted = names.split()
        coverage = "partial" if partial & set(counted) else "whole"
        rows.append((product, names, round(produced / heads[counted].sum(), 1), coverage))
    frame = pd.DataFrame(rows, columns=["product", "herds", "output_per_head", "coverage"])
    frame.insert(1, "label", frame["product"].map(schema.OUTPUTS))
    frame = frame.assign(year=BALANCE_YEAR, herd_year=HERD_YEAR, source=OUTPUT_SOURCE)
    frame["confidence"] = frame["coverage"].map({"whole": "medium", "partial": "low"})
    return frame.sort_values("product", ignore_index=True)


def _balance(raw: Raw) -> pd.DataFrame:
    return pd.read_csv(raw.path("fao_bilan/fao_fbs_2013_france.csv")).set_index("Produit")


RECIPES = (
    Recipe(schema.FOOD_SUPPLY, food_supply),
    Recipe(schema.FOOD_USES, food_uses),
    Recipe(schema.HERD_OUTPUT, herd_output),
)
