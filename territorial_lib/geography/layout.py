"""The one shape in which every table is brought: a long frame with its identity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from territorial_lib.geography.adding import Added, Years
from territorial_lib.geography.holdings import Codes
from territorial_lib.geography.notes import Words, judged, text
from territorial_lib.geography.proxies import Floats
from territorial_lib.schemas.tables import Column
from territorial_lib.sources import Card

BEFORE = ("territory",)
AFTER = (
    "variable", "value", "low", "high", "unit", "year", "source", "level", "status", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """What a table says of all its values.

    Parameters
    ----------
    card : Card
        Its card.
    level : str
        Level that its rows are about.
    observed : str
        Status of the producer's own figures: observed, or imported.
    """

    card: Card
    level: str
    observed: str = "observed"


@dataclass(frozen=True)
class Piece:
    """A variable over some combinations of dimensions.

    Parameters
    ----------
    added : Added
        Territories × combinations.
    chosen : numpy array of int
        Which combinations.
    column : Column
        The variable.
    words : Words
        What to say of its values.
    years : Years, optional
        Of which years the values are, where the rows of the table are not all of one.
    """

    added: Added
    chosen: Codes
    column: Column
    words: Words
    years: Years | None = None

    def dated(self, vintage: int) -> Floats:
        """Give the year of each value laid flat: the newest of its rows, else the column's.

        Parameters
        ----------
        vintage : int
            The table's year.

        Returns
        -------
        numpy array of float
            Years.
        """
        usual = np.full(self.added.value.size, float(self.column.year or vintage))
        if self.years is None:
            return usual
        newest = self.years.newest.ravel()
        return np.where(np.isnan(newest), usual, newest)


def long(
    pieces: Sequence[Piece], territories: pd.Index, dimensions: pd.DataFrame, identity: Identity
) -> pd.DataFrame:
    """Lay values flat, one row a variable, territory and combination of dimensions.

    Parameters
    ----------
    pieces : sequence of Piece
        The variables.
    territories : pandas.Index
        Codes of the territories.
    dimensions : pandas.DataFrame
        Every combination; a column ``year`` is the year of the values.
    identity : Identity
        What the table says of all its values.

    Returns
    -------
    pandas.DataFrame
        The shape that `bring` gives.
    """
    many = len(territories)
    where = np.concatenate([np.repeat(np.arange(many), len(each.chosen)) for each in pieces])
    which = np.concatenate([np.tile(each.chosen, many) for each in pieces])
    sizes = [many * len(each.chosen) for each in pieces]
    columns = {name: _taken(dimensions[name].array, which) for name in dimensions if name != "year"}
    columns |= {"territory": _taken(territories.astype("str").array, where)}
    columns |= {name: _flat(pieces, name) for name in ("value", "low", "high")}
    columns |= _identified(pieces, sizes, identity)
    if "year" in dimensions:
        columns["year"] = dimensions["year"].to_numpy(dtype=float)[which]
    return framed(columns)


def _identified(
    pieces: Sequence[Piece], sizes: Sequence[int], identity: Identity
) -> dict[str, Any]:
    told = [judged(each.added, each.words, identity.observed, each.years) for each in pieces]
    variables = [each.column for each in pieces]
    card = identity.card
    return {
        "variable": words([each.name for each in variables], sizes),
        "unit": words([each.unit for each in variables], sizes),
        "year": np.concatenate([each.dated(card.vintage) for each in pieces]),
        "source": words([each.source or card.source for each in variables], sizes),
        "level": words([identity.level], [sum(sizes)]),
        "status": text(np.concatenate([status for status, _ in told])),
        "note": text(np.concatenate([note for _, note in told])),
    }


def _flat(pieces: Sequence[Piece], name: str) -> Floats:
    return np.concatenate([getattr(each.added, name).ravel() for each in pieces])


def _taken(values: Any, places: Codes) -> Any:
    return values.take(places)


def words(texts: Sequence[str], times: Sequence[int]) -> Any:
    """Repeat texts, each as many times as told.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    times : sequence of int
        How many times each.

    Returns
    -------
    pandas extension array of str
        The column.
    """
    return pd.array(list(texts), dtype="str").take(np.repeat(np.arange(len(texts)), times))


def framed(columns: Mapping[str, Any]) -> pd.DataFrame:
    """Put the columns in their order: territory, dimensions, then the value and its identity.

    Parameters
    ----------
    columns : mapping of str to array
        What was brought.

    Returns
    -------
    pandas.DataFrame
        One row a value; the arrays are not copied.
    """
    dimensions = [name for name in columns if name not in (*BEFORE, *AFTER)]
    ordered = {name: columns[name] for name in (*BEFORE, *dimensions, *AFTER)}
    return pd.DataFrame(ordered, copy=False)
