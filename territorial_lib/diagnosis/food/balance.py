"""Production against need, product by product, from the fields and the levers. Pure and quick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.food.inputs import Banded, Inputs
from territorial_lib.diagnosis.food.levers import ANIMAL, ORGANIC, WASTED, share
from territorial_lib.diagnosis.food.parameters import KILOS, Parameters
from territorial_lib.diagnosis.food.products import GRAZING, PRODUCTS
from territorial_lib.indicators.self_sufficiency import (
    after_waste,
    by_group,
    coverage,
    fed,
    hectares,
    overall,
    rebalanced,
)

_KEYS = pd.Index(list(PRODUCTS), name="product")
_ANIMAL = pd.Series({key: each.animal for key, each in PRODUCTS.items()})
_FEED = pd.Series({key: each.feed for key, each in PRODUCTS.items()})
_GROUPS = pd.Series({key: each.group for key, each in PRODUCTS.items()})
_FIELDS = [key for key, each in PRODUCTS.items() if each.origin in ("crop", "herd")]
_REST = "rest"


@dataclass(frozen=True)
class Needs:
    """What an inhabitant asks for in a year, and what it weighs.

    Parameters
    ----------
    food : pandas.Series
        Tonnes eaten or thrown away by those who eat, by product; missing where no source says.
    domestic : pandas.Series
        Tonnes with feed, seed, losses and industry.
    energy : pandas.Series
        Share of food energy, in %; 0 where the product's own is unknown.
    """

    food: pd.Series
    domestic: pd.Series
    energy: pd.Series


@dataclass(frozen=True)
class Results:
    """What the land could feed; tables have territories in rows, products in columns.

    Parameters
    ----------
    needs : Needs
        What an inhabitant asks for.
    production : Banded
        Tonnes a year.
    need : pandas.DataFrame
        Tonnes a year asked by the inhabitants, feed and industry included.
    coverage : Banded
        Share of the need, in [0, 1]: high against food alone, value and low with feed, seed,
        losses and industry.
    groups : Banded
        The same by group, weighted by energy.
    overall : pandas.DataFrame
        ``value``, ``low``, ``high`` in [0, 1], and ``share`` of the food energy they speak of.
    area : pandas.DataFrame
        Hectares here, by product; missing for what has no land of its own.
    asked : pandas.DataFrame
        Hectares that the need asks for at the yields of here.
    fed : Banded
        Inhabitants whose need of the product is met.
    vegetable_yield : float
        Tonnes of vegetables a hectare, national mean.
    """

    needs: Needs
    production: Banded
    need: pd.DataFrame
    coverage: Banded
    groups: Banded
    overall: pd.DataFrame
    area: pd.DataFrame
    asked: pd.DataFrame
    fed: Banded
    vegetable_yield: float


def assess(inputs: Inputs, values: Mapping[str, float]) -> Results:
    """Compute what the land could feed, again from the inputs each time.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        Levers in force, by key.

    Returns
    -------
    Results
        For every territory of the inputs.
    """
    needs = needs_of(inputs.parameters, values)
    kept = 1 - share(values, ORGANIC) * (1 - inputs.parameters.products["organic"])
    made = _production(inputs, kept)
    need, food = _times(inputs.population, needs.domestic), _times(inputs.population, needs.food)
    # Nothing counted is either nothing or a secret: nothing in the low reading, left out elsewhere.
    none = made.low[_FIELDS].fillna(0.0).where(inputs.known, np.nan)
    least = coverage(made.low.assign(**{key: none[key] for key in _FIELDS}), need)
    central = coverage(made.value, need)
    covered = Banded(central, least, coverage(made.high, food))
    area = _areas(inputs)
    return Results(
        needs=needs,
        production=made,
        need=need,
        coverage=covered,
        groups=_grouped(covered, needs.energy),
        overall=_overall(covered, needs.energy),
        area=area,
        asked=hectares(need, made.value, area),
        fed=Banded(
            fed(made.value, needs.domestic),
            fed(made.low, needs.domestic),
            fed(made.high, needs.food),
        ),
        vegetable_yield=float(
            inputs.parameters.permanent_yields["vegetables"] * kept["vegetables"]
        ),
    )


def needs_of(parameters: Parameters, values: Mapping[str, float]) -> Needs:
    """Compute what an inhabitant asks for, the levers in force.

    n_p = s_p f_p g of food, and n_p + s_p (d_p - 1) x of all uses, where s is today's supply, f the
    diet's factor, g that of waste, d domestic supply over food; x = f_p g, or a g where what is not
    eaten feeds animals (a: what remains of animal products).

    Parameters
    ----------
    parameters : Parameters
        What is cited.
    values : Mapping of str to float
        Levers in force.

    Returns
    -------
    Needs
        By product.
    """
    products, animal = parameters.products, share(values, ANIMAL)
    diet = rebalanced(products["energy"], _ANIMAL, animal)
    diet["wine"] = 1.0
    waste = waste_factor(parameters, values)
    supply = products["supply"] / KILOS
    others = supply * (products["domestic_per_food"] - 1) * waste
    food = supply * diet * waste
    return Needs(food, food + others * diet.mask(_FEED, animal), products["energy"] * diet)


def waste_factor(parameters: Parameters, values: Mapping[str, float]) -> float:
    """Give what the need is multiplied by when those who eat throw away more or less.

    Parameters
    ----------
    parameters : Parameters
        Today's waste.
    values : Mapping of str to float
        Levers in force.

    Returns
    -------
    float
        1 where nothing changes.
    """
    today = parameters.waste.value
    assert today is not None
    return after_waste(today / 100, share(values, WASTED))


def _production(inputs: Inputs, kept: pd.Series) -> Banded:
    """Give what is produced, `kept` being what organic farming leaves of each yield."""
    tables = [
        _made(inputs, area, heads) * kept
        for area, heads in (
            (inputs.area.value, inputs.heads.value),
            (inputs.area.low, inputs.heads.low),
            (inputs.area.high, inputs.heads.high),
        )
    ]
    return Banded(*tables)


def _made(inputs: Inputs, area: pd.DataFrame, heads: pd.DataFrame) -> pd.DataFrame:
    """Give the tonnes of every product: area x yield, animals x output, vines and orchards."""
    cited = inputs.parameters
    harvest = inputs.declared.where(inputs.declared.notna(), area * inputs.yields)
    made = _summed(harvest, cited.per_crop).fillna(_summed(heads, cited.per_head))
    for key in inputs.permanent:
        made[key] = inputs.permanent[key] * cited.permanent_yields[key]
    return made


def _areas(inputs: Inputs) -> pd.DataFrame:
    """Give the hectares of every product; grass is shared by livestock units."""
    area = _summed(inputs.area.value, (inputs.parameters.per_crop > 0).astype(float))
    units = inputs.heads.value[list(inputs.parameters.units.index)] * inputs.parameters.units
    total = units.sum(axis=1, min_count=1)
    land = inputs.forage / total.where(total > 0)
    for key, (herd, _) in GRAZING.items():
        area[key] = units[herd] * land
    for key in inputs.permanent:
        area[key] = inputs.permanent[key]
    return area


def _summed(quantity: pd.DataFrame, gives: pd.DataFrame) -> pd.DataFrame:
    """Add up what each thing gives of each product; missing where all that gives it is missing."""
    values = quantity[list(gives.index)].to_numpy()
    found = np.nan_to_num(values) @ gives.to_numpy()
    known = (~np.isnan(values)).astype(float) @ (gives.to_numpy() > 0)
    return pd.DataFrame(
        np.where(known > 0, found, np.nan), index=quantity.index, columns=gives.columns
    )


def _times(population: pd.Series, per_head: pd.Series) -> pd.DataFrame:
    values = np.outer(population.to_numpy(dtype=float), per_head.to_numpy(dtype=float))
    return pd.DataFrame(values, index=population.index, columns=_KEYS)


def _overall(covered: Banded, energy: pd.Series) -> pd.DataFrame:
    """Weigh by energy, the rest of the diet counted as unknown."""
    weights = pd.concat([energy, pd.Series({_REST: 100.0 - energy.sum()})])
    central, low, high = (
        overall(table.assign(**{_REST: np.nan}), weights)
        for table in (covered.value, covered.low, covered.high)
    )
    return pd.DataFrame(
        {
            "value": central["coverage"],
            "low": np.fmin(low["coverage"], central["coverage"]),
            "high": np.fmax(high["coverage"], central["coverage"]),
            "share": central["share"],
        }
    )


def _grouped(covered: Banded, energy: pd.Series) -> Banded:
    """Weigh by energy inside each group; what has no known energy is alone in its group."""
    weights = energy.where(energy > 0, 1.0)
    return Banded(
        *(by_group(table, weights, _GROUPS) for table in (covered.value, covered.low, covered.high))
    )
