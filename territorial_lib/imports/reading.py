"""Applying a mapping to the rows of a file, one at a time: kept, left out, or refused with why."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from territorial_lib.errors import ImportRefused
from territorial_lib.imports import numerals
from territorial_lib.imports.codes import Code, CodeBook
from territorial_lib.imports.mapping import FIRST_YEAR, LAST_YEAR, ColumnMapping, Measure
from territorial_lib.imports.rows import Grid, RefusedCell, RejectedRow, Row
from territorial_lib.typography import folded, number

SAMPLE = 5_000
LOOKED_AT = 20_000
"""Rows among which a sample is taken, to find how numbers are written."""
LISTED = 5_000
"""Refused rows kept with their values; beyond, they are counted."""
NAN = float("nan")
_SHORT = 15
_plain = lru_cache(maxsize=50_000)(folded)


class _Refusal(Exception):
    """A row that cannot be read; its message is the reason in French."""


@dataclass
class Reading:
    """What the rows of a file gave.

    Parameters
    ----------
    lines : array of int
        Number of each row kept.
    codes : list of str
        Its code.
    years : array of int
        Its year.
    cuts : list of list of str
        Its dimensions, one list a dimension.
    values : list of array of float
        Its values, one array a measure; NaN is missing.
    rejected : list of RejectedRow
        The first refused rows, at most `LISTED`.
    refused, left_out, repaired, secret : int
        Rows refused, rows that the mapping leaves out, codes repaired, values masked.
    total : int
        Rows below the header.
    styles : list of Style
        How each measure writes its numbers.
    """

    lines: array[int] = field(default_factory=lambda: array("q"))
    codes: list[str] = field(default_factory=list)
    years: array[int] = field(default_factory=lambda: array("q"))
    cuts: list[list[str]] = field(default_factory=list)
    values: list[array[float]] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    refused: int = 0
    left_out: int = 0
    repaired: int = 0
    repairs: list[str] = field(default_factory=list)
    secret: int = 0
    total: int = 0
    styles: list[numerals.Style] = field(default_factory=list)

    def reject(self, row: Row, reason: str) -> None:
        """Note a refused row.

        Parameters
        ----------
        row : Row
            The row.
        reason : str
            Why, in French.
        """
        self.refused += 1
        if len(self.rejected) < LISTED:
            self.rejected.append(RejectedRow(row.line, reason, row.cells))


def read(grid: Grid, mapping: ColumnMapping, book: CodeBook) -> Reading:
    """Read the rows of a file.

    Parameters
    ----------
    grid : Grid
        The file's table.
    mapping : ColumnMapping
        What its columns mean.
    book : CodeBook
        The codes known.

    Returns
    -------
    Reading
        Rows kept and refused; ImportRefused where the mapping does not fit the file.
    """
    faults = list(mapping.faults(grid.header))
    if faults:
        raise ImportRefused(
            f"Les colonnes choisies ne vont pas : {' '.join(faults)}", "Corrigez vos choix."
        )
    return _Reader(grid, mapping, book).run()


class _Reader:
    def __init__(self, grid: Grid, mapping: ColumnMapping, book: CodeBook) -> None:
        self._grid, self._mapping, self._book = grid, mapping, book
        self._rank = {name: rank for rank, name in enumerate(grid.header)}
        self._words = [
            {folded(said): ours for said, ours in each.words.items()} for each in mapping.dimensions
        ]
        self._codes: dict[str, Code] = {}
        self._filters = [
            (self._rank[name], frozenset(map(folded, values)), kept)
            for filters, kept in ((mapping.keep, True), (mapping.drop, False))
            for name, values in filters.items()
        ]
        self._found = Reading(
            cuts=[[] for _ in mapping.dimensions], values=[array("d") for _ in mapping.measures]
        )

    def run(self) -> Reading:
        self._found.styles = self._styles()
        for row in self._grid.records():
            self._found.total += 1
            try:
                self._take(row)
            except _Refusal as refusal:
                self._found.reject(row, str(refusal))
        return self._found

    def _styles(self) -> list[numerals.Style]:
        first = islice(self._grid.records(), LOOKED_AT)
        sample = list(islice((row for row in first if self._kept(row)), SAMPLE))
        return [
            numerals.style(self._cell(row, measure.header) for row in sample)
            for measure in self._mapping.measures
        ]

    def _take(self, row: Row) -> None:
        width = len(self._grid.header)
        if len(row.cells) > width and any(row.cells[width:]):
            raise _Refusal(f"{len(row.cells)} cellules au lieu de {width}")
        if not self._kept(row):
            self._found.left_out += 1
            return
        code, repaired = self._code(row)
        year, cuts, values = self._year(row), self._cuts(row), self._values(row)
        self._found.lines.append(row.line)
        self._found.codes.append(code)
        self._found.years.append(year)
        for kept, cut in zip(self._found.cuts, cuts, strict=True):
            kept.append(cut)
        for array_, value in zip(self._found.values, values, strict=True):
            array_.append(value)
        if repaired:
            self._note_repair(self._cell(row, self._mapping.code), code)

    def _kept(self, row: Row) -> bool:
        for rank, values, kept in self._filters:
            text = row.cells[rank] if rank < len(row.cells) else ""
            if (_plain(text) in values) is not kept:
                return False
        return True

    def _cell(self, row: Row, name: str) -> str:
        rank = self._rank[name]
        return row.cells[rank] if rank < len(row.cells) else ""

    def _sound(self, row: Row, name: str) -> str:
        text = self._cell(row, name)
        if isinstance(text, RefusedCell):
            raise _Refusal(f"colonne « {name} » : {text}")
        return text

    def _code(self, row: Row) -> tuple[str, bool]:
        text = self._sound(row, self._mapping.code)
        if text not in self._codes:
            self._codes[text] = self._book.read(text, self._mapping.level)
        code, repaired, reason = self._codes[text]
        if not code:
            raise _Refusal(reason)
        return code, repaired

    def _note_repair(self, text: str, code: str) -> None:
        self._found.repaired += 1
        if len(self._found.repairs) < 5 and text != code:
            self._found.repairs.append(f"{text} → {code}")

    def _year(self, row: Row) -> int:
        if not self._mapping.year_column:
            return self._mapping.year or 0
        text = self._sound(row, self._mapping.year_column)
        plain = text[:4] if text[4:5] in ("-", "/", ".", "") else text
        if not plain.isdigit() or not FIRST_YEAR <= int(plain) <= LAST_YEAR:
            raise _Refusal(
                f"colonne « {self._mapping.year_column} » : « {text} » n’est pas une année"
            )
        return int(plain)

    def _cuts(self, row: Row) -> list[str]:
        return [self._cut(row, rank) for rank in range(len(self._words))]

    def _cut(self, row: Row, rank: int) -> str:
        dimension, words = self._mapping.dimensions[rank], self._words[rank]
        text = self._sound(row, dimension.header)
        if not text:
            raise _Refusal(f"colonne « {dimension.header} » : vide")
        if not words:
            return text
        if _plain(text) not in words:
            raise _Refusal(f"colonne « {dimension.header} » : « {text} » est inconnu")
        return words[_plain(text)]

    def _values(self, row: Row) -> list[float]:
        return [
            self._value(row, measure, written)
            for measure, written in zip(self._mapping.measures, self._found.styles, strict=True)
        ]

    def _value(self, row: Row, measure: Measure, written: numerals.Style) -> float:
        text = self._sound(row, measure.header)
        if text.isdigit() and text.isascii() and len(text) < _SHORT:
            return self._checked(row, measure, text, float(text))  # most cells: no need to look
        why = numerals.missing(text)
        if why:
            self._found.secret += why == "secret"
            return NAN
        found = numerals.value(text, written)
        if found is None:
            raise _Refusal(f"colonne « {measure.header} » : « {text} » n’est pas un nombre")
        return self._checked(row, measure, text, found)

    def _checked(self, row: Row, measure: Measure, text: str, found: float) -> float:
        if measure.minimum is not None and found < measure.minimum:
            raise _Refusal(
                f"colonne « {measure.header} » : {text} est inférieur à {number(measure.minimum)}"
            )
        if found == 0 and measure.masked_by and self._masked(row, measure.masked_by):
            self._found.secret += 1
            return NAN
        return found

    def _masked(self, row: Row, name: str) -> bool:
        count = numerals.value(self._cell(row, name) or "0", numerals.Style())
        return bool(count)
