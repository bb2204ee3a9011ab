"""Lists of places and events: counted, or added up, inside each territory.

In a full list none is a true zero; in a list that is not, none says nothing: it is missing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from territorial_lib.geography.adding import Added
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.layout import Piece, long
from territorial_lib.geography.notes import Words
from territorial_lib.geography.rules import Rule
from territorial_lib.schemas.tables import Column, Table

_COUNT = Column("count", "whole", "Nombre", "", extensive=True)
_NO_LAND = "Outre-mer non couvert par la source."
_UNLISTED = "Aucune ligne ici dans une liste non exhaustive : cela ne dit pas qu’il n’y en a pas."


def count(table: Table, rule: Rule, ground: Ground) -> pd.DataFrame:
    """Count the rows of a list inside each territory.

    Parameters
    ----------
    table : Table
        A list whose rows name a commune, or an EPCI in a column ``epci``.
    rule : Rule
        Which rows count, and what tells them apart.
    ground : Ground
        The territories.

    Returns
    -------
    pandas.DataFrame
        The variable ``count``; rows that name no place are in no territory.
    """
    rows = _placed(table, rule, ground)
    kinds, column = _kinds(rows, rule)
    name = rule.distinct
    names = pd.factorize(rows[name])[0] if name else np.arange(len(rows))
    members = _members(ground, rows)
    kept = pd.DataFrame(
        {"row": members["row"], "kind": column[members["at"]], "name": names[members["at"]]}
    )
    sums = kept.drop_duplicates().groupby(["row", "kind"]).size()
    return _laid(table, rule, ground, kinds, sums, _COUNT)


def add_up(table: Table, rule: Rule, ground: Ground) -> pd.DataFrame:
    """Add up the events of each territory; a territory without any has one row that says 0.

    Parameters
    ----------
    table : Table
        Rows by commune; a commune of metropolitan France without a row has no event.
    rule : Rule
        The dimensions.
    ground : Ground
        The territories.

    Returns
    -------
    pandas.DataFrame
        The combinations that occur; overseas is missing.
    """
    (column,) = [each for each in table.columns if each.extensive]
    rows = ground.rows(table.name, "commune").reset_index(drop=True)
    kinds, place = _kinds(rows, rule)
    members = _members(ground, rows)
    rows = rows.iloc[members["at"]].assign(row=members["row"], kind=place[members["at"]])
    sums = rows.groupby(["row", "kind"])[column.name].sum()
    frame = _laid(table, rule, ground, kinds, sums, column)
    quiet = _first_of_the_quiet(frame, rule)
    frame.loc[quiet, list(rule.dimensions)] = ""
    shown: pd.DataFrame = frame[(frame["value"] > 0) | quiet]
    return shown


def _first_of_the_quiet(frame: pd.DataFrame, rule: Rule) -> pd.Series:
    some = (frame["value"] > 0).groupby(frame["territory"]).transform("any")
    quiet: pd.Series = ~some & ~frame["territory"].duplicated()
    return quiet


def _placed(table: Table, rule: Rule, ground: Ground) -> pd.DataFrame:
    frame = ground.catalogue.load(table.name).frame
    frame = frame[frame[rule.where]] if rule.where else frame
    return frame.reset_index(drop=True)


def _kinds(rows: pd.DataFrame, rule: Rule) -> tuple[pd.DataFrame, np.ndarray]:
    names = list(rule.dimensions)
    if not names or rows.empty:
        empty = pd.DataFrame({name: [""] for name in names}, index=[0])
        return empty, np.zeros(len(rows), dtype=int)
    groups = rows.groupby(names, sort=True)
    return groups.size().reset_index()[names], groups.ngroup().to_numpy()


def _members(ground: Ground, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Join rows to the territories that hold their commune, or a part of their EPCI."""
    members = ground.selection.members
    row = ground.codes.get_indexer(pd.Index(members["territory"]))
    keys = {"code": members["commune"].to_numpy()}
    if "epci" in rows:
        communes = ground.gazetteer.communes["epci"]
        keys["epci"] = communes.reindex(pd.Index(members["commune"])).fillna("").to_numpy()
    found = []
    for name, values in keys.items():
        inside = np.flatnonzero(rows[name].isin(values).to_numpy())
        right = pd.DataFrame({"key": rows[name].to_numpy()[inside], "at": inside})
        left = pd.DataFrame({"key": values, "row": row}).drop_duplicates()
        found.append(right.merge(left, on="key")[["row", "at"]])
    joined = pd.concat(found).drop_duplicates()
    return {"row": joined["row"].to_numpy(), "at": joined["at"].to_numpy()}


def _laid(
    table: Table,
    rule: Rule,
    ground: Ground,
    kinds: pd.DataFrame,
    sums: pd.Series,
    column: Column,
) -> pd.DataFrame:
    values = np.zeros((len(ground.codes), len(kinds)))
    row, place = (sums.index.get_level_values(level).to_numpy() for level in (0, 1))
    values[row, place] = sums.to_numpy(dtype=float)
    if rule.kind == "events":
        values[_overseas(ground)] = np.nan
    elif rule.caution:
        values[values == 0] = np.nan
    known, nothing = np.ones(values.shape), np.full(values.shape, np.nan)
    never = np.zeros(values.shape, dtype=bool)
    added = Added(values, known, known, never, never, nothing, nothing)
    words = Words(missing=_UNLISTED if rule.caution else _NO_LAND, caution=rule.caution)
    piece = Piece(added, np.arange(len(kinds)), column, words)
    return long([piece], ground.codes, kinds, ground.identity(table))


def _overseas(ground: Ground) -> np.ndarray:
    members = ground.selection.members
    row = ground.codes.get_indexer(pd.Index(members["territory"]))
    mainland = ~members["commune"].str.startswith("97").to_numpy(dtype=bool)
    nowhere: np.ndarray = np.bincount(row, mainland, len(ground.codes)) == 0
    return nowhere
