"""Measures read through `geography.bring`: any table, cut by its own proxy, summed over words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from territorial_lib.diagnosis.inventory.methods import Measure
from territorial_lib.diagnosis.readings import Reading, Scope

_SOME = "Une partie des chiffres manque : la somme est un minimum."


def brought(scope: Scope, table: str, variable: str) -> pd.DataFrame:
    """Bring a variable of a table to the territories of a scope.

    Parameters
    ----------
    scope : Scope
        The territories.
    table : str
        A table that can be brought.
    variable : str
        One of its columns.

    Returns
    -------
    pandas.DataFrame
        As `geography.bring` gives it.
    """
    found = scope.brought(table)
    return found[found["variable"] == variable]


def gathered(rows: pd.DataFrame, territories: pd.Index) -> pd.DataFrame:
    """Add up the words of a dimension, the identity kept.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows as `geography.bring` gives them, several a territory.
    territories : pandas.Index
        Codes of the territories.

    Returns
    -------
    pandas.DataFrame
        Indexed by territory: ``value`` (NaN where all is missing), ``low``, ``high``, ``status``,
        ``note``; a sum that lacks a part is said to be a minimum.
    """
    known = rows["status"] != "missing"
    bounds = {name: rows[name].fillna(rows["value"]) for name in ("low", "high")}
    groups = rows.assign(known=known, **bounds).groupby("territory", sort=False)
    sums = groups[["value", "low", "high"]].sum(min_count=1)
    none, some = ~groups["known"].any(), ~groups["known"].all()
    guessed = (rows["status"] == "estimated").groupby(rows["territory"], sort=False).any()
    first = rows[known].groupby("territory", sort=False)["note"].first()
    missing = rows.groupby("territory", sort=False)["note"].first()
    note = first.reindex(sums.index).fillna(missing)
    own = (rows["status"] == "imported").groupby(rows["territory"], sort=False).any()
    status = pd.Series("observed", index=sums.index).mask(own, "imported")
    status = status.mask(guessed | some, "estimated")
    frame = sums.assign(
        status=status.mask(none, "missing"),
        note=note.where(none | ~some, (note + " " + _SOME).str.strip()),
    )
    alone = frame["low"] == frame["high"]
    frame.loc[alone, ["low", "high"]] = float("nan")
    return frame.reindex(territories)


def identified(measure: Measure, scope: Scope, table: str, frame: pd.DataFrame) -> Reading:
    """Give values the identity of the table they come from.

    Parameters
    ----------
    measure : Measure
        What is read.
    scope : Scope
        The territories.
    table : str
        The table that gives source, year and level.
    frame : pandas.DataFrame
        What `gathered` gave, or the like.

    Returns
    -------
    Reading
        Ready for the inventory.
    """
    card = scope.catalogue.cards[table]
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


@dataclass(frozen=True)
class Brought:
    """A variable of any table, added up over some words of a dimension.

    Parameters
    ----------
    table, variable : str
        What is read.
    dimension : str
        Its dimension; empty where it has none.
    words : str
        Regular expression of the words added up, matched whole.
    caution : str
        What the figure does not say, in French.
    """

    table: str
    variable: str
    dimension: str = ""
    words: str = ""
    caution: str = ""

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the sum for every territory of the scope."""
        rows = brought(scope, self.table, self.variable)
        if self.dimension:
            rows = rows[rows[self.dimension].str.fullmatch(self.words)]
        frame = gathered(rows, scope.selection.territories)
        return identified(measure, scope, self.table, cautioned(frame, self.caution))


@dataclass(frozen=True)
class Scaled:
    """A count that another source, nationally, finds smaller: the band goes from one to the other.

    Parameters
    ----------
    whole : Brought
        The count retained.
    factor : float
        The other source's national total over this one's, 0 to 1.
    caution : str
        Names the other source, in French.
    """

    whole: Brought
    factor: float
    caution: str

    @property
    def table(self) -> str:
        """The count's table."""
        return self.whole.table

    def read(self, measure: Measure, scope: Scope) -> Reading:
        """Read the count and its band for every territory of the scope."""
        read = self.whole.read(measure, scope)
        value = read.frame["value"]
        frame = read.frame.assign(low=value * self.factor, high=value)
        return replace(read, frame=cautioned(frame, self.caution))


def cautioned(frame: pd.DataFrame, caution: str) -> pd.DataFrame:
    """Add a sentence to the note of every known value.

    Parameters
    ----------
    frame : pandas.DataFrame
        With ``status`` and ``note``.
    caution : str
        A French sentence; empty changes nothing.

    Returns
    -------
    pandas.DataFrame
        A new frame.
    """
    known = frame["status"] != "missing"
    note = frame["note"].mask(known, (frame["note"] + " " + caution).str.strip())
    return frame.assign(note=note)
