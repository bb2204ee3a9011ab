"""The territories that tables are brought to, cut once along each level and by each proxy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from territorial_lib.geography.holdings import Holdings, Pairs, Units
from territorial_lib.geography.layout import Identity
from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.proxies import Proxies, Weights
from territorial_lib.geography.rules import OFF_GRID
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas.tables import Table
from territorial_lib.sources import Catalogue

_FEW = 1500
"""Up to this many units, only their rows are read."""


@dataclass(frozen=True)
class Ground:
    """Several territories, and where everything about them is read.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.
    gazetteer : Gazetteer
        The territories of France.
    selection : Selection
        The territories and their communes.
    kinds : pandas.Series
        Kind of each territory, by code.
    """

    catalogue: Catalogue
    gazetteer: Gazetteer
    selection: Selection
    kinds: pd.Series
    _pairs: dict[str, Pairs] = field(default_factory=dict, repr=False)
    _holdings: dict[tuple[str, str, bool], Holdings] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls, catalogue: Catalogue, gazetteer: Gazetteer, territories: Iterable[Territory]
    ) -> Ground:
        """Take some territories, which may overlap.

        Parameters
        ----------
        catalogue : Catalogue
            The tables.
        gazetteer : Gazetteer
            The territories of France.
        territories : iterable of Territory
            The territories; each code counts once.

        Returns
        -------
        Ground
            Ready to bring any table.
        """
        distinct = {each.code: each for each in territories}
        kinds = pd.Series({code: each.kind for code, each in distinct.items()}, dtype="str")
        selection = Selection.of(distinct.values(), gazetteer)
        return cls(catalogue, gazetteer, selection, kinds)

    @classmethod
    def every(cls, catalogue: Catalogue, gazetteer: Gazetteer, kind: str) -> Ground:
        """Take every territory of a kind.

        Parameters
        ----------
        catalogue : Catalogue
            The tables.
        gazetteer : Gazetteer
            The territories of France.
        kind : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        Ground
            Ready to bring any table.
        """
        selection = Selection.every(kind, gazetteer)
        kinds = pd.Series(kind, index=selection.territories, dtype="str")
        return cls(catalogue, gazetteer, selection, kinds)

    @cached_property
    def codes(self) -> pd.Index:
        """Codes of the territories, in order."""
        return self.selection.territories

    @cached_property
    def proxies(self) -> Proxies:
        """The proxies, computed once for all territories."""
        return self.catalogue.once("proxies", lambda: Proxies(self.gazetteer))

    def units(self, level: str) -> Units:
        """Number all the units of a level, once for all territories.

        Parameters
        ----------
        level : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        Units
            Their codes, and that of every commune.
        """
        communes = self.gazetteer.communes
        return self.catalogue.once(("units", level), lambda: Units.of(communes, level))

    def observed(self, table: str) -> Literal["observed", "imported"]:
        """Give the status of the figures that a table publishes.

        Parameters
        ----------
        table : str
            Its name.

        Returns
        -------
        str
            imported where the facilitator's own file takes its place, else observed.
        """
        return "imported" if table in self.catalogue.imported else "observed"

    def identity(self, table: Table) -> Identity:
        """Give what a table says of all its values.

        Parameters
        ----------
        table : Table
            Its schema.

        Returns
        -------
        Identity
            Card, level and status.
        """
        name = table.name
        return Identity(self.catalogue.cards[name], table.level, self.observed(name))

    def pairs(self, level: str) -> Pairs:
        """Cut the territories along a level, once.

        Parameters
        ----------
        level : str
            commune, epci, departement, region or zone_emploi.

        Returns
        -------
        Pairs
            Before any proxy.
        """
        if level not in self._pairs:
            self._pairs[level] = Pairs.of(self.selection, self.units(level))
        return self._pairs[level]

    def holdings(self, level: str, proxy: str, off_grid: bool = False) -> Holdings:
        """Measure what each territory holds of each unit, once.

        Parameters
        ----------
        level : str
            Level of the units.
        proxy : str
            What cuts a unit.
        off_grid : bool
            True leaves the islands off the mainland's network without a figure.

        Returns
        -------
        Holdings
            Shares by territory and unit.
        """
        key = (level, proxy, off_grid)
        if key not in self._holdings:
            weights = self.proxies.weights(proxy)
            if off_grid:
                islands = self.gazetteer.communes.index.isin(OFF_GRID)
                weights = Weights(weights.weight, weights.known & ~islands)
            self._holdings[key] = self.pairs(level).holdings(weights)
        return self._holdings[key]

    def partly(self, table: str, level: str) -> pd.DataFrame | None:
        """Read only the rows of the units held, where that is quicker than the whole table.

        Parameters
        ----------
        table : str
            A table whose column ``code`` is of that level.
        level : str
            Level of the units.

        Returns
        -------
        pandas.DataFrame or None
            Rows of the table; None where the whole table is in memory, or small, or much of it is
            wanted.
        """
        units = self.pairs(level).units
        if level != "commune" or len(units) > _FEW or self.catalogue.holds(table):
            return None
        found = self.catalogue.select(table, "code", units).frame
        return None if self.catalogue.holds(table) else found
