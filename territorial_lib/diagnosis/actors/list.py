"""A list of actors pasted or dropped as text: name ; sort ; capacities ; stakes, a line each."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from territorial_lib.typography import folded

MOST_ROWS = 1000
_COLUMNS = ("name", "sort", "capacities", "stakes")
_HEADINGS: Mapping[str, str] = {
    "nom": "name",
    "acteur": "name",
    "structure": "name",
    "organisation": "name",
    "type": "sort",
    "sorte": "sort",
    "categorie": "sort",
    "capacites": "capacities",
    "savoir faire": "capacities",
    "ce qu il sait faire": "capacities",
    "enjeux": "stakes",
    "ce qui compte pour lui": "stakes",
}
_LONGEST, _MOST = 200, 50


@dataclass(frozen=True)
class ListedActor:
    """A line understood.

    Parameters
    ----------
    line : int
        Number of the line, from 1.
    name, sort : str
        As written.
    capacities, stakes : tuple of str
        As written between commas or bars.
    """

    line: int
    name: str
    sort: str = ""
    capacities: tuple[str, ...] = ()
    stakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActorList:
    """What a list holds.

    Parameters
    ----------
    actors : tuple of ListedActor
        Lines understood.
    refused : tuple of (int, str)
        Number of each line refused, and why, in French.
    """

    actors: tuple[ListedActor, ...]
    refused: tuple[tuple[int, str], ...]


def read_list(text: str, known: Sequence[str] = ()) -> ActorList:
    """Read a list of actors.

    Parameters
    ----------
    text : str
        Lines whose cells are separated by semicolons or tabulations (commas where the first line
        holds neither); the first line may name the columns. Inside a cell, capacities and stakes
        are separated by bars, or by commas where commas separate no cells.
    known : sequence of str
        Names already there: a line that repeats one is refused.

    Returns
    -------
    ActorList
        Every line is either understood or refused with its reason; blank lines are neither.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows, broken = _rows(text)
    header = _header(rows[0][1]) if rows else None
    columns = header or _COLUMNS
    found: list[ListedActor] = []
    refused: list[tuple[int, str]] = []
    names = {folded(each) for each in known}
    within = ",|" if _separator(text) != "," else "|"
    for line, cells in rows[1:] if header else rows:
        values = dict(zip(columns, (each.strip() for each in cells), strict=False))
        actor = _actor(line, values, within)
        fault = _fault(actor, cells, len(columns), names, len(found))
        if fault:
            refused.append((line, fault))
        else:
            names.add(folded(actor.name))
            found.append(actor)
    return ActorList(tuple(found), (*refused, *broken))


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """Cut the text into rows and cells; where quotes are not closed, say from which line on."""
    reader = csv.reader(StringIO(text), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        fault = "un guillemet y est mal fermé\u202f; cette ligne et les suivantes sont laissées"
        return rows, [(start, fault)]
    return rows, []


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((each for each in ("\t", ";") if each in first), ",")


def _header(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Recognise a first line that names the columns."""
    named = [_HEADINGS.get(folded(cell), "") for cell in cells]
    return tuple(named) if "name" in named else None


def _actor(line: int, values: Mapping[str, str], within: str) -> ListedActor:
    return ListedActor(
        line,
        " ".join(values.get("name", "").split()),
        " ".join(values.get("sort", "").split()),
        _split(values.get("capacities", ""), within),
        _split(values.get("stakes", ""), within),
    )


def _split(cell: str, within: str) -> tuple[str, ...]:
    for each in within:
        cell = cell.replace(each, "\n")
    parts = (" ".join(part.split()) for part in cell.splitlines())
    return tuple(dict.fromkeys(part for part in parts if part))


def _fault(
    actor: ListedActor, cells: Sequence[str], columns: int, names: set[str], count: int
) -> str:
    if not folded(actor.name):
        return "le nom manque"
    if folded(actor.name) in names:
        return f"«\u00a0{actor.name[:60]}\u00a0» y est déjà"
    if any(cell.strip() for cell in cells[columns:]):
        return f"{len(cells)} colonnes au lieu de {columns}"
    texts = (actor.name, actor.sort, *actor.capacities, *actor.stakes)
    if any(len(each) > _LONGEST for each in texts):
        return f"un texte dépasse {_LONGEST} caractères"
    if max(len(actor.capacities), len(actor.stakes)) > _MOST:
        return f"plus de {_MOST} capacités ou enjeux"
    return f"au-delà de {MOST_ROWS} acteurs" if count >= MOST_ROWS else ""
