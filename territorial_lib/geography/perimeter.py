"""Bringing a table to a territory: parts add up to the whole, rates keep their denominator.

Several territories are brought at once, so that a figure and its comparison are one computation.
Every function gives a frame indexed by territory with `value` (NaN where nothing is known),
`covered` (share of the territory with data, 0 to 1), `exact` (False where a unit was cut) and
`units` (how many units with data were put together).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territorial_lib.geography.territories import Gazetteer, Territory

_WHOLE = 1 - 1e-9


@dataclass(frozen=True)
class Selection:
    """Several territories and their communes.

    Parameters
    ----------
    members : pandas.DataFrame
        One row a territory and commune: columns ``territory`` and ``commune``.
    communes : pandas.DataFrame
        All the communes of 2026, indexed by code.
    """

    members: pd.DataFrame
    communes: pd.DataFrame

    @classmethod
    def of(cls, territories: Iterable[Territory], gazetteer: Gazetteer) -> Selection:
        """Select territories, which may overlap.

        Parameters
        ----------
        territories : iterable of Territory
            The territories.
        gazetteer : Gazetteer
            Where all the communes are known.

        Returns
        -------
        Selection
            The territories and their communes.
        """
        rows = [(each.code, commune) for each in territories for commune in each.communes]
        return cls(pd.DataFrame(rows, columns=["territory", "commune"]), gazetteer.communes)

    @classmethod
    def every(cls, kind: str, gazetteer: Gazetteer) -> Selection:
        """Select every territory of a kind at once.

        Parameters
        ----------
        kind : str
            commune, epci, departement, region or zone_emploi.
        gazetteer : Gazetteer
            Where all the communes are known.

        Returns
        -------
        Selection
            All of them; communes that belong to none are left out.
        """
        column = "code" if kind == "commune" else kind
        known = gazetteer.communes[column].dropna()
        prefix = {"departement": "dep:", "region": "reg:", "zone_emploi": "ze:"}.get(kind, "")
        members = pd.DataFrame({"territory": prefix + known.to_numpy(), "commune": known.index})
        return cls(members, gazetteer.communes)

    @cached_property
    def weighed(self) -> pd.DataFrame:
        """The members, with the inhabitants of each commune as ``weight``."""
        population = self.communes["population"]
        return self.members.assign(weight=_looked_up(population, self.members["commune"]))

    @cached_property
    def territories(self) -> pd.Index:
        """Codes of the territories, in order."""
        return pd.Index(self.members["territory"].unique(), name="territory")

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Number of each member's commune among all the communes."""
        found: NDArray[np.int64] = self.communes.index.get_indexer(
            pd.Index(self.members["commune"])
        )
        return found

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Number of each member's territory, in the order of `territories`."""
        found: NDArray[np.int64] = self.territories.get_indexer(pd.Index(self.members["territory"]))
        return found

    def parts(self, level: str, proxy: str = "population") -> pd.DataFrame:
        """Cut the territories along the units of a level.

        Parameters
        ----------
        level : str
            epci, departement, region or zone_emploi.
        proxy : str
            Column of the communes that says how much of a unit a territory holds:
            "population" or "area_km2".

        Returns
        -------
        pandas.DataFrame
            Columns ``territory``, ``unit``, ``share`` (of the unit held by the territory, 0 to 1),
            ``weight`` (of the part, in the proxy's unit); both NaN where the proxy is unknown.
        """
        communes = self.communes[[level, proxy]].rename(columns={level: "unit", proxy: "weight"})
        totals = communes.groupby("unit")["weight"].sum()
        joined = self.members.join(communes, on="commune").dropna(subset=["unit"])
        groups = joined.groupby(["territory", "unit"], sort=False, as_index=False)
        parts: pd.DataFrame = groups["weight"].sum(min_count=1)
        share = (
            (parts["weight"] / parts["unit"].map(totals).astype(float)).fillna(0).clip(upper=1.0)
        )
        return parts.assign(share=share.where(parts["weight"].notna()))


def commune_sum(selection: Selection, values: pd.Series) -> pd.DataFrame:
    """Add up a commune's quantity over each territory.

    Parameters
    ----------
    selection : Selection
        The territories.
    values : pandas.Series
        An extensive quantity indexed by commune; NaN or an absent commune is missing, never 0.

    Returns
    -------
    pandas.DataFrame
        The sum of what is known; `covered` is the share of inhabitants of the communes known.
    """
    rows = selection.weighed
    value = _looked_up(values, rows["commune"])
    present = ~np.isnan(value)
    groups = _Groups.of(rows["territory"])
    share_of_communes = groups.sum(present) / groups.sum(np.ones(len(rows)))
    weight = rows["weight"].to_numpy()
    covered = _ratio(groups.sum(weight * present), groups.sum(weight), share_of_communes)
    covered[share_of_communes == 1] = 1.0
    return groups.frame(value, covered, np.ones(groups.size, dtype=bool))


