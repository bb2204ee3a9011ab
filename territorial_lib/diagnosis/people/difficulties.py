"""What makes life harder, by commune: each indicator beside all the communes of France.

No score: a commune has as many difficulties as indicators in the worst quarter of the communes
compared, each of them shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from territorial_lib.diagnosis.people.isolation import SERVICES, distances
from territorial_lib.sources import Catalogue

Worse = Literal["high", "low"]
SMALL = 200
"""Inhabitants under which a rate hangs on a few people: such communes make no reference."""


@dataclass(frozen=True)
class Indicator:
    """A difficulty measured by commune.

    Parameters
    ----------
    name : str
        Stable name.
    label : str
        In French.
    unit : str
        In French.
    worse : str
        "high" where more is worse, "low" where less is.
    year : int
        Year of the values.
    table : str
        Table that gives the source.
    variable : str
        Measure of the inventory, where the room's corrections are; empty for a distance.
    """

    name: str
    label: str
    unit: str
    worse: Worse
    year: int
    table: str
    variable: str = ""


_YEARS = {"equipment_2020": 2020, "equipment_2013": 2013, "france_services_2025": 2025}
INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "poverty", "Taux de pauvreté", "%", "high", 2019, "income_2019", "poverty_rate_2019"
    ),
    Indicator(
        "income", "Niveau de vie médian", "€/an", "low", 2019, "income_2019", "median_income_2019"
    ),
    Indicator(
        "unemployment",
        "Taux de chômage (recensement)",
        "%",
        "high",
        2018,
        "census_2018",
        "unemployment_rate_2018",
    ),
    Indicator(
        "vacancy", "Logements vacants", "%", "high", 2018, "census_2018", "vacancy_rate"
    ),
    Indicator(
        "births",
        "Naissances pour 100 décès",
        "naissances",
        "low",
        2018,
        "census_2018",
        "natural_balance",
    ),
    *(
        Indicator(
            each.name,
            f"Distance jusqu’à {each.label}",
            "km à vol d’oiseau",
            "high",
            _YEARS[each.table],
            each.table,
        )
        for each in SERVICES
    ),
)  # fmt: skip
NAMES = tuple(each.name for each in INDICATORS)


def national(catalogue: Catalogue) -> pd.DataFrame:
    """Give every indicator for every commune of France, as published.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.

    Returns
    -------
    pandas.DataFrame
        Communes x indicators; NaN where missing.
    """
    communes = catalogue.indexed("communes").index
    income = catalogue.load("income_2019").frame
    income = income[income["level"] == "commune"].set_index("code").reindex(communes)
    census = catalogue.indexed("census_2018").reindex(communes)
    rates = {
        "poverty": income["poverty_rate"],
        "income": income["median_income"],
        "unemployment": _rate(census, "unemployed_15_64", "active_15_64"),
        "vacancy": _rate(census, "vacant_dwellings", "dwellings"),
        "births": _rate(census, "births", "deaths"),
    }
    return pd.DataFrame(rates).astype(float).join(distances(catalogue))[list(NAMES)]


def _rate(census: pd.DataFrame, part: str, whole: str) -> pd.Series:
    found: pd.Series = 100 * census[part] / census[whole].where(census[whole] > 0)
    return found


def thresholds(
    table: pd.DataFrame, population: pd.Series, communes: Collection[str] | None = None
) -> pd.Series:
    """Give where the worst quarter begins, for each indicator.

    Parameters
    ----------
    table : pandas.DataFrame
        What `national` gave.
    population : pandas.Series
        Inhabitants by commune.
    communes : collection of str, optional
        The communes compared; all of France by default.

    Returns
    -------
    pandas.Series
        By indicator: third quartile where more is worse, first where less is; each commune of at
        least `SMALL` inhabitants counts for one.
    """
    compared = table if communes is None else table[table.index.isin(communes)]
    compared = compared[population.reindex(compared.index) >= SMALL]
    quartiles = {
        each.name: compared[each.name].quantile(0.75 if each.worse == "high" else 0.25)
        for each in INDICATORS
    }
    return pd.Series(quartiles, dtype=float)


def flags(table: pd.DataFrame, limits: pd.Series) -> pd.DataFrame:
    """Say which indicators are in the worst quarter.

    Parameters
    ----------
    table : pandas.DataFrame
        Communes x indicators.
    limits : pandas.Series
        What `thresholds` gave.

    Returns
    -------
    pandas.DataFrame
        True, False, or missing where the indicator or its threshold is.
    """
    columns = {}
    for each in INDICATORS:
        value, limit = table[each.name], limits[each.name]
        worst = value > limit if each.worse == "high" else value < limit
        known = value.notna() & pd.notna(limit)
        columns[each.name] = worst.astype("boolean").where(known)
    return pd.DataFrame(columns, index=table.index)
