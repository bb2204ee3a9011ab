"""The smallest firms: how many, in what, on whom jobs depend, what public buyers give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient, lever
from territorial_lib.diagnosis.inventory.methods import CommuneSum, Measure, Quotient, UnitRate
from territorial_lib.diagnosis.job_structure import KEPT, JobStructure, job_structure
from territorial_lib.diagnosis.readings import Reading
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue

MICRO, NEARBY = "gaps/firms/micro", "gaps/firms/nearby"
_BASE = "marches-des-collectivites-par-habitant"
_LOW = "commande-publique-des-collectivites-par-habitant-50-pct-de-89-md"
_HIGH = "commande-publique-des-collectivites-et-satellites-par-habitant-67-pct"
_MICRO = "achats-publics-attribues-a-des-microentreprises"
_NEARBY = "part-des-marches-des-collectivites-attribuee-dans-le-meme-departement"
_TABLE = "establishments_2018"
_NO_FIRM = "Absent du fichier de 2018 (Mayotte, ou commune rétablie depuis)."
_NO_PROFILE = "Absent de la source pour ce territoire (elle ne couvre pas l’outre-mer)."
_FLORES = "Insee, Flores 2023"

SIZES, SECTORS, JOBS = "Par taille", "Par secteur", "De qui dépendent les emplois"


def _count(*columns: str) -> CommuneSum:
    return CommuneSum(_TABLE, columns, missing=_NO_FIRM)


def _share(name: str, label: str, category: str) -> Measure:
    method = Quotient(_count(name), _count("total"))
    return Measure(f"share-{name}", label, "% des employeurs", "economic", category, method)


def _salaried(column: str, label: str) -> Measure:
    method = UnitRate("epci_profile_2022", column, missing=_NO_PROFILE, year=2023, source=_FLORES)
    return Measure(column, label, "% des emplois salariés", "economic", JOBS, method)


MEASURES = (
    Measure(
        "size_1_9",
        "Établissements de 1 à 9 salariés",
        "établissements",
        "economic",
        SIZES,
        _count("size_1_9"),
    ),
    _share("size_1_9", "Établissements de 1 à 9 salariés", SIZES),
    _share("size_10_plus", "Établissements de 10 salariés ou plus", SIZES),
    _share("agriculture", "Employeurs\u00a0: agriculture", SECTORS),
    _share("industry", "Employeurs\u00a0: industrie", SECTORS),
    _share("construction", "Employeurs\u00a0: construction", SECTORS),
    _share("trade_services", "Employeurs\u00a0: commerce, transports, services", SECTORS),
    _share("retail", "dont commerce et réparation automobile", SECTORS),
    _share("administration", "Employeurs\u00a0: administration, enseignement, santé", SECTORS),
    _salaried("share_small_establishments", "Salariés d’établissements de 1 à 9 salariés"),
    _salaried("share_large_establishments", "Salariés d’établissements de 100 salariés et plus"),
)


def levers(catalogue: Catalogue) -> tuple[Lever, ...]:
    """Give the levers: what public buyers give to the smallest firms, and to those nearby.

    Parameters
    ----------
    catalogue : Catalogue
        Where their defaults are cited.

    Returns
    -------
    tuple of Lever
        Two shares of what local authorities buy, in %.
    """
    return (
        lever(
            MICRO,
            "Part des achats publics confiée à des microentreprises",
            coefficient(catalogue, _MICRO),
            (0.0, 100.0, 1.0),
        ),
        lever(
            NEARBY,
            "Part des achats publics confiée à des entreprises du département",
            coefficient(catalogue, _NEARBY),
            (0.0, 100.0, 1.0),
        ),
    )


@dataclass(frozen=True)
class Inputs:
    """What the block of the firms is computed from.

    Parameters
    ----------
    measured : Mapping of str to Reading
        Measures of this module by variable, then ``establishments``, ``employers`` and
        ``population`` of the inventory.
    structure : JobStructure
        Salaried jobs by sector.
    spending : Figure
        What local authorities buy, € per inhabitant and year, with its band.
    usual : Figure
        Share of it that goes to microenterprises in France, in %.
    """

    measured: Mapping[str, Reading]
    structure: JobStructure
    spending: Figure
    usual: Figure


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
    found = {each.variable: each.read(case.scope) for each in MEASURES}
    found |= {name: case.measured(name) for name in ("establishments", "employers", "population")}
    jobs: JobStructure = case.once(KEPT, job_structure)
    return Inputs(found, jobs, _spending(case.catalogue), usual(case.catalogue))


def usual(catalogue: Catalogue) -> Figure:
    """Give the share of public purchases that goes to microenterprises in France.

    Parameters
    ----------
    catalogue : Catalogue
        Where it is cited.

    Returns
    -------
    Figure
        In %.
    """
    return coefficient(catalogue, _MICRO)


def _spending(catalogue: Catalogue) -> Figure:
    """Give purchases per inhabitant, the other scope and year making the band."""
    central, low, high = (coefficient(catalogue, name) for name in (_BASE, _LOW, _HIGH))
    return msgspec.structs.replace(central, low=low.value, high=high.value)


def assess(inputs: Inputs, values: Mapping[str, float]) -> pd.DataFrame:
    """Compute what is not read as such.

    B = inhabitants x b, what local authorities buy; B m and B d, what goes to microenterprises
    and to the département's firms; 1 - employers / establishments, those without employee.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        Levers by key, in %.

    Returns
    -------
    pandas.DataFrame
        Indexed by territory: ``alone`` (% of establishments), ``first`` (% of salaried jobs in the
        first sector), ``three`` (in the first three), ``purchases``, ``micro``, ``nearby``,
        ``more`` (€ a year, the last one beyond the usual share), each of those four with its
        ``_low`` and ``_high``; NaN where an input is missing.
    """
    first = _largest(inputs.structure.estimated)
    establishments, employers, population = (
        inputs.measured[name].frame["value"]
        for name in ("establishments", "employers", "population")
    )
    alone = 1 - employers / establishments.where(establishments > 0)
    frame = pd.DataFrame(
        {
            "alone": 100 * alone.where(alone >= 0),
            "first": 100 * first[0],
            "three": 100 * first.sum(axis=1, skipna=False),
        }
    )
    return frame.join(_purchases(inputs, population, values))


def _largest(jobs: pd.DataFrame, count: int = 3) -> pd.DataFrame:
    """Give the shares of the largest sectors of each territory, the largest first."""
    whole = jobs.sum(axis=1, skipna=False)
    share = jobs.div(whole.where(whole > 0), axis=0)
    return pd.DataFrame(-np.sort(-share.to_numpy(), axis=1)[:, :count], index=jobs.index)


def _purchases(inputs: Inputs, population: pd.Series, values: Mapping[str, float]) -> pd.DataFrame:
    shares = {
        "purchases": 1.0,
        "micro": values[MICRO] / 100,
        "nearby": values[NEARBY] / 100,
        "more": values[MICRO] / 100 - _number(inputs.usual.value) / 100,
    }
    spending = inputs.spending
    bounds = {"": spending.value, "_low": spending.low, "_high": spending.high}
    return pd.DataFrame(
        {
            f"{name}{bound}": population * share * _number(euros)
            for name, share in shares.items()
            for bound, euros in bounds.items()
        }
    )


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
