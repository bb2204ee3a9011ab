"""The page of memory: the record of the workshop, and the file that anyone may run again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets

from territorial_lib.forms.notice import Notice
from territorial_lib.report.memory import write_memory
from territorial_lib.report.record import Record, Told
from territorial_lib.settings import Settings
from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.room.controls import acting
from territorial_lib.tables import Column, DataTable
from territorial_lib.tables.naming import file_name
from territorial_lib.workshop import Workshop

FOLDER = "memoires"


def open_page() -> Any:
    """Open the memory of the current workshop.

    Returns
    -------
    MemoryPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(MemoryPage)


class MemoryPage(Page):
    """What was said, from which data, and the notebook that keeps it."""

    def occasion(self) -> ipywidgets.HTML:
        """Say what the workshop is, who came, how much was written."""
        shown = ipywidgets.HTML()

        def _renew() -> None:
            shown.value = Record(self.workshop).occasion()._repr_html_()

        _renew()
        self.live(_renew)
        return shown

    def chronology(self) -> DataTable[Any]:
        """Show who said what and when, the newest first; votes are not read one by one."""
        shown = _table(Record(self.workshop).chronology(), "Ce qui fut dit", "chronologie.csv")
        shown.add_class("tw-tall")
        self.live(lambda: shown.update(Record(self.workshop).chronology().rows[::-1]))
        return shown

    def writer(self) -> MemoryWriter:
        """Write the memory and its archive."""
        return MemoryWriter(self.workshop, Settings.from_environment().home / FOLDER)


class MemoryWriter(ipywidgets.VBox):  # type: ignore[misc]
    """The button that writes the memory, and where it is.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    folder : Path
        Where memories are kept; made where absent.
    """

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self._workshop, self._folder, self.notice = workshop, folder, Notice()
        self.button = acting("Écrire la mémoire", self._write, self.notice, main=True)
        super().__init__([self.button, self.notice])

    def _write(self) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = write_memory(self._workshop, self._folder / file_name("memoire.ipynb"))
        return (
            f"C’est écrit\u00a0: {path}, et son archive à côté. Gardez les deux fichiers ensemble."
        )


def _table(told: Told, caption: str, name: str) -> DataTable[Any]:
    columns: tuple[Column[Any], ...] = tuple(
        Column(label, lambda row, rank=rank: row[rank])  # type: ignore[misc]
        for rank, label in enumerate(told.header)
    )
    return DataTable(told.rows[::-1], columns, caption=caption, file_name=name)
