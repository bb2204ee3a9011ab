"""A table as a CSV file that French spreadsheets open without harm."""

from __future__ import annotations

import base64
import csv
import io
import math
from collections.abc import Sequence
from html import escape

Cell = str | float | int | None
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Characters that make a spreadsheet take words for a formula."""
_BYTE_ORDER_MARK = "\ufeff"  # tells Excel that accents are UTF-8
SIGNIFICANT = 6
"""Digits kept of a number that is not whole; none of our figures is known to more."""
_MOST_DECIMALS = 15


def to_csv(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Write a table as CSV: semicolons, decimal commas, everything quoted, no cell a formula.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : sequence of sequence of (str, float, int or None)
        Cells; None and NaN are missing, left empty; codes keep their zeros; a number keeps its
        whole part, and decimals up to `SIGNIFICANT` digits in all.

    Returns
    -------
    str
        The file's text, with a byte order mark.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([_written(cell) for cell in row] for row in [header, *rows])
    return _BYTE_ORDER_MARK + stream.getvalue()


def download_link(text: str, file_name: str, words: str) -> str:
    """Offer a text as a file, carried by the link itself.

    Parameters
    ----------
    text : str
        Content of the file.
    file_name : str
        Name proposed.
    words : str
        What the link says, plain text.

    Returns
    -------
    str
        An ``<a download>`` element, escaped.
    """
    content = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return (
        f'<a class="tw-download" download="{escape(file_name)}" '
        f'href="data:text/csv;charset=utf-8;base64,{content}">{escape(words)}</a>'
    )


def _written(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return _number(cell) if isinstance(cell, float) else str(cell)


def _number(value: float) -> str:
    """Write a number without exponent, so that every spreadsheet reads it as a number."""
    if math.isinf(value) or value == 0:
        return "0" if value == 0 else ""
    digits = SIGNIFICANT - 1 - math.floor(math.log10(abs(value)))
    decimals = min(max(digits, 0), _MOST_DECIMALS)
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return "0" if text in ("-0", "") else text.replace(".", ",")
