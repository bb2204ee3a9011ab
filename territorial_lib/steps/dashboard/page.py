"""The dashboard: one page to read in three minutes, that nobody can write on."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets

from territorial_lib.steps.dashboard.decisions import DecisionBoard
from territorial_lib.steps.dashboard.figures import TenFigures
from territorial_lib.steps.dashboard.follow import FollowBoard
from territorial_lib.steps.dashboard.gaps import GapBoard
from territorial_lib.steps.dashboard.giving import LinkToGive
from territorial_lib.steps.dashboard.leaks import LeakBoard
from territorial_lib.steps.dashboard.map import DashboardMap
from territorial_lib.steps.dashboard.state import State
from territorial_lib.steps.page import Page, opened
from territorial_lib.workshop import Workshop


def open_page() -> Any:
    """Open the dashboard of the current workshop.

    Returns
    -------
    DashboardPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(DashboardPage)


class DashboardPage(Page):
    """One page of everything, renewed when the room says something; nothing on it writes.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    script_page = "dashboard"

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        self.state = State(workshop)

    def current(self) -> Any:
        """Say which territory this is about, in one sentence, and how to give this page away."""
        says = ipywidgets.HTML()

        def _renew() -> None:
            says.value = f'<p class="tw-says">{escape(self.state.summary().says)}</p>'

        _renew()
        self.live(_renew)
        read_only = self.workshop.store.read_only
        return ipywidgets.VBox([super().current(), says, *([] if read_only else [LinkToGive()])])

    def figures(self) -> ipywidgets.Widget:
        """Show the ten figures, beside similar territories or alone."""
        return self._live(TenFigures(self.state))

    def place_and_money(self) -> ipywidgets.Widget:
        """Show the territory commune by commune, and beside it where its money goes."""
        place = self._live(DashboardMap(self.state))
        sides = ipywidgets.Box([place, self._live(LeakBoard(self.state))])
        sides.add_class("tw-sides")
        return sides

    def gaps(self) -> ipywidgets.Widget:
        """Show the three gaps that matter, and how they are answered."""
        return self._live(GapBoard(self.state))

    def decisions(self) -> ipywidgets.Widget:
        """Show what is decided: who, at what cost, when, with what disagreement."""
        return self._live(DecisionBoard(self.state))

    def follow_up(self) -> ipywidgets.Widget:
        """Show what changed since: before, aimed at, now."""
        return self._live(FollowBoard(self.state))

    def _live(self, panel: Any) -> Any:
        self.live(panel.refresh)
        return panel
