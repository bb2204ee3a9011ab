"""Services and trade: what is lacking here beside similar territories, in whole units.

r_ct = 10,000 u_ct / P_c; e_t = Q_p(r_t) P / 10,000; lacking l_t = floor(max(0, e_t - u_t)), Q_p the
level below which a share p of the similar territories stands. Units and inhabitants are of the
same years, or nearly; half a unit lacking is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.services.kinds import (
    BASKET,
    DIMENSIONS,
    OLD,
    POPULATIONS,
    RECENT,
    SERVICES,
)
from territorial_lib.indicators.shortfall import rates, shortfall
from territorial_lib.sources import Catalogue

RANK = "gaps/services/rank"
ENOUGH = 5
"""Below this many similar territories with a figure, nothing is said to lack."""
_STATUSES = ("observed", "missing", "estimated", "imported", "declared")
"""From the surest that the producer says to what the room says: the last one present wins."""
_QUARTER = 0.25
_PERCENT = 100.0
_UNLISTED = (
    "Commune absente de la base de 2013\u00a0: on ne sait si elle n’avait rien ou si elle manque."
)
_RECREATED = "Commune recréée depuis\u00a0: ses équipements sont encore à sa commune d’origine."


@dataclass(frozen=True)
class Inputs:
    """What services are counted from; territories in rows, services in columns.

    Parameters
    ----------
    units : pandas.DataFrame
        Units of each service; missing where no commune is in the base.
    population : pandas.DataFrame
        Inhabitants, of the year nearest to each service's.
    rates : pandas.DataFrame
        Units for 10,000 inhabitants.
    status : pandas.DataFrame
        observed; estimated where a part of the territory is not in the base; imported or declared
        where a part is.
    basket : pandas.Series
        Services of every day in the commune, on average for an inhabitant.
    """

    units: pd.DataFrame
    population: pd.DataFrame
    rates: pd.DataFrame
    status: pd.DataFrame
    basket: pd.Series


def read(case: Case) -> Inputs:
    """Count every service in every territory of the case.

    Parameters
    ----------
    case : Case
        The territories; the room's corrections of a count are in force.

    Returns
    -------
    Inputs
        Units, inhabitants and rates.
    """
    units, status = _counted(case)
    people = {table: _population(case, table) for table in POPULATIONS}
    population = pd.DataFrame({each.key: people[each.table] for each in SERVICES})
    by_table = [
        rates(units[[each.key for each in SERVICES if each.table == table]], people[table])
        for table in POPULATIONS
    ]
    related = pd.concat(by_table, axis=1)[units.columns]
    return Inputs(units, population, related, status, _average(case))


def assess(inputs: Inputs, values: Mapping[str, float]) -> pd.DataFrame:
    """Say what the first territory lacks beside the others.

    Parameters
    ----------
    inputs : Inputs
        What was read: the territory first, then those it is compared with.
    values : Mapping of str to float
        The level aimed at: share, in %, of the similar territories that have less.

    Returns
    -------
    pandas.DataFrame
        By service: ``units``, ``expected``, ``lacking`` (whole units), ``severity`` (share of what
        is expected that is lacking, 0 to 1), and ``low_*``, ``high_*`` of the last three for
        levels a quarter of the similar territories below and above. Missing where the service is
        unknown here, or known in fewer than five similar territories.
    """
    own, others = inputs.units.iloc[0], inputs.rates.iloc[1:]
    compared = others.loc[:, others.notna().sum() >= ENOUGH]
    aim = values[RANK] / _PERCENT
    central = _beside(inputs, own, compared, aim)
    low = _beside(inputs, own, compared, max(aim - _QUARTER, 0.0)).add_prefix("low_")
    high = _beside(inputs, own, compared, min(aim + _QUARTER, 1.0)).add_prefix("high_")
    return pd.concat([own.rename("units"), central, low, high], axis=1)


def _beside(inputs: Inputs, own: pd.Series, compared: pd.DataFrame, aim: float) -> pd.DataFrame:
    population = inputs.population.iloc[0]
    found = pd.concat(
        [
            shortfall(own[group.index], float(people), compared, aim)
            for people, group in population.groupby(population)
        ]
        or [pd.DataFrame(columns=["expected", "lacking"], dtype=float)]
    ).reindex(own.index)
    expected = found["expected"]
    missing = (1 - own / expected.where(expected > 0)).clip(lower=0)
    return found[["expected", "lacking"]].assign(severity=missing.where(expected.notna()))


def by_commune(case: Case) -> pd.DataFrame:
    """Count the services of every day present in each commune of the territory, for a map.

    Parameters
    ----------
    case : Case
        The territory.

    Returns
    -------
    pandas.DataFrame
        Indexed by commune: ``name``, ``value`` (services of the basket present, missing where the
        commune is not in the base), ``absent`` (those that are not, in French), ``status``,
        ``note``.
    """
    members = list(case.territory.communes)
    names = case.scope.gazetteer.communes["name"].reindex(members)
    there = presence(case.catalogue).reindex(members)
    labels = {key: label for key, (label, *_) in BASKET.items()}
    absent = [
        ", ".join(labels[key] for key in labels if row[key] == 0) for _, row in there.iterrows()
    ]
    value = there.sum(axis=1, skipna=False)
    unlisted = there[list(BASKET)[-1]].isna()
    note = unlisted.map({True: _UNLISTED, False: ""}).mask(there["food"].isna(), _RECREATED)
    status = value.notna().map({True: "observed", False: "missing"})
    columns = {"name": names, "value": value, "absent": absent, "status": status, "note": note}
    return pd.DataFrame(columns, index=pd.Index(members, name="code"))


def presence(catalogue: Catalogue) -> pd.DataFrame:
    """Say which services of every day each commune has.

    Parameters
    ----------
    catalogue : Catalogue
        Where equipment is read.

    Returns
    -------
    pandas.DataFrame
        Communes in rows, the basket in columns: 1 present, 0 absent, missing where the commune is
        not in the base of that year.
    """
    return catalogue.once("services/basket", lambda: _presence(catalogue))


def _presence(catalogue: Catalogue) -> pd.DataFrame:
    coverage = catalogue.indexed("equipment_coverage")
    known = {RECENT: coverage["covered_2020"], OLD: coverage["listed_2013"]}
    counted = {table: _places(catalogue, table, coverage.index) for table in known}
    columns = {}
    for key, (_, table, words) in BASKET.items():
        found = np.zeros(len(coverage))
        for word in words:
            found[counted[table].get(word, [])] = 1.0
        columns[key] = pd.Series(found, index=coverage.index).where(known[table].astype(bool))
    return pd.DataFrame(columns)


def _places(catalogue: Catalogue, table: str, communes: pd.Index) -> dict[str, np.ndarray]:
    """Say where each type of equipment is: positions among the communes."""
    rows = catalogue.load(table).frame
    codes, towns = pd.factorize(rows["code"])
    at = communes.get_indexer(pd.Index(towns, dtype=communes.dtype))[codes]
    types, names = pd.factorize(rows["type"])
    order = np.argsort(types, kind="stable")
    cuts = np.flatnonzero(np.diff(types[order])) + 1
    return {
        str(name): each[each >= 0]
        for name, each in zip(names, np.split(at[order], cuts), strict=True)
    }


def _counted(case: Case) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up the types of every service: units, and the weakest or latest status."""
    rows = pd.concat([_named(case, table) for table in POPULATIONS])
    ranks = rows.assign(rank=rows["status"].map({name: at for at, name in enumerate(_STATUSES)}))
    groups = ranks.groupby(["territory", "service"], sort=False)
    known = groups["value"].count() == groups.size()
    keys = [each.key for each in SERVICES]
    shape = {"index": case.codes, "columns": keys}
    units = groups["value"].sum().where(known).unstack("service").reindex(**shape)
    rank = groups["rank"].max().unstack("service").reindex(**shape)
    for each in SERVICES:
        if each.uncovered:
            units.loc[units.index.isin(_in_departements(case, each.uncovered)), each.key] = np.nan
    status = rank.apply(lambda column: column.map(dict(enumerate(_STATUSES))))
    return units, status.where(units.notna(), "missing")


