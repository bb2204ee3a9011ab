"""A table to take away: named, its columns typed, its cells plain data."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from territorial_lib.diagnosis.plain import DIGITS
from territorial_lib.report.legible import legible

Cell = str | float | int | date | None
Sort = Literal["text", "long", "number", "year", "date"]
"""What a column holds: words, sentences, numbers, a year, a day. A code is words."""


@dataclass(frozen=True)
class Field:
    """A column.

    Parameters
    ----------
    label : str
        Its heading, in French.
    sort : str
        text, long, number, year or date.
    """

    label: str
    sort: Sort = "text"


@dataclass(frozen=True)
class Table:
    """Rows that say one thing each.

    Parameters
    ----------
    key : str
        Name of its file: lower-case letters and dashes.
    name : str
        Name of its sheet, at most 31 characters.
    title : str
        What it is, in French.
    fields : tuple of Field
        Its columns, the territory's first.
    rows : tuple of tuple
        One cell a column.
    """

    key: str
    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]


def plain(cells: Iterable[object]) -> tuple[Cell, ...]:
    """Make cells of values: numbers rounded as in the JSON, words legible, NaN missing.

    Parameters
    ----------
    cells : iterable
        Texts, numbers, days, booleans, None, or several texts.

    Returns
    -------
    tuple
        One cell a value.
    """
    return tuple(_cell(each) for each in cells)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, tuple | list):
        return legible("\u202f; ".join(str(each) for each in value))
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return None
    return value if isinstance(value, int) else round(number, DIGITS)
