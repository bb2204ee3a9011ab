"""Land: CORINE land cover by EPCI and agricultural area by département."""

from __future__ import annotations

import pandas as pd

from data.prepare import official
from data.prepare.controls import control
from data.prepare.perimeters import brought, perimeters
from data.prepare.raw import Raw
from data.prepare.recipe import Recipe
from territorial_lib.schemas import land as schema

# The "islands" repeat four EPCI byte for byte; 241400761 repeats its successor 200065589.
COPIES = ["1", "2", "3", "4", "241400761"]
# Entirely empty rows: unknown, not bare land.
BLANK = ["200071892", "240700864", "247000623", "247400666"]
HECTARES = 54_711_961.21
SAU = 26_865_430.03


def land_rows(raw: Raw) -> pd.DataFrame:
    """Read the land cover by EPCI as published, copies and blank rows taken out.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        Hectares by class, indexed by EPCI of about 2018; a class that is absent is 0.
    """
    path = raw.path("aldo/epci_clc18.csv")
    published = pd.read_csv(path, dtype={"siren": "str"}, usecols=["siren", *schema.CORINE])
    rows = published.dropna(subset="siren").set_index("siren").drop(index=COPIES)
    blank = rows.index[rows.isna().all(axis=1)]
    if sorted(blank) != BLANK:
        raise ValueError(f"other blank rows than expected: {sorted(blank)}")
    kept = rows.drop(index=BLANK).fillna(0.0)
    control("land cover", kept.to_numpy().sum(), HECTARES)
    return kept.rename(columns=lambda code: f"clc_{code}")


def landcover_2018(raw: Raw) -> pd.DataFrame:
    """Build the land cover of 2018 by EPCI of 2026.

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``landcover_2018``; overseas and the four blank rows are missing, the EPCI whose
        perimeter is not that of the source are estimated.
    """
    known = perimeters(raw)
    carried = brought(land_rows(raw), known)
    codes = pd.Index(sorted(known.now.unique()), name="code")
    return official.with_status(carried.round(2), codes)


def landcover_classes(_raw: Raw) -> pd.DataFrame:
    """Build the list of the 44 CORINE classes.

    Parameters
    ----------
    _raw : Raw
        The raw files, none of which is read.

    Returns
    -------
    pandas.DataFrame
        The table ``landcover_classes``.
    """
    code = pd.Series(list(schema.CORINE), dtype="str")
    table = {
        "code": code,
        "column": "clc_" + code,
        "label": code.map(schema.CORINE),
        "group_2": code.str[:2],
        "group_2_label": code.str[:2].map(schema.CORINE_2),
        "group_1": code.str[:1],
        "group_1_label": code.str[:1].map(schema.CORINE_1),
    }
    return pd.DataFrame(table).astype("str")


def sau_2020(raw: Raw) -> pd.DataFrame:
    """Build the agricultural area of the départements (census of agriculture 2020).

    Parameters
    ----------
    raw : Raw
        The raw files.

    Returns
    -------
    pandas.DataFrame
        The table ``sau_2020``, 101 départements.
    """
    path = raw.path("sau_departement/agreste_sau_2020_departement.csv")
    published = pd.read_csv(path, dtype={"code_departement": "str"})
    control("SAU 2020", published["sau_2020_ha"].sum(), SAU, 0.01)
    names = {"code_departement": "code", "sau_2020_ha": "sau"}
    return published.rename(columns=names)[["code", "sau"]].sort_values("code", ignore_index=True)


RECIPES = (
    Recipe(schema.LANDCOVER_2018, landcover_2018),
    Recipe(schema.LANDCOVER_CLASSES, landcover_classes),
    Recipe(schema.SAU_2020, sau_2020),
)
