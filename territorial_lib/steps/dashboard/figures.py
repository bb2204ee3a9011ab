"""The ten figures, beside similar territories or alone."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets
import msgspec

from territorial_lib.charts import comparison_bar
from territorial_lib.diagnosis.summary.records import KeyFigure, Summary
from territorial_lib.schemas.figures import Row
from territorial_lib.steps.dashboard.state import State
from territorial_lib.steps.provenance import Whence
from territorial_lib.tables import FigureCards


class TenFigures(ipywidgets.VBox):  # type: ignore[misc]
    """Ten cards, and the switch that compares them.

    Parameters
    ----------
    state : State
        What is now to be shown.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.compare = ipywidgets.Checkbox(
            value=True, description="Comparer aux territoires semblables", indent=False
        )
        self.compare.observe(lambda _: self.refresh(), "value")
        self.cards = FigureCards((), picture=comparison_bar, columns=None)
        self.cards.add_class("tw-ten")
        self.reading = ipywidgets.HTML()
        self.whence = Whence(state.workshop)
        super().__init__([self.compare, self.cards, self.reading, self.whence])
        self.add_class("tw-board")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now known; may be called from any thread."""
        summary, compared = self._state.summary(), bool(self.compare.value)
        self.cards.update([_row(each, compared) for each in summary.figures])
        instead = [each.instead for each in summary.figures if each.instead]
        self.reading.value = _reading(summary.compared, summary.likes, instead, compared)
        self.whence.update(_shown(summary))

    def text(self) -> str:
        """Give the ten figures as plain text."""
        return self.cards.text()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _shown(summary: Summary) -> list[Row]:
    """List the figures of the page: the ten, the leaks, what measures a gap, the plan's effects."""
    leaks = (summary.leaks.total, summary.leaks.share, summary.leaks.energy)
    measures = (each.measure for each in summary.gaps)
    found = [each.row for each in summary.figures]
    found += [each for each in (*leaks, *summary.leaks.largest, *measures) if each is not None]
    return found + [Row(figure=each) for each in summary.totals.effects]


def _row(each: KeyFigure, compared: bool) -> Row:
    """Name a figure by its subject, its full name one gesture away; a substitute keeps its own."""
    figure, row = each.row.figure, each.row
    if not each.instead and figure.label != each.subject:
        note = f"{figure.label}. {figure.note}".strip()
        named = msgspec.structs.replace(figure, label=each.subject, note=note)
        versions = tuple(named if v == figure else v for v in row.versions)
        row = msgspec.structs.replace(row, figure=named, versions=versions)
    return row if compared else msgspec.structs.replace(row, comparison=None)


def _reading(reason: str, likes: tuple[str, ...], instead: list[str], compared: bool) -> str:
    parts = [f'<p class="tw-hint">{escape(" ".join(instead))}</p>'] if instead else []
    if compared and likes:
        named = "".join(f"<li>{escape(each)}</li>" for each in likes)
        parts.append(
            '<details class="tw-origin"><summary>À qui se compare-t-on\u202f?</summary>'
            f"<p>{escape(reason)} Chaque point est l’un d’eux, le trait leur médiane, le losange "
            f"ce territoire.</p><ul>{named}</ul></details>"
        )
    return "".join(parts)
