"""Hectares that the whole diet asks for, against the farmland of here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.food.balance import waste_factor
from territorial_lib.diagnosis.food.inputs import Inputs
from territorial_lib.diagnosis.food.levers import ANIMAL, ORGANIC, RELOCATED, share
from territorial_lib.diagnosis.food.parameters import Parameters
from territorial_lib.indicators.self_sufficiency import coverage


@dataclass(frozen=True)
class PerHead:
    """Hectares an inhabitant's diet asks for.

    Parameters
    ----------
    value, low, high : float
        Hectares of every kind; the band is that between publications.
    grass : float
        Of which permanent grass, as a share of the value.
    """

    value: float
    low: float
    high: float
    grass: float


@dataclass(frozen=True)
class Land:
    """The diet's hectares, territories in rows.

    Parameters
    ----------
    per_head : PerHead
        Hectares an inhabitant.
    needed : pandas.DataFrame
        ``value``, ``low``, ``high``: hectares that all the inhabitants' diet asks for.
    relocated : pandas.DataFrame
        The same for the part that the room wants to produce here.
    covered : pandas.DataFrame
        ``value``, ``low``, ``high`` in [0, 1]: farmland here over hectares needed.
    fed : pandas.DataFrame
        ``value``, ``low``, ``high``: inhabitants whose whole diet the farmland could give.
    """

    per_head: PerHead
    needed: pd.DataFrame
    relocated: pd.DataFrame
    covered: pd.DataFrame
    fed: pd.DataFrame


def assess(inputs: Inputs, values: Mapping[str, float]) -> Land:
    """Compute the hectares of the diet, again from the inputs each time.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        Levers in force, by key.

    Returns
    -------
    Land
        For every territory of the inputs.
    """
    each = per_head(inputs.parameters, values)
    bounds = {"value": each.value, "low": each.low, "high": each.high}
    needed = pd.DataFrame({name: inputs.population * bound for name, bound in bounds.items()})
    here = pd.DataFrame(dict.fromkeys(("value", "low", "high"), inputs.farmland))
    against = needed.rename(columns={"low": "high", "high": "low"})
    ends = {"value": each.value, "low": each.high, "high": each.low}
    return Land(
        per_head=each,
        needed=needed,
        relocated=needed * share(values, RELOCATED),
        covered=coverage(here, against),
        fed=pd.DataFrame({name: inputs.farmland / bound for name, bound in ends.items()}),
    )


def per_head(parameters: Parameters, values: Mapping[str, float]) -> PerHead:
    """Give the hectares of a diet.

    h = h(a) (1 + o (k - 1)) g: hectares of the published diets, read between their points at a,
    what remains of animal products; o organic share and k its hectares over the usual ones; g the
    factor of waste. Permanent grass follows animal products.

    Parameters
    ----------
    parameters : Parameters
        What is cited.
    values : Mapping of str to float
        Levers in force.

    Returns
    -------
    PerHead
        Hectares an inhabitant and year.
    """
    animal, today = share(values, ANIMAL), parameters.land
    assert today.value is not None and today.low is not None and today.high is not None
    points = parameters.diets
    diet = float(np.interp(animal, points.index, points))
    organic = 1 + share(values, ORGANIC) * (parameters.organic_land - 1)
    value = diet * organic * waste_factor(parameters, values)
    return PerHead(
        value=value,
        low=value * today.low / today.value,
        high=value * today.high / today.value,
        grass=min(1.0, parameters.grass * today.value * animal / diet),
    )
