"""The land that exists: farmland, and how much of it is cropped or under grass.

The utilised agricultural area is shared by what the satellite sees: arable land and permanent
crops (21x, 22x), grassland (231), and mixed farmland (24x), which is counted either way: that is
the band.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.schemas.land import CORINE

KINDS = {
    "farmland": "Surface agricole utile",
    "arable": "dont cultures (terres arables, vignes et vergers)",
    "grass": "dont prairies permanentes",
    "forest": "Forêts",
}
"""Kinds of land, as `Hectares.kind` names them."""
_CROPPED, _GRASS, _MIXED, _FOREST = ("21", "22"), ("23",), ("24",), ("31",)


@dataclass(frozen=True)
class Inputs:
    """Land that exists, in hectares; territories in rows, `KINDS` in columns.

    Parameters
    ----------
    value, low, high : pandas.DataFrame
        Hectares and their band; missing where the land cover is.
    """

    value: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame


def read(case: Case) -> Inputs:
    """Read the land of every territory of a case.

    Parameters
    ----------
    case : Case
        The territories; the room's corrections are in force.

    Returns
    -------
    Inputs
        Hectares by kind.
    """
    rows = case.brought("landcover_2018")
    rows = rows[rows["variable"].str.startswith("clc_")]
    seen = rows.pivot(index="territory", columns="variable", values="value").reindex(case.codes)
    farmland = case.measured("farmland").frame["value"].reindex(case.codes)
    return shared(farmland, seen.astype(float))


def shared(farmland: pd.Series, seen: pd.DataFrame) -> Inputs:
    """Share the agricultural area between crops and grass.

    Arable = SAU c / (c + g), between SAU c / (c + g + m) and SAU (c + m) / (c + g + m), where c is
    cropped, g grass and m mixed land; grass is the rest.

    Parameters
    ----------
    farmland : pandas.Series
        Utilised agricultural area, ha.
    seen : pandas.DataFrame
        Hectares of each CORINE class (``clc_211``...), same territories.

    Returns
    -------
    Inputs
        Arable and grass add up to the farmland, at the centre and from one end to the other.
    """
    cropped, grass, mixed = (_seen(seen, prefixes) for prefixes in (_CROPPED, _GRASS, _MIXED))
    whole = (cropped + grass + mixed).where(lambda hectares: hectares > 0)
    least, most = cropped / whole, (cropped + mixed) / whole
    pure = cropped + grass
    # Where all is mixed nothing tells the two apart: half of it.
    usual = (cropped / pure.where(pure > 0)).fillna((least + most) / 2)
    forest = _seen(seen, _FOREST)
    return Inputs(
        *(
            pd.DataFrame(
                {
                    "farmland": farmland,
                    "arable": farmland * arable,
                    "grass": farmland * (1 - other),
                    "forest": forest,
                },
                columns=list(KINDS),
            )
            for arable, other in ((usual, usual), (least, most), (most, least))
        )
    )


def _seen(seen: pd.DataFrame, prefixes: tuple[str, ...]) -> pd.Series:
    columns = [f"clc_{code}" for code in CORINE if code.startswith(prefixes)]
    found: pd.Series = seen[columns].sum(axis=1, skipna=False)
    return found
