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
class Cells:
    """The values of some units.

    Parameters
    ----------
    dimensions : pandas.DataFrame
        One row a combination; a single row without column where the table has no dimension.
    row, column : numpy arrays of int
        Unit and combination of each row of `frame`.
    frame : pandas.DataFrame
        The rows, as read.
    shape : tuple of int
        How many units, how many combinations.
    zero : numpy array of bool or None
        By unit: True where an absent row is a true zero.
    """

    dimensions: pd.DataFrame
    row: Codes
    column: Codes
    frame: pd.DataFrame
    shape: tuple[int, int]
    zero: Flags | None = None

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
        found[self.row, self.column] = self.frame[name].to_numpy(dtype=float, na_value=np.nan)
        return found

    @cached_property
    def estimated(self) -> Floats:
        """Say which cells are themselves estimates: units × combinations, 1 or 0."""
        found = np.zeros(self.shape)
        if "status" in self.frame:
            found[self.row, self.column] = (self.frame["status"] == "estimated").to_numpy()
        return found


def cells(table: Table, rule: Rule, ground: Ground, frame: pd.DataFrame | None = None) -> Cells:
    """Read the rows of the units held and set them out.

    Parameters
    ----------
    table : Table
        The table's schema, with a key that begins with ``code``.
    rule : Rule
        How it is brought.
    ground : Ground
        The territories.
    frame : pandas.DataFrame, optional
        The rows, read from the catalogue when absent.

    Returns
    -------
    Cells
        Ready to be added up.
    """
    frame = ground.rows(table.name, table.level) if frame is None else frame
    names = [name for name in table.key if name not in (CODE, *rule.collapse)]
    if rule.collapse:
        frame = _collapsed(frame, table, names)
    units = ground.pairs(table.level).units
    dimensions = _combinations(table, names, rule, ground)
    column = _places(dimensions, frame)
    row = units.get_indexer(pd.Index(frame[CODE]))
    shape = (len(units), len(dimensions))
    return Cells(dimensions, row, column, frame, shape, _zero(rule, ground, units))


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
