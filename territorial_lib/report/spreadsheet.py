"""The tables as one spreadsheet: a sheet each, codes as text, numbers as numbers, no formula."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell.cell import Cell as SheetCell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from territorial_lib.identity import colour
from territorial_lib.report.material import Material
from territorial_lib.report.read_me import ReadMe, read_me
from territorial_lib.report.table import Cell, Field, Sort, Table
from territorial_lib.tables.csv_file import FORMULA

README = "Lire moi"
_WIDTHS: dict[Sort, int] = {"text": 22, "long": 44, "number": 15, "year": 9, "date": 13}
_LONGEST = 32_767
"""Characters that a cell of Excel may hold."""
_HEAD = PatternFill("solid", fgColor=colour("accent").lstrip("#"))
_HEAD_FONT = Font(bold=True, color=colour("accent-ink").lstrip("#"))
_TITLE = Font(bold=True, size=16, color=colour("accent").lstrip("#"))
_LINK = Font(underline="single", color=colour("accent").lstrip("#"))
_TOP = Alignment(vertical="top", wrap_text=True)
_DAY = "dd/mm/yyyy"


def write_xlsx(material: Material, tables: Sequence[Table], path: Path) -> None:
    """Write the tables as a spreadsheet.

    Parameters
    ----------
    material : Material
        What is exported.
    tables : sequence of Table
        The tables.
    path : Path
        Where; nothing exists there.
    """
    book = Workbook()
    book.properties.title = f"Diagnostic de {material.territory.name}"
    book.properties.creator = material.name
    book.properties.language = "fr-FR"
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = README
    _read_me(first, read_me(material, tables))
    for table in tables:
        _sheet(book.create_sheet(table.name), table)
    with path.open("wb") as stream:
        book.save(stream)


def _sheet(sheet: Worksheet, table: Table) -> None:
    for column, field in enumerate(table.fields, 1):
        cell = _put(sheet, 1, column, field.label)
        cell.font, cell.fill, cell.alignment = _HEAD_FONT, _HEAD, _TOP
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[field.sort]
    for line, row in enumerate(table.rows, 2):
        for column, (value, field) in enumerate(zip(row, table.fields, strict=True), 1):
            if value is not None:
                _styled(_put(sheet, line, column, value), value, field)
    last = f"{get_column_letter(len(table.fields))}{len(table.rows) + 1}"
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", f"A1:{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(sheet: Worksheet, line: int, column: int, value: Cell) -> SheetCell:
    """Write a cell; words are words, even where they begin like a formula."""
    cell: Any = sheet.cell(line, column)
    if isinstance(value, str):
        cell.value = value[:_LONGEST]
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(FORMULA)  # stays words when somebody edits it
    else:
        cell.value = value
    return cell


def _styled(cell: SheetCell, value: Cell, field: Field) -> None:
    if field.sort == "long":
        cell.alignment = _TOP
    elif field.sort == "date":
        cell.number_format = _DAY
    elif field.sort == "year":
        cell.number_format = "0"
    elif isinstance(value, int | float):
        cell.number_format = _digits(value)


def _digits(value: float) -> str:
    """Show as many decimals as the size of a number asks for; the cell keeps them all."""
    size = abs(value)
    if size >= 100 or float(value).is_integer():
        return "#,##0"
    if size >= 10:
        return "0.0"
    return "0.00" if size >= 0.1 else "0.000" if size >= 0.001 else "General"


def _read_me(sheet: Worksheet, told: ReadMe) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 96
    _put(sheet, 1, 1, told.title).font = _TITLE
    line = 3
    for heading, terms in told.sections:
        _put(sheet, line, 1, heading).font = Font(bold=True, size=13)
        for term, words, target in terms:
            line += 1
            cell = _put(sheet, line, 1, term)
            cell.alignment = _TOP
            if target:
                cell.hyperlink, cell.font = f"#'{target}'!A1", _LINK
            _put(sheet, line, 2, words).alignment = _TOP
        line += 2
    sheet.sheet_view.showGridLines = False
