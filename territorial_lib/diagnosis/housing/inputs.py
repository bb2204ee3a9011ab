"""What the renovation chain is computed from: dwellings, harvests, land, plants, coefficients.

Dwellings: R. Girard and Y. Abdelouadoud (2022), a model; houses among them by Bayes' rule, from the
département's flats (2013) and the nation's energy classes by kind of dwelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.housing.coefficients import (
    BOUNDS,
    CITED,
    FLAT_AREA,
    MATERIALS,
    jobs,
    levers,
    masses,
    wood_volume,
    yields,
)
from territorial_lib.diagnosis.housing.plants import across_water, distances, is_island, located
from territorial_lib.diagnosis.inventory.brought import gathered
from territorial_lib.diagnosis.inventory.dormant import STRAW_CEREALS
from territorial_lib.indicators import renovation_chain as chain
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue

_PERCENT = 100.0


@dataclass(frozen=True)
class Inputs:
    """What the chain is computed from, before any lever; frames are indexed by territory.

    Parameters
    ----------
    leaky : pandas.DataFrame
        Main residences of class F or G: ``low``, ``value``, ``high``.
    residences : pandas.Series
        Main residences, from the same model.
    houses : pandas.Series
        Share of the leaky dwellings that are houses, 0 to 1.
    borrowed : pandas.Series
        True where that share is the nation's, for want of the département's.
    supply : Mapping of str to pandas.DataFrame
        What is harvested here by material, in tonnes or cubic metres (wood): ``low``, ``value``,
        ``high``; all missing where no source says.
    land : pandas.DataFrame
        Hectares that the material can stand on, by material.
    growth : pandas.Series
        Cubic metres that a hectare of forest grows in a year.
    plants : pandas.DataFrame
        As `housing_plants.located`.
    km, across : pandas.DataFrame
        Distance to each plant, and True where the sea lies between.
    inside : pandas.DataFrame
        True where the plant stands in the territory.
    island : pandas.Series
        True where the sea is all around.
    masses : pandas.DataFrame
        As `housing_coefficients.masses`.
    yields : pandas.Series
        As `housing_coefficients.yields`.
    jobs : pandas.DataFrame
        As `housing_coefficients.jobs`.
    wood : float
        Tonnes of fibre that a cubic metre of wood of 1 kg/m3 would make.
    flat_default : float
        Square metres of a flat that nobody has moved.
    cited : tuple of Figure
        The coefficients used.
    """

    leaky: pd.DataFrame
    residences: pd.Series
    houses: pd.Series
    borrowed: pd.Series
    supply: Mapping[str, pd.DataFrame]
    land: pd.DataFrame
    growth: pd.Series
    plants: pd.DataFrame
    km: pd.DataFrame
    across: pd.DataFrame
    inside: pd.DataFrame
    island: pd.Series
    masses: pd.DataFrame
    yields: pd.Series
    jobs: pd.DataFrame
    wood: float
    flat_default: float
    cited: tuple[Figure, ...]


def read(case: Case) -> Inputs:
    """Read all that the chain needs, for every territory of the case.

    Parameters
    ----------
    case : Case
        The territories; the room's corrections of dwellings, straw and wood count.

    Returns
    -------
    Inputs
        Missing where no source covers the territory (overseas for all but the plants).
    """
    catalogue, codes = case.catalogue, pd.Index(case.codes)
    known = catalogue.once("housing/plants", lambda: located(catalogue))
    parameters = catalogue.once("housing/parameters", lambda: _parameters(catalogue))
    houses, borrowed = _houses(case)
    inside = [known["code"].isin(each.communes) for each in case.scope.territories]
    flat = next(each.default for each in levers(catalogue) if each.key == FLAT_AREA)
    return Inputs(
        leaky=_bounded(case.measured("leaky_dwellings").frame).reindex(codes),
        residences=_column(case, "leaky_dwellings", "main_residences"),
        houses=houses,
        borrowed=borrowed,
        supply=_supply(case),
        land=_land(case),
        growth=_column(case, "forest_stock", "increment", composition="all_but_poplar")
        / _column(case, "forest_stock", "area", composition="all_but_poplar"),
        plants=known,
        km=distances(case, known),
        across=across_water(case, known),
        inside=pd.DataFrame(np.array(inside), index=codes, columns=known.index),
        island=is_island(case),
        flat_default=flat,
        **parameters,
    )


def _parameters(catalogue: Catalogue) -> dict[str, Any]:
    return {
        "masses": masses(catalogue),
        "yields": yields(catalogue),
        "jobs": jobs(catalogue),
        "wood": wood_volume(catalogue, 1.0),
        "cited": tuple(coefficient(catalogue, each) for each in CITED),
    }


def _bounded(frame: pd.DataFrame) -> pd.DataFrame:
    value = frame["value"]
    bounds = {
        name: frame[name].fillna(value) if name in frame else value for name in ("low", "high")
    }
    return pd.DataFrame({"low": bounds["low"], "value": value, "high": bounds["high"]})


def _column(case: Case, table: str, variable: str, **words: str) -> pd.Series:
    return _rows(case, table, variable, **words)["value"]


def _rows(case: Case, table: str, variable: str, **words: str) -> pd.DataFrame:
    rows = case.brought(table)
    rows = rows[rows["variable"] == variable]
    for dimension, word in words.items():
        rows = rows[rows[dimension] == word]
    return rows.set_index("territory").reindex(case.codes)


def _houses(case: Case) -> tuple[pd.Series, pd.Series]:
    """Share of houses among leaky dwellings: the département's flats, the nation's energy classes.

    p = h r_h / (h r_h + (1 - h) r_a).
    """
    stock = case.catalogue.load("dwelling_stock").frame
    stock = stock[stock["main_residence"].astype(bool)]
    leaks = stock["energy_class"].isin(["F", "G"])
    total = stock.groupby("kind")["dwellings"].sum()
    rate = stock[leaks].groupby("kind")["dwellings"].sum() / total
    flats = _column(case, "dwelling_profile_2013", "collective_share") / _PERCENT
    borrowed = flats.isna()
    houses = (1 - flats).fillna(total["house"] / total.sum())
    return chain.in_houses(houses, rate["house"], rate["apartment"]), borrowed


def _supply(case: Case) -> dict[str, pd.DataFrame]:
    """What is harvested here: hectares of hemp and flax, tonnes of straw, cubic metres of wood."""
    unknown = pd.DataFrame(np.nan, index=pd.Index(case.codes), columns=list(BOUNDS))
    fibre = {"hemp": "hemp", "flax": "fibre_flax"}
    grown = {
        each: _bounded(_rows(case, "fibre_crops_2020", "area", crop=crop))
        for each, crop in fibre.items()
    }
    straw, wood = (
        _bounded(case.measured(each).frame).reindex(case.codes)
        for each in ("straw", "wood_increment")
    )
    # Where more is felled than grows, nothing is left: a negative margin has no meaning.
    return {**grown, "straw": straw, "wood": wood.clip(lower=0), "cellulose": unknown}


def _land(case: Case) -> pd.DataFrame:
    rows = case.brought("crops_2010")
    cereals = rows[(rows["variable"] == "area") & rows["crop"].isin(STRAW_CEREALS)]
    arable, forest = (case.measured(each).frame["value"] for each in ("arable", "forest"))
    land = {
        "hemp": arable,
        "flax": arable,
        "straw": gathered(cereals, pd.Index(case.codes))["value"],
        "wood": forest,
    }
    return pd.DataFrame(land).reindex(index=case.codes, columns=list(MATERIALS))
