"""Workbooks (XLSX): values only; formulas, errors and merged cells are refused cell by cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from territorial_lib.errors import UnreadableFile
from territorial_lib.imports.cells import cell_text
from territorial_lib.imports.delimited import checked_size
from territorial_lib.imports.limits import Limits
from territorial_lib.imports.rows import RefusedCell, Row, Sheet
from territorial_lib.imports.watching import EXAMINING, READING, UNWATCHED, Watch

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z0-9:]+)"')
_CHUNK = 1 << 20
_OVERLAP = 200
_EVERY = 200
_MERGES = 20_000
DAMAGED = (KeyError, ValueError, TypeError, zipfile.BadZipFile, ParseError, InvalidFileException)
"""What openpyxl raises on a damaged workbook."""


def spreadsheet(name: str, path: Path, limits: Limits, watch: Watch = UNWATCHED) -> list[Sheet]:
    """Read a workbook.

    Parameters
    ----------
    name : str
        Name of the file.
    path : Path
        The file, whose packing was checked.
    limits : Limits
        What is refused.
    watch : Watch
        Who follows the reading.

    Returns
    -------
    list of Sheet
        One a sheet that has at least a cell.
    """
    watch.step(EXAMINING)
    book = _opened(name, path)
    try:
        titles = [sheet.title for sheet in book.worksheets if sheet.max_row != 0]
    finally:
        book.close()
    if not titles:
        raise UnreadableFile(
            f"Le classeur « {name} » n’a aucune feuille de données.", "Vérifiez le fichier."
        )
    return [_sheet(name, path, title, limits, watch) for title in titles]


def _opened(name: str, path: Path) -> Any:
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except DAMAGED as error:
        raise _damaged(name, error) from error


def _sheet(name: str, path: Path, title: str, limits: Limits, watch: Watch) -> Sheet:
    shown = f"{name}, feuille « {title} »"
    return Sheet(shown, lambda: _rows(name, path, title, limits, watch))


def _rows(name: str, path: Path, title: str, limits: Limits, watch: Watch) -> Iterator[Row]:
    book = _opened(name, path)
    try:
        sheet = book[title]
        merged = _merged(path, sheet)
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            checked_size(name, line, len(cells), limits)
            if line % _EVERY == 0:
                watch.step(READING, line, sheet.max_row)
            yield Row(line, _texts(line, cells, merged))
    except DAMAGED as error:
        raise _damaged(name, error) from error
    finally:
        book.close()


def _texts(
    line: int, cells: tuple[Any, ...], merged: dict[tuple[int, int], str]
) -> tuple[str, ...]:
    texts = []
    for rank, cell in enumerate(cells, start=1):
        text = cell_text(cell.value, str(cell.data_type))
        whole = merged.get((line, rank)) if not text else None
        texts.append(RefusedCell(f"cellules fusionnées {whole}") if whole else text)
    return tuple(texts)


def _merged(path: Path, sheet: Any) -> dict[tuple[int, int], str]:
    """Give the cells hidden by a merge; the title rows' merges do no harm."""
    hidden: dict[tuple[int, int], str] = {}
    for reference in _merge_references(path, str(sheet._worksheet_path)):
        left, top, right, bottom = range_boundaries(reference)
        if (bottom - top + 1) * (right - left + 1) > _MERGES:
            continue
        for line in range(top, bottom + 1):
            hidden |= {(line, rank): reference for rank in range(left, right + 1)}
    return hidden


def _merge_references(path: Path, member: str) -> list[str]:
    found: dict[bytes, None] = {}
    with zipfile.ZipFile(path) as archive, archive.open(member.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            found |= dict.fromkeys(_MERGE.findall(tail + chunk))
            tail = chunk[-_OVERLAP:]
            if len(found) > _MERGES:
                break
    return [reference.decode() for reference in found]


def _damaged(name: str, error: Exception) -> UnreadableFile:
    return UnreadableFile(
        f"Le classeur « {name} » est abîmé ({error}).",
        "Ouvrez-le dans un tableur et enregistrez-le de nouveau en XLSX.",
    )
