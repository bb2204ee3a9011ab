"""The tables as CSV files that a French spreadsheet opens, one each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from territorial_lib.report.table import Cell, Table
from territorial_lib.tables.csv_file import Cell as CsvCell
from territorial_lib.tables.csv_file import to_csv


def write_csv(tables: Sequence[Table], folder: Path) -> None:
    """Write a file a table.

    Parameters
    ----------
    tables : sequence of Table
        The tables.
    folder : Path
        Folder of the files; nothing exists there.
    """
    folder.mkdir()
    for table in tables:
        header = [field.label for field in table.fields]
        rows = [[_cell(each) for each in row] for row in table.rows]
        text = to_csv(header, rows)
        (folder / f"{table.key}.csv").write_bytes(text.encode("utf-8"))


def _cell(value: Cell) -> CsvCell:
    return value.isoformat() if isinstance(value, date) else value
