"""The territories to compare with: why these, and the room's own choice."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from math import isnan
from typing import Any

import ipywidgets

from territorial_lib.forms import TerritorySearch
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.field import Field
from territorial_lib.forms.notice import Notice
from territorial_lib.geography.search import Match
from territorial_lib.geography.similar import Likeness
from territorial_lib.typography import number
from territorial_lib.workshop import Workshop

_FAR = "mesure impossible"
_MOST = 50


class LikenessPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Why these territories, their list, and what adds one, removes one or goes back.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown; the choice is kept in it.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._index = workshop.search()
        self.reason = ipywidgets.HTML()
        self.listed = Field(
            ipywidgets.SelectMultiple(
                description="Territoires comparés, le plus proche d’abord", options=[], rows=8
            ),
            hint="Plusieurs à la fois : touche Ctrl, ou Maj.",
        )
        self.remove_button = _button("Retirer de la comparaison", self._remove)
        self.back_button = _button("Revenir au choix automatique", self._back)
        self.search = TerritorySearch(
            self._found, self._add, label="Ajouter un territoire à comparer", action="Ajouter"
        )
        self.notice = Notice()
        actions = ipywidgets.HBox([self.remove_button, self.back_button])
        actions.add_class("tw-actions")
        self.details = ipywidgets.VBox([self.listed, actions, self.notice, self.search])
        self.details.add_class("tw-form")
        self.open_button = _button("Voir et ajuster la liste", self._toggle)
        super().__init__([self.reason, self.open_button, self.details])
        self._unfold(False)
        self.refresh()

    def refresh(self) -> None:
        """Show the choice that is now in the workshop; may be called from any thread."""
        likeness = self._workshop.likeness()
        self.reason.value = f'<p class="tw-hint">{escape(likeness.reason)}</p>'
        self.listed.control.options = _options(likeness)
        self.back_button.disabled = not likeness.adjusted

    def _codes(self) -> list[str]:
        return [each.code for each in self._workshop.likeness().territories]

    def _found(self, text: str) -> list[Match]:
        return self._index.search(text, kinds=(self._kind(),))

    def _kind(self) -> str:
        kind = self._workshop.territory.kind
        return "epci" if kind == "perimeter" else kind

    def _add(self, match: Match) -> str:
        codes = self._codes()
        if match.code == self._workshop.territory.code:
            return "C’est le territoire de l’atelier : il est déjà montré."
        if match.code in codes:
            return f"Déjà dans la comparaison : {match.label}."
        if len(codes) >= _MOST:
            return f"Pas plus de {_MOST} territoires : retirez-en un d’abord."
        self._keep([*codes, match.code])
        return f"Ajouté à la comparaison : {match.label}."

    def _remove(self) -> None:
        marked = set(self.listed.control.value)
        if not marked:
            self.notice.error("Choisissez d’abord un territoire dans la liste.")
            return
        self._try(
            lambda: self._keep([code for code in self._codes() if code not in marked]),
            f"Retiré de la comparaison : {len(marked)}.",
        )

    def _back(self) -> None:
        self._try(lambda: self._keep(None), "Le choix automatique est rétabli.")

    def _keep(self, codes: list[str] | None) -> None:
        self._workshop.compare_with(codes)
        self.refresh()

    def _try(self, act: Callable[[], None], done: str) -> None:
        went_well, _ = attempt(act, self.notice)
        if went_well:
            self.notice.success(done)

    def _toggle(self) -> None:
        self._unfold(self.details.layout.display == "none")

    def _unfold(self, shown: bool) -> None:
        self.details.layout.display = None if shown else "none"
        self.open_button.description = (
            "Replier la liste" if shown else "Voir et ajuster la liste des territoires comparés"
        )


def _options(likeness: Likeness) -> list[tuple[str, str]]:
    pairs = zip(likeness.territories, likeness.distances, strict=True)
    return [(f"{each.name} ({_gap(distance)})", each.code) for each, distance in pairs]


def _gap(distance: float) -> str:
    return _FAR if isnan(distance) else f"écart {number(distance, 1)}"


def _button(text: str, action: Callable[[], Any]) -> ipywidgets.Button:
    button = ipywidgets.Button(description=text)
    button.add_class("tw-button").add_class("tw-button--quiet")
    button.on_click(lambda _: action())
    return button
