"""Stable identifiers made from a name: lower case, no accent, hyphens."""

from __future__ import annotations

import pandas as pd

from territorial_lib.typography import folded


def slug(text: str) -> str:
    """Make an identifier of a name.

    Parameters
    ----------
    text : str
        Any name.

    Returns
    -------
    str
        Letters without accent, digits and hyphens; decimal commas and signs of comparison kept
        apart, so that « <34 t » and « >34 t » differ.
    """
    told = text.replace("<", " moins de ").replace(">", " plus de ").replace("%", " pct ")
    return folded(told).replace(" ", "-")


def distinct(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Identify rows by their first column, and by the next ones where it repeats.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows.
    columns : list of str
        Text columns, the name first.

    Returns
    -------
    pandas.Series
        One identifier a row; a row's does not depend on the order of the rows.
    """
    found = frame[columns[0]].map(slug)
    for column in columns[1:]:
        repeated = found.duplicated(keep=False)
        found = found.where(~repeated, found + "-" + frame[column].map(slug))
    return found
