"""Every table of ours by its name: the one place that lists them all."""

from __future__ import annotations

from types import ModuleType

from territorial_lib.schemas import (
    canteens,
    chains,
    coefficients,
    coverage,
    crops,
    dwellings,
    economy,
    energy,
    equipment,
    food,
    forest,
    geography,
    input_output,
    land,
    people,
    places_tables,
    sector_jobs,
)
from territorial_lib.schemas.tables import Table

MODULES: tuple[ModuleType, ...] = (
    geography,
    people,
    economy,
    sector_jobs,
    land,
    forest,
    crops,
    food,
    energy,
    dwellings,
    equipment,
    places_tables,
    chains,
    canteens,
    input_output,
    coefficients,
    coverage,
)


def _listed() -> dict[str, Table]:
    described = [each for module in MODULES for each in vars(module).values()]
    return {each.name: each for each in described if isinstance(each, Table)}


TABLES: dict[str, Table] = _listed()
"""Schemas by table name, in the order of the modules."""


def schema(name: str) -> Table:
    """Give the schema of a table.

    Parameters
    ----------
    name : str
        The table's name, as in ``sources.toml``.

    Returns
    -------
    Table
        Its schema; KeyError where no module describes it.
    """
    return TABLES[name]
