"""New ways of living and working: who leaves to work, who comes, where one may work from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient, lever
from territorial_lib.diagnosis.inventory.methods import Measure, UnitRate
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.diagnosis.ways.telework import (
    Rates,
    labour_force,
    others_rate,
    potential,
    value,
)
from territorial_lib.geography import perimeter
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Family
from territorial_lib.sources import Catalogue

SHARE, DAYS = "gaps/ways/teleworked", "gaps/ways/days"
_PRACTICE = "salaries-en-teletravail-au-moins-un-jour-par-semaine-ensemble"
_DAYS = "jours-de-teletravail-par-semaine-des-teletravailleurs"
_WEEK = 5
"""Working days a week."""
_NO_PROFILE = "Absent de la source pour ce territoire (Grand Paris, outre-mer)."
_CENSUS = "Insee, recensement de la population 2022"
LIVING, WORKING, PLACES = "S’installer", "Aller travailler", "Travailler ici"


def _profile(column: str, label: str, unit: str) -> Measure:
    family: Family = "human"
    method = UnitRate("epci_profile_2022", column, missing=_NO_PROFILE, source=_CENSUS)
    return Measure(column, label, unit, family, LIVING, method)


MEASURES = (
    _profile("share_arrivals", "Habitants venus d’ailleurs en un an", "% des habitants"),
    _profile("share_departures", "Habitants partis ailleurs en un an", "% des habitants"),
)
_INVENTORY = (
    "population",
    "jobs",
    "active",
    "unemployed",
    "jobs_per_100_active",
    "second_homes",
    "third_places",
    "france_services",
    "executives",
    "workers",
    "jobs_agriculture",
)


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers: how many of the jobs that allow it are teleworked, and how often.

    Parameters
    ----------
    catalogue : Catalogue
        Where their defaults are cited.

    Returns
    -------
    tuple of Lever
        A share of the compatible jobs, in %, and days a week.
    """
    practice, rates = coefficient(catalogue, _PRACTICE), Rates.of(catalogue)
    share = msgspec.structs.replace(
        practice,
        value=round(100 * value(practice) / value(rates.whole), 1),
        unit="% des emplois compatibles",
        source=f"{practice.source}\u202f; {rates.whole.source}",
        note="Télétravail au moins un jour par semaine en France, sur les emplois compatibles.",
    )
    days = coefficient(catalogue, _DAYS)
    return (
        lever(SHARE, "Emplois compatibles réellement télétravaillés", share, (0.0, 100.0, 1.0)),
        lever(DAYS, "Jours de télétravail par semaine", days, (0.0, 5.0, 0.1)),
    )


@dataclass(frozen=True)
class Inputs:
    """What the block of the new ways is computed from.

    Parameters
    ----------
    measured : Mapping of str to Reading
        Measures of this module and of the inventory, by variable.
    active : pandas.Series
        By territory: % in the labour force among the people of 15 and over.
    rates : Rates
        Share of the jobs compatible with telework, by occupation.
    others : float
        The same for the occupations not known here, in %.
    """

    measured: Mapping[str, Reading]
    active: pd.Series
    rates: Rates
    others: float

    def value(self, variable: str) -> pd.Series:
        """Give the values of a measure by territory.

        Parameters
        ----------
        variable : str
            Name of the variable.
        """
        found: pd.Series = self.measured[variable].frame["value"].astype(float)
        return found


def read(case: Case) -> Inputs:
    """Read all that the block needs.

    Parameters
    ----------
    case : Case
        The territories.

    Returns
    -------
    Inputs
        For every territory of the case.
    """
    measured = {each.variable: each.read(case.scope) for each in MEASURES}
    measured |= {name: case.measured(name) for name in _INVENTORY}
    tables, rates = case.catalogue, Rates.of(case.catalogue)
    force = tables.once("telework/force", lambda: labour_force(tables))
    others = tables.once("telework/others", lambda: others_rate(tables, force, rates))
    brought = perimeter.part_mean(
        case.scope.parts("epci", "population"), force["active"], force["adults"]
    )
    active = brought["value"].reindex(case.codes)
    return Inputs(measured, active, rates, others)


def assess(inputs: Inputs, values: Mapping[str, float]) -> pd.DataFrame:
    """Compute what is not read as such.

    Ratio = 100 J / N, N = actives - unemployed who live here; at least max(0, N - J) work
    elsewhere; T = N t p telework, T d / 5 of them are here on an average working day.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        Levers by key.

    Returns
    -------
    pandas.DataFrame
        Indexed by territory: ``ratio`` (jobs for 100 employed people), ``leaving`` (people),
        ``places`` (per 10,000 inhabitants), ``telework``, ``teleworkers``, ``present``, the last
        three with ``_low`` and ``_high``; NaN where an input is missing.
    """
    employed = inputs.value("active") - inputs.value("unemployed")
    employed = employed.where(employed > 0)
    jobs, population = inputs.value("jobs"), inputs.value("population")
    places = inputs.value("third_places") + inputs.value("france_services")
    frame = pd.DataFrame(
        {
            "ratio": 100 * jobs / employed,
            "leaving": (employed - jobs).clip(lower=0),
            "places": 10_000 * places / population.where(population > 0),
        }
    )
    return frame.join(_telework(inputs, employed, values))


def _telework(inputs: Inputs, employed: pd.Series, values: Mapping[str, float]) -> pd.DataFrame:
    people = pd.DataFrame(
        {
            "executives": inputs.value("executives"),
            "workers": inputs.value("workers"),
            "active": inputs.active,
            "agriculture": inputs.value("jobs_agriculture"),
        }
    )
    columns = {}
    for name, share in potential(people, inputs.rates, inputs.others).items():
        bound = "" if name == "value" else f"_{name}"
        teleworkers = employed * share / 100 * values[SHARE] / 100
        columns[f"telework{bound}"] = share
        columns[f"teleworkers{bound}"] = teleworkers
        columns[f"present{bound}"] = teleworkers * values[DAYS] / _WEEK
    return pd.DataFrame(columns)
