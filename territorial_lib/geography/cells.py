"""A long table as arrays: one row a unit, one column a combination of its dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from territorial_lib.geography.ground import Ground
from territorial_lib.geography.holdings import Codes
from territorial_lib.geography.proxies import Flags, Floats
from territorial_lib.geography.rules import Rule
from territorial_lib.schemas.tables import Table

CODE = "code"


@dataclass(frozen=True)
class Parsed:
    """A table whose rows are numbered, before any territory.

    Parameters
    ----------
    frame : pandas.DataFrame
        Its rows.
    dimensions : pandas.DataFrame
        One row a combination; a single row without column where the table has no dimension.
    unit, column : numpy arrays of int
        Number of each row's unit among all of its level, and of its combination.
    """

    frame: pd.DataFrame
    dimensions: pd.DataFrame
    unit: Codes
    column: Codes


@dataclass(frozen=True)
class Cells:
    """The values of some units.

    Parameters
    ----------
    parsed : Parsed
        The table.
    taken : numpy array of int
        Rows of the table that are about these units.
    row : numpy array of int
        Unit of each of them.
    shape : tuple of int
        How many units, how many combinations.
    zero : numpy array of bool or None
        By unit: True where an absent row is a true zero.
    """

    parsed: Parsed
    taken: Codes
    row: Codes
    shape: tuple[int, int]
    zero: Flags | None = None

    @property
    def dimensions(self) -> pd.DataFrame:
        """One row a combination."""
        return self.parsed.dimensions

    def has(self, name: str) -> bool:
        """Tell whether the table has a column.

        Parameters
        ----------
        name : str
            The column.

        Returns
        -------
        bool
            True where it does.
        """
        return name in self.parsed.frame

    def values(self, name: str) -> Floats:
        """Give a column as units × combinations, NaN where there is nothing.

        Parameters
        ----------
        name : str
            A column of the table.

        Returns
        -------
        numpy array of float
            The values.
        """
        found = np.full(self.shape, np.nan)
        if self.zero is not None:
            found[self.zero, :] = 0.0
        whole = self.parsed.frame[name].to_numpy(dtype=float, na_value=np.nan)
        found[self.row, self.parsed.column[self.taken]] = whole[self.taken]
        return found

    @cached_property
    def estimated(self) -> Floats:
        """Say which cells are themselves estimates: units × combinations, 1 or 0."""
        found = np.zeros(self.shape)
        if self.has("status"):
            status = self.parsed.frame["status"].array[self.taken]
            marked = np.asarray(status == "estimated", dtype=float)
            found[self.row, self.parsed.column[self.taken]] = marked
        return found


def cells(table: Table, rule: Rule, ground: Ground, whole: pd.DataFrame | None = None) -> Cells:
    """Read the rows of the units held and set them out.

    Parameters
    ----------
    table : Table
        The table's schema, with a key that begins with ``code``.
    rule : Rule
        How it is brought.
    ground : Ground
        The territories.
    whole : pandas.DataFrame, optional
        All the rows of that level; those of the catalogue's table when absent.

    Returns
    -------
    Cells
        Ready to be added up.
    """
    parsed = _parsed(table, rule, ground, whole)
    pairs = ground.pairs(table.level)
    place = pairs.place[parsed.unit]
    taken = np.flatnonzero(place >= 0)
    shape = (len(pairs.units), len(parsed.dimensions))
    return Cells(parsed, taken, place[taken], shape, _zero(rule, ground, pairs.units))


def _parsed(table: Table, rule: Rule, ground: Ground, whole: pd.DataFrame | None) -> Parsed:
    """Number the rows: of the whole table once, of a part when only that is read."""
    part = ground.partly(table.name, table.level) if whole is None else None
    if part is not None:
        return _numbered(part, table, rule, ground)
    key = ("parsed", table.name, table.level)
    frame = ground.catalogue.load(table.name).frame if whole is None else whole
    return ground.catalogue.once(key, lambda: _numbered(frame, table, rule, ground))


def _numbered(frame: pd.DataFrame, table: Table, rule: Rule, ground: Ground) -> Parsed:
    names = [name for name in table.key if name not in (CODE, *rule.collapse)]
    if rule.collapse:
        frame = _collapsed(frame, table, names)
    dimensions = _combinations(table, names, rule, ground)
    unit = ground.units(table.level).numbers(frame[CODE])
    return Parsed(frame, dimensions, unit, _places(dimensions, frame))


def _collapsed(frame: pd.DataFrame, table: Table, names: list[str]) -> pd.DataFrame:
    sums = [each.name for each in table.columns if each.extensive]
    groups = frame.groupby([CODE, *names], sort=False, as_index=False)
    added: pd.DataFrame = groups[sums].sum(min_count=1)
    if "status" in frame:
        added["status"] = groups["status"].first()["status"]
    return added


def _combinations(table: Table, names: list[str], rule: Rule, ground: Ground) -> pd.DataFrame:
    """List the combinations of the whole table, those absent here included."""
    if not names:
        return pd.DataFrame(index=[0])
    if rule.nomenclature:
        return pd.DataFrame({names[0]: _words(rule, ground)})
    whole = ground.catalogue.load(table.name).frame[names]
    return whole.drop_duplicates().sort_values(names, ignore_index=True)


def _places(dimensions: pd.DataFrame, frame: pd.DataFrame) -> Codes:
    """Find the combination of each row."""
    names = list(dimensions.columns)
    if not names:
        return np.zeros(len(frame), dtype=np.int64)
    known, sought = (_index(each[names]) for each in (dimensions, frame))
    places: Codes = known.get_indexer(sought)
    return places


def _index(frame: pd.DataFrame) -> pd.Index:
    if frame.shape[1] == 1:
        return pd.Index(frame.iloc[:, 0])
    return pd.MultiIndex.from_frame(frame)


def _words(rule: Rule, ground: Ground) -> pd.Index:
    table, column, flag = rule.nomenclature
    listed = ground.catalogue.load(table).frame
    return pd.Index(listed.loc[listed[flag], column])


def _zero(rule: Rule, ground: Ground, units: pd.Index) -> Flags | None:
    if not rule.covered:
        return None
    table, flag = rule.covered
    covered = ground.catalogue.indexed(table)[flag].reindex(units)
    zero: Flags = covered.fillna(False).to_numpy(dtype=bool)
    return zero
