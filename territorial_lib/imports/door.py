"""The import door: open a file, recognise it or look at it, then draft what would be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from territorial_lib.errors import ImportRefused
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.imports import numerals
from territorial_lib.imports.assembling import draft
from territorial_lib.imports.codes import CodeBook
from territorial_lib.imports.files import opened
from territorial_lib.imports.header import leading, named, with_header
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.layouts import LAYOUTS, recognised
from territorial_lib.imports.limits import DEFAULT, Limits
from territorial_lib.imports.locating import locator
from territorial_lib.imports.mapping import ColumnMapping
from territorial_lib.imports.rows import Grid, RefusedCell, Row, Sheet
from territorial_lib.imports.watching import UNWATCHED, Watch
from territorial_lib.typography import folded

SHOWN = 8
_LOOKED_AT = 500
_SURE = 0.8
_NAMED = 0.4
_CODE_NAME = re.compile(r"\b(code|codgeo|insee|depcom|siren|geo)\b")


@dataclass(frozen=True)
class Glimpse:
    """A column of a file, to be understood by a person.

    Parameters
    ----------
    name : str
        Its name.
    kind : str
        What it seems to hold: "code", "number", "year" or "text".
    level : str
        For codes, what they name; empty otherwise.
    sample : tuple of str
        Its first cells.
    """

    name: str
    kind: str
    level: str
    sample: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A table of a file, recognised or to be mapped.

    Parameters
    ----------
    grid : Grid
        The table.
    mapping : ColumnMapping or None
        What its columns mean where an official layout is recognised.
    columns : tuple of Glimpse
        Its columns.
    """

    grid: Grid
    mapping: ColumnMapping | None
    columns: tuple[Glimpse, ...]


class Door:
    """Where the facilitator's files come in.

    Parameters
    ----------
    gazetteer : Gazetteer
        The territories known.
    limits : Limits
        What is refused.
    watch : Watch
        Who follows the reading, and may stop it.
    """

    def __init__(
        self, gazetteer: Gazetteer, limits: Limits = DEFAULT, watch: Watch = UNWATCHED
    ) -> None:
        self._book, self._limits, self._watch = CodeBook(gazetteer), limits, watch
        self._locate = locator(gazetteer.catalogue)

    @contextmanager
    def open(self, path: Path) -> Iterator[list[Candidate]]:
        """Look at a file.

        Parameters
        ----------
        path : Path
            The file.

        Yields
        ------
        list of Candidate
            Its tables, those recognised first, usable until the end of the block; ImportRefused
            says why it cannot be read.
        """
        with opened(path, self._locate, self._limits, self._watch) as sheets:
            faults: list[ImportRefused] = []
            candidates = [found for sheet in sheets if (found := self._look(sheet, path, faults))]
            if not candidates:
                raise faults[0]
            yield sorted(candidates, key=lambda candidate: candidate.mapping is None)

    def draft(self, path: Path, candidate: Candidate, mapping: ColumnMapping) -> Draft:
        """Read a table without keeping anything.

        Parameters
        ----------
        path : Path
            The file.
        candidate : Candidate
            One of its tables.
        mapping : ColumnMapping
            What its columns mean.

        Returns
        -------
        Draft
            What would be kept and what is refused.
        """
        return draft(candidate.grid, mapping, self._book, path, self._watch)

    def recognise(self, path: Path, year: int | None = None) -> Draft:
        """Read an official file at once.

        Parameters
        ----------
        path : Path
            The file.
        year : int, optional
            Year of the values, where the file does not tell it.

        Returns
        -------
        Draft
            What would be kept; ImportRefused where no official layout is recognised.
        """
        with self.open(path) as candidates:
            first = candidates[0]
            if first.mapping is None:
                raise _unknown(path, first)
            mapping = first.mapping
            if year is not None and not mapping.year_column:
                mapping = replace(mapping, year=year)
            return self.draft(path, first, mapping)

    def _look(self, sheet: Sheet, path: Path, faults: list[ImportRefused]) -> Candidate | None:
        try:
            grid = _grid(sheet, path.name)
        except ImportRefused as fault:
            faults.append(fault)
            return None
        rows = list(islice(grid.records(), _LOOKED_AT))
        columns = tuple(self._glimpse(name, rank, rows) for rank, name in enumerate(grid.header))
        mapping = recognised(grid.header, sheet.name)
        return Candidate(grid, self._at_level(mapping, grid, rows), columns)

    def _at_level(
        self, mapping: ColumnMapping | None, grid: Grid, rows: list[Row]
    ) -> ColumnMapping | None:
        """Take the level that the codes show, where a layout is published at several."""
        if mapping is None or mapping.keep:
            return mapping
        rank = grid.header.index(mapping.code)
        level, share = self._book.level_of(_column(rows, rank))
        if share < _SURE or level == mapping.level:
            return mapping
        name = mapping.name.replace("commune", level)
        return replace(mapping, level=level, name=name)  # type: ignore[arg-type]

    def _glimpse(self, name: str, rank: int, rows: list[Row]) -> Glimpse:
        cells = [cell for cell in _column(rows, rank) if cell]
        level, share = self._book.level_of(cells[:100])
        kind = "text"
        enough = _NAMED if _CODE_NAME.search(folded(name)) else _SURE
        if cells and share >= enough and not _is_year(cells):
            kind = "code"
        elif cells and _share_of_numbers(cells) >= _SURE:
            kind = "year" if _is_year(cells) else "number"
        return Glimpse(name, kind, level if kind == "code" else "", tuple(cells[:SHOWN]))


def _grid(sheet: Sheet, name: str) -> Grid:
    """Find the header: one that an official layout knows, else the likeliest row."""
    for row in leading(sheet):
        header = named(tuple("" if isinstance(cell, RefusedCell) else cell for cell in row.cells))
        if recognised(header, name) is not None:
            return with_header(sheet, row.line)
    return with_header(sheet)


def _column(rows: list[Row], rank: int) -> list[str]:
    return [row.cells[rank] if rank < len(row.cells) else "" for row in rows]


def _is_year(cells: list[str]) -> bool:
    return all(cell.isdigit() and 1950 <= int(cell) <= 2100 for cell in cells[:100])


def _share_of_numbers(cells: list[str]) -> float:
    written = numerals.style(cells)
    fitting = [numerals.missing(c) or numerals.value(c, written) is not None for c in cells]
    return sum(map(bool, fitting)) / len(cells)


def _unknown(path: Path, candidate: Candidate) -> ImportRefused:
    columns = ", ".join(f"« {column.name} »" for column in candidate.columns[:6])
    known = " ; ".join(layout.title for layout in LAYOUTS)
    return ImportRefused(
        f"Le fichier « {path.name} » n’a la forme d’aucun fichier officiel connu ({columns}…).",
        "Importez-le dans la page « Préparer » en désignant ses colonnes. "
        f"Formes connues : {known}.",
    )
