"""A territory being diagnosed: those it is compared with, what the room said, what it has."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, NamedTuple, Protocol

import msgspec
import pandas as pd

from territorial_lib.diagnosis.bearing import bearing
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.diagnosis.plan.planned import Planned
from territorial_lib.diagnosis.readings import Reading, Scope
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas import reads
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Figure, Resource, figure_id
from territorial_lib.sources import Catalogue

_LOG = logging.getLogger(__name__)
_MEASURES = {each.variable: each for each in MEASURES}


class Results(Protocol):
    """What was computed already of what a room now says, by whoever shares its results."""

    def read(self, key: str, besides: object) -> Shown | None:
        """Read a result.

        Parameters
        ----------
        key : str
            Its name.
        besides : object
            All that it depends on beside the territory, the tables and the facts: levers, answers.

        Returns
        -------
        Shown or None
            None where it must be computed.
        """


class Shown(msgspec.Struct, frozen=True):
    """A result as it is shared.

    Parameters
    ----------
    reads : tuple of str
        What it was computed from, as `schemas.reads` names it.
    made : msgspec.Raw
        The result, as JSON.
    """

    reads: tuple[str, ...]
    made: msgspec.Raw


@dataclass(frozen=True)
class Case:
    """What every block of a step is computed from.

    Parameters
    ----------
    scope : Scope
        The territories: the one diagnosed first, then those it is compared with; or many at once.
    declared : Declared
        What the room said of the first one.
    taken : callable or None
        Gives what the first one has, the room's corrections included, when it is first looked at;
        None where many are computed at once: nobody said anything of them.
    published : Results or None
        What was computed already; None where nobody shares results.
    """

    scope: Scope
    declared: Declared = field(default_factory=Declared)
    taken: Callable[[], Inventory] | None = field(default=None, repr=False, compare=False)
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _guards: dict[str, RLock] = field(default_factory=dict, repr=False, compare=False)
    published: Results | None = field(default=None, repr=False, compare=False)
    _reads: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def inventory(self) -> Inventory | None:
        """What the first one has; None where many are computed at once."""
        reads.note("said", "corrections", "resources", "imported")
        return self._stock()

    def _stock(self) -> Inventory | None:
        with reads.apart():
            return None if self.taken is None else self.taken()

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
        return cls(scope, declared, lambda: inventory)

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

    def among(self, territories: Iterable[Territory], *also: str) -> Case:
        """Give some of the territories of a case, for which everything was read already.

        Parameters
        ----------
        territories : iterable of Territory
            The one diagnosed first, then those it is compared with.
        *also : str
            Names of what was computed for all of them, and is kept as what was read is.

        Returns
        -------
        Case
            What was read of all is kept; nothing that was computed for the first one is.
        """
        scope = Scope(self.catalogue, self.scope.gazetteer, tuple(territories))
        kept = {
            key: found
            for key, found in self._kept.items()
            if key in also or not isinstance(found, _Latest)
        }
        return Case(scope, _kept=kept, _reads=dict(self._reads))

    def saying(
        self,
        declared: Declared,
        taken: Callable[[], Inventory],
        published: Results | None = None,
    ) -> Case:
        """Give the same territories where the room now says something else.

        Parameters
        ----------
        declared : Declared
            What the room says now.
        taken : callable
            Gives what the territory has now.
        published : Results, optional
            What was computed already of what the room now says.

        Returns
        -------
        Case
            What was read is kept where only levers, answers or choices differ.
        """
        if self.taken is taken and facts(declared) == facts(self.declared):
            kept, guards, noted = self._kept, self._guards, self._reads
        else:
            kept, guards, noted = self._untouched(declared), {}, dict(self._reads)
        return Case(self.scope, declared, taken, kept, guards, published, noted)

    def _untouched(self, declared: Declared) -> dict[str, Any]:
        """Keep what was made without any fact that now differs."""
        return {
            key: found
            for key, found in dict(self._kept).items()
            if (noted := self._reads.get(key)) is not None
            and bearing(self.declared, noted) == bearing(declared, noted)
        }

    def once(self, key: str, read: Callable[[Case], Any]) -> Any:
        """Read something once for this case.

        Parameters
        ----------
        key : str
            Its name among what is read.
        read : callable
            Takes the case; must not depend on what `facts` leaves out: levers, answers, choices,
            surveys, exchanges, actors, votes.

        Returns
        -------
        object
            What was read.
        """
        if key not in self._kept:
            with self._guard(key):  # another thread may be reading it
                if key not in self._kept:
                    with reads.apart() as noted:
                        made = read(self)
                    self._reads[key], self._kept[key] = frozenset(noted), made
        reads.note_all(self._reads.get(key, ()))
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
            with self._guard(f"lasting/{key}"):
                if key not in self.scope.kept:
                    with reads.apart() as noted:
                        made = read()
                    self.scope.kept[f"reads/{key}"], self.scope.kept[key] = noted, made
        reads.note_all(self.scope.kept[f"reads/{key}"])
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
        with self._guard(name):
            known = self._kept.get(name)
            if known is None or known.key != key:
                with reads.apart() as noted:
                    known = _Latest(key, compute())
                self._reads[name], self._kept[name] = frozenset(noted), known
            reads.note_all(self._reads.get(name, ()))
            return known.made

    def reads(self, name: str) -> frozenset[str]:
        """Say what something kept was computed from.

        Parameters
        ----------
        name : str
            Its name among what is kept: the key of a `Part` or a `View` already asked for.

        Returns
        -------
        frozenset of str
            As `schemas.reads` names it; empty where it was not made yet.
        """
        return self._reads.get(name, frozenset())

    def shared(self, key: str, besides: object, kind: Any) -> Any:
        """Give a result that somebody computed already of what this case is.

        Parameters
        ----------
        key : str
            Its name.
        besides : object
            All that it depends on beside the territory, the tables and the facts.
        kind : type
            What it is read as.

        Returns
        -------
        object or None
            None where it must be computed here.
        """
        shown = None if self.published is None else self.published.read(key, besides)
        if shown is None:
            return None
        reads.note_all(shown.reads)
        try:
            return msgspec.json.decode(shown.made, type=kind)
        except msgspec.DecodeError as error:
            _LOG.warning("%s is published but cannot be read: %s", key, error)
            return None

    def _guard(self, name: str) -> RLock:
        return self._guards.setdefault(name, RLock())

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
        reads.note("measure", variable)
        with reads.apart():
            reading: Reading = self.once(f"measure/{variable}", lambda case: case._read(variable))
        return reading

    def _read(self, variable: str) -> Reading:
        reads.note("measure", variable)
        with reads.apart():
            return self._retained(_MEASURES[variable].read(self.scope))

    def moved(self, *variables: str) -> bool:
        """Say whether a correction of the room bears on variables of the inventory.

        Parameters
        ----------
        *variables : str
            Names of measures.
        """
        reads.note("measure", *variables)
        return bool(bearing(self.declared, [f"measure/{each}" for each in variables])[0])

    def resource(self, variable: str) -> Resource | None:
        """Give the row of the inventory of a variable, its versions beside.

        Parameters
        ----------
        variable : str
            Name of a measure.

        Returns
        -------
        Resource or None
            None where many territories are computed at once.
        """
        reads.note("measure", variable)
        stock = self._stock()
        return None if stock is None else stock.resource(variable)

    def figure(self, variable: str) -> Figure:
        """Give what is retained of a variable of the inventory for the territory diagnosed.

        Parameters
        ----------
        variable : str
            Name of the variable.
        """
        row = None if self.declared.states_nothing else self.resource(variable)
        return self.measured(variable).figure(self.territory.code) if row is None else row.figure

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
        said = {each.figure: each for each in self.declared.about(table)}
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
        row = None if self.declared.states_nothing else self.resource(reading.variable)
        if row is None:
            return reading
        kept = row.figure
        frame = reading.frame.copy()
        own = self.territory.code
        frame.loc[own, "value"] = float("nan") if kept.value is None else kept.value
        frame.loc[own, "status"], frame.loc[own, "note"] = kept.status, kept.note
        for name in ("low", "high"):
            if name in frame:
                bound = getattr(kept, name)
                frame.loc[own, name] = float("nan") if bound is None else bound
        return replace(reading, frame=frame)


class _Latest(NamedTuple):
    """What was computed last, and all that it depends on beside what the case reads."""

    key: object
    made: Any


def facts(declared: Declared) -> Declared:
    """Leave out what moves blocks without being read: levers, answers, choices, exchanges, votes.

    A part whose block depends on one of them says so in `Part.besides`.

    Parameters
    ----------
    declared : Declared
        What the room says.

    Returns
    -------
    Declared
        Its corrections, resources and imported figures alone.
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
