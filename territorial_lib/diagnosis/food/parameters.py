"""What is cited about food: supply by product, uses, yields, hectares by diet. No local figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.food.products import (
    ABROAD,
    CROPLAND,
    DIETS,
    EATEN_LOCALLY,
    GRASSLAND,
    GRAZING,
    HECTOLITRE,
    ORCHARD_YIELD,
    ORGANIC_LAND,
    PRODUCTS,
    VEGETABLE_YIELD,
    VINE_YIELD,
    WASTE,
    Product,
)
from territorial_lib.schemas.crops import CROPS, HERDS
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue

KILOS = 1000.0
"""Kilograms in a tonne."""
_LATEST = ("supply", "supply_year")
_YIELDS = {
    "fruit": (ORCHARD_YIELD, 1.0),
    "wine": (VINE_YIELD, HECTOLITRE),
    "vegetables": (VEGETABLE_YIELD, 1.0),
}
"""Coefficient of each yield, and the tonnes of its unit."""


@dataclass(frozen=True)
class Parameters:
    """The cited parameters of food.

    Parameters
    ----------
    products : pandas.DataFrame
        Indexed by product: ``supply`` (kg an inhabitant and year, missing where our sources have
        none), ``supply_year``, ``domestic_per_food`` (1 where unknown), ``energy`` (share of food
        energy, in %), ``crop_per_product`` (t/t), ``organic`` (yield over the usual one),
        ``output_per_head`` (kg a head and year).
    per_crop : pandas.DataFrame
        Tonnes of each product (columns) that a tonne of each crop of ``crops_2010`` makes; 0 where
        it makes none.
    per_head : pandas.DataFrame
        Tonnes of each product that a head of each herd of ``herds_2010`` gives in a year.
    units : pandas.Series
        Livestock units a head, by animal that grazes.
    diets : pandas.Series
        Hectares an inhabitant, by what remains of today's animal products.
    land : Figure
        Hectares an inhabitant today, with its band.
    organic_land : float
        Hectares of an organic diet over those of a usual one.
    grass : float
        Share of permanent grass in today's hectares.
    waste : Figure
        Share of the supply wasted by those who eat, in %.
    permanent_yields : pandas.Series
        t/ha of fruit, wine and vegetables.
    sources : dict of str to str
        Source of each of those yields.
    eaten_locally : Figure
        Share of what is eaten that comes from here, on average, in %.
    abroad : Figure
        Share of the hectares of the national diet that lie abroad, in %.
    """

    products: pd.DataFrame
    per_crop: pd.DataFrame
    per_head: pd.DataFrame
    units: pd.Series
    diets: pd.Series
    land: Figure
    organic_land: float
    grass: float
    waste: Figure
    permanent_yields: pd.Series
    sources: dict[str, str]
    eaten_locally: Figure
    abroad: Figure


def parameters(catalogue: Catalogue) -> Parameters:
    """Read the cited parameters.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.

    Returns
    -------
    Parameters
        Every one from a table, none from memory.
    """
    uses = catalogue.load("food_uses").frame.set_index("product")
    outputs = catalogue.load("herd_output").frame.set_index("product")
    products = _products(catalogue, uses, outputs)
    cropland, grassland = _value(catalogue, CROPLAND), _value(catalogue, GRASSLAND)
    return Parameters(
        products=products,
        per_crop=_made_of(uses["crop"].dropna(), 1 / products["crop_per_product"], CROPS),
        per_head=_made_of(outputs["herds"], products["output_per_head"] / KILOS, HERDS),
        units=pd.Series({herd: _value(catalogue, name) for herd, name in GRAZING.values()}),
        diets=pd.Series({share: _value(catalogue, name) for share, name in DIETS}),
        land=coefficient(catalogue, dict(DIETS)[1.0]),
        organic_land=_value(catalogue, ORGANIC_LAND),
        grass=grassland / (cropland + grassland),
        waste=coefficient(catalogue, WASTE),
        permanent_yields=pd.Series(
            {key: _value(catalogue, name) * unit for key, (name, unit) in _YIELDS.items()}
        ),
        sources={key: coefficient(catalogue, name).source for key, (name, _) in _YIELDS.items()},
        eaten_locally=coefficient(catalogue, EATEN_LOCALLY),
        abroad=coefficient(catalogue, ABROAD),
    )


def _products(catalogue: Catalogue, uses: pd.DataFrame, outputs: pd.DataFrame) -> pd.DataFrame:
    keys = pd.Index(list(PRODUCTS), name="product")
    usual = 1 / _value(catalogue, ORGANIC_LAND)
    organic = [
        _value(catalogue, each.organic) if each.organic else usual for each in PRODUCTS.values()
    ]
    supplies = [_supply(catalogue, each) for each in PRODUCTS.values()]
    frame = pd.DataFrame(supplies, index=keys, columns=list(_LATEST)).astype(float)
    return frame.assign(
        domestic_per_food=uses["domestic_per_food"].reindex(keys).fillna(1.0),
        energy=uses["energy_share"].reindex(keys).fillna(0.0),
        crop_per_product=uses["crop_per_product"].reindex(keys).fillna(1.0),
        organic=organic,
        output_per_head=outputs["output_per_head"].reindex(keys),
    )


def _made_of(words: pd.Series, made: pd.Series, names: Iterable[str]) -> pd.DataFrame:
    """Lay out what a unit of each thing gives of each product; several are named in one word."""
    table = pd.DataFrame(0.0, index=pd.Index(list(names)), columns=made.index)
    for product, named in words.items():
        table.loc[named.split(), product] = made[product]
    return table


def _supply(catalogue: Catalogue, product: Product) -> tuple[float | None, float | None]:
    """Give the kilograms an inhabitant is supplied with and their year: the latest known."""
    if product.supply:
        cited = coefficient(catalogue, product.supply)
        return cited.value, cited.year
    rows = catalogue.load("food_supply").frame
    rows = rows[rows["product"] == product.key]
    if rows.empty:
        return None, None
    last = rows.loc[rows["year"].idxmax()]
    return float(last["quantity"]), float(last["year"])


def _value(catalogue: Catalogue, name: str) -> float:
    value = coefficient(catalogue, name).value
    assert value is not None
    return value