def _named(case: Case, table: str) -> pd.DataFrame:
    """Rows of a table that count for a service, with its key as ``service``."""
    rows = case.brought(table)
    own = [each for each in SERVICES if each.table == table]
    if table in DIMENSIONS:
        keys = {word: each.key for each in own for word in each.words}
        named = rows[DIMENSIONS[table]].astype(object).map(keys)
    else:
        named = pd.Series(own[0].key, index=rows.index, dtype=object)
    kept = rows[["territory", "value", "status"]].assign(service=named)
    return kept[named.notna()]


def _in_departements(case: Case, departements: tuple[str, ...]) -> set[str]:
    """Name the territories that hold a commune of some départements."""
    members = case.scope.selection.members
    where = case.scope.gazetteer.communes["departement"].reindex(members["commune"])
    return set(members.loc[where.isin(departements).to_numpy(), "territory"])


def _population(case: Case, table: str) -> pd.Series:
    """Inhabitants of the nearest year; the latest count where that year has none (Mayotte)."""
    source, variable = POPULATIONS[table]
    rows = case.brought(source)
    people: pd.Series = rows[rows["variable"] == variable].set_index("territory")["value"]
    latest = case.measured("population").frame["value"]
    return people.reindex(case.codes).fillna(latest)


def _average(case: Case) -> pd.Series:
    """Services of every day present, weighted by the inhabitants of the communes known."""
    members = case.scope.selection.weighed
    count = presence(case.catalogue).sum(axis=1, skipna=False).reindex(members["commune"])
    known = pd.Series(count.to_numpy(), index=members.index)
    weight = members["weight"].astype(float).where(known.notna())
    total = (known * weight).groupby(members["territory"]).sum(min_count=1)
    people = weight.groupby(members["territory"]).sum(min_count=1)
    return (total / people.where(people > 0)).reindex(case.codes)