def ratio_of_sums(
    numerator: pd.DataFrame, denominator: pd.DataFrame, factor: float
) -> pd.DataFrame:
    """Divide two brought quantities: a rate weighted by its own denominator.

    Parameters
    ----------
    numerator, denominator : pandas.DataFrame
        Two results of this module over the same territories.
    factor : float
        Multiplies the ratio: 100 for a percentage.

    Returns
    -------
    pandas.DataFrame
        The ratio; NaN where the denominator is 0 or missing.
    """
    divisor = denominator["value"].where(denominator["value"] != 0)
    return numerator.assign(
        value=numerator["value"] / divisor * factor,
        covered=numerator["covered"].combine(denominator["covered"], min),
        exact=numerator["exact"] & denominator["exact"],
    )


def part_sum(parts: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Bring a larger unit's quantity down on the parts held, and add them up.

    Parameters
    ----------
    parts : pandas.DataFrame
        What `Selection.parts` gave.
    values : pandas.Series
        An extensive quantity indexed by unit; NaN or absent is missing.

    Returns
    -------
    pandas.DataFrame
        Sum of value × share of each unit; `exact` is False where a unit is cut.
    """
    value = _looked_up(values, parts["unit"]) * parts["share"].to_numpy()
    groups = _Groups.of(parts["territory"])
    return groups.frame(value, *_coverage(groups, parts, value, parts["weight"].to_numpy()))


def part_mean(parts: pd.DataFrame, rates: pd.Series, weights: pd.Series) -> pd.DataFrame:
    """Average a larger unit's rate over the parts held, weighted by its denominator.

    Parameters
    ----------
    parts : pandas.DataFrame
        What `Selection.parts` gave.
    rates : pandas.Series
        An intensive quantity indexed by unit.
    weights : pandas.Series
        Its denominator indexed by unit; brought down by the parts' share.

    Returns
    -------
    pandas.DataFrame
        The weighted mean; `exact` is False where a unit is cut.
    """
    rate = _looked_up(rates, parts["unit"])
    weight = np.nan_to_num(_looked_up(weights, parts["unit"]) * parts["share"].to_numpy())
    groups = _Groups.of(parts["territory"])
    known = groups.sum(weight * ~np.isnan(rate))
    frame = groups.frame(rate * weight, *_coverage(groups, parts, rate, weight))
    return frame.assign(value=_ratio(frame["value"].to_numpy(), known, np.nan))


def _looked_up(values: pd.Series, codes: pd.Series) -> np.ndarray:
    """Give the value of each code, NaN where there is none; the index is hashed once a table."""
    found: np.ndarray = values.reindex(pd.Index(codes)).to_numpy(dtype=float)
    return found


def _ratio(
    numerator: np.ndarray, denominator: np.ndarray, otherwise: np.ndarray | float
) -> np.ndarray:
    positive = denominator > 0
    return np.where(positive, numerator / np.where(positive, denominator, 1.0), otherwise)


def _coverage(
    groups: _Groups, parts: pd.DataFrame, value: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give the share of the weight with a value, and whether no unit is cut."""
    present = ~np.isnan(value)
    rows = groups.sum(np.ones(len(parts)))
    covered = _ratio(groups.sum(weight * present), groups.sum(weight), groups.sum(present) / rows)
    cut = groups.sum(parts["share"].to_numpy() < _WHOLE)
    return covered, cut == 0


@dataclass(frozen=True)
class _Groups:
    """Rows of the same territory, added up in one pass of numpy."""

    labels: pd.Index
    codes: np.ndarray

    @classmethod
    def of(cls, territories: pd.Series) -> _Groups:
        codes, labels = pd.factorize(territories)
        return cls(pd.Index(labels, name="territory"), codes)

    @property
    def size(self) -> int:
        return len(self.labels)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Add up each territory's values, those absent left out."""
        return np.bincount(self.codes, weights=np.nan_to_num(values), minlength=self.size)

    def frame(self, value: np.ndarray, covered: np.ndarray, exact: np.ndarray) -> pd.DataFrame:
        """Add up the values; a territory without any has none."""
        units = self.sum(~np.isnan(value))
        total = np.where(units > 0, self.sum(value), np.nan)
        columns = {"value": total, "covered": covered, "exact": exact, "units": units.astype(int)}
        return pd.DataFrame(columns, index=self.labels)
