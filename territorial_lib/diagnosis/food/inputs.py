"""What is read of the fields, herds, grass and mouths of every territory, once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.food.parameters import Parameters, parameters
from territorial_lib.schemas.crops import CROPS, HERDS

_VINES, _ORCHARDS = ("clc_221",), ("clc_222", "clc_223")


@dataclass(frozen=True)
class Banded:
    """A table of quantities and its band between proxies.

    Parameters
    ----------
    value, low, high : pandas.DataFrame
        Territories in rows; low <= value <= high, equal where there is no band.
    """

    value: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame


@dataclass(frozen=True)
class Inputs:
    """What food is computed from; tables have territories in rows.

    Parameters
    ----------
    population : pandas.Series
        Inhabitants.
    farmland : pandas.Series
        Utilised agricultural area, ha.
    area : Banded
        Hectares by crop; missing: none or secret.
    yields : pandas.DataFrame
        t/ha by crop.
    declared : pandas.DataFrame
        Tonnes by crop that the room itself gave, missing elsewhere.
    heads : Banded
        Animals by herd; missing: none or secret.
    forage : pandas.Series
        Grass and forage, ha, collective pastures included.
    permanent : pandas.DataFrame
        Hectares of ``fruit`` and ``wine`` seen from the sky.
    parameters : Parameters
        What is cited.
    """

    population: pd.Series
    farmland: pd.Series
    area: Banded
    yields: pd.DataFrame
    declared: pd.DataFrame
    heads: Banded
    forage: pd.Series
    permanent: pd.DataFrame
    parameters: Parameters

    @cached_property
    def known(self) -> pd.Series:
        """True for the territories of which some crop or herd is known."""
        found: pd.Series = self.area.value.notna().any(axis=1) | self.heads.value.notna().any(
            axis=1
        )
        return found


def read(case: Case) -> Inputs:
    """Read all that food is computed from, for every territory of a case.

    Parameters
    ----------
    case : Case
        The territories; the room's corrections are in force.

    Returns
    -------
    Inputs
        Tables indexed by territory, in the case's order.
    """
    crops, herds = case.brought("crops_2010"), case.brought("herds_2010")
    made = crops[(crops["variable"] == "production") & (crops["status"] == "declared")]
    return Inputs(
        population=case.measured("population").frame["value"].reindex(case.codes),
        farmland=case.measured("farmland").frame["value"].reindex(case.codes),
        area=_banded(crops[crops["variable"] == "area"], "crop", CROPS, case),
        yields=_wide(crops[crops["variable"] == "crop_yield"], "crop", CROPS, case),
        declared=_wide(made, "crop", CROPS, case),
        heads=_banded(herds[herds["variable"] == "heads"], "herd", HERDS, case),
        forage=_forage(case),
        permanent=_permanent(case),
        parameters=parameters(case.catalogue),
    )


def _wide(
    rows: pd.DataFrame, dimension: str, words: dict[str, str], case: Case, value: str = "value"
) -> pd.DataFrame:
    wide = rows.pivot(index="territory", columns=dimension, values=value)
    return wide.reindex(index=case.codes, columns=list(words)).astype(float)


def _banded(rows: pd.DataFrame, dimension: str, words: dict[str, str], case: Case) -> Banded:
    value, low, high = (
        _wide(rows, dimension, words, case, name) for name in ("value", "low", "high")
    )
    return Banded(value, low.fillna(value), high.fillna(value))


def _forage(case: Case) -> pd.Series:
    rows = case.brought("forage_2020")
    rows = rows[(rows["variable"] == "area") & (rows["forage"] == "all")]
    found: pd.Series = rows.set_index("territory")["value"].reindex(case.codes)
    return found


def _permanent(case: Case) -> pd.DataFrame:
    rows = case.brought("landcover_2018")
    rows = rows[rows["variable"].isin(_VINES + _ORCHARDS)]
    wide = rows.pivot(index="territory", columns="variable", values="value").reindex(case.codes)
    return pd.DataFrame(
        {
            "fruit": wide[list(_ORCHARDS)].sum(axis=1, skipna=False),
            "wine": wide[list(_VINES)].sum(axis=1, skipna=False),
        }
    )
