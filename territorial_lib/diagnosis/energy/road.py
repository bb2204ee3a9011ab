"""Who burns more road fuel: households by the size of the town they live in."""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.geography import perimeter

_SPENDING = "depense-de-carburant-menages-strate-"
_PARIS_REGION = "11"
_TOWNS = {
    "paris": ("agglomeration-de-paris",),
    "dense": ("grandes-villes",),
    "intermediate": ("villes-moyennes", "petites-villes"),
    "rural": ("rural",),
}
"""The surveys' kinds of town that make up each class of density; two are averaged."""
_CLASSES = {1: "dense", 2: "intermediate", 3: "rural"}


def road_index(case: Case) -> pd.Series:
    """Fuel that the households of each territory buy, relative to the national mean.

    r_t = mean over its EPCI of s(class) / s̄, s̄ the mean of s over the nation's inhabitants.

    s is the fuel spending of a household by size of town (Insee, Budget de famille 2011, aged to
    2016), read through the density class of the EPCI; dense EPCI of Île-de-France are Paris.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    pandas.Series
        About 0.6 to 1.4, 1 where the class is unknown (overseas): the parts then sum to the
        national total.
    """
    units = case.scope.gazetteer.units("epci")
    people, spent = units["population"], _spending(case)
    spent = spent.reindex(people.index)
    mean = (people * spent).sum() / people[spent.notna()].sum()
    parts = case.scope.parts("epci", "population")
    found = perimeter.part_mean(parts, (spent / mean).fillna(1.0), people)["value"]
    index: pd.Series = found.reindex(case.codes).fillna(1.0)
    return index


def _spending(case: Case) -> pd.Series:
    """Fuel spending of a household of each EPCI's class, € a year."""
    classes = case.catalogue.indexed("epci_profile_2022")["density_class"].map(_CLASSES)
    departements = case.catalogue.indexed("departements")["region"]
    regions = case.scope.gazetteer.units("epci")["departement"].map(departements)
    paris = (classes == "dense") & (regions.reindex(classes.index) == _PARIS_REGION)
    by_class = {name: _mean(case, towns) for name, towns in _TOWNS.items()}
    return classes.mask(paris, "paris").map(by_class).astype(float)


def _mean(case: Case, towns: tuple[str, ...]) -> float:
    values = [coefficient(case.catalogue, _SPENDING + town).value for town in towns]
    return sum(float(each or 0) for each in values) / len(values)
