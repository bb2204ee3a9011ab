"""Who has it hardest, and where? Difficulties by commune."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.inventory.taking import by_commune as inventory_by_commune
from territorial_lib.diagnosis.part import View
from territorial_lib.diagnosis.people.difficulties import (
    INDICATORS,
    NAMES,
    SMALL,
    Indicator,
    flags,
    national,
    thresholds,
)
from territorial_lib.schemas import reads

Against = Literal["nation", "similar"]
KEPT = "people/communes"
_LENT = "share_75_plus"


def by_commune(case: Case, against: Against = "nation") -> pd.DataFrame:
    """Give every difficulty of every commune of a territory, for a map.

    Parameters
    ----------
    case : Case
        The territory, and those it is compared with; the room's corrections are in force.
    against : str
        "nation": the worst quarter of the communes of France; "similar": of the communes of
        similar territories.

    Returns
    -------
    pandas.DataFrame
        Indexed by commune, most difficulties first, then most inhabitants: ``name``,
        ``population``, ``small`` (rates hang on a few people), each indicator (NaN where missing),
        ``<indicator>_worst`` (True, False or missing), ``worst`` (how many are in the worst
        quarter), ``known`` (out of how many), ``share_75_plus`` (the EPCI's, not counted).
    """
    whole = communes(case)
    population = case.catalogue.indexed("communes")["population"]
    table = _corrected(case, whole)
    limits = thresholds(whole, population, compared(case, against))
    worst = flags(table, limits)
    places = case.catalogue.indexed("communes").reindex(table.index)
    frame = pd.concat(
        [
            places[["name", "population"]],
            (places["population"] < SMALL).rename("small"),
            table,
            worst.add_suffix("_worst"),
            worst.fillna(False).sum(axis=1).astype(int).rename("worst"),
            worst.notna().sum(axis=1).rename("known"),
        ],
        axis=1,
    ).assign(**{_LENT: _lent(case)})
    return frame.sort_values(["worst", "population"], ascending=False, kind="stable")


def communes(case: Case) -> pd.DataFrame:
    """Give every indicator for every commune of France, computed once.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    pandas.DataFrame
        As `difficulties.national` gives it.
    """
    return case.catalogue.once(KEPT, lambda: national(case.catalogue))


def compared(case: Case, against: Against) -> set[str] | None:
    """List the communes compared.

    Parameters
    ----------
    case : Case
        The territories.
    against : str
        "nation" or "similar".

    Returns
    -------
    set of str or None
        None for all of France.
    """
    if against == "nation":
        return None
    return {commune for each in case.scope.territories[1:] for commune in each.communes}


def _corrected(case: Case, whole: pd.DataFrame) -> pd.DataFrame:
    """Put the room's corrections over what is published."""
    table = whole.reindex(list(case.territory.communes)).copy()
    if not case.moved(*(each.variable for each in INDICATORS if each.variable)):
        return table
    for each in INDICATORS:
        if each.variable:
            table[each.name] = _measured(case, each.variable)
    return table


def _measured(case: Case, variable: str) -> pd.Series:
    with reads.apart():  # `moved` said what bears on it
        frame = inventory_by_commune(case.territory, case.catalogue, variable, case.declared)
    found: pd.Series = frame["value"].astype(float)
    return found


def _lent(case: Case) -> pd.Series:
    epci = case.catalogue.indexed("communes")["epci"].reindex(list(case.territory.communes))
    share = case.catalogue.indexed("epci_profile_2022")[_LENT]
    return epci.map(share).astype(float)


def difficulties(row: pd.Series) -> tuple[str, ...]:
    """Name the difficulties of a commune.

    Parameters
    ----------
    row : pandas.Series
        A row of `by_commune`.

    Returns
    -------
    tuple of str
        French labels of the indicators in its worst quarter, in order.
    """
    found: Sequence[Indicator] = [
        each
        for each in INDICATORS
        if pd.notna(row[f"{each.name}_worst"]) and row[f"{each.name}_worst"]
    ]
    return tuple(each.label for each in found)


def _mapped(case: Case) -> dict[str, dict[str, float | None]]:
    """Give what the map shows, by column then commune; None where missing."""
    table = by_commune(case)[[*NAMES, "worst"]].astype(float)
    return {
        str(name): {str(code): None if pd.isna(v) else float(v) for code, v in column.items()}
        for name, column in table.items()
    }


MAPPED: View[dict[str, dict[str, float | None]]] = View(
    "view/difficulties", dict[str, dict[str, float | None]], _mapped
)
"""Each difficulty and their number, by commune, shared by every page."""
