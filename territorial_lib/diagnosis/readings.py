"""Reading a table for several territories at once, the identity kept beside every value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from territorial_lib.geography.bring import bring_to
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas import reads
from territorial_lib.schemas.figures import Figure, Status, figure_id
from territorial_lib.sources import Catalogue
from territorial_lib.typography import number


@dataclass(frozen=True)
class Scope:
    """The territories being read and where to read them.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.
    gazetteer : Gazetteer
        The territories of France.
    territories : tuple of Territory
        The territories to read; codes are unique.
    kept : dict
        What is computed once for these territories.
    """

    catalogue: Catalogue
    gazetteer: Gazetteer
    territories: tuple[Territory, ...]
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _parts: dict[tuple[str, str], pd.DataFrame] = field(default_factory=dict, repr=False)
    _brought: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    _rebuilt: dict[tuple[str, str], pd.Series] = field(default_factory=dict, repr=False)

    @cached_property
    def selection(self) -> Selection:
        """The territories and their communes."""
        return Selection.of(self.territories, self.gazetteer)

    @cached_property
    def kinds(self) -> pd.Series:
        """Kind of each territory, by code."""
        return pd.Series({each.code: each.kind for each in self.territories}, dtype=object)

    @cached_property
    def ground(self) -> Ground:
        """The territories, laid out for bringing any table."""
        return Ground(self.catalogue, self.gazetteer, self.selection, self.kinds)

    def observed(self, table: str) -> Status:
        """Give the status of the figures that a table publishes.

        Parameters
        ----------
        table : str
            Its name.

        Returns
        -------
        Status
            imported where the facilitator's own file takes its place, else observed.
        """
        return self.ground.observed(table)

    def brought(self, table: str) -> pd.DataFrame:
        """Bring a table to the territories, once.

        Parameters
        ----------
        table : str
            A table that can be brought.

        Returns
        -------
        pandas.DataFrame
            As `geography.bring` gives it.
        """
        reads.note("table", table)
        if table not in self._brought:
            with reads.apart():  # how it is brought down is said in its rows' notes
                self._brought[table] = bring_to(self.ground, table)
        return self._brought[table]

    def parts(self, level: str, proxy: str) -> pd.DataFrame:
        """Cut the territories along a level, once.

        Parameters
        ----------
        level, proxy : str
            As `Selection.parts` takes them.

        Returns
        -------
        pandas.DataFrame
            As `Selection.parts` gives it.
        """
        if (level, proxy) not in self._parts:
            self._parts[level, proxy] = self.selection.parts(level, proxy)
        return self._parts[level, proxy]

    def rebuilt(self, table: str, proxy: str) -> pd.Series:
        """Say how much of each territory comes from rows that are themselves estimates, once.

        Parameters
        ----------
        table : str
            A table by commune or by EPCI.
        proxy : str
            What weighs the parts: "population" or "area_km2".

        Returns
        -------
        pandas.Series
            Share by territory, 0 to 1; 0 where the table has no status.
        """
        if (table, proxy) not in self._rebuilt:
            self._rebuilt[table, proxy] = self._estimated_share(table, proxy)
        return self._rebuilt[table, proxy]

    def _estimated_share(self, table: str, proxy: str) -> pd.Series:
        rows = self.catalogue.indexed(table)
        if "status" not in rows:
            return pd.Series(0.0, index=self.selection.territories)
        if self.catalogue.cards[table].level == "commune":
            parts = self.selection.weighed.rename(columns={"commune": "unit"})
        else:
            parts = self.parts("epci", proxy)
        estimated = parts["unit"].isin(rows.index[rows["status"] == "estimated"])
        weight = parts["weight"].where(estimated, 0.0).groupby(parts["territory"]).sum()
        return weight / parts.groupby("territory")["weight"].sum()


@dataclass(frozen=True)
class Reading:
    """One variable over several territories.

    Parameters
    ----------
    theme, variable, label, unit : str
        What is read; `theme` is the table's name.
    year : int or None
        Year of the values.
    source : str
        Producer and publication, in French.
    level : str
        Level the table's rows are about.
    frame : pandas.DataFrame
        Indexed by territory: ``value``, ``status``, ``note``, and ``low``, ``high`` where the
        method is uncertain; ``year`` or ``level`` where those of a territory are its own.
    dimension : str
        Product, sector... where the variable has several.
    """

    theme: str
    variable: str
    label: str
    unit: str
    year: int | None
    source: str
    level: str
    frame: pd.DataFrame
    dimension: str = ""

    def figure(self, territory: str) -> Figure:
        """Give the figure of one territory.

        Parameters
        ----------
        territory : str
            Its code.

        Returns
        -------
        Figure
            The value with its identity, missing where there is none.
        """
        row = self.frame.loc[territory]
        return Figure(
            id=figure_id(self.theme, self.variable, territory, self.year, self.dimension),
            label=self.label,
            value=present(row["value"]),
            unit=self.unit,
            year=self.year if pd.isna(row.get("year")) else int(row["year"]),
            source=self.source,
            level=row.get("level", self.level),
            status=row["status"],
            low=present(row.get("low")),
            high=present(row.get("high")),
            note=row["note"],
        )


def judged(
    frame: pd.DataFrame, scope: Scope, level: str, words: Words, observed: Status = "observed"
) -> pd.DataFrame:
    """Give each brought value its status and its note.

    Parameters
    ----------
    frame : pandas.DataFrame
        What `geography.perimeter` gave: ``value``, ``covered``, ``exact``, ``units``.
    scope : Scope
        The territories.
    level : str
        Level of the table read.
    words : Words
        What to say of a value that is brought down, averaged or missing.
    observed : Status
        Status of a value that owes nothing to an estimate: observed or imported.

    Returns
    -------
    pandas.DataFrame
        The same rows with ``status`` and ``note``.
    """
    frame = frame.reindex(scope.selection.territories)
    judged = [_judge(row, words, observed) for row in frame.itertuples()]
    statuses, notes = zip(*judged, strict=True)
    columns = {"value": frame["value"], "status": list(statuses), "note": list(notes)}
    return pd.DataFrame(columns, index=frame.index)


@dataclass(frozen=True)
class Words:
    """What is said of a value that is not the producer's own for the territory.

    Parameters
    ----------
    cut : str
        Said when a larger unit is cut: names the proxy.
    averaged : str
        Said when several units are averaged by a weight that is not their own denominator;
        empty where putting units together is exact.
    missing : str
        Why there may be no value.
    """

    cut: str = ""
    averaged: str = ""
    missing: str = "Aucune donnée publiée pour ce territoire dans la source."


def _judge(row: object, words: Words, observed: Status) -> tuple[Status, str]:
    value, covered, exact, units = (
        getattr(row, name) for name in ("value", "covered", "exact", "units")
    )
    if pd.isna(value):
        return "missing", words.missing
    notes = []
    if not exact:
        notes.append(words.cut)
    if units > 1 and words.averaged:
        notes.append(words.averaged)
    if covered < 1 - 1e-9:
        share = number(min(100 * covered, 99.9), 1)
        notes.append(f"Donnée connue pour {share} % de la population seulement.")
    return ("estimated", " ".join(notes)) if notes else (observed, "")


def present(value: object) -> float | None:
    """Give a number as a figure holds it.

    Parameters
    ----------
    value : object
        A number, NaN or None.

    Returns
    -------
    float or None
        None for what is missing.
    """
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]
