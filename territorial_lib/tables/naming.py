"""Names of the files taken away: the workshop, its date, then what the table is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from territorial_lib.typography import folded

Occasion = Callable[[], tuple[str, date]]
"""Gives the workshop's name and date, as they now are."""
_LONGEST = 60
_occasions: list[Occasion] = []


def name_files(occasion: Occasion) -> None:
    """Name files after a workshop from now on; a process shows one workshop at a time.

    Parameters
    ----------
    occasion : callable
        Gives the workshop's name and date.
    """
    _occasions[:] = [occasion]


def file_name(what: str) -> str:
    """Name a file taken away.

    Parameters
    ----------
    what : str
        What it holds, such as "ressources.csv".

    Returns
    -------
    str
        Such as "biovallee-2026-11-24-ressources.csv": lower-case letters, digits and dashes; the
        name as it is where no workshop is shown.
    """
    if not _occasions:
        return what
    workshop, day = _occasions[0]()
    stem, dot, ending = what.rpartition(".")
    parts = [_plain(workshop), day.isoformat(), _plain(stem or ending)]
    return "-".join(part for part in parts if part) + (dot + ending if stem else "")


def _plain(text: str) -> str:
    letters = folded(text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST].strip("-")
