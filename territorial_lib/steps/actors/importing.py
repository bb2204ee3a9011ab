"""Taking actors from a list, pasted or dropped."""

from __future__ import annotations

from html import escape

import ipywidgets

from territorial_lib.diagnosis.actors.list import ActorList, read_list
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.room.controls import acting
from territorial_lib.typography import quantity

_LARGEST = 1_000_000


class ImportPanel(ipywidgets.VBox):  # type: ignore[misc]
    """A list pasted or dropped: what it holds is shown before anything is written.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self.notice = room, Notice()
        self._made: list[str] = []
        self.text = ipywidgets.Textarea(
            description="Coller la liste\u00a0: nom ; type ; capacités ; enjeux", rows=5
        )
        self.file = ipywidgets.FileUpload(
            description="Ou choisir un fichier CSV", accept=".csv,.txt", multiple=False
        )
        self.text.add_class("tw-control")
        self.preview = ipywidgets.HTML()
        self.button = acting("Ajouter", self._add, self.notice, main=True)
        self.undo = acting("Annuler cet import", self._undo, self.notice)
        self.file.add_class("tw-button")
        self.undo.layout.display = "none"
        self.text.observe(lambda _: self._show(), "value")
        self.file.observe(lambda _: self._dropped(), "value")
        actions = ipywidgets.HBox([self.file, self.button, self.undo])
        actions.add_class("tw-actions")
        hint = ipywidgets.HTML(
            '<p class="tw-hint">Une ligne par acteur\u202f; plusieurs capacités ou enjeux dans une '
            "case se séparent par des virgules. La première ligne peut nommer les colonnes.</p>"
        )
        super().__init__([self.text, hint, self.preview, actions, self.notice])
        self.add_class("tw-form")
        self._show()

    def _read(self) -> ActorList:
        return read_list(self.text.value, [each.name for each in self._room.found().actors])

    def _show(self) -> None:
        found = self._read()
        self.preview.value = _previewed(found)
        self.preview.layout.display = None if self.preview.value else "none"
        count = len(found.actors)
        self.button.description = f"Ajouter {count} acteur{'s' * (count > 1)}"
        self.button.layout.display = None if count else "none"

    def _dropped(self) -> None:
        for each in self.file.value:
            if each["size"] > _LARGEST:
                self.notice.error("Ce fichier dépasse 1 Mo\u00a0: collez une liste plus courte.")
                return
            self.text.value = _decoded(bytes(each["content"]))
            self.notice.clear()

    def _add(self) -> str:
        found = self._read()
        bodies = [
            entries.Actor(
                name=each.name,
                sort=each.sort,
                capacities=list(each.capacities),
                stakes=list(each.stakes),
            )
            for each in found.actors
        ]
        self._made = self._room.workshop.add_all([(body, None) for body in bodies])
        left = f" Lignes laissées\u00a0: {len(found.refused)}." if found.refused else ""
        self.text.value = ""
        self.undo.layout.display = None
        return f"Dans la liste, de plus\u00a0: {quantity(len(self._made), 'acteurs')}.{left}"

    def _undo(self) -> str:
        standing = {each.id for each in self._room.found().actors}
        undone = [each for each in self._made if each in standing]
        self._room.workshop.add_all([(entries.Withdrawal(entry=each), None) for each in undone])
        self._made = []
        self.undo.layout.display = "none"
        count = quantity(len(undone), "acteurs")
        return f"Retiré de la liste\u00a0: {count}. Chacun peut être rétabli plus bas."


def _decoded(content: bytes) -> str:
    """Read a file's text: UTF-8, else the encoding of French spreadsheets."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _previewed(found: ActorList) -> str:
    if not found.actors and not found.refused:
        return ""
    shown = "".join(
        f"<tr><th scope='row'>{escape(each.name)}</th><td>{escape(each.sort)}</td>"
        f"<td>{escape(', '.join(each.capacities))}</td>"
        f"<td>{escape(', '.join(each.stakes))}</td></tr>"
        for each in found.actors[:8]
    )
    rest = len(found.actors) - 8
    more = f"<p class='tw-hint'>… et {rest} autres.</p>" if rest > 0 else ""
    refused = "".join(
        f"<li>Ligne {line}\u00a0: {escape(why)}.</li>" for line, why in found.refused[:20]
    )
    left = f"<p>Lignes laissées\u00a0:</p><ul>{refused}</ul>" if refused else ""
    heads = "".join(
        f"<th scope='col'>{each}</th>" for each in ("Nom", "Type", "Sait faire", "Enjeux")
    )
    table = (
        f"<div class='tw-table-scroll' tabindex='0' role='region' aria-label='Aperçu de la liste'>"
        f"<table class='tw-table'><thead><tr>{heads}</tr></thead>"
        f"<tbody>{shown}</tbody></table></div>"
    )
    return f"{table if found.actors else ''}{more}{left}"
