"""Those whom open data knows here: each with its source, added to the room's list in one click."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.actors.record import Known
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.room.controls import acting
from territorial_lib.typography import folded, number, quantity

_PAGE = 8


class KnownPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Known actors, to be filtered and added.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self._lock, self._most = room, RLock(), _PAGE
        self._lines: dict[str, _Line] = {}
        self.notice, self.count = Notice(), ipywidgets.HTML()
        self.filter = ipywidgets.Text(description="Filtrer (nom, type, commune)")
        self.filter.add_class("tw-control")
        self.filter.observe(lambda _: self._filtered(), "value")
        self.list = ipywidgets.VBox()
        self.list.add_class("tw-priorities")
        self.more = acting("Voir les suivants", self._show_more, self.notice)
        self.all = acting("Ajouter tous ceux qui sont affichés", self._add_all, self.notice)
        actions = ipywidgets.HBox([self.more, self.all])
        actions.add_class("tw-actions")
        super().__init__([self.filter, self.count, self.list, actions, self.notice])
        self.refresh()

    def refresh(self) -> None:
        """Show who is known now; may be called from any thread."""
        with self._lock:
            found = self._chosen()
            shown = found[: self._most]
            whole = self._room.found().known
            added = sum(bool(each.adopted) for each in whole)
            self.count.value = (
                f'<p class="tw-hint" role="status">{number(len(found))} sur {number(len(whole))} '
                f"connus par les données ouvertes, {number(added)} dans la liste de la salle. Ce "
                "qu’ils savent faire est supposé d’après leur métier\u00a0: à confirmer.</p>"
            )
            for each in shown:
                self._line(each).show(each)
            lines = tuple(self._lines[each.key] for each in shown)
            if lines != self.list.children:
                self.list.children = lines
            self.more.layout.display = None if len(found) > len(shown) else "none"
            free = any(not each.adopted for each in shown)
            self.all.layout.display = None if free else "none"

    def text(self) -> str:
        """List the known actors as plain text, the same from one run to the next."""
        return "\n".join(f"{each.name} ({each.what})" for each in self._chosen()[: self._most])

    def _chosen(self) -> list[Known]:
        words = folded(self.filter.value).split()
        return [
            each for each in self._room.found().known if all(word in _said(each) for word in words)
        ]

    def _filtered(self) -> None:
        self._most = _PAGE
        self.refresh()

    def _show_more(self) -> None:
        self._most += 3 * _PAGE
        self.refresh()

    def _add_all(self) -> str:
        made = self._room.adopt(self._chosen()[: self._most])
        self.refresh()
        count = quantity(len(made), "acteurs")
        return f"Dans la liste de la salle, de plus\u00a0: {count}. Chacun peut être annulé."

    def _line(self, known: Known) -> _Line:
        key = known.key
        if key not in self._lines:
            self._lines[key] = _Line(lambda: self._toggle(key))
        return self._lines[key]

    def _toggle(self, key: str) -> None:
        attempt(lambda: self._toggled(key), self.notice)
        self.refresh()

    def _toggled(self, key: str) -> None:
        known = next(each for each in self._room.found().known if each.key == key)
        if known.adopted:
            self._room.workshop.toggle(known.adopted)
        else:
            self._room.adopt([known])

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Line(ipywidgets.HBox):  # type: ignore[misc]
    """A known actor: what it is, where it comes from, whether the room has it."""

    def __init__(self, choose: Callable[[], None]) -> None:
        self.said, self.button = ipywidgets.HTML(), ipywidgets.Button()
        self.button.add_class("tw-button")
        self.button.on_click(lambda _: choose())
        super().__init__([self.said, self.button])
        self.add_class("tw-priority")
        self._shown: Known | None = None

    def show(self, known: Known) -> None:
        """Change what differs."""
        if known == self._shown:
            return
        self._shown = known
        about = " · ".join(part for part in (known.what, known.place) if part)
        able = "\u202f; ".join(each[:1].lower() + each[1:] for each in known.capacities)
        source = _dated(known)
        note = f" {known.note}" if known.note else ""
        self.said.value = (
            f'<div><p class="tw-priority-title">{escape(known.name)}</p>'
            f'<p class="tw-hint">{escape(about)}. Sait sans doute\u00a0: {escape(able)}.</p>'
            f'<p class="tw-hint">Source\u00a0: {escape(source)}.{escape(note)}</p></div>'
        )
        self.button.description = "✓ Ajouté" if known.adopted else "Ajouter"
        verb = "Retirer de la liste" if known.adopted else "Ajouter à la liste"
        self.button.tooltip = f"{verb}\u00a0: {known.name}"
        style = self.button.add_class if known.adopted else self.button.remove_class
        style("mod-active")


def _dated(known: Known) -> str:
    """Name the source with its year, once."""
    if known.year is None or str(known.year) in known.source:
        return known.source
    return f"{known.source} ({known.year})"


def _said(known: Known) -> str:
    return folded(" ".join((known.name, known.what, known.place, known.sort)))
