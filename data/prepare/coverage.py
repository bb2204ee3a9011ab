"""How many EPCI each theme observes, estimates or misses; built last, from all the tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.geography.coverage import coverage
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas import coverage as schema
from territorial_lib.sources import Catalogue

DATA = Path(__file__).resolve().parent.parent


def theme_coverage(raw: Raw) -> pd.DataFrame:
    """Count the EPCI that each theme observes, estimates or misses.

    Parameters
    ----------
    raw : Raw
        Unused: everything is in our tables.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_coverage``.
    """
    catalogue = Catalogue(DATA)
    table = coverage(Ground.every(catalogue, Gazetteer(catalogue), "epci"))
    return table.astype({"theme": "str"})


RECIPES = (Recipe(schema.THEME_COVERAGE, theme_coverage),)
