"""Imports: a file brought into the workshop, from the page or from the command line."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import ipywidgets

from territorial_lib.errors import ImportRefused
from territorial_lib.forms import EntryFeed, FeedItem, ImportForm
from territorial_lib.imports.door import Candidate, Door
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.layouts import LAYOUTS
from territorial_lib.imports.mapping import ColumnMapping
from territorial_lib.imports.rows import RejectedRow
from territorial_lib.imports.watching import UNWATCHED, Watch
from territorial_lib.schemas import entries
from territorial_lib.schemas.figures import STATUS_LABELS
from territorial_lib.schemas.tables import Column as Described
from territorial_lib.steps.page import opened
from territorial_lib.store.projections import Item
from territorial_lib.tables.data_table import Column, DataTable
from territorial_lib.tables.naming import name_files
from territorial_lib.typography import long_date, number
from territorial_lib.workshop import Workshop


def open_page() -> Any:
    """Open the page that imports files into the current workshop.

    Returns
    -------
    ImportPage or Closed
        The page; a page that says what to do where the workshop cannot be opened.
    """
    return opened(ImportPage)


PREVIEWED = 2_000
"""Rows shown before an import is confirmed: a national file would weigh the page down."""
_TEXTS: dict[str, Callable[[Any], str]] = {"year": str, "status": STATUS_LABELS.__getitem__}


class ImportDesk:
    """One file at a time: opened, read, then kept or forgotten.

    Parameters
    ----------
    workshop : Workshop
        Where tables are kept.
    kept : callable, optional
        Called once a table is kept.
    """

    def __init__(self, workshop: Workshop, kept: Callable[[], None] | None = None) -> None:
        self._workshop, self._kept = workshop, kept
        self._opened = ExitStack()
        self._path: Path | None = None
        self._door: Door | None = None

    def look(
        self, name: str, content: bytes | None, watch: Watch = UNWATCHED
    ) -> Sequence[Candidate]:
        """Open a file.

        Parameters
        ----------
        name : str
            Its name, or its path where `content` is None.
        content : bytes or None
            Its bytes.
        watch : Watch
            Who follows the reading of this file, now and when it is drafted.

        Returns
        -------
        sequence of Candidate
            Its tables, usable until another file is opened.
        """
        self.give_up()
        path = Path(name).expanduser()
        if content is not None:
            folder = self._opened.enter_context(tempfile.TemporaryDirectory(prefix="territorial-"))
            path = Path(folder) / (Path(name.replace("\\", "/")).name or "fichier")
            path.write_bytes(content)
        self._path = path
        self._door = Door(self._workshop.gazetteer, watch=watch)
        return self._opened.enter_context(self._door.open(path))

    def draft(self, candidate: Candidate, mapping: ColumnMapping) -> Draft:
        """Read a table of the file, without keeping anything.

        Parameters
        ----------
        candidate : Candidate
            The table.
        mapping : ColumnMapping
            What its columns mean.

        Returns
        -------
        Draft
            What would be kept.
        """
        if self._path is None or self._door is None:
            raise ImportRefused("Aucun fichier n’est ouvert.", "Choisissez un fichier.")
        return self._door.draft(self._path, candidate, mapping)

    def confirm(self, draft: Draft) -> str:
        """Keep the table in the workshop's file.

        Parameters
        ----------
        draft : Draft
            What was seen.

        Returns
        -------
        str
            The sentence to show.
        """
        self._workshop.keep_import(draft)
        self.give_up()
        if self._kept is not None:
            self._kept()
        return said(draft)

    def give_up(self) -> None:
        """Forget the file."""
        self._opened.close()
        self._opened, self._path = ExitStack(), None


class ImportPage(ipywidgets.VBox):  # type: ignore[misc]
    """Bring a file, see what was brought, take it back.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        name_files(lambda: (workshop.settings.name, workshop.settings.date))
        self.feed = EntryFeed(self._items(), on_undo=self._undo)
        desk = ImportDesk(workshop, self.refresh)
        known = [(layout.title, layout.advice) for layout in LAYOUTS]
        self.form = ImportForm(desk, self._preview, rejected_table, known)
        super().__init__([self.form, self.feed])

    def refresh(self) -> None:
        """Show what is now imported; may be called from any thread."""
        self.feed.update(self._items())

    def _preview(self, draft: Draft) -> DataTable[Any]:
        territory = self._workshop.territory
        return preview_table(draft, {territory.code, *territory.communes})

    def _undo(self, entry: str) -> None:
        self._workshop.toggle(entry)
        self.refresh()

    def _items(self) -> list[FeedItem]:
        return [_item(item) for item in self._workshop.said(entries.Import)]


