"""A table as a file holds it: rows of texts, read as often as asked, never all in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class RefusedCell(str):
    """A cell that holds no value (formula, merged cell, error): the text says why, in French."""

    __slots__ = ()


class Row(NamedTuple):
    """A row: its number in the file, from 1, and its cells; an absent cell is empty."""

    line: int
    cells: tuple[str, ...]


class RejectedRow(NamedTuple):
    """A row left out: its number in the file, why (in French), and what it held."""

    line: int
    reason: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table of a file, before its header is found.

    Parameters
    ----------
    name : str
        Name of the file, and of the sheet or layer where there are several.
    rows : callable
        Gives the rows from the first one; may be called again.
    told : tuple of str
        What was understood of the file, in French: encoding, separator, coordinates.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table of a file, its header known.

    Parameters
    ----------
    sheet : Sheet
        Where the rows are.
    header : tuple of str
        Names of the columns, each once; an unnamed one is called by its rank.
    line : int
        Number of the header's row.
    """

    sheet: Sheet
    header: tuple[str, ...]
    line: int

    def records(self) -> Iterator[Row]:
        """Give the rows below the header that are not blank.

        Yields
        ------
        Row
            In order, cells as they are in the file.
        """
        for row in self.sheet.rows():
            if row.line > self.line and any(row.cells):
                yield row
