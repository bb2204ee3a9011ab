"""How many jobs could be teleworked? By what the people who live here do.

t = (r_e E + r_w W + r_o O) / A, with E, W and O the executives, workers and others among the A
people in the labour force, in % of those of 15 and over, r the share of each group's jobs that is
compatible. r_o is the one that gives back the published rate for the whole of France.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue

_STEM = "emplois-compatibles-avec-le-teletravail-"
_UNDER_15 = 15 / 20
"""Share of the under 20 who are under 15, births evenly spread."""


@dataclass(frozen=True)
class Rates:
    """Share of the jobs compatible with telework, in %.

    Parameters
    ----------
    whole, executives, workers, farmers, highest, lowest : Figure
        All jobs; two occupations and the farmers; among the other occupations, those with the
        highest rate (intermediate) and the lowest (craftspeople and shopkeepers).
    """

    whole: Figure
    executives: Figure
    workers: Figure
    farmers: Figure
    highest: Figure
    lowest: Figure

    @classmethod
    def of(cls, catalogue: Catalogue) -> Rates:
        """Read the cited rates.

        Parameters
        ----------
        catalogue : Catalogue
            Where they are.

        Returns
        -------
        Rates
            With their sources.
        """
        names = (
            "ensemble-2021-france-metropolitaine",
            "cadres-et-professions-intellectuelles",
            "ouvriers",
            "agriculteurs-exploitants",
            "professions-intermediaires",
            "artisans-commercants-chefs-d-entreprise",
        )
        return cls(*(coefficient(catalogue, _STEM + name) for name in names))


def labour_force(catalogue: Catalogue) -> pd.DataFrame:
    """Estimate, for each EPCI, those in the labour force among the people of 15 and over.

    P15 = P - (15/20) Y, Y = (P - P1564) / (15/20 + g): the under 20, from those who are not 15 to
    64 and from g, the 65 and over per person under 20.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.

    Returns
    -------
    pandas.DataFrame
        Indexed by EPCI: ``adults`` (15 and over), ``active`` (% of them in the labour force);
        NaN where the ageing index is missing (overseas).
    """
    census = catalogue.indexed("census_2018")
    epci = catalogue.indexed("communes")["epci"].reindex(census.index)
    counts = census[["population", "population_15_64", "active_15_64"]].groupby(epci).sum()
    profile = catalogue.indexed("epci_profile_2022")
    counts = counts.reindex(profile.index)
    old = profile["ageing_index"].astype(float) / 100
    young = (counts["population"] - counts["population_15_64"]) / (_UNDER_15 + old)
    adults = counts["population"] - _UNDER_15 * young
    return pd.DataFrame({"adults": adults, "active": 100 * counts["active_15_64"] / adults})


def others_rate(catalogue: Catalogue, force: pd.DataFrame, rates: Rates) -> float:
    """Find the rate of the other occupations that gives back the national one.

    r_o = (t A - r_e E - r_w W) / (A - E - W), over metropolitan France.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.
    force : pandas.DataFrame
        What `labour_force` gave.
    rates : Rates
        The cited rates.

    Returns
    -------
    float
        In %, kept between the lowest and the highest rate of those occupations.
    """
    profile = catalogue.indexed("epci_profile_2022")[["share_executives", "share_workers"]]
    known = profile.join(force).dropna()
    executives, workers, active = (
        float((known[name] * known["adults"]).sum())
        for name in ("share_executives", "share_workers", "active")
    )
    given = (
        value(rates.whole) * active
        - value(rates.executives) * executives
        - value(rates.workers) * workers
    )
    found = given / (active - executives - workers)
    return min(max(found, value(rates.lowest)), value(rates.highest))


def potential(people: pd.DataFrame, rates: Rates, others: float) -> pd.DataFrame:
    """Estimate the share of the jobs of the people here that could be teleworked.

    t = (r_e E + r_w W + r_o O) / A, O = A - E - W; low: the farmers apart, the others at the
    lowest rate of their occupations; high: at the highest.

    Parameters
    ----------
    people : pandas.DataFrame
        Indexed by territory, in % of those of 15 and over: ``executives``, ``workers``,
        ``active``; ``agriculture``, in % of the jobs.
    rates : Rates
        The cited rates.
    others : float
        What `others_rate` gave, in %.

    Returns
    -------
    pandas.DataFrame
        ``value``, ``low``, ``high``, in % of the jobs; NaN where an input is missing, or where
        executives and workers outnumber the labour force.
    """
    active = people["active"].where(people["active"] > 0)
    rest = active - people["executives"] - people["workers"]
    rest = rest.where(rest >= 0)
    farmers = (people["agriculture"].fillna(0) / 100 * active).clip(upper=rest)
    known = (
        value(rates.executives) * people["executives"] + value(rates.workers) * (people["workers"])
    )
    low = value(rates.lowest) * (rest - farmers) + value(rates.farmers) * farmers
    high = value(rates.highest) * rest
    found = {"value": others * rest, "low": low, "high": high}
    return pd.DataFrame({name: (known + each) / active for name, each in found.items()})


def value(figure: Figure) -> float:
    """Give the value of a cited figure, which has one.

    Parameters
    ----------
    figure : Figure
        The figure.
    """
    assert figure.value is not None
    return figure.value
