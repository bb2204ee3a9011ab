"""A block copied from a spreadsheet: its rows, its columns, and what each column seems to be."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from territorial_lib.errors import InvalidEntry
from territorial_lib.imports.header import named
from territorial_lib.steps.paper.columns import COLUMNS, KINDS
from territorial_lib.typography import folded, number

MOST = 2000
"""Rows pasted at once."""


@dataclass(frozen=True)
class Line:
    """A row as pasted.

    Parameters
    ----------
    rank : int
        Its place in the block, from 1.
    cells : tuple of str
        Its cells, without surrounding blanks.
    """

    rank: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The row as a spreadsheet would paste it again."""
        out = io.StringIO()
        csv.writer(out, "excel-tab", lineterminator="").writerow(self.cells)
        return out.getvalue()


@dataclass(frozen=True)
class Grid:
    """A block pasted.

    Parameters
    ----------
    names : tuple of str
        Names of its columns, from its first row or made up.
    lines : tuple of Line
        Its rows, blank ones left out.
    header : Line or None
        The row that names the columns; None where there is none.
    meant : tuple of str
        Key of what each column seems to be; empty where nothing tells.
    """

    names: tuple[str, ...]
    lines: tuple[Line, ...]
    header: Line | None
    meant: tuple[str, ...]


def grid(text: str, kind: str) -> Grid:
    """Read a block pasted from a spreadsheet.

    Parameters
    ----------
    text : str
        What was pasted: tabs or semicolons between cells, one row a line.
    kind : str
        What the rows are where no column says so, a key of `columns.KINDS`.

    Returns
    -------
    Grid
        Columns found by their names, else in the order of the kind's own; InvalidEntry where
        nothing was pasted, or too much.
    """
    lines = [each for each in _lines(text) if any(each.cells)]
    if not lines:
        raise InvalidEntry(
            "Rien n’est collé.",
            "Copiez des lignes dans Excel ou LibreOffice, puis collez-les ici.",
        )
    if len(lines) > MOST:
        raise InvalidEntry(
            f"Le bloc a {number(len(lines))} lignes, plus que les {number(MOST)} permises.",
            "Collez-le en plusieurs fois.",
        )
    wide = max(len(each.cells) for each in lines)
    first = [column_of(cell) for cell in lines[0].cells]
    if sum(map(bool, first)) >= max(1, len([c for c in lines[0].cells if c]) / 2):
        cells = lines[0].cells + ("",) * (wide - len(lines[0].cells))
        meant = _once([*first, *[""] * (wide - len(first))])
        return Grid(named(cells), tuple(lines[1:]), lines[0], meant)
    usual = [each.key for each in COLUMNS if each.key in KINDS[kind].usual]
    order = sorted(usual, key=KINDS[kind].usual.index)
    meant = tuple((*order, *[""] * wide)[:wide])
    return Grid(named(("",) * wide), tuple(lines), None, meant)


def column_of(name: str) -> str:
    """Recognise a column by its name.

    Parameters
    ----------
    name : str
        What the header says.

    Returns
    -------
    str
        Key of `columns.COLUMNS`; empty where it is none.
    """
    plain = folded(name)
    return next((each.key for each in COLUMNS if plain in each.names()), "") if plain else ""


def _lines(text: str) -> list[Line]:
    """Cut the text into cells; a quote that nothing closes is a mere sign."""
    separator = "\t" if "\t" in text or ";" not in text else ";"
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    source, odd = io.StringIO(plain, newline=""), plain.count('"') % 2
    if odd:
        rows = csv.reader(source, delimiter=separator, quoting=csv.QUOTE_NONE)
    else:
        rows = csv.reader(source, delimiter=separator)
    return [Line(rank, tuple(cell.strip() for cell in row)) for rank, row in enumerate(rows, 1)]


def _once(keys: Sequence[str]) -> tuple[str, ...]:
    """Keep the first column of each meaning."""
    return tuple(key if key and key not in keys[:rank] else "" for rank, key in enumerate(keys))
