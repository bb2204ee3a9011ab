"""What the room takes away: a button a format, the progress, then the files and where they are."""

from __future__ import annotations

import base64
import threading
from html import escape
from pathlib import Path

import ipywidgets

from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.report.export import FORMATS, export
from territorial_lib.report.material import of_workshop
from territorial_lib.settings import Settings
from territorial_lib.typography import number
from territorial_lib.workshop import Workshop

FOLDER = "exports"
"""Folder of the files, beside the workshops."""
_LARGEST = 5_000_000
"""Bytes of a file that the page itself may hand over; a larger one is fetched in the folder."""
_WIDE = "width: 100%; accent-color: currentColor"


class ExportPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Buttons that write the report, the page, the tables and the map, one work at a time.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown; where it is read-only, nothing is written and a sentence says so.
    folder : Path, optional
        Where files are written; beside the workshops by default.
    """

    def __init__(self, workshop: Workshop, folder: Path | None = None) -> None:
        self._workshop, self._folder = workshop, folder
        self.notice, self.files, self.told = Notice(), ipywidgets.HTML(), ipywidgets.HTML()
        self._thread = threading.Thread()
        self.buttons = [self._button("Tout écrire", (), main=True)]
        self.buttons += [self._button(each.label, (each.key,)) for each in FORMATS]
        row = ipywidgets.HBox(self.buttons)
        row.add_class("tw-actions")
        if workshop.store.read_only:
            super().__init__([ipywidgets.HTML(f'<p class="tw-hint">{_READ_ONLY}</p>')])
        else:
            super().__init__([row, self.told, self.notice, self.files])
        self.add_class("tw-block")

    def write(self, only: tuple[str, ...]) -> None:
        """Write formats aside: the page stays usable; a second asking waits for its turn.

        Parameters
        ----------
        only : tuple of str
            Keys of the formats; all of them where empty.
        """
        if self._thread.is_alive():
            return
        self._free(False)
        self._thread = threading.Thread(target=self._work, args=[only], name="export", daemon=True)
        self._thread.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end of what is being written.

        Parameters
        ----------
        seconds : float, optional
            How long at most.

        Returns
        -------
        bool
            True once nothing is under way.
        """
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self, only: tuple[str, ...]) -> None:
        def _write() -> str:
            self._tell("Calcul du diagnostic", 0.0)
            folder = self._folder or Settings.from_environment().home / FOLDER
            written = export(of_workshop(self._workshop), folder, only, self._tell)
            self.files.value = _listed(written)
            return f"Écrit dans le dossier {folder}."

        _, sentence = attempt(_write, self.notice)
        self.told.value = ""
        self._free(True)
        if sentence:
            self.notice.success(sentence)

    def _button(self, words: str, only: tuple[str, ...], main: bool = False) -> ipywidgets.Button:
        button = ipywidgets.Button(description=words)
        button.add_class("tw-button")
        button.add_class("tw-button--primary" if main else "tw-button--quiet")
        button.on_click(lambda _: self.write(only))
        return button

    def _free(self, free: bool) -> None:
        for each in self.buttons:
            each.disabled = not free

    def _tell(self, what: str, share: float) -> None:
        self.told.value = (
            f"<p>{escape(what)}\u00a0: {number(100 * share, 0)}\u00a0%</p>"
            f'<progress style="{_WIDE}" max="1" value="{share:.3f}" aria-label="{escape(what)}">'
            "</progress>"
        )


_READ_ONLY = "Les documents s’écrivent depuis la page de l’animation."


def _listed(written: tuple[Path, ...]) -> str:
    return f"<ul>{''.join(f'<li>{_link(each)}</li>' for each in written)}</ul>"


def _link(path: Path) -> str:
    """Offer a file by the link itself, where it is one and small enough."""
    name = escape(path.name)
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return name
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    return (
        f'<a class="tw-download" download="{name}" '
        f'href="data:application/octet-stream;base64,{content}">{name}</a>'
    )
