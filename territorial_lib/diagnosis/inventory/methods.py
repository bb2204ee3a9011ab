"""Kinds of measure: how a variable is read from our tables for any territory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd

from territorial_lib.diagnosis.readings import Reading, Scope, Words, judged
from territorial_lib.geography import perimeter
from territorial_lib.geography.territories import KIND_LABELS
from territorial_lib.schemas.figures import Family, Use
from territorial_lib.typography import number

_BY_INHABITANTS = "Ramené au territoire au prorata des habitants."
_LENT = "Chiffre de l’intercommunalité, prêté à ses communes."
_REBUILT = "Reconstitué\u00a0: le périmètre n’est pas celui de la source."
_NEGLIGIBLE = 0.01
_NEARLY_ALL = 97.0
"""Below this share of the area, in %, a land cover is said to be partial."""
_BY_AREA = "Ramené au territoire au prorata des surfaces."


class Method(Protocol):
    """How a variable is read."""

    @property
    def table(self) -> str:
        """Name of the table that gives the source."""

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the variable for every territory of the scope.

        Parameters
        ----------
        measure : Measure
            What is read.
        scope : Scope
            The territories.

        Returns
        -------
        Reading
            Values with their identity.
        """


@dataclass(frozen=True)
class Measure:
    """A row of the inventory before it is read.

    Parameters
    ----------
    variable : str
        Stable name, in the figure's id.
    label : str
        What is counted, in French.
    unit : str
        Its unit, in French.
    family : Family
        natural, human or economic.
    category : str
        Sub-heading, in French.
    method : Method
        How it is read.
    use : Use
        used or underused.
    key : frozenset of str
        Kinds of territory for which it is among the figures shown first.
    advice : str
        Which figure to read, and why, where another row says nearly the same; in French.
    """

    variable: str
    label: str
    unit: str
    family: Family
    category: str
    method: Method
    use: Use = "used"
    key: frozenset[str] = frozenset()
    advice: str = ""

    @property
    def by_commune(self) -> bool:
        """True where it can be compared from one commune to another: a rate known by commune."""
        return isinstance(self.method, Quotient | OwnLevel)

    def read(self, scope: Scope) -> Reading:
        """Read this measure for every territory of a scope.

        Parameters
        ----------
        scope : Scope
            The territories.

        Returns
        -------
        Reading
            Values with their identity.
        """
        read = self.method.read(self, scope)
        return _advised(read, self.advice) if self.advice else read


@dataclass(frozen=True)
class CommuneSum:
    """A quantity known by commune, added up.

    Parameters
    ----------
    table : str
        A table whose rows are communes.
    columns : tuple of str
        Columns added together.
    missing : str
        Why there may be no value.
    source : str
        Source of these columns where it is not the table's.
    dated : str
        Column that says the year of each row; empty where all are of the table's year.
    incomplete : str
        Beginning of the codes whose rows are known to be incomplete: they are not shown.
    year : int or None
        Year of these columns where it is not the table's.
    """

    table: str
    columns: tuple[str, ...]
    missing: str = Words.missing
    source: str = ""
    dated: str = ""
    incomplete: str = ""
    year: int | None = None

    def values(self, scope: Scope) -> pd.Series:
        """Give the quantity of every commune, NaN where one of its columns is missing."""
        frame = scope.catalogue.indexed(self.table)
        total = frame[list(self.columns)].astype(float).sum(axis=1, skipna=False)
        return total.mask(total.index.str.startswith(self.incomplete)) if self.incomplete else total

    def years(self, scope: Scope) -> pd.DataFrame | None:
        """Say of which years the communes of each territory are.

        Parameters
        ----------
        scope : Scope
            The territories.

        Returns
        -------
        pandas.DataFrame or None
            By territory: ``min`` and ``max``; None where every row is of the table's year.
        """
        frame = scope.catalogue.indexed(self.table)
        if self.dated not in frame:
            return None
        known = frame[self.dated].astype(float)
        rows = scope.selection.members
        years = pd.Series(known.reindex(rows["commune"]).to_numpy(), index=rows["territory"])
        return years.groupby(level=0).agg(["min", "max"])

    def brought(self, scope: Scope) -> pd.DataFrame:
        """Bring the quantity to the territories."""
        return perimeter.commune_sum(scope.selection, self.values(scope))

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the sum for every territory of the scope."""
        words = Words(missing=self.missing)
        read = reading(measure, self.table, scope, self.brought(scope), words)
        read = _dated(_row_statuses(read, scope, self.table), self.years(scope))
        return _named(read, scope, self.year, self.source)


@dataclass(frozen=True)
class Quotient:
    """A ratio of two sums over communes: a rate weighted by its own denominator.

    Parameters
    ----------
    numerator, denominator : CommuneSum
        What is divided; the first names the source.
    factor : float
        100 for a percentage.
    """

    numerator: CommuneSum
    denominator: CommuneSum
    factor: float = 100.0

    @property
    def table(self) -> str:
        """The numerator's table."""
        return self.numerator.table

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the ratio for every territory of the scope."""
        brought = perimeter.ratio_of_sums(
            self.numerator.brought(scope), self.denominator.brought(scope), self.factor
        )
        words = Words(missing=self.numerator.missing)
        read = reading(measure, self.table, scope, brought, words)
        return _dated(_row_statuses(read, scope, self.table), self.numerator.years(scope))


@dataclass(frozen=True)
class UnitRate:
    """A rate known by EPCI: averaged over whole EPCI, lent to the communes of one.

    Parameters
    ----------
    table : str
        A table whose rows are EPCI.
    column : str
        The rate.
    median : bool
        True for a median, whose average is only an indication.
    missing : str
        Why there may be no value.
    year : int or None
        Year of the column where it is not the table's.
    source : str
        Source of the column where it is not the table's.
    """

    table: str
    column: str
    median: bool = False
    missing: str = Words.missing
    year: int | None = None
    source: str = ""

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the rate for every territory of the scope."""
        frame = scope.catalogue.indexed(self.table)
        parts = scope.parts("epci", "population")
        weights = scope.gazetteer.units("epci")["population"]
        brought = perimeter.part_mean(parts, frame[self.column], weights)
        kind = "médianes" if self.median else "taux"
        words = Words(
            cut=_LENT,
            averaged=f"Moyenne des {kind} des intercommunalités, pondérée par leurs habitants.",
            missing=self.missing,
        )
        read = reading(measure, self.table, scope, brought, words)
        read = _named(read, scope, self.year, self.source)
        return _row_statuses(read, scope, self.table)


