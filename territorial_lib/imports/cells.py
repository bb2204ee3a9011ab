"""A typed cell, of a workbook or of a layer, written as the text a CSV file would hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from territorial_lib.imports.rows import RefusedCell


def cell_text(value: Any, kind: str) -> str:
    """Write a workbook's cell as text, as a CSV file would.

    Parameters
    ----------
    value : object
        The cell's value.
    kind : str
        Its type in the workbook: "f" for a formula, "e" for an error.

    Returns
    -------
    str
        Empty for no value; a `RefusedCell` for a formula or an error.
    """
    if value is None:
        return ""
    if kind in ("f", "e") or str(value).startswith("="):
        word = "erreur" if kind == "e" else "formule"
        shown = value if isinstance(value, str) else getattr(value, "text", value)
        return RefusedCell(f"{word} {str(shown)[:60]}")
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()
