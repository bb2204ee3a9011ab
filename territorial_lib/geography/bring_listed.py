"""Lists of places and events: counted, or added up, inside each territory.

In a full list none is a true zero; in a list that is not, none says nothing: it is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from territorial_lib.geography.adding import Added
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.holdings import Codes
from territorial_lib.geography.layout import Piece, long
from territorial_lib.geography.notes import Words
from territorial_lib.geography.proxies import Flags, Floats
from territorial_lib.geography.rules import Rule
from territorial_lib.schemas.tables import Column, Table

_COUNT = Column("count", "whole", "Nombre", "", extensive=True)
_NO_LAND = "Outre-mer non couvert par la source."
_UNLISTED = "Aucune ligne ici dans une liste non exhaustive : cela ne dit pas qu’il n’y en a pas."


@dataclass(frozen=True)
class Listed:
    """A list whose rows are numbered, before any territory.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows that count.
    kinds : pandas.DataFrame
        Combinations of the dimensions; a single row where there is none.
    kind, name : numpy arrays of int
        Kind of each row, and number of what is counted once.
    commune, epci : numpy arrays of int
        Number of the place that each row names among all of them, -1 where it names none.
    """

    frame: pd.DataFrame
    kinds: pd.DataFrame
    kind: Codes
    name: Codes
    commune: Codes
    epci: Codes


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
    listed = _listed(table, rule, ground)
    where, at = _met(ground, listed)
    shape = (len(ground.codes), len(listed.kinds), int(listed.name.max(initial=0)) + 1)
    once = np.unique(np.ravel_multi_index((where, listed.kind[at], listed.name[at]), shape))
    row, kind, _ = np.unravel_index(once, shape)
    values = np.zeros(shape[:2])
    np.add.at(values, (row, kind), 1.0)
    if rule.caution:
        values[values == 0] = np.nan
    words = Words(missing=_UNLISTED, caution=rule.caution)
    return _laid(table, ground, listed.kinds, values, _COUNT, words)


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
    listed = _listed(table, rule, ground)
    where, at = _met(ground, listed)
    occurring, kind = np.unique(listed.kind[at], return_inverse=True)
    kinds = listed.kinds.iloc[occurring] if len(occurring) else listed.kinds.iloc[:1]
    values = np.zeros((len(ground.codes), len(kinds)))
    np.add.at(values, (where, kind), listed.frame[column.name].to_numpy(dtype=float)[at])
    values[_overseas(ground)] = np.nan
    frame = _laid(table, ground, kinds, values, column, Words(missing=_NO_LAND))
    quiet = _first_of_the_quiet(frame)
    frame.loc[quiet, list(rule.dimensions)] = ""
    return frame[(frame["value"] > 0) | quiet].reset_index(drop=True)


def _first_of_the_quiet(frame: pd.DataFrame) -> pd.Series:
    some = (frame["value"] > 0).groupby(frame["territory"]).transform("any")
    quiet: pd.Series = ~some & ~frame["territory"].duplicated()
    return quiet


def _listed(table: Table, rule: Rule, ground: Ground) -> Listed:
    catalogue = ground.catalogue
    return catalogue.once(
        ("listed", table.name), lambda: _numbered(catalogue.load(table.name).frame, rule, ground)
    )


def _numbered(frame: pd.DataFrame, rule: Rule, ground: Ground) -> Listed:
    frame = frame[frame[rule.where]] if rule.where else frame
    frame = frame.reset_index(drop=True)
    kinds, kind = _kinds(frame, rule)
    name = pd.factorize(frame[rule.distinct])[0] if rule.distinct else np.arange(len(frame))
    nowhere = np.full(len(frame), -1)
    epci = ground.units("epci").numbers(frame["epci"]) if "epci" in frame else nowhere
    return Listed(frame, kinds, kind, name, ground.units("commune").numbers(frame["code"]), epci)


def _kinds(rows: pd.DataFrame, rule: Rule) -> tuple[pd.DataFrame, Codes]:
    names = list(rule.dimensions)
    if not names or rows.empty:
        empty = pd.DataFrame({name: [""] for name in names}, index=[0])
        return empty, np.zeros(len(rows), dtype=int)
    groups = rows.groupby(names, sort=True)
    return groups.size().reset_index()[names], groups.ngroup().to_numpy()


def _met(ground: Ground, listed: Listed) -> tuple[Codes, Codes]:
    """Join rows to the territories that hold their commune, or a part of their EPCI.

    Returns the territory and the row of each meeting, each once.
    """
    selection = ground.selection
    found = [_joined(listed.commune, selection.places, selection.rows)]
    if (listed.epci >= 0).any():
        pairs = ground.pairs("epci")
        numbers = np.flatnonzero(pairs.place[:-1] >= 0)
        found.append(_joined(listed.epci, numbers[pairs.column], pairs.row))
    where, at = (np.concatenate(each) for each in zip(*found, strict=True))
    many = len(listed.frame) + 1
    meeting = np.unique(where * many + at)
    return meeting // many, meeting % many


def _joined(rows: Codes, places: Codes, territories: Codes) -> tuple[Codes, Codes]:
    """Meet rows and territories that name the same place, several of each."""
    order = np.argsort(places, kind="stable")
    sought = places[order]
    first, last = (np.searchsorted(sought, rows, side) for side in ("left", "right"))
    many = last - first
    at = np.repeat(np.arange(len(rows)), many)
    rank = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
    return territories[order][first[at] + rank], at


def _laid(
    table: Table,
    ground: Ground,
    kinds: pd.DataFrame,
    values: Floats,
    column: Column,
    words: Words,
) -> pd.DataFrame:
    known, nothing = np.ones(values.shape), np.full(values.shape, np.nan)
    never = np.zeros(values.shape, dtype=bool)
    added = Added(values, known, known, never, never, nothing, nothing)
    piece = Piece(added, np.arange(len(kinds)), column, words)
    return long([piece], ground.codes, kinds, ground.identity(table))


def _overseas(ground: Ground) -> Flags:
    mainland = ~ground.selection.communes.index.str.startswith("97")
    held = mainland[ground.selection.places].astype(float)
    nowhere: Flags = np.bincount(ground.selection.rows, held, len(ground.codes)) == 0
    return nowhere
