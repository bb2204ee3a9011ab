"""From a pasted row to an entry, or to the French list of everything wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import msgspec

from territorial_lib.errors import InvalidEntry
from territorial_lib.imports.numerals import Style, style, value
from territorial_lib.schemas.entries import Entry, decode
from territorial_lib.steps.paper.columns import COLUMNS, KINDS, Column
from territorial_lib.steps.paper.grid import Grid, Line
from territorial_lib.store.projections import Item
from territorial_lib.typography import folded

_BY_KEY = {each.key: each for each in COLUMNS}
_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_SPLIT = re.compile(r"[\n;,/]")
_NOBODY = "0" * 32
"""Stands for an id until the row is written."""


@dataclass(frozen=True)
class Read:
    """A row read.

    Parameters
    ----------
    line : Line
        The row as pasted.
    entry : Entry or None
        What it says; None where it has a fault.
    faults : tuple of str
        What is wrong, one French sentence each.
    double : str
        Where the same thing was already said, in French; empty where it was not.
    """

    line: Line
    entry: Entry | None
    faults: tuple[str, ...] = ()
    double: str = ""

    @property
    def fit(self) -> bool:
        """Whether it may be written and was not said yet."""
        return self.entry is not None and not self.double


def read(
    pasted: Grid,
    meant: Sequence[str],
    usual: Mapping[str, str],
    communes: Mapping[str, str],
    known: Collection[Item] = (),
) -> list[Read]:
    """Read every row of a block.

    Parameters
    ----------
    pasted : Grid
        The block.
    meant : sequence of str
        What each column is, a key of `columns.COLUMNS`; empty for a column left out.
    usual : Mapping of str to str
        ``kind`` and ``group`` of the rows that do not say theirs.
    communes : Mapping of str to str
        Names of the territory's communes by code.
    known : collection of Item
        What was already said: the same words by the same person are a double.

    Returns
    -------
    list of Read
        One a row, in order.
    """
    styles = _styles(pasted, meant)
    places = {folded(name): code for code, name in communes.items()} | {c: c for c in communes}
    seen = {
        _said(item.entry): "Déjà dit dans l’atelier." for item in known if item.state == "visible"
    }
    found = []
    for line in pasted.lines:
        one = _row(line, meant, usual, partial(_cell, styles=styles, places=places))
        if one.entry is not None:
            key = _said(one.entry)
            one = Read(line, one.entry, double=seen.get(key, ""))
            seen.setdefault(key, f"La même chose est à la ligne {line.rank}.")
        found.append(one)
    return found


Cell = Callable[[Column, str], Any]


class _CellError(Exception):
    """A cell cannot be read: its words say why."""


def _row(line: Line, meant: Sequence[str], usual: Mapping[str, str], cell: Cell) -> Read:
    values: dict[str, Any] = dict(usual)
    faults = []
    for key, text in zip(meant, line.cells, strict=False):
        if not key or not text:
            continue
        try:
            values[key] = cell(_BY_KEY[key], text)
        except _CellError as error:
            faults.append(str(error))
    try:
        entry = decode(_raw(values))
    except InvalidEntry as error:
        known = faults or [error.fault]
        return Read(line, None, tuple(known))
    return Read(line, None, tuple(faults)) if faults else Read(line, entry)


def _raw(values: Mapping[str, Any]) -> dict[str, Any]:
    kind = KINDS[values["kind"]]
    fields = {field: values[key] for key, field in kind.fields.items() if key in values}
    who = {"pseudonym": values.get("pseudonym", ""), "group": values["group"]}
    raw = {"id": _NOBODY, "who": who, "body": {"kind": kind.tag, **kind.fixed, **fields}}
    return raw | ({"place": {"commune": values["place"]}} if "place" in values else {})


def _cell(column: Column, text: str, styles: Mapping[str, Style], places: Mapping[str, str]) -> Any:
    if column.shape in ("number", "whole"):
        return _number(column, text, styles[column.key])
    if column.shape == "choice":
        words = {folded(word): found for word, found in column.words.items()}
        return _known(column, text, words, list(column.words)[:7])
    if column.shape == "place":
        return _known(column, text, places, [])
    if column.shape == "date":
        return _date(column, text)
    if column.shape == "list":
        return [part.strip() for part in _SPLIT.split(text) if part.strip()]
    return text if column.key == "note" else " ".join(text.split())


def _number(column: Column, text: str, written: Style) -> float | int:
    found = value(text, written)
    if found is None:
        raise _CellError(f"{_received(column, text)} un nombre est attendu.")
    return int(found) if column.shape == "whole" and found.is_integer() else found


def _known(column: Column, text: str, words: Mapping[str, str], shown: list[str]) -> str:
    found = words.get(folded(text)) or words.get(text)
    if found is None:
        wanted = f"l’un de {', '.join(shown)}" if shown else "une commune du territoire"
        raise _CellError(f"{_received(column, text)} il faut {wanted}.")
    return found


def _date(column: Column, text: str) -> str:
    parts = _DATE.fullmatch(text)
    try:
        if parts is None:
            return date.fromisoformat(text).isoformat()
        day, month, year = map(int, parts.groups())
        return date(year, month, day).isoformat()
    except ValueError as error:
        said = f"{_received(column, text)} une date comme 24/11/2026 est attendue."
        raise _CellError(said) from error


def _received(column: Column, text: str) -> str:
    return f"«\u00a0{column.label}\u00a0» a reçu «\u00a0{text[:40]}\u00a0»\u00a0:"


def _styles(pasted: Grid, meant: Sequence[str]) -> dict[str, Style]:
    """Find how each column of numbers writes them."""
    found = {}
    for rank, key in enumerate(meant):
        if key and _BY_KEY[key].shape in ("number", "whole"):
            cells = [each.cells[rank] for each in pasted.lines if rank < len(each.cells)]
            found[key] = style(cell for cell in cells if cell)
    return found


def _said(entry: Entry) -> tuple[Any, ...]:
    """Give what makes two entries the same: who, what, where."""
    place = entry.place.commune if entry.place else None
    body = msgspec.json.encode(entry.body, order="sorted").decode().casefold()
    return entry.who.group, folded(entry.who.pseudonym), place, body


def faulty(rows: Sequence[Read]) -> Iterator[Line]:
    """Give the rows that cannot be written, as pasted.

    Parameters
    ----------
    rows : sequence of Read
        What `read` gave.

    Yields
    ------
    Line
        In order.
    """
    return (each.line for each in rows if each.entry is None)
