"""Finding the header, which is not always on the first line."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from territorial_lib.errors import UnreadableFile
from territorial_lib.imports.rows import Grid, RefusedCell, Row, Sheet

LEADING = 40
"""Rows looked at to find the header."""
_NUMBER = re.compile(r"[-+−]?\d[\d\s\u00a0\u202f.,]*%?|\d[\dABab]\d{3}")
_WIDE_ENOUGH = 0.6
_TITLES = 3


def leading(sheet: Sheet) -> list[Row]:
    """Give the first rows that are not blank.

    Parameters
    ----------
    sheet : Sheet
        A table of a file.

    Returns
    -------
    list of Row
        At most `LEADING`.
    """
    return list(islice((row for row in sheet.rows() if _width(row)), LEADING))


def with_header(sheet: Sheet, line: int | None = None) -> Grid:
    """Find the header of a table.

    Parameters
    ----------
    sheet : Sheet
        A table of a file.
    line : int, optional
        Number of the header's row where it is known.

    Returns
    -------
    Grid
        The table below its header; UnreadableFile where there is none, or no row below.
    """
    first = leading(sheet)
    if not first:
        raise UnreadableFile(
            f"Le fichier « {sheet.name} » est vide : aucune ligne.",
            "Vérifiez que c’est le bon fichier et qu’il a été enregistré.",
        )
    chosen = _chosen(first, line)
    if chosen is first[-1]:
        raise UnreadableFile(
            f"Le fichier « {sheet.name} » n’a aucune ligne de données (0 ligne) sous son en-tête.",
            "Vérifiez l’export : il ne contient que les noms des colonnes.",
        )
    return Grid(sheet, named(_unmerged(first, chosen)), chosen.line)


def named(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Name every column once.

    Parameters
    ----------
    cells : tuple of str
        The header's cells.

    Returns
    -------
    tuple of str
        Spaces made single; an empty name becomes "colonne 3", a repeated one gets its rank.
    """
    found: Counter[str] = Counter()
    names = []
    for rank, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"colonne {rank}"
        found[name] += 1
        names.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return tuple(names)


def _chosen(first: list[Row], line: int | None) -> Row:
    if line is not None:
        return next((row for row in first if row.line == line), first[0])
    widths = [_width(row) for row in first]
    enough = max(2.0, _WIDE_ENOUGH * max(widths))
    start = next((rank for rank, width in enumerate(widths) if width >= enough), 0)
    while _is_second_header(first, widths, start, enough):
        start += 1
    return first[start]


def _is_second_header(first: list[Row], widths: list[int], start: int, enough: float) -> bool:
    """Tell whether the next row still names columns, as Insee's codes under their labels do."""
    below = range(start + 2, len(first))
    return (
        len(below) > 0
        and widths[start + 1] >= enough
        and not _has_number(first, start + 1)
        and any(_has_number(first, rank) for rank in below)
    )


def _unmerged(first: list[Row], chosen: Row) -> tuple[str, ...]:
    """Give the header's cells; one merged with the cell above it takes that cell's name."""
    above = [row for row in first if chosen.line - _TITLES <= row.line < chosen.line][::-1]
    names = []
    for rank, cell in enumerate(chosen.cells):
        column = [row.cells[rank] for row in above if rank < len(row.cells)]
        named = [text for text in column if text and not isinstance(text, RefusedCell)]
        names.append((named[0] if named else "") if isinstance(cell, RefusedCell) else cell)
    return tuple(names)


def _width(row: Row) -> int:
    return sum(bool(cell) and not isinstance(cell, RefusedCell) for cell in row.cells)


def _has_number(rows: list[Row], rank: int) -> bool:
    return any(_NUMBER.fullmatch(cell.strip()) for cell in rows[rank].cells)
