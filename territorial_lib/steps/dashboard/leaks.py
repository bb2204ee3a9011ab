"""Where the money goes: the total in a sentence, the largest leaks, the whole picture on demand."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.charts import BarItem, bars
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.summary.records import LeakSummary
from territorial_lib.schemas.figures import Row
from territorial_lib.steps.dashboard.state import State
from territorial_lib.steps.fold import Fold
from territorial_lib.steps.leaks.pictures import money_picture
from territorial_lib.tables.origin import origin

_WIDTH = 470
_SMALL = 10.0
"""M€ a year below which amounts are read in thousands of euros."""


class LeakBoard(ipywidgets.VBox):  # type: ignore[misc]
    """The leaks in a sentence and a picture.

    Parameters
    ----------
    state : State
        What is now to be shown.
    """

    def __init__(self, state: State) -> None:
        self._state, self._lock = state, RLock()
        self.says, self.largest, self.money = (ipywidgets.HTML() for _ in range(3))
        self.detail = Fold("Voir qui achète quoi, et d’où cela vient", self._money)
        super().__init__([self.says, self.largest, self.detail])
        self.add_class("tw-board")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now known; may be called from any thread."""
        with self._lock:
            found = self._state.summary().leaks
            self.says.value = f'<p class="tw-says">{escape(found.says)}</p>'
            self.largest.value = _largest(found)
            self.detail.layout.display = None if found.largest else "none"
            if self.detail.inside is not None:
                self._money()

    def text(self) -> str:
        """Give the leaks as plain text."""
        return self._state.summary().leaks.says

    def _money(self) -> ipywidgets.HTML:
        case = self._state.case()
        drawn = money_picture(leaks_block.now(case), case.territory.code)
        self.money.value = "" if drawn is None else drawn.html()
        return self.money

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _largest(found: LeakSummary) -> str:
    if not found.largest:
        return ""
    small = (found.largest[0].figure.value or 0.0) < _SMALL
    scale, unit = (1000.0, "k€") if small else (1.0, "M€")
    items = [_item(each, scale) for each in found.largest]
    year = found.largest[0].figure.year
    title = f"Les plus grandes fuites, énergie à part ({unit} de {year} par an)"
    chart = bars(items, title=title, unit=unit, digits=0, width=_WIDTH)
    shown = [each for each in (found.total, found.share, found.energy) if each is not None]
    behind = "".join(f"<li>{escape(each.figure.label)} {origin(each)}</li>" for each in shown)
    return f'{chart.html()}<ul class="tw-behind">{behind}</ul>'


def _item(row: Row, scale: float) -> BarItem:
    figure = row.figure
    value, low, high = (
        None if each is None else each * scale for each in (figure.value, figure.low, figure.high)
    )
    return BarItem(figure.label, value, low, high)
