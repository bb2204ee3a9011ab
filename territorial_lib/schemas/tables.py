"""What a table of ours may hold: columns, types, units, bounds. `validate` lists all faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Kind = Literal["code", "text", "number", "whole", "flag", "geometry"]
Level = Literal["commune", "epci", "departement", "region", "zone_emploi", "nation", "other"]

_DTYPES: dict[str, tuple[str, ...]] = {
    "code": ("str", "string", "object"),
    "text": ("str", "string", "object"),
    "number": ("float64", "float32", "Float64"),
    "whole": ("int64", "int32", "Int64", "Int32", "int16", "Int16", "int8", "Int8"),
    "flag": ("bool", "boolean"),
    "geometry": ("geometry",),
}


@dataclass(frozen=True)
class Column:
    """A column: its meaning, unit, bounds and how it is brought to a perimeter.

    Parameters
    ----------
    name : str
        Name in the table, English, snake case, without unit or year.
    kind : Kind
        What it holds; "whole" is an integer, "code" a string whose zeros count.
    label : str
        What a reader sees, in French; empty for codes and geometry.
    unit : str
        SI unit or "hab.", "logements", "%"...; empty where it makes no sense.
    year : int or None
        Year of this column where it differs from the table's vintage.
    extensive : bool
        True where parts add up to the whole (inhabitants, hectares, euros).
    weight : str or None
        For an intensive column, the column (of this or of the population table) that weights it.
    minimum, maximum : float or None
        Closed bounds of the values present.
    allowed : tuple of str
        The only values allowed; empty for any.
    pattern : str or None
        Regular expression that the whole text must match.
    missing : bool
        True where an absent value is legitimate (secret, not covered) and means missing, never 0.
    dated : str
        Column that says the year of each row's value; empty where all rows are of one year.
    source : str
        Producer and publication of this column where they are not the table's.
    """

    name: str
    kind: Kind
    label: str = ""
    unit: str = ""
    year: int | None = None
    extensive: bool = False
    weight: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    missing: bool = False
    dated: str = ""
    source: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, its key, the level of its rows and its columns.

    Parameters
    ----------
    name : str
        Name of the file in ``data/tables`` without its ending, and of its card.
    level : Level
        What a row is about.
    key : tuple of str
        Columns that identify a row.
    columns : tuple of Column
        All the columns, in order.
    """

    name: str
    level: Level
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Give the column of that name.

        Parameters
        ----------
        name : str
            A column's name.

        Returns
        -------
        Column
            The column; KeyError where the table has none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    def validate(self, frame: pd.DataFrame) -> list[str]:
        """List everything in a frame that breaks this schema.

        Parameters
        ----------
        frame : pandas.DataFrame
            A candidate for this table; left untouched.

        Returns
        -------
        list of str
            One sentence a fault, empty when the frame fits.
        """
        return list(self._faults(frame))

    def _faults(self, frame: pd.DataFrame) -> Iterator[str]:
        expected = [column.name for column in self.columns]
        absent = [name for name in expected if name not in frame.columns]
        unknown = [name for name in frame.columns if name not in expected]
        if absent:
            yield f"{self.name}: columns absent: {absent}"
        if unknown:
            yield f"{self.name}: columns unknown: {unknown}"
        for column in self.columns:
            if column.name in frame.columns:
                yield from _column_faults(self.name, column, frame[column.name])
        if not set(self.key) - set(frame.columns):
            doubled = frame.duplicated(list(self.key))
            if doubled.any():
                sample = frame.loc[doubled, list(self.key)].head(3).to_dict("records")
                yield f"{self.name}: {int(doubled.sum())} rows repeat a key, such as {sample}"


def _column_faults(table: str, column: Column, values: pd.Series) -> Iterator[str]:
    where = f"{table}.{column.name}"
    if str(values.dtype) not in _DTYPES[column.kind]:
        yield f"{where}: type {values.dtype} is not {column.kind}"
        return
    present = values.dropna()
    if not column.missing and len(present) < len(values):
        yield f"{where}: {len(values) - len(present)} values absent"
    if column.minimum is not None and (present < column.minimum).any():
        yield f"{where}: {present.min()} is below {column.minimum}"
    if column.maximum is not None and (present > column.maximum).any():
        yield f"{where}: {present.max()} is above {column.maximum}"
    if column.allowed and not present.isin(column.allowed).all():
        others = sorted(set(present) - set(column.allowed))[:5]
        yield f"{where}: values not allowed: {others}"
    if column.pattern and not present.str.fullmatch(column.pattern).all():
        others = present[~present.str.fullmatch(column.pattern)].head(3).tolist()
        yield f"{where}: values that do not match {column.pattern}: {others}"
