"""Poplar stands and hedges by EPCI (ADEME's ALDO), brought to 2026 like the land cover."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.prepare import official
from data.prepare.controls import control
from data.prepare.land import BLANK, COPIES, land_rows
from data.prepare.perimeters import Perimeters, brought, perimeters
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import forest as schema

FILES = {
    "poplars": ("aldo/dataByEpci__biomasse-forets-peupleraies.csv", "SURFACE"),
    "hedges": ("aldo/epci_surface-haies.csv", "area"),
}
NATION = "France"
# Once the 86 EPCI that the files repeat (up to six times) are counted once and the copies dropped.
HECTARES = {"poplars": 204_004.50, "hedges": 445_223.46}


def poplars_hedges_2018(raw: Raw) -> pd.DataFrame:
    """Give the areas of poplar stands and hedges by EPCI of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``poplars_hedges_2018``; overseas is missing.
    """
    known = perimeters(raw)
    land = land_rows(raw).sum(axis=1)
    published = _published(raw)
    shares = _shares(land, known)
    placed = shares[land.index] @ published.reindex(land.index)
    # Their land cover is blank, which says nothing of their poplars: taken for the same code.
    alone = published.loc[BLANK]
    carried = placed.add(alone, fill_value=0)
    estimated = shares["estimated"].reindex(carried.index, fill_value=True)
    estimated[carried.index.isin(BLANK)] = True
    codes = pd.Index(sorted(known.now.unique()), name="code")
    return official.with_status(carried.round(3).assign(estimated=estimated), codes)


def _shares(land: pd.Series, known: Perimeters) -> pd.DataFrame:
    """Say which share of each row's land goes to each EPCI of 2026, with ``estimated``."""
    apart = pd.DataFrame(np.diag(land), index=land.index, columns=land.index)
    carried = brought(apart, known)
    return carried[land.index].div(land).assign(estimated=carried["estimated"])


def _published(raw: Raw) -> pd.DataFrame:
    columns = {}
    for name, (file, column) in FILES.items():
        table = pd.read_csv(raw.path(file), dtype={"siren": "str"}, usecols=["siren", column])
        rows = table.dropna(subset="siren").drop_duplicates().set_index("siren")[column]
        columns[name] = rows.drop(index=[NATION, *COPIES])
        control(name, columns[name].sum(), HECTARES[name], 0.01)
    return pd.DataFrame(columns)


RECIPES = (Recipe(schema.POPLARS_HEDGES_2018, poplars_hedges_2018),)
