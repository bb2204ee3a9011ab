"""Ecological housing: from leaky dwellings to tonnes, hectares, plants and jobs, link by link.

R = D tau; A = sum_k R_k s_k; T_m = A w_m mu_m; H_m = T_m / y_m; then plants within reach, their
capacity, jobs. Dwellings: R. Girard and Y. Abdelouadoud (2022); the band goes down to the SDES's
count, to the lightest insulation and, as long as the room said nothing of them, to no flat at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.housing.coefficients import (
    BOUNDS,
    FLAT_AREA,
    FLAX_DENSITY,
    FRESH_WOOD,
    HOUSE_AREA,
    MATERIALS,
    RADIUS,
    RATE,
    ROOF,
    SHARES,
)
from territorial_lib.diagnosis.housing.inputs import Inputs, read
from territorial_lib.diagnosis.housing.plants import Plant, plants
from territorial_lib.indicators import renovation_chain as chain

__all__ = ["LINKS", "Inputs", "Plant", "Results", "assess", "plants", "read"]

LINKS = ("harvest", "hectares", "plants", "capacity")
"""Links that may break, in the order of the chain."""
CONCERNED = {
    "hemp": LINKS,
    "cellulose": ("plants", "capacity"),
    "wood": LINKS,
    "flax": LINKS,
    "straw": ("harvest",),
}
"""Links of each material: cellulose is waste paper; straw comes with the grain, on the same
hectares, and is laid as it leaves the field."""
_PERCENT = 100.0


@dataclass(frozen=True)
class Results:
    """The chain, computed; every frame has territories in rows.

    Parameters
    ----------
    shares : pandas.Series
        Share of each material in the insulated area; all missing where none was chosen.
    dwellings, area : pandas.DataFrame
        Dwellings renovated and square metres laid in a year: ``low``, ``value``, ``high``.
    tonnes, raw, hectares : Mapping of str to pandas.DataFrame
        By bound: tonnes of insulation, harvest (tonnes of straw, cubic metres of wood, else
        hectares) and hectares, materials in columns.
    links : Mapping of str to Mapping of str to pandas.DataFrame
        By bound of what is asked, then by material: margin of each link, as
        `renovation_chain.margins`; the low asks least of what is most.
    reach : pandas.DataFrame
        Columns ``(material, what)``: "count" of plants in service within reach, "unknown" among
        them without a capacity, "capacity" known in tonnes a year, "nearest" in kilometres.
    breaks : pandas.DataFrame
        First link that breaks by material; empty where none does.
    jobs : Mapping of str to pandas.DataFrame
        "hemp", "wood", "sites": ``low``, ``value``, ``high``.
    """

    shares: pd.Series
    dwellings: pd.DataFrame
    area: pd.DataFrame
    tonnes: Mapping[str, pd.DataFrame]
    raw: Mapping[str, pd.DataFrame]
    hectares: Mapping[str, pd.DataFrame]
    links: Mapping[str, Mapping[str, pd.DataFrame]]
    reach: pd.DataFrame
    breaks: pd.DataFrame
    jobs: Mapping[str, pd.DataFrame]


def assess(inputs: Inputs, values: Mapping[str, float]) -> Results:
    """Follow the chain from the dwellings to the jobs.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    values : Mapping of str to float
        The levers in force, by key.

    Returns
    -------
    Results
        Computed again from the inputs; missing wherever an input is.
    """
    shares = chain.mix(pd.Series({each: values[key] for each, key in SHARES.items()}))
    dwellings = inputs.leaky * values[RATE] / _PERCENT
    flats = _flats(inputs, values)
    areas = pd.DataFrame(
        {each: _area(inputs, dwellings[each], values[HOUSE_AREA], flats[each]) for each in BOUNDS}
    )
    given = inputs.yields.copy()
    given["wood"] = inputs.wood * values[FRESH_WOOD]
    tonnes = {
        each: chain.tonnes(areas[each], shares, _mass(inputs, values, each)) for each in BOUNDS
    }
    raw = {each: _raw(asked, given) for each, asked in tonnes.items()}
    hectares = {each: _hectares(asked, given, inputs) for each, asked in tonnes.items()}
    reach = _reach(inputs, values[RADIUS])
    links = {
        each: _links(inputs, tonnes[each], raw[each], hectares[each], reach, each)
        for each in BOUNDS
    }
    return Results(
        shares=shares,
        dwellings=dwellings,
        area=areas,
        tonnes=tonnes,
        raw=raw,
        hectares=hectares,
        links=links,
        reach=reach,
        breaks=pd.DataFrame({m: chain.first_break(t) for m, t in links["value"].items()}),
        jobs=_jobs(inputs, dwellings, tonnes, hectares),
    )


def held(results: Results, material: str) -> pd.DataFrame:
    """Give the share of what is asked of a material that its chain lets through today.

    Parameters
    ----------
    results : Results
        The chain.
    material : str
        One of `MATERIALS`.

    Returns
    -------
    pandas.DataFrame
        ``low``, ``value``, ``high`` in [0, 1]; the low is when most is asked. Missing where no
        link is known.
    """
    bounds = {
        name: chain.held(results.links[asked][material])
        for name, asked in zip(BOUNDS, reversed(BOUNDS), strict=True)
    }
    return pd.DataFrame(bounds)


def _flats(inputs: Inputs, values: Mapping[str, float]) -> dict[str, float]:
    """Square metres a flat takes: as long as nobody said it, the low is none."""
    value = values[FLAT_AREA]
    untouched = value == inputs.flat_default
    return {"low": 0.0 if untouched else value, "value": value, "high": value}


def _area(inputs: Inputs, dwellings: pd.Series, house: float, flat: float) -> pd.Series:
    kinds = {"house": dwellings * inputs.houses, "flat": dwellings * (1 - inputs.houses)}
    return chain.insulated_area(pd.DataFrame(kinds), pd.Series({"house": house, "flat": flat}))


def _mass(inputs: Inputs, values: Mapping[str, float], bound: str) -> pd.Series:
    roof = values[ROOF] / _PERCENT
    table = inputs.masses
    mass: pd.Series = roof * table[("roof", bound)] + (1 - roof) * table[("wall", bound)]
    mass = mass.copy()
    mass["flax"] *= values[FLAX_DENSITY]
    return mass


def _raw(tonnes: pd.DataFrame, given: pd.Series) -> pd.DataFrame:
    """Harvest in the unit of the supply: tonnes of straw, else what the yield counts by."""
    raw = chain.harvest(tonnes, given)
    return raw.assign(straw=tonnes["straw"])


def _hectares(tonnes: pd.DataFrame, given: pd.Series, inputs: Inputs) -> pd.DataFrame:
    hectares = chain.harvest(tonnes, given)
    growth = inputs.growth.where(inputs.growth > 0)
    return hectares.assign(wood=hectares["wood"] / growth)


def _reach(inputs: Inputs, radius: float) -> pd.DataFrame:
    rows = inputs.plants
    works = rows["in_service"]
    near = ((inputs.km <= radius) | inputs.inside) & works
    columns = {}
    for material in MATERIALS:
        own = rows.index[(rows["material"] == material) & works]
        here, first = near[own], own[~rows.loc[own, "second"]]
        capacity = rows.loc[first, "capacity"]
        columns[material, "count"] = here.sum(axis=1).astype(float)
        columns[material, "unknown"] = near[first].loc[:, capacity.isna()].sum(axis=1).astype(float)
        columns[material, "capacity"] = (near[first] * capacity.fillna(0.0)).sum(axis=1)
        columns[material, "nearest"] = inputs.km[own].min(axis=1)
    return pd.DataFrame(columns)


def _links(
    inputs: Inputs,
    tonnes: pd.DataFrame,
    raw: pd.DataFrame,
    hectares: pd.DataFrame,
    reach: pd.DataFrame,
    bound: str,
) -> dict[str, pd.DataFrame]:
    """Margins of every link of every material; the least asked meets the most supplied."""
    opposite = {"low": "high", "value": "value", "high": "low"}[bound]
    names = list(MATERIALS)
    supply = pd.DataFrame({m: inputs.supply[m][opposite] for m in names})
    known = {
        name: reach.xs(name, axis=1, level=1)[names] for name in ("count", "capacity", "unknown")
    }
    count = known["count"]
    made = chain.margins(known["capacity"], tonnes)
    # A plant whose capacity nobody wrote may well be enough.
    unsure = ((made < 1) & (known["unknown"] > 0)) | (count == 0)
    tables = {
        "harvest": chain.margins(supply, raw),
        "hectares": chain.margins(inputs.land, hectares),
        "plants": chain.margins(count.where(count == 0, np.inf), tonnes.mask(tonnes > 0, 1.0)),
        "capacity": made.mask(unsure),
    }
    return {m: pd.DataFrame({each: tables[each][m] for each in CONCERNED[m]}) for m in names}


def _jobs(
    inputs: Inputs,
    dwellings: pd.DataFrame,
    tonnes: Mapping[str, pd.DataFrame],
    hectares: Mapping[str, pd.DataFrame],
) -> dict[str, pd.DataFrame]:
    rate = inputs.jobs
    asked = {
        "hemp": {each: hectares[each]["hemp"] for each in BOUNDS},
        "wood": {each: tonnes[each]["wood"] for each in BOUNDS},
        "sites": {each: dwellings[each] for each in BOUNDS},
    }
    usual = rate.apply(lambda row: row.fillna(row["value"]), axis=1)
    return {
        name: pd.DataFrame({each: table[each] * usual.at[name, each] for each in BOUNDS})
        for name, table in asked.items()
    }
