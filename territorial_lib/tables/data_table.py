"""A table to read, sort, filter and take away; every row is plain data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from threading import RLock
from typing import Any, Generic, TypeVar

import ipywidgets

from territorial_lib.tables.csv_file import Cell, download_link, to_csv
from territorial_lib.tables.naming import file_name as named
from territorial_lib.typography import folded, number

Row = TypeVar("Row")
_FIRST = 50
"""Rows shown at first: more make a page endless, and slow; the rest is one click away."""
_MORE = 100


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a table.

    Parameters
    ----------
    label : str
        Its heading, in French, with its unit.
    value : callable
        Takes a row, gives its cell: text, number, or None where missing.
    text : callable, optional
        Takes a row, gives the cell as read, plain text; the value in French by default.
    html : callable, optional
        Takes a row, gives the cell as HTML, already escaped; the text escaped by default.
    numeric : bool
        True for numbers: aligned right, sorted from the largest.
    shown : bool
        False for a column that only the file carries.
    """

    label: str
    value: Callable[[Row], Cell]
    text: Callable[[Row], str] | None = None
    html: Callable[[Row], str] | None = None
    numeric: bool = False
    shown: bool = True

    def read(self, row: Row) -> str:
        """Give the cell as read, plain text.

        Parameters
        ----------
        row : Row
            A row of the table.

        Returns
        -------
        str
            "non disponible" for a missing number, "" for a missing text.
        """
        if self.text is not None:
            return self.text(row)
        value = self.value(row)
        if self.numeric:
            return number(None if value is None else float(value))
        return "" if value is None else str(value)

    def cell(self, row: Row, tag: str) -> str:
        """Give the cell as HTML.

        Parameters
        ----------
        row : Row
            A row of the table.
        tag : str
            ``td``, or ``th`` for the cell that names the row.

        Returns
        -------
        str
            One cell, escaped.
        """
        inside = self.html(row) if self.html is not None else escape(self.read(row))
        scope = ' scope="row"' if tag == "th" else ""
        kind = ' class="tw-number"' if self.numeric else ""
        return f"<{tag}{scope}{kind}>{inside}</{tag}>"


class DataTable(ipywidgets.VBox, Generic[Row]):  # type: ignore[misc]
    """A table with a filter, an order and a file to take away.

    Parameters
    ----------
    rows : sequence
        The rows, anything the columns can read.
    columns : sequence of Column
        The columns; the first names the row.
    caption : str
        What the table is, in French.
    file_name : str
        What the file proposed holds, ending in ``.csv``; the workshop and its date are put before.
    first : int
        Rows shown before somebody asks for more, 1 at least.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        columns: Sequence[Column[Row]],
        *,
        caption: str,
        file_name: str,
        first: int = _FIRST,
    ) -> None:
        self._rows, self._columns, self._lock = list(rows), list(columns), RLock()
        self._caption, self._file_name = caption, file_name
        self._first = self._most = first
        self.filter = ipywidgets.Text(description="Filtrer")
        self.order = ipywidgets.Dropdown(description="Trier par", options=self._orders())
        self._count, self._table = ipywidgets.HTML(), ipywidgets.HTML()
        self._link = ipywidgets.HTML()
        self.more = ipywidgets.Button(description="Voir la suite")
        self.more.add_class("tw-button").add_class("tw-button--quiet")
        self.more.on_click(lambda _: self._show_more())
        for control in (self.filter, self.order):
            control.style.description_width = "auto"
            control.add_class("tw-control")
            control.observe(lambda _: self._chosen_again(), "value")
        controls = ipywidgets.HBox([self.filter, self.order])
        controls.add_class("tw-actions")
        super().__init__([controls, self._count, self._table, self.more, self._link])
        self.add_class("tw-data")
        self.update(rows)

    def update(self, rows: Sequence[Row]) -> None:
        """Show other rows; the filter and the order stay.

        Parameters
        ----------
        rows : sequence
            The rows. May be called from any thread.
        """
        with self._lock:
            self._rows = list(rows)
            name = named(self._file_name)
            self._link.value = download_link(self.csv(), name, "Télécharger (CSV)")
            self._show()

    def csv(self) -> str:
        """Give the whole table as a file's text.

        Returns
        -------
        str
            CSV with every column, hidden ones included, and every row.
        """
        header = [column.label for column in self._columns]
        cells = [[column.value(row) for column in self._columns] for row in self._rows]
        return to_csv(header, cells)

    def html(self) -> str:
        """Give the table as it now stands.

        Returns
        -------
        str
            An HTML table, escaped.
        """
        return self._html(self._chosen())

    def _show(self) -> None:
        with self._lock:
            rows = self._chosen()
            self._count.value = f'<p class="tw-hint" role="status">{self._counted(len(rows))}</p>'
            self._table.value = self._html(rows)
            self.more.layout.display = None if len(rows) > self._most else "none"

    def _chosen_again(self) -> None:
        self._most = self._first
        self._show()

    def _show_more(self) -> None:
        self._most += _MORE
        self._show()

    def _chosen(self) -> list[Row]:
        words = folded(self.filter.value).split()
        rows = [row for row in self._rows if all(word in self._said(row) for word in words)]
        rank = self.order.value
        return rows if rank is None or rank < 0 else _sorted(rows, self._columns[rank])

    def _said(self, row: Row) -> str:
        """Give all that a filter may look for: what is read, and texts that are shown cut."""
        read = [column.read(row) for column in self._columns]
        whole = [v for column in self._columns if isinstance(v := column.value(row), str)]
        return folded(" ".join((*read, *whole)))

    def _orders(self) -> list[tuple[str, int]]:
        named = [
            (f"{column.label} ({'décroissant' if column.numeric else 'A à Z'})", rank)
            for rank, column in enumerate(self._columns)
            if column.shown
        ]
        return [("l’ordre d’origine", -1), *named]

    def _counted(self, count: int) -> str:
        whole = len(self._rows)
        found = f"{number(count)} ligne{'s' if count > 1 else ''} sur {number(whole)}"
        if count <= self._most:
            return found
        return f"{found}\u00a0; les {number(self._most)} premières sont montrées"

    def _html(self, rows: Sequence[Row]) -> str:
        columns = [column for column in self._columns if column.shown]
        head = "".join(_heading(column) for column in columns)
        body = "".join(_line(row, columns) for row in rows[: self._most])
        return (
            f'<div class="tw-table-scroll" tabindex="0" role="region" '
            f'aria-label="{escape(self._caption)}"><table class="tw-table">'
            f"<caption>{escape(self._caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def _heading(column: Column[Any]) -> str:
    kind = ' class="tw-number"' if column.numeric else ""
    return f'<th scope="col"{kind}>{escape(column.label)}</th>'


def _line(row: Row, columns: Sequence[Column[Row]]) -> str:
    first, *others = columns
    return f"<tr>{first.cell(row, 'th')}{''.join(c.cell(row, 'td') for c in others)}</tr>"


def _sorted(rows: list[Row], column: Column[Row]) -> list[Row]:
    present = [row for row in rows if not _missing(column.value(row))]
    missing = [row for row in rows if _missing(column.value(row))]
    if column.numeric:
        return sorted(present, key=lambda row: -float(column.value(row) or 0)) + missing
    return sorted(present, key=lambda row: folded(column.read(row))) + missing


def _missing(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, float) and math.isnan(cell))
