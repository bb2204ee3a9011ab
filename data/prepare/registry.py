"""All the tables, in the order in which they are built: a table comes after those it reads."""

from __future__ import annotations

from data.prepare import (
    canteens,
    chains,
    coefficients,
    coverage,
    crops,
    dwellings,
    economy,
    energy,
    energy_use,
    epci_profile,
    equipment,
    food,
    forest,
    freight,
    income,
    input_output,
    land,
    people,
    places,
    poplars,
    sector_jobs,
    sectors,
    supply_use,
    territories,
)
from data.prepare.recipe import Recipe

RECIPES: tuple[Recipe, ...] = (
    *territories.RECIPES,
    *people.RECIPES,
    *income.RECIPES,
    *epci_profile.RECIPES,
    *economy.RECIPES,
    *sectors.RECIPES,
    *sector_jobs.RECIPES,
    *land.RECIPES,
    *forest.RECIPES,
    *poplars.RECIPES,
    *crops.RECIPES,
    *food.RECIPES,
    *energy.RECIPES,
    *energy_use.RECIPES,
    *dwellings.RECIPES,
    *input_output.RECIPES,
    *supply_use.RECIPES,
    *equipment.RECIPES,
    *places.RECIPES,
    *chains.RECIPES,
    *canteens.RECIPES,
    *coefficients.RECIPES,
    *freight.RECIPES,
    *coverage.RECIPES,
)


def chosen(names: list[str]) -> list[Recipe]:
    """Give the recipes of these tables, in building order.

    Parameters
    ----------
    names : list of str
        Tables' names; empty for all.

    Returns
    -------
    list of Recipe
        The recipes; KeyError naming those unknown.
    """
    unknown = set(names) - {recipe.schema.name for recipe in RECIPES}
    if unknown:
        raise KeyError(f"no such table: {sorted(unknown)}")
    return [recipe for recipe in RECIPES if not names or recipe.schema.name in names]
