"""What each territory holds of each unit of a level: shares that add up to one by unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.proxies import Flags, Floats, Weights, epci_units

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Spread:
    """A number for each pair of territory and unit that meet: a sparse matrix, rows in order.

    Parameters
    ----------
    values : numpy array of float
        One a pair.
    column : numpy array of int
        Unit of each pair.
    starts : numpy array of int
        First pair of each territory; every territory has one.
    """

    values: Floats
    column: Codes
    starts: Codes

    def __matmul__(self, units: Floats) -> Floats:
        """Add up, by territory, what the units have: units × combinations."""
        added: Floats = np.add.reduceat(self.values[:, None] * units[self.column], self.starts)
        return added

    @property
    def total(self) -> Floats:
        """Sum by territory, as a column."""
        added: Floats = np.add.reduceat(self.values, self.starts)[:, None]
        return added

    @property
    def pairs(self) -> Codes:
        """How many units each territory meets, as a column."""
        return np.diff(self.starts, append=len(self.values))[:, None]


@dataclass(frozen=True)
class Holdings:
    """Territories in rows, units of a level in columns.

    Parameters
    ----------
    units : pandas.Index
        Codes of the units held, at least in part.
    share : Spread
        Part of the unit that the territory holds and that is known, 0 to 1; 1 where it is whole.
    known : Spread
        1 where something of the unit is known in the territory.
    weight, kept : Spread
        Weight of the part, and of what is known in it: say how much of a territory has data.
    whole : numpy array of bool
        By territory: True where no unit is cut.
    """

    units: pd.Index
    share: Spread
    known: Spread
    weight: Spread
    kept: Spread
    whole: Flags


@dataclass(frozen=True)
class Units:
    """All the units of a level, numbered.

    Parameters
    ----------
    names : pandas.Index
        Their codes.
    of_commune : numpy array of int
        Number of the unit of every commune of France; -1 where it is in none.
    """

    names: pd.Index
    of_commune: Codes

    @classmethod
    def of(cls, communes: pd.DataFrame, level: str) -> Units:
        """Number the units of a level; a commune without EPCI is a unit of its own.

        Parameters
        ----------
        communes : pandas.DataFrame
            All the communes, indexed by code.
        level : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        Units
            In the order in which the communes meet them.
        """
        if level == "commune":
            return cls(communes.index, np.arange(len(communes)))
        codes, names = pd.factorize(epci_units(communes) if level == "epci" else communes[level])
        return cls(names, codes)

    def numbers(self, codes: pd.Series) -> Codes:
        """Number codes.

        Parameters
        ----------
        codes : pandas.Series
            Codes of units.

        Returns
        -------
        numpy array of int
            The number of each, -1 where it names no unit.
        """
        found: Codes = self.names.get_indexer(pd.Index(codes))
        return found


@dataclass(frozen=True)
class Pairs:
    """The territories cut along a level, before any proxy.

    Parameters
    ----------
    units : pandas.Index
        Codes of the units held.
    place : numpy array of int
        Position in `units` of every unit of the level by its number, -1 where it is not held; one
        more, -1, for what is no unit.
    unit_of : numpy array of int
        Position in `units` of every commune of France, -1 where its unit is not held.
    commune : numpy array of int
        Position of each member among the communes.
    pair : numpy array of int
        Pair (territory, unit) of each member.
    row, column : numpy array of int
        Territory and unit of each pair.
    rows : int
        How many territories.
    area : numpy array of float
        Area of every commune: serves where a proxy is nil in a whole unit.
    """

    units: pd.Index
    place: Codes
    unit_of: Codes
    commune: Codes
    pair: Codes
    row: Codes
    column: Codes
    rows: int
    area: Floats

    @classmethod
    def of(cls, selection: Selection, units: Units) -> Pairs:
        """Cut territories along the units of a level.

        Parameters
        ----------
        selection : Selection
            The territories.
        units : Units
            All the units of the level.

        Returns
        -------
        Pairs
            Every territory and unit that share a commune.
        """
        member, rows = selection.places, len(selection.territories)
        touched, column = np.unique(units.of_commune[member], return_inverse=True)
        keys, pair = np.unique(selection.rows * len(touched) + column, return_inverse=True)
        place = np.full(len(units.names) + 1, -1)
        place[touched] = np.arange(len(touched))
        row, column = np.divmod(keys, len(touched))
        area = selection.communes["area_km2"].fillna(0).to_numpy(dtype=float)
        held = pd.Index(units.names[touched], name="code")
        return cls(held, place, place[units.of_commune], member, pair, row, column, rows, area)

    def holdings(self, proxy: Weights) -> Holdings:
        """Measure the parts by a proxy.

        Parameters
        ----------
        proxy : Weights
            Says how much of a unit each commune holds.

        Returns
        -------
        Holdings
            Shares by territory and unit.
        """
        weight = self._somewhere(proxy.weight)
        total = self.totals(weight)[self.column]
        held: Floats = self._by_pair(weight)
        kept = self._by_pair(np.where(proxy.known, weight, 0.0))
        ones: Floats = np.ones(len(weight))
        whole = self._by_pair(ones) == self.totals(ones)[self.column]
        some = (self._by_pair(proxy.known.astype(float)) > 0) | whole
        share = np.where(whole, 1.0, kept / total)
        return Holdings(
            units=self.units,
            share=self._spread(share),
            known=self._spread(some * 1.0),
            weight=self._spread(held),
            kept=self._spread(np.where(whole, held, kept)),
            whole=np.bincount(self.row, ~whole, self.rows) == 0,
        )

    def _somewhere(self, weight: Floats) -> Floats:
        """Take the area, or each commune as one, in the units where the proxy is nil."""
        for other in (self.area, np.ones(len(weight))):
            nil = self.totals(weight) <= 0
            weight = np.where((self.unit_of >= 0) & nil[self.unit_of], other, weight)
        return weight

    def totals(self, values: Floats) -> Floats:
        """Add up by unit what every commune of France holds.

        Parameters
        ----------
        values : numpy array of float
            By commune, in the gazetteer's order.

        Returns
        -------
        numpy array of float
            By unit held, whole.
        """
        inside = self.unit_of >= 0
        return np.bincount(self.unit_of[inside], values[inside], len(self.units)).astype(float)

    def _by_pair(self, values: Floats) -> Floats:
        return np.bincount(self.pair, values[self.commune], len(self.row)).astype(float)

    def _spread(self, values: Floats) -> Spread:
        return Spread(values, self.column, np.searchsorted(self.row, np.arange(self.rows)))
