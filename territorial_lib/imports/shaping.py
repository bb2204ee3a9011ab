"""Tables laid out otherwise than ours: a measure a column to rows, and the reverse."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from territorial_lib.imports.mapping import ColumnMapping


def shaped(rows: pd.DataFrame, mapping: ColumnMapping) -> tuple[pd.DataFrame, ColumnMapping]:
    """Lay out rows as our table wants them.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns ``code``, the dimensions, ``year`` and the measures; each key once.
    mapping : ColumnMapping
        What the file's columns meant.

    Returns
    -------
    tuple of (pandas.DataFrame, ColumnMapping)
        The rows, and what their columns now mean; both unchanged where nothing was to be done.
    """
    if mapping.spread:
        return _spread(rows, mapping)
    return _gathered(rows, mapping) if mapping.gathered is not None else (rows, mapping)


def _spread(rows: pd.DataFrame, mapping: ColumnMapping) -> tuple[pd.DataFrame, ColumnMapping]:
    """Make a measure of each word of the last dimension; one that a territory lacks is missing."""
    *others, last = mapping.dimensions
    key = ["code", *(each.name for each in others), "year"]
    (value,) = mapping.measures
    wide = rows.set_index([*key, last.name])[value.name].unstack(last.name)
    wide = wide.reindex(columns=list(mapping.spread)).rename_axis(columns=None).reset_index()
    named = {word: measure.name for word, measure in mapping.spread.items()}
    measures = tuple(mapping.spread.values())
    meaning = replace(mapping, dimensions=tuple(others), measures=measures, spread={})
    return wide.rename(columns=named), meaning


def _gathered(rows: pd.DataFrame, mapping: ColumnMapping) -> tuple[pd.DataFrame, ColumnMapping]:
    """Make a row of each measure, which one it was being told by a new dimension."""
    assert mapping.gathered is not None
    dimension, measure = mapping.gathered
    key = ["code", *(each.name for each in mapping.dimensions), "year"]
    long = rows.melt(key, [each.name for each in mapping.measures], dimension.name, measure.name)
    words = {each.name: each.label for each in mapping.measures}
    long[dimension.name] = long[dimension.name].map(words).astype("str")
    dimensions = (*mapping.dimensions, dimension)
    meaning = replace(mapping, dimensions=dimensions, measures=(measure,), gathered=None)
    return long, meaning
