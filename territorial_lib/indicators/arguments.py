"""What a formula refuses: values it cannot take, labels that do not match."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import pandas as pd

Table = TypeVar("Table", pd.Series, pd.DataFrame)


def quantities(values: Table, name: str, missing: bool = False) -> Table:
    """Give the values as floats, after refusing those that are no quantity.

    Parameters
    ----------
    values : pandas.Series or pandas.DataFrame
        Numbers; left untouched.
    name : str
        Name of the argument, for the error.
    missing : bool
        True where NaN may stay (and then propagates); False refuses it.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        The same numbers as floats; ValueError where one is negative, infinite or missing.
    """
    numbers = coefficients(values, name, missing)
    _refuse(numbers.to_numpy() < 0, numbers, name, "negative")
    return numbers


def coefficients(values: Table, name: str, missing: bool = False) -> Table:
    """Give the values as floats, after refusing infinite and missing ones.

    Parameters
    ----------
    values : pandas.Series or pandas.DataFrame
        Numbers of any sign; left untouched.
    name : str
        Name of the argument, for the error.
    missing : bool
        True where NaN may stay (and then propagates); False refuses it.

    Returns
    -------
    pandas.Series or pandas.DataFrame
        The same numbers as floats; ValueError where one is infinite or missing.
    """
    if not isinstance(values, (pd.Series, pd.DataFrame)):
        raise ValueError(f"{name} is a {type(values).__name__}, not a Series or a DataFrame")
    for axis in values.axes:
        unique(axis, name)
    numbers = values.astype(float)
    array = numbers.to_numpy()
    if not np.isfinite(array).all():
        _refuse(np.isinf(array), numbers, name, "infinite")
        _refuse(np.isnan(array) & (not missing), numbers, name, "missing")
    return numbers


def matched(values: pd.Series, labels: pd.Index, name: str) -> pd.Series:
    """Put a Series in the order of labels, after refusing any label more or less.

    Parameters
    ----------
    values : pandas.Series
        One value a label, in any order.
    labels : pandas.Index
        The labels expected.
    name : str
        Name of the argument, for the error.

    Returns
    -------
    pandas.Series
        The same values in the order of ``labels``; ValueError where the labels differ.
    """
    if values.index.equals(labels):
        return values
    _same(values.index, labels, name)
    return values.reindex(labels)


def matched_table(
    values: pd.DataFrame, rows: pd.Index, columns: pd.Index, name: str
) -> pd.DataFrame:
    """Put a table in the order of labels, after refusing any label more or less.

    Parameters
    ----------
    values : pandas.DataFrame
        A table whose rows and columns may be in any order.
    rows, columns : pandas.Index
        The labels expected.
    name : str
        Name of the argument, for the error.

    Returns
    -------
    pandas.DataFrame
        The same values in that order; ValueError where the labels differ.
    """
    if values.index.equals(rows) and values.columns.equals(columns):
        return values
    _same(values.index, rows, f"{name} (rows)")
    _same(values.columns, columns, f"{name} (columns)")
    return values.reindex(index=rows, columns=columns)


def unique(labels: pd.Index, name: str) -> None:
    """Refuse labels that repeat.

    Parameters
    ----------
    labels : pandas.Index
        Labels of rows or columns.
    name : str
        Name of the argument, for the error.
    """
    if not labels.is_unique:
        raise ValueError(f"{name} repeats labels: {_some(labels[labels.duplicated()])}")


def _same(found: pd.Index, expected: pd.Index, name: str) -> None:
    unique(found, name)
    absent, unknown = expected.difference(found), found.difference(expected)
    if len(absent) or len(unknown):
        raise ValueError(
            f"{name} is not on the same labels: absent {_some(absent)}, unknown {_some(unknown)}"
        )


def _refuse(faulty: np.ndarray, values: pd.Series | pd.DataFrame, name: str, what: str) -> None:
    if faulty.any():
        places = [
            tuple(axis[at] for axis, at in zip(values.axes, where, strict=True))
            for where in np.argwhere(faulty)[:3]
        ]
        raise ValueError(f"{name} has {what} values, such as at {places}")


def _some(labels: Iterable[object]) -> list[object]:
    return list(labels)[:5]
