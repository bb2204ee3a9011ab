"""A short table to read: nothing to sort, nothing to filter."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from territorial_lib.tables.data_table import Column


def plain_table(rows: Sequence[Any], columns: Sequence[Column[Any]], caption: str) -> str:
    """Write a few rows as a table.

    Parameters
    ----------
    rows : sequence
        Rows, in the order to show.
    columns : sequence of Column
        Its columns, the first naming the row.
    caption : str
        What it is, plain text.

    Returns
    -------
    str
        HTML, escaped.
    """
    shown = [each for each in columns if each.shown]
    head = "".join(f'<th scope="col"{_number(each)}>{escape(each.label)}</th>' for each in shown)
    first, *others = shown
    body = "".join(
        f"<tr>{first.cell(row, 'th')}{''.join(each.cell(row, 'td') for each in others)}</tr>"
        for row in rows
    )
    return (
        '<div class="tw-table-scroll"><table class="tw-table">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _number(column: Column[Any]) -> str:
    return ' class="tw-number"' if column.numeric else ""