def preview_table(draft: Draft, here: Collection[str] = ()) -> DataTable[Any]:
    """Show the rows that would be kept.

    Parameters
    ----------
    draft : Draft
        The import.
    here : collection of str
        Codes of the workshop's territory: their rows come first.

    Returns
    -------
    DataTable
        The table, to sort, filter and take away; its first `PREVIEWED` rows where it is longer,
        and then the caption says so.
    """
    columns = [_column(column) for column in draft.imported.table.columns]
    first = draft.frame.assign(_away=~draft.frame["code"].isin(list(here)))
    first = first.sort_values("_away", kind="stable").head(PREVIEWED).drop(columns="_away")
    rows = first.astype(object).where(first.notna(), None).to_dict("records")
    caption = "Aperçu de ce qui serait importé"
    if len(first) < len(draft.frame):
        caption += (
            f"\u00a0: {number(len(first))} lignes sur {number(len(draft.frame))}, "
            "votre territoire d’abord"
        )
    return DataTable(rows, columns, caption=caption, file_name="apercu.csv")


def rejected_table(draft: Draft) -> DataTable[RejectedRow]:
    """List the refused rows.

    Parameters
    ----------
    draft : Draft
        The import.

    Returns
    -------
    DataTable
        Line, reason and content of each, to take away, correct and bring again.
    """
    columns: list[Column[RejectedRow]] = [
        Column("Ligne du fichier", lambda row: row.line),
        Column("Pourquoi elle est refusée", lambda row: row.reason),
        Column("Ce qu’elle contient", lambda row: " | ".join(row.values)[:500]),
    ]
    caption = f"Lignes refusées : {number(draft.refused)}"
    return DataTable(draft.rejected, columns, caption=caption, file_name="lignes_refusees.csv")


def said(draft: Draft) -> str:
    """Sum up an import that was kept.

    Parameters
    ----------
    draft : Draft
        The import.

    Returns
    -------
    str
        A French sentence.
    """
    card = draft.imported.sourced.card
    refused = f" ; lignes refusées : {number(draft.refused)}" if draft.refused else ""
    return (
        f"« {card.title} » ({card.vintage}) est importé : {_lines(len(draft.frame))}"
        f"{refused}. Il voyage avec le fichier de l’atelier."
    )


def import_file(
    workshop: Workshop, path: Path, year: int | None = None, watch: Watch = UNWATCHED
) -> Draft:
    """Import an official file at once, as ``territorial import FILE`` does.

    Parameters
    ----------
    workshop : Workshop
        Where the table is kept.
    path : Path
        The file.
    year : int, optional
        Year of the values, where the file does not tell it.
    watch : Watch
        Who follows the reading, and may stop it: nothing is kept then.

    Returns
    -------
    Draft
        What was kept, with the refused rows; ImportRefused where the layout is unknown.
    """
    draft = Door(workshop.gazetteer, watch=watch).recognise(path, year)
    workshop.keep_import(draft)
    return draft


def _column(column: Described) -> Column[Any]:
    label = column.label or column.name
    return Column(
        f"{label} ({column.unit})" if column.unit else label,
        lambda row: row[column.name],
        text=_TEXTS.get(column.name) and (lambda row: _TEXTS[column.name](row[column.name])),
        numeric=column.kind == "number",
    )


def _lines(count: int) -> str:
    return f"{number(count)} ligne{'s' if count > 1 else ''}"


def _item(item: Item) -> FeedItem:
    body = item.body
    assert isinstance(body, entries.Import)
    day = long_date(datetime.fromisoformat(item.received_at).astimezone().date())
    return FeedItem(
        id=item.id,
        text=f"{body.title} ({body.year})",
        when=day,
        detail=f"{_lines(body.rows)}, {body.source or body.file}",
        withdrawn=item.state == "withdrawn",
        hidden=item.state == "hidden",
    )
