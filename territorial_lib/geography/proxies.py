"""Proxies: what says how much of a larger unit each commune holds.

A proxy gives every commune of France a weight. What is known by EPCI (land cover, jobs by sector)
is spread over its communes: land by area, jobs by the jobs counted. An EPCI without land cover
keeps the weight that its area would give it, so that its neighbours do not receive its share, and
is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territorial_lib.geography.territories import Gazetteer

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LAND = {"farmland": "2", "arable": "21", "pasture": "231", "forest": "31"}
"""CORINE classes that each land proxy adds up, by the beginning of their code."""
PHRASES = {
    "population": "les habitants",
    "area_km2": "la surface",
    "farmland": "les surfaces agricoles vues par satellite",
    "arable": "les terres arables vues par satellite",
    "pasture": "les prairies vues par satellite",
    "forest": "les forêts vues par satellite",
    "dwellings": "les logements",
    "jobs": "les emplois",
    "industrial_jobs": "les emplois industriels estimés",
    "sector_jobs": "les emplois estimés du secteur",
}
"""What each proxy is, in French, after "selon"."""
INDUSTRY = ("B", "C", "D", "E")


@dataclass(frozen=True)
class Weights:
    """A proxy over all the communes, in the gazetteer's order.

    Parameters
    ----------
    weight : numpy array of float
        Zero or more, in the proxy's unit.
    known : numpy array of bool
        False where the weight is only kept aside.
    """

    weight: Floats
    known: Flags


@dataclass(frozen=True)
class Proxies:
    """Every proxy, computed once when asked.

    Parameters
    ----------
    gazetteer : Gazetteer
        The communes and the tables.
    """

    gazetteer: Gazetteer
    _made: dict[str, Weights] = field(default_factory=dict, repr=False)
    _counts: dict[str, Floats] = field(default_factory=dict, repr=False)

    def weights(self, name: str) -> Weights:
        """Give a proxy's weights.

        Parameters
        ----------
        name : str
            A key of `PHRASES`; "sector_jobs:GZ" for the jobs of a sector.

        Returns
        -------
        Weights
            One weight a commune.
        """
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    @cached_property
    def population(self) -> Floats:
        """Inhabitants of each commune."""
        found: Floats = self.gazetteer.communes["population"].to_numpy(dtype=float)
        return found

    @cached_property
    def area(self) -> Floats:
        """Area of each commune, km2; 0 where unknown."""
        found: Floats = self.gazetteer.communes["area_km2"].fillna(0).to_numpy(dtype=float)
        return found

    @cached_property
    def _placed(self) -> Flags:
        """Tell the communes whose area is known: four, recreated, have no contour yet."""
        found: Flags = self.gazetteer.communes["area_km2"].notna().to_numpy()
        return found

    @cached_property
    def unit(self) -> pd.Series:
        """EPCI of each commune, its own code where it belongs to none."""
        return epci_units(self.gazetteer.communes)

    def counted(self, name: str) -> Floats:
        """Count something at the census, by commune.

        Parameters
        ----------
        name : str
            A column of ``census_2018``, or "employed_15_64".

        Returns
        -------
        numpy array of float
            One count a commune; where the census has none, what its inhabitants usually make.
        """
        if name == "employed_15_64":
            return self.counted("active_15_64") - self.counted("unemployed_15_64")
        if name not in self._counts:
            found = self._census[name].to_numpy(dtype=float)[self._in_census]
            found = np.where(self._in_census >= 0, found, np.nan)
            present = ~np.isnan(found)
            usual = found[present].sum() / self.population[present].sum()
            self._counts[name] = np.where(present, found, self.population * usual)
        return self._counts[name]

    @cached_property
    def _census(self) -> pd.DataFrame:
        return self.gazetteer.catalogue.indexed("census_2018")

    @cached_property
    def _in_census(self) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self._census.index.get_indexer(self.gazetteer.communes.index)
        return found

    @cached_property
    def _unit_codes(self) -> tuple[NDArray[np.int64], pd.Index]:
        codes, units = pd.factorize(self.unit)
        return codes, units

    def _make(self, name: str) -> Weights:
        family, _, sector = name.partition(":")
        if family in LAND:
            return self._land(LAND[family])
        if sector or name == "industrial_jobs":
            return self._sectors((sector,) if sector else INDUSTRY)
        if name == "area_km2":
            return Weights(self.area, self._placed)
        return _all_known(self.population if name == "population" else self.counted(name))

    def _land(self, prefix: str) -> Weights:
        table = self.gazetteer.catalogue.indexed("landcover_2018")
        columns = [name for name in table if name.startswith(f"clc_{prefix}")]
        hectares = table[columns].sum(axis=1).where(table["status"] != "missing")
        codes, units = self._unit_codes
        land = hectares.reindex(units).to_numpy(dtype=float)[codes]
        share = _share_of(self.area, codes)
        weight = land * share
        known = ~np.isnan(weight) & self._placed
        return Weights(np.where(known, weight, self.area * self._usual(weight, known)), known)

    def _usual(self, weight: Floats, known: Flags) -> Floats:
        """Give the usual weight of a km2 in the département, 1 where nothing is known there."""
        departement = self.gazetteer.communes["departement"].to_numpy()
        rows = pd.DataFrame({"weight": np.where(known, weight, 0.0), "area": self.area * known})
        sums = rows.groupby(departement)[["weight", "area"]].transform("sum")
        density = sums["weight"] / sums["area"].where(sums["area"] > 0)
        found: Floats = density.fillna(1.0).to_numpy(dtype=float)
        return found

    @cached_property
    def _zone_parts(self) -> tuple[NDArray[np.int64], pd.Index]:
        """Part of a zone d'emploi that each commune is in: an EPCI may be in several."""
        communes = self.gazetteer.communes
        codes, parts = pd.factorize(self.unit + communes["zone_emploi"])
        return codes, parts

    @cached_property
    def _sector_jobs(self) -> tuple[pd.Index, Floats]:
        """Sectors, and the estimated jobs of each part of a zone (rows) in each (columns)."""
        cells = self.gazetteer.catalogue.load("epci_jobs_a38").frame
        places, sectors = pd.factorize(cells["sector"])
        parts = self._zone_parts[1]
        row = parts.get_indexer(pd.Index(cells["code"] + cells["zone_emploi"]))
        jobs = np.full((len(parts), len(sectors)), np.nan)
        jobs[row, places] = cells["jobs"].to_numpy()
        return pd.Index(sectors), jobs

    @cached_property
    def _share_of_jobs(self) -> Floats:
        return _share_of(self.counted("jobs"), self._zone_parts[0])

    def _sectors(self, beginnings: tuple[str, ...]) -> Weights:
        sectors, of_unit = self._sector_jobs
        found = of_unit[:, sectors.str.startswith(beginnings)].sum(axis=1)
        weight = found[self._zone_parts[0]] * self._share_of_jobs
        jobs, present = self.counted("jobs"), ~np.isnan(weight)
        usual = weight[present].sum() / jobs[present].sum()
        return _all_known(np.where(present, weight, jobs * usual))


def epci_units(communes: pd.DataFrame) -> pd.Series:
    """Give the EPCI of each commune, its own code where it belongs to none.

    Parameters
    ----------
    communes : pandas.DataFrame
        Indexed by code, with ``epci``.

    Returns
    -------
    pandas.Series
        Indexed by commune.
    """
    own: pd.Series = communes["epci"].fillna(communes.index.to_series())
    return own


def _share_of(values: Floats, codes: NDArray[np.int64]) -> Floats:
    """Give what each commune makes of the sum of those of its code."""
    whole = np.bincount(codes, values)[codes]
    return np.divide(values, whole, out=np.zeros_like(values), where=whole > 0)


def _all_known(weight: Floats) -> Weights:
    return Weights(weight, np.ones(len(weight), dtype=bool))
