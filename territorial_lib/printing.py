"""What commands print in a terminal: tables that wrap, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
)
from rich.table import Table
from rich.text import Text

from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.geography.search import Match
from territorial_lib.geography.territories import KIND_LABELS, Territory
from territorial_lib.imports.imported import ImportedTable
from territorial_lib.imports.rows import RejectedRow
from territorial_lib.imports.update import OfficialFile
from territorial_lib.imports.watching import Tell, Watch
from territorial_lib.schemas.blocks import Block
from territorial_lib.schemas.figures import FAMILY_LABELS, STATUS_LABELS, Figure, Resource, Row
from territorial_lib.sources import Card
from territorial_lib.typography import MISSING, number, quantity

_PIPE_WIDTH = 180
_HEADINGS = ("Ressource", "Valeur", "Semblables", "Année", "Niveau", "Statut", "Source")
_LEVELS = KIND_LABELS | {"perimeter": "territoire", "nation": "France"}
_MOST_REJECTED = 50
_AGAIN = "Tapez «\u00a0territorial data update\u00a0» pour le reprendre."


def show_inventory(inventory: Inventory) -> None:
    """Print an inventory, one row a resource.

    Parameters
    ----------
    inventory : Inventory
        The inventory.
    """
    territory = inventory.territory
    kind = KIND_LABELS[territory.kind]
    title = f"Inventaire\u00a0: {territory.name} ({kind}, {_communes(territory)})"
    table = _table(title, _HEADINGS)
    family = ""
    for resource in sorted(inventory.resources, key=_family):
        if resource.family != family:
            family = resource.family
            table.add_section()
            table.add_row(Text(FAMILY_LABELS[family], style="bold"))
        table.add_row(*(Text(cell) for cell in _cells(resource)))
    console = _console()
    console.print(table)
    console.print(Text(inventory.likeness.reason))


def show_block(block: Block) -> None:
    """Print a block: what it says, then its figures.

    Parameters
    ----------
    block : Block
        Any block of any step.
    """
    console = _console()
    console.print(Text(f"\n{block.notion.title}", style="bold"))
    console.print(Text(block.says))
    table = _table("", ("Chiffre", *_HEADINGS[1:]))
    for row in block.rows:
        if row.key:
            table.add_row(*(Text(cell) for cell in _cells(row)))
    console.print(table)


def show_matches(matches: Sequence[Match]) -> None:
    """Print territories found, one a line.

    Parameters
    ----------
    matches : sequence of Match
        The likeliest first.
    """
    table = _table("", ("Code", "Territoire", "Habitants"))
    for match in matches:
        table.add_row(match.code, Text(match.label), number(match.population))
    _console().print(table)


def show_cards(cards: Mapping[str, Card]) -> None:
    """Print the identity card of every table.

    Parameters
    ----------
    cards : Mapping of str to Card
        Cards by table.
    """
    table = _table("", ("Table", "Contenu", "Source", "Année", "Licence", "Limites"))
    for name, card in cards.items():
        cells = (card.title, card.source, str(card.vintage), card.licence, card.caveat)
        table.add_row(name, *(Text(cell) for cell in cells))
    _console().print(table)


def show_fetched(tables: Mapping[str, ImportedTable], damaged: Sequence[str]) -> None:
    """Print the official tables fetched on this machine, which go before the program's.

    Parameters
    ----------
    tables : Mapping of str to ImportedTable
        Tables by name; nothing is printed where there are none.
    damaged : Sequence of str
        Names of those that can no longer be read.
    """
    if tables:
        shown = _table("Reprises sur Internet", ("Table", "Contenu", "Source", "Année", "Lignes"))
        for name, table in tables.items():
            card = table.sourced.card
            cells = (card.title, card.source, str(card.vintage), number(len(table.sourced.frame)))
            shown.add_row(name, *(Text(cell) for cell in cells))
        _console().print(shown)
    for name in damaged:
        _console().print(Text(f"{name}\u00a0: fichier abîmé, laissé de côté. " + _AGAIN))


def show_rejected(rows: Sequence[RejectedRow]) -> None:
    """Print the rows that an import refused, each with its reason.

    Parameters
    ----------
    rows : sequence of RejectedRow
        The rows; nothing is printed where there are none.
    """
    if not rows:
        return
    table = _table("Lignes refusées", ("Ligne", "Raison", "Contenu"))
    for row in rows[:_MOST_REJECTED]:
        table.add_row(str(row.line), Text(row.reason), Text(" ; ".join(row.values)))
    _console().print(table)
    if len(rows) > _MOST_REJECTED:
        _console().print(Text(f"… et {number(len(rows) - _MOST_REJECTED)} autres."))


@contextmanager
def downloads() -> Iterator[tuple[Callable[[OfficialFile, int, int | None], None], Watch]]:
    """Show the progress of downloads, one bar a file, then of their reading.

    Yields
    ------
    tuple of (callable, Watch)
        What is told of a file, of the bytes received and of those expected; what follows the
        reading of what was received.
    """
    bars: dict[str, TaskID] = {}
    with Progress(*Progress.get_default_columns(), DownloadColumn()) as progress:

        def _tell(file: OfficialFile, received: int, expected: int | None) -> None:
            if file.title not in bars:
                bars[file.title] = progress.add_task(file.title, total=expected)
            progress.update(bars[file.title], completed=received, total=expected)

        yield _tell, Watch(_steps(progress))


@contextmanager
def reading() -> Iterator[Watch]:
    """Show how far the reading of a file is, on the terminal alone; Ctrl+C stops it.

    Yields
    ------
    Watch
        To be given to what reads.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield Watch(_steps(progress))


def _steps(progress: Progress) -> Tell:
    """Show a reading's steps on one bar that is made again at each: a length may not be known."""
    bars: dict[str, TaskID] = {}

    def _tell(what: str, share: float | None) -> None:
        if what not in bars:
            for former in bars.values():
                progress.remove_task(former)
            bars.clear()
            bars[what] = progress.add_task(what, total=None if share is None else 1.0)
        progress.update(bars[what], completed=share or 0.0)

    return _tell


def _console() -> Console:
    """Wrap at the terminal's width; in a pipe or a file, at one that leaves words whole."""
    console = Console()
    return console if console.is_terminal else Console(width=_PIPE_WIDTH)


def _table(title: str, headings: Sequence[str]) -> Table:
    table = Table(title=title or None, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _communes(territory: Territory) -> str:
    count = len(territory.communes)
    return quantity(count, "communes" if count > 1 else "commune")


def _family(resource: Resource) -> int:
    return list(FAMILY_LABELS).index(resource.family)


def _cells(row: Row) -> tuple[str, ...]:
    figure, comparison = row.figure, row.comparison
    return (
        figure.label,
        _value(figure),
        number(comparison.median.value) if comparison else MISSING,
        "" if figure.year is None else str(figure.year),
        _LEVELS.get(figure.level, figure.level),
        STATUS_LABELS[figure.status],
        _source(figure),
    )


def _source(figure: Figure) -> str:
    """Write the source, and why there is no value where there is none."""
    known = figure.status != "missing" or not figure.note
    return figure.source if known else f"{figure.source}. {figure.note}"


def _value(figure: Figure) -> str:
    """Write a value with its band: an uncertain figure is never a lone number."""
    text = quantity(figure.value, figure.unit)
    if figure.low is None or figure.high is None:
        return text
    return f"{text} (de {number(figure.low)} à {number(figure.high)})"
