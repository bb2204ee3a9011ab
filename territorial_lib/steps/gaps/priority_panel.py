"""Which gaps first: severity beside the room's votes, and what the room carries on."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.gaps.priorities import NOTION, Priority, says
from territorial_lib.diagnosis.people.concerned import CONCERNED, of_gap
from territorial_lib.diagnosis.people.concerned import says as whom
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Retained
from territorial_lib.steps.gaps.questions import ask_once, carried_on, importance
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.controls import acting
from territorial_lib.store import projections
from territorial_lib.typography import number
from territorial_lib.workshop import Workshop

_FIRST = 8
"""Gaps shown before the others are asked for."""


class PriorityPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The gaps in order, what each group says of them, and the room's choice.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self._all = workshop, RLock(), False
        self._lines: dict[str, _Line] = {}
        self.says, self.notice = ipywidgets.HTML(), Notice()
        self.ask_button = acting(
            "Demander à la salle ce qui compte", self._ask, self.notice, main=True
        )
        self.more_button = acting("", self._toggle, self.notice)
        self.list = ipywidgets.VBox()
        self.list.add_class("tw-priorities")
        actions = ipywidgets.HBox([self.ask_button, self.more_button])
        actions.add_class("tw-actions")
        notion = ipywidgets.HTML(explained(NOTION))
        super().__init__([self.says, self.list, actions, self.notice, notion])
        self.refresh()

    def refresh(self) -> None:
        """Rank again with what the room now says; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            found, concerned = gaps.diagnose(case).priorities, CONCERNED.of(case)
            self.says.value = f'<p class="tw-says" role="status">{escape(says(found))}</p>'
            kept = found if self._all else _first(found)
            for rank, each in enumerate(found, 1):
                self._line(each).show(each, rank, whom(of_gap(concerned, each.gap.key)))
            self.list.children = tuple(self._lines[each.gap.key] for each in kept)
            rest = len(found) - len(_first(found))
            self.more_button.layout.display = None if rest else "none"
            self.more_button.description = "Replier" if self._all else f"Voir les {rest} autres"

    def text(self) -> str:
        """List the gaps as plain text, the same from one run to the next."""
        found = gaps.diagnose(self._workshop.case()).priorities
        return "\n".join(f"{each.gap.label} ({_grave(each)})" for each in _first(found))

    def _line(self, priority: Priority) -> _Line:
        key = priority.gap.key
        if key not in self._lines:
            self._lines[key] = _Line(lambda: self._choose(key))
        return self._lines[key]

    def _choose(self, key: str) -> None:
        attempt(lambda: self._chosen(key), self.notice)
        self.refresh()

    def _chosen(self, key: str) -> None:
        """Carry a gap on; or take back every entry that does."""
        written = projections.visible(self._workshop.log(), Retained)
        same = [i for i in written if isinstance(i.body, Retained) and i.body.subject == key]
        for item in same:
            self._workshop.toggle(item.id)
        if not same:
            ranked = gaps.diagnose(self._workshop.case()).priorities
            self._workshop.add(carried_on(next(p for p in ranked if p.gap.key == key)))

    def _ask(self) -> str:
        found = gaps.diagnose(self._workshop.case()).gaps
        return ask_once(self._workshop, importance(found))

    def _toggle(self) -> None:
        self._all = not self._all
        self.refresh()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Line(ipywidgets.HBox):  # type: ignore[misc]
    """A gap: its place, its severity, what each group says, whom it weighs on, if carried on."""

    def __init__(self, choose: Callable[[], None]) -> None:
        self.said = ipywidgets.HTML()
        self.button = ipywidgets.Button()
        self.button.add_class("tw-button")
        self.button.on_click(lambda _: choose())
        super().__init__([self.said, self.button])
        self.add_class("tw-priority")

    def show(self, priority: Priority, rank: int, weighs: str) -> None:
        gap = priority.gap
        self.said.value = (
            f'<div><p class="tw-priority-title"><b>{rank}.</b> {escape(gap.label)}</p>'
            f'<p class="tw-hint">{escape(gap.sentence)}</p>{_votes(priority)}'
            f"{_weighs(weighs)}</div>"
            f"{_meter(priority)}"
        )
        self.button.description = "✓ Retenu" if priority.chosen else "Retenir"
        self.button.tooltip = (
            f"{'Ne plus retenir' if priority.chosen else 'Retenir'}\u00a0: {gap.label}"
        )
        style = self.button.add_class if priority.chosen else self.button.remove_class
        style("mod-active")


def _first(found: tuple[Priority, ...]) -> tuple[Priority, ...]:
    """Show the first ones, and all those carried on."""
    return tuple(each for rank, each in enumerate(found) if rank < _FIRST or each.chosen)


def _grave(priority: Priority) -> str:
    if priority.severity is None:
        return "gravité non mesurée"
    return f"gravité {number(100 * priority.severity, 0)} sur 100"


def _meter(priority: Priority) -> str:
    words = _grave(priority)
    width = 0.0 if priority.severity is None else 100 * priority.severity
    gap = priority.gap
    band = ""
    if gap.low is not None and gap.high is not None:
        low, high = number(100 * gap.low, 0), number(100 * gap.high, 0)
        band = f" (entre {low} et {high})" if low != high else ""
    return (
        f'<p class="tw-meter"><span class="tw-meter-bar" aria-hidden="true">'
        f'<span style="width:{width:.0f}%"></span></span> {escape(words + band)}</p>'
    )


def _weighs(words: str) -> str:
    return (
        '<details class="tw-origin"><summary>Sur qui cela pèse le plus\u202f?</summary>'
        f"<p>{escape(words)}</p></details>"
    )


def _votes(priority: Priority) -> str:
    if priority.importance is None:
        return ""
    groups = "".join(
        f'<span class="tw-group">{escape(each.label)}\u00a0: {number(each.median)}</span> '
        for each in priority.by_group
    )
    split = (
        f"<b>Désaccord\u00a0: {number(priority.disagreement)} points d’écart.</b>"
        if priority.disagreement
        else ""
    )
    return (
        f"<p>Importance pour la salle\u00a0: <b>{number(priority.importance)} sur 10</b> "
        f"{groups}{split}</p>"
    )