@dataclass(frozen=True)
class OwnLevel:
    """A figure published for each commune, EPCI and département, never averaged.

    Parameters
    ----------
    table : str
        A table with columns ``level`` and ``code``.
    column : str
        The figure.
    missing : str
        Why there may be no value.
    """

    table: str
    column: str
    missing: str = Words.missing

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the published figure of every territory of the scope that has one."""
        rows = scope.catalogue.load(self.table).frame.set_index(["level", "code"])
        codes = [each.code.removeprefix("dep:") for each in scope.territories]
        keys = pd.MultiIndex.from_arrays([scope.kinds.to_numpy(), codes])
        found = rows.reindex(keys)
        status = found["status"].where(found[self.column].notna(), "missing")
        status = status.replace("observed", scope.observed(self.table))
        notes = status.map({"missing": self.missing, "estimated": _REBUILT}).fillna("")
        kinds = scope.kinds.to_numpy()
        published = self._published(rows)
        levels = [level for level in KIND_LABELS if level in published]
        named = " ou ".join(KIND_LABELS[level] for level in levels)
        never = f"Nos données n’ont ce chiffre que par {named}."
        frame = pd.DataFrame(
            {"value": found[self.column].to_numpy(), "status": status.to_numpy(), "level": kinds},
            index=scope.selection.territories,
        ).assign(note=np.where(np.isin(kinds, levels), notes.to_numpy(), never))
        card = scope.catalogue.cards[self.table]
        return Reading(
            theme=self.table,
            variable=measure.variable,
            label=measure.label,
            unit=measure.unit,
            year=card.vintage,
            source=card.source,
            level="perimeter",
            frame=frame,
        )

    def _published(self, rows: pd.DataFrame) -> set[str]:
        return set(rows.loc[rows[self.column].notna()].index.unique("level"))


@dataclass(frozen=True)
class UnitSum:
    """A quantity known by EPCI: added up, cut by a proxy where only part of an EPCI is held.

    Parameters
    ----------
    table : str
        A table whose rows are EPCI.
    prefixes : tuple of str
        Beginnings of the columns added together; a blank one counts for nothing when another is
        present.
    proxy : str
        "population" or "area_km2".
    missing : str
        Why there may be no value.
    """

    table: str
    prefixes: tuple[str, ...]
    proxy: str = "area_km2"
    missing: str = Words.missing

    def values(self, scope: Scope) -> pd.Series:
        """Give the quantity of every EPCI, NaN where the whole row is missing."""
        frame = scope.catalogue.indexed(self.table)
        columns = [name for name in frame if name.startswith(self.prefixes)]
        total = frame[columns].astype(float).sum(axis=1)
        return total.where(frame["status"] != "missing")

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the sum for every territory of the scope."""
        parts = scope.parts("epci", self.proxy)
        brought = perimeter.part_sum(parts, self.values(scope))
        cut = _BY_AREA if self.proxy == "area_km2" else _BY_INHABITANTS
        words = Words(cut=cut, missing=self.missing)
        read = reading(measure, self.table, scope, brought, words)
        read = _row_statuses(read, scope, self.table, self.proxy)
        return self._partly_known(read, scope, parts)

    def _partly_known(self, read: Reading, scope: Scope, parts: pd.DataFrame) -> Reading:
        """Say how much of the area the rows are about, where they leave some out."""
        frame = scope.catalogue.indexed(self.table)
        if "coverage" not in frame:
            return read
        area = scope.gazetteer.units("epci")["area_km2"]
        known = perimeter.part_mean(parts, frame["coverage"], area)["value"]
        known = known.reindex(read.frame.index)
        concerned = (known < _NEARLY_ALL) & (read.frame["status"] != "missing")
        said = known.map(lambda share: f" Connu pour {number(share, 0)} % de la superficie.")
        note = read.frame["note"].mask(concerned, (read.frame["note"] + said).str.strip())
        return replace(read, frame=read.frame.assign(note=note))


