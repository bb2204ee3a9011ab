"""All the tables, in the order in which they are built: a table comes after those it reads."""

from __future__ import annotations

from data.prepare import economy, epci_profile, geography, income, land, people, sectors
from data.prepare.recipe import Recipe

RECIPES: tuple[Recipe, ...] = (
    *geography.RECIPES,
    *people.RECIPES,
    *income.RECIPES,
    *epci_profile.RECIPES,
    *economy.RECIPES,
    *sectors.RECIPES,
    *land.RECIPES,
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
