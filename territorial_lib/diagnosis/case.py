"""A territory being diagnosed: those it is compared with, what the room said, what it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.diagnosis.plan.planned import Planned
from territorial_lib.diagnosis.readings import Reading, Scope
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Figure, figure_id
from territorial_lib.sources import Catalogue

_MEASURES = {each.variable: each for each in MEASURES}


@dataclass(frozen=True)
class Case:
    """What every block of a step is computed from.

    Parameters
    ----------
    scope : Scope
        The territories: the one diagnosed first, then those it is compared with; or many at once.
    declared : Declared
        What the room said of the first one.
    inventory : Inventory or None
        What the first one has, the room's corrections included; None where many are computed at
        once: nobody said anything of them.
    """

    scope: Scope
    declared: Declared = field(default_factory=Declared)
    inventory: Inventory | None = None
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, inventory: Inventory, catalogue: Catalogue, declared: Declared) -> Case:
        """Lay out the case of a territory whose inventory is known.

        Parameters
        ----------
        inventory : Inventory
            What the territory has.
        catalogue : Catalogue
            Where tables are read.
        declared : Declared
            What the room said.
        """
        own = inventory.territory
        others = [each for each in inventory.likeness.territories if each.code != own.code]
        scope = Scope(catalogue, Gazetteer(catalogue), (own, *others))
        return cls(scope, declared, inventory)

    @classmethod
    def every(cls, territories: Iterable[Territory], catalogue: Catalogue) -> Case:
        """Lay out many territories of which the room said nothing.

        Parameters
        ----------
        territories : iterable of Territory
            The territories.
        catalogue : Catalogue
            Where tables are read.
        """
        return cls(Scope(catalogue, Gazetteer(catalogue), tuple(territories)))

    def saying(self, declared: Declared, inventory: Inventory) -> Case:
        """Give the same territories where the room now says something else.

        Parameters
        ----------
        declared : Declared
            What the room says now.
        inventory : Inventory
            What the territory has now.

        Returns
        -------
        Case
            What was read is kept where only levers, answers or choices differ.
        """
        same = inventory is self.inventory and _facts(declared) == _facts(self.declared)
        return Case(self.scope, declared, inventory, self._kept if same else {})

    def once(self, key: str, read: Callable[[Case], Any]) -> Any:
        """Read something once for this case.

        Parameters
        ----------
        key : str
            Its name among what is read.
        read : callable
            Takes the case; must not depend on what `_facts` leaves out: levers, answers, choices,
            surveys, exchanges, actors, votes.

        Returns
        -------
        object
            What was read.
        """
        if key not in self._kept:
            self._kept[key] = read(self)
        return self._kept[key]

    def lasting(self, key: str, read: Callable[[], Any]) -> Any:
        """Read something once for these territories, whatever the room says of them.

        Parameters
        ----------
        key : str
            Its name among what is read.
        read : callable
            Makes it; must depend on the tables and the territories alone.

        Returns
        -------
        object
            What was read.
        """
        if key not in self.scope.kept:
            self.scope.kept[key] = read()
        return self.scope.kept[key]

    def latest(self, name: str, key: object, compute: Callable[[], Any]) -> Any:
        """Keep the last of something that levers or answers move.

        Parameters
        ----------
        name : str
            Its name among what is kept.
        key : object
            All that it depends on beside what the case reads.
        compute : callable
            Makes it again where the key has changed.

        Returns
        -------
        object
            The last one made, where the key is the same.
        """
        known = self._kept.get(name)
        if known is None or known[0] != key:
            known = self._kept[name] = (key, compute())
        return known[1]

    @property
    def catalogue(self) -> Catalogue:
        """Where tables are read."""
        return self.scope.catalogue

    @property
    def territory(self) -> Territory:
        """The territory diagnosed: the first one."""
        return self.scope.territories[0]

    @property
    def codes(self) -> list[str]:
        """Codes of the territories, the one diagnosed first."""
        return [each.code for each in self.scope.territories]

    def measured(self, variable: str) -> Reading:
        """Read a variable of the inventory, the room's corrections in force.

        Parameters
        ----------
        variable : str
            Name of a measure of the inventory, such as "population".

        Returns
        -------
        Reading
            One row a territory; the first one's is what the inventory retains.
        """
        measure = _MEASURES[variable]
        reading: Reading = self.once(
            f"measure/{variable}", lambda case: case._retained(measure.read(case.scope))
        )
        return reading

    def figure(self, variable: str) -> Figure:
        """Give what is retained of a variable of the inventory for the territory diagnosed.

        Parameters
        ----------
        variable : str
            Name of the variable.
        """
        if self.inventory is not None:
            return self.inventory.resource(variable).figure
        return self.measured(variable).figure(self.territory.code)

    def brought(self, table: str) -> pd.DataFrame:
        """Bring a table to the territories, the room's corrections in force.

        Parameters
        ----------
        table : str
            One of `geography.bring.themes`.

        Returns
        -------
        pandas.DataFrame
            As `geography.bring` gives it; a row whose figure the room corrected has its value,
            the status "declared", no band, and who said it in ``note``. The id of a row's figure
            is ``table/variable/territory/year/dimension``, dimensions joined by "+".
        """
        rows = self.scope.brought(table)
        said = {c.figure: c for c in self.declared.corrections if c.figure.startswith(f"{table}/")}
        if not said:
            return rows
        rows = rows.copy()
        ids = row_ids(table, rows)
        for place in rows.index[ids.isin(list(said))]:
            correction = said[ids[place]]
            rows.loc[place, ["low", "high"]] = float("nan")
            rows.loc[place, ["value", "status"]] = [correction.value, "declared"]
            rows.loc[place, "note"] = f"Corrigé par {correction.who}, {correction.when}."
        return rows

    def lever(self, lever: Lever) -> float:
        """Give the value of a lever: the room's, within its bounds, or the default.

        Parameters
        ----------
        lever : Lever
            The lever.
        """
        value = self.declared.assumptions.get(lever.key, lever.default)
        return min(max(value, lever.low), lever.high)

    def _retained(self, reading: Reading) -> Reading:
        if self.inventory is None:
            return reading
        kept = self.inventory.resource(reading.variable).figure
        frame = reading.frame.copy()
        own = self.territory.code
        frame.loc[own, "value"] = float("nan") if kept.value is None else kept.value
        frame.loc[own, "status"], frame.loc[own, "note"] = kept.status, kept.note
        for name in ("low", "high"):
            if name in frame:
                bound = getattr(kept, name)
                frame.loc[own, name] = float("nan") if bound is None else bound
        return replace(reading, frame=frame)


def _facts(declared: Declared) -> Declared:
    """Leave out what moves blocks without being read: levers, answers, choices, exchanges, votes.

    A part whose block depends on one of them says so in `Part.besides`.
    """
    chosen = replace(declared, assumptions={}, answers={}, retained={}, placements={})
    chosen = replace(chosen, surveys=(), purchases=(), offers=(), requests=())
    return replace(chosen, actors=(), ballots=(), plan=Planned())


def row_ids(table: str, rows: pd.DataFrame) -> pd.Series:
    """Give the id of the figure of each row of a brought table.

    Parameters
    ----------
    table : str
        The table brought.
    rows : pandas.DataFrame
        What `geography.bring` gave.

    Returns
    -------
    pandas.Series
        Ids, as `schemas.figures.figure_id` builds them.
    """
    known = {"territory", "variable", "value", "low", "high", "unit", "year", "source"}
    known |= {"level", "status", "note"}
    dimensions = [name for name in rows.columns if name not in known]
    ids = []
    for record in rows[["territory", "variable", "year", *dimensions]].to_dict("records"):
        cut = "+".join(str(record[name]) for name in dimensions)
        year = None if pd.isna(record["year"]) else int(record["year"])
        ids.append(figure_id(table, record["variable"], record["territory"], year, cut))
    return pd.Series(ids, index=rows.index, dtype=object)