@dataclass(frozen=True)
class Banded:
    """A count whose band is what a later rate makes of it.

    Parameters
    ----------
    count, whole : CommuneSum
        The count retained, and the count that the rate is a share of.
    rate : UnitRate
        The later rate, in %; it makes a band only where it is the territory's own.
    caution : str
        What the count does not say, in French.
    """

    count: CommuneSum
    whole: CommuneSum
    rate: UnitRate
    caution: str

    @property
    def table(self) -> str:
        """The count's table."""
        return self.count.table

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the count and its band for every territory of the scope."""
        counted = self.count.read(measure, scope)
        rate = self.rate.read(measure, scope).frame
        whole = self.whole.brought(scope)["value"]
        lent = rate["note"].str.contains(_LENT, regex=False)
        later = (rate["value"] * whole / 100).where(~lent)
        value = counted.frame["value"]
        frame = counted.frame.assign(
            low=value.combine(later.fillna(value), min).where(later.notna()),
            high=value.combine(later.fillna(value), max).where(later.notna()),
        )
        known = value.notna()
        frame.loc[known, "note"] = (frame.loc[known, "note"] + " " + self.caution).str.strip()
        return replace(counted, frame=frame)


def reading(
    measure: Measure, table: str, scope: Scope, brought: pd.DataFrame, words: Words
) -> Reading:
    """Give brought values the identity of the table they come from.

    Parameters
    ----------
    measure : Measure
        What is read.
    table : str
        The table's name.
    scope : Scope
        The territories.
    brought : pandas.DataFrame
        What `geography.perimeter` gave.
    words : Words
        What to say of estimated or missing values.

    Returns
    -------
    Reading
        Values with status, note, year, source and level.
    """
    card = scope.catalogue.cards[table]
    frame = judged(brought, scope, card.level, words, scope.observed(table))
    return Reading(
        theme=table,
        variable=measure.variable,
        label=measure.label,
        unit=measure.unit,
        year=card.vintage,
        source=card.source,
        level=card.level,
        frame=frame,
    )


def _advised(read: Reading, advice: str) -> Reading:
    known = read.frame["status"] != "missing"
    note = read.frame["note"].mask(known, (read.frame["note"] + " " + advice).str.strip())
    return replace(read, frame=read.frame.assign(note=note))


def _named(read: Reading, scope: Scope, year: int | None, source: str) -> Reading:
    """Give the year and source of a column of ours where they are not its table's."""
    if scope.observed(read.theme) == "imported":
        return read
    return replace(read, year=year or read.year, source=source or read.source)


def _dated(read: Reading, years: pd.DataFrame | None) -> Reading:
    """Say the year of what is older than the rest of its table."""
    if years is None:
        return read
    years = years.reindex(read.frame.index)
    known = read.frame["status"] != "missing"
    older, mixed = years["max"] < (read.year or 0), years["min"] < years["max"]
    frame = read.frame.assign(year=years["max"].where(known & older))
    first = years["min"].fillna(0).astype(int).astype(str)
    said = "Une partie est plus ancienne, jusqu’à " + first + "."
    note = (frame["note"] + " " + said).str.strip()
    return replace(read, frame=frame.assign(note=frame["note"].mask(known & mixed, note)))


def _row_statuses(read: Reading, scope: Scope, table: str, proxy: str = "population") -> Reading:
    """Mark as estimated what owes more than a hundredth to rows that are themselves estimates."""
    share = scope.rebuilt(table, proxy).reindex(read.frame.index)
    concerned = (share > _NEGLIGIBLE) & (read.frame["status"] != "missing")
    if not concerned.any():
        return read
    frame = read.frame.copy()
    frame.loc[concerned, "status"] = "estimated"
    frame.loc[concerned, "note"] = (frame.loc[concerned, "note"] + " " + _REBUILT).str.strip()
    return replace(read, frame=frame)
