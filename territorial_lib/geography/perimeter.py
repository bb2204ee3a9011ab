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
            ``weight`` (of the part, in the proxy's unit).
        """
        communes = self.communes[[level, proxy]].rename(columns={level: "unit", proxy: "weight"})
        totals = communes.groupby("unit")["weight"].sum()
        joined = self.members.join(communes, on="commune").dropna(subset=["unit"])
        parts = joined.groupby(["territory", "unit"], sort=False, as_index=False)["weight"].sum()
        share = parts["weight"] / parts["unit"].map(totals)
        return parts.assign(share=share.fillna(0).clip(upper=1.0))


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
    rows = selection.weighed.assign(value=_looked_up(values, selection.members["commune"]))
    rows["known"] = rows["weight"].where(rows["value"].notna(), 0.0)
    rows["present"] = rows["value"].notna()
    groups = rows.groupby("territory", sort=False)
    value = groups["value"].sum(min_count=1)
    weight = groups["weight"].sum()
    share_of_communes = groups["present"].mean()
    covered = (groups["known"].sum() / weight).where(weight > 0, share_of_communes)
    covered = covered.where(share_of_communes < 1, 1.0)
    frame = {"value": value, "covered": covered, "exact": True, "units": groups["present"].sum()}
    return pd.DataFrame(frame).reindex(selection.territories)


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
    rows = parts.assign(value=_looked_up(values, parts["unit"]) * parts["share"])
    return _gathered(rows, rows.groupby("territory", sort=False)["value"].sum(min_count=1))


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
    weight = _looked_up(weights, parts["unit"]) * parts["share"]
    rows = parts.assign(value=_looked_up(rates, parts["unit"]), weight=weight)
    rows["product"] = rows["value"] * rows["weight"]
    rows["known"] = rows["weight"].where(rows["value"].notna())
    groups = rows.groupby("territory", sort=False)
    known = groups["known"].sum(min_count=1)
    return _gathered(rows, groups["product"].sum(min_count=1) / known.where(known > 0))


def _looked_up(values: pd.Series, codes: pd.Series) -> np.ndarray:
    """Give the value of each code, NaN where there is none; the index is hashed once a table."""
    found: np.ndarray = values.reindex(pd.Index(codes)).to_numpy(dtype=float)
    return found


def _gathered(rows: pd.DataFrame, value: pd.Series) -> pd.DataFrame:
    rows = rows.assign(known=rows["weight"].where(rows["value"].notna(), 0.0))
    rows["whole"] = rows["share"] >= _WHOLE
    rows["present"] = rows["value"].notna()
    groups = rows.groupby("territory", sort=False)
    total = groups["weight"].sum()
    covered = (groups["known"].sum() / total).where(total > 0, groups["present"].mean())
    frame = {
        "value": value,
        "covered": covered,
        "exact": groups["whole"].all(),
        "units": groups["present"].sum(),
    }
    return pd.DataFrame(frame)
