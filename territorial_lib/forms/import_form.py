"""Bringing a file: chosen, recognised or mapped on screen, seen, then confirmed or given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Protocol

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.field import Field, needed
from territorial_lib.forms.import_mapping import MappingFields
from territorial_lib.forms.import_work import ImportWork
from territorial_lib.forms.notice import Notice
from territorial_lib.imports.door import Candidate
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.mapping import ColumnMapping
from territorial_lib.imports.watching import Watch
from territorial_lib.typography import number

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.zip,.geojson,.json,.gpkg"
_TOLD = 12
_READING = "Lecture du fichier…"


class Desk(Protocol):
    """What the form asks for: one file at a time, nothing kept before `confirm`."""

    def look(self, name: str, content: bytes | None, watch: Watch) -> Sequence[Candidate]:
        """Open a file.

        Parameters
        ----------
        name : str
            Its name, or its path.
        content : bytes or None
            What it holds; None where `name` is a path.
        watch : Watch
            Who follows the reading of this file, now and when it is drafted.
        """

    def draft(self, candidate: Candidate, mapping: ColumnMapping) -> Draft:
        """Read a table of the file without keeping anything.

        Parameters
        ----------
        candidate : Candidate
            The table.
        mapping : ColumnMapping
            What its columns are.
        """

    def confirm(self, draft: Draft) -> str:
        """Keep the table; give the sentence to show.

        Parameters
        ----------
        draft : Draft
            What was read.
        """

    def give_up(self) -> None:
        """Forget the file."""


class ImportForm(ipywidgets.VBox):  # type: ignore[misc]
    """Three steps: the file, what its columns mean, what would be kept.

    Parameters
    ----------
    desk : Desk
        What opens, reads and keeps.
    preview : callable
        Takes a `Draft`, gives the widget that shows its rows.
    rejected : callable
        Takes a `Draft`, gives the widget that lists its refused rows, with a file to take away.
    known : sequence of (str, str)
        Titles of the official files recognised, and where each is found.
    """

    def __init__(
        self,
        desk: Desk,
        preview: Callable[[Draft], ipywidgets.Widget],
        rejected: Callable[[Draft], ipywidgets.Widget],
        known: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._desk, self._preview, self._rejected = desk, preview, rejected
        self._candidates: Sequence[Candidate] = ()
        self._draft: Draft | None = None
        self.notice = Notice()
        self.work = ImportWork(self.notice, self._set_busy)
        self._make_choice()
        self.sheet = Field(ipywidgets.Dropdown(description="Quel tableau du fichier ?"))
        self.mapping = MappingFields()
        self.read_button = _button("Voir l’aperçu", "primary", self.read)
        self._columns = _stacked([self.sheet, self.mapping, self.read_button])
        self.confirm_button = _button("Importer ce tableau", "primary", self.confirm)
        self.cancel_button = _button("Ne rien importer", "quiet", self.cancel)
        self._seen = ipywidgets.VBox()
        self.sheet.control.observe(self._sheet_changed, "value")
        parts = [self._choice, self.notice, self.work, self._columns, self._seen]
        super().__init__([_known(known), *parts])
        self.add_class("tw-form")
        self._fold()

    def look(self, name: str, content: bytes | None) -> None:
        """Open a file, aside: `work` says when it is done.

        Parameters
        ----------
        name : str
            Its name, or its path where `content` is None.
        content : bytes or None
            Its bytes.
        """
        self._fold()
        self.notice.success(_READING)
        self.work.run(lambda watch: self._opened(name, content, watch))

    def read(self) -> None:
        """Draft the import, aside, and show everything there is to know before keeping it."""
        if not self.mapping.valid():
            self.notice.error("Il reste un choix à corriger.")
            return
        self._hide_draft()
        self.notice.success(_READING)
        self.work.run(lambda _watch: self._drafted())

    def confirm(self) -> None:
        """Keep the table."""
        if self._draft is None:
            return
        draft = self._draft
        went_well, sentence = attempt(lambda: self._desk.confirm(draft), self.notice)
        if went_well:
            self._fold()
            self.notice.success(sentence)

    def cancel(self) -> None:
        """Forget the file: nothing was kept."""
        self._desk.give_up()
        self._fold()
        self.notice.success("Rien n’a été importé.")

    def _make_choice(self) -> None:
        self.upload = ipywidgets.FileUpload(
            accept=ACCEPTED, multiple=False, description="Choisir un fichier…"
        )
        self.upload.add_class("tw-button")
        self.upload.observe(self._uploaded, "value")
        self.path = Field(
            ipywidgets.Text(description="ou son emplacement sur cet ordinateur"),
            needed("Donnez l’emplacement du fichier."),
            "pour un gros fichier (plus de 200 Mo), par exemple C:\\Téléchargements\\flores.zip",
        )
        self.open_button = _button("Ouvrir", "quiet", self._path_given)
        self.path.control.on_submit(self._path_given)
        self._choice = _stacked([self.upload, self.path, self.open_button])

    def _uploaded(self, change: Any) -> None:
        for file in change["new"]:
            self.look(str(file["name"]), bytes(file["content"]))
        if change["new"]:
            self.upload.value = ()

    def _path_given(self, _: Any = None) -> None:
        if self.path.valid():
            self.look(self.path.value, None)

    def _set_busy(self, busy: bool) -> None:
        """Take nothing else while a file is read."""
        buttons = (self.upload, self.open_button, self.read_button, self.confirm_button)
        for control in (*buttons, self.sheet.control):
            control.disabled = busy

    def _opened(self, name: str, content: bytes | None, watch: Watch) -> str:
        self._candidates = self._desk.look(name, content, watch)
        names = [
            (each.grid.sheet.name + (" (reconnu)" if each.mapping else ""), rank)
            for rank, each in enumerate(self._candidates)
        ]
        self.sheet.control.options = names
        self.sheet.control.value = 0
        self.sheet.layout.display = None if len(names) > 1 else "none"
        self._columns.layout.display = None
        return self._show_columns(0)

    def _sheet_changed(self, change: Any) -> None:
        if change["new"] is not None and self._candidates:
            self._hide_draft()
            self.notice.success(self._show_columns(int(change["new"])))

    def _show_columns(self, rank: int) -> str:
        candidate = self._candidates[rank]
        self.mapping.show(candidate)
        layout = candidate.mapping.layout if candidate.mapping else ""
        if layout:
            return f"Fichier officiel reconnu : {layout}. Regardez l’aperçu."
        return "Fichier lu. Dites ce que contiennent ses colonnes."

    def _drafted(self) -> str:
        candidate = self._candidates[self.sheet.control.value or 0]
        draft = self._desk.draft(candidate, self.mapping.read())
        self._draft = draft
        actions = ipywidgets.HBox([self.confirm_button, self.cancel_button])
        actions.add_class("tw-actions")
        lists = [self._rejected(draft)] if draft.refused else []
        self._seen.children = [_told(draft), self._preview(draft), *lists, actions]
        self._seen.layout.display = None
        return "Voici ce qui serait importé. Rien n’est encore gardé."

    def _hide_draft(self) -> None:
        self._draft, self._seen.children = None, ()
        self._seen.layout.display = "none"

    def _fold(self) -> None:
        self._hide_draft()
        self._columns.layout.display = "none"
        self.notice.clear()


def _stacked(children: Sequence[ipywidgets.Widget]) -> ipywidgets.VBox:
    box = ipywidgets.VBox(list(children))
    box.add_class("tw-more")
    return box


def _told(draft: Draft) -> ipywidgets.HTML:
    rows = number(len(draft.frame))
    refused = f" ; refus : {number(draft.refused)}, listés plus bas" if draft.refused else ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in draft.told[:_TOLD])
    return ipywidgets.HTML(
        f"<p><strong>{escape(draft.imported.sourced.card.title)}</strong> : tableau de {rows} "
        f"lignes, tiré des {number(draft.total)} lignes du fichier{refused}.</p><ul>{lines}</ul>"
    )


def _known(known: Sequence[tuple[str, str]]) -> ipywidgets.HTML:
    items = "".join(f"<li>{escape(title)}<br>{escape(advice)}</li>" for title, advice in known)
    if not items:
        return ipywidgets.HTML()
    return ipywidgets.HTML(
        f"<details><summary>Fichiers officiels reconnus, et où les trouver</summary><ul>{items}"
        "</ul></details>"
    )


def _button(text: str, kind: str, action: Callable[[], object]) -> ipywidgets.Button:
    button = ipywidgets.Button(description=text)
    button.add_class("tw-button").add_class(f"tw-button--{kind}")
    button.on_click(lambda _: action())
    return button
