"""Step 6, "Que décidons-nous ?": what the cells of ``06_plan_action`` show."""

from __future__ import annotations

from typing import Any

import ipywidgets

from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.plan.cards import CardPanel
from territorial_lib.steps.plan.decisions import DecisionPanel
from territorial_lib.steps.plan.effects_panel import EffectsPanel
from territorial_lib.steps.plan.feed import PlanFeed
from territorial_lib.steps.plan.follow_panel import FollowPanel
from territorial_lib.steps.plan.portfolio_panel import PortfolioPanel
from territorial_lib.steps.plan.proposals import ProposalPanel
from territorial_lib.steps.plan.ranking_panel import RankingPanel
from territorial_lib.steps.plan.timetable import TimetablePanel
from territorial_lib.steps.plan.votes_panel import VotePanel
from territorial_lib.steps.report_panel import ExportPanel


def open_page() -> Any:
    """Open the plan of the current workshop.

    Returns
    -------
    PlanPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(PlanPage)


class PlanPage(Page):
    """The plan: proposed, voted, ranked, chosen, scheduled, decided, followed."""

    script_page = "plan"

    def proposals(self) -> ipywidgets.Widget:
        """Show what is proposed, the catalogue and the question to the room."""
        return self._live(ProposalPanel(self.workshop))

    def cards(self) -> ipywidgets.Widget:
        """Show the card of an action, to complete."""
        return self._live(CardPanel(self.workshop))

    def votes(self) -> ipywidgets.Widget:
        """Show the votes, group by group, and what divides."""
        return self._live(VotePanel(self.workshop))

    def ranking(self) -> ipywidgets.Widget:
        """Show the order that the room's criteria give, and how it holds."""
        return self._live(RankingPanel(self.workshop))

    def portfolio(self) -> ipywidgets.Widget:
        """Show what fits in the budget, and what the next euro would buy."""
        return self._live(PortfolioPanel(self.workshop))

    def effects(self) -> ipywidgets.Widget:
        """Show what the plan would change, nothing counted twice."""
        return self._live(EffectsPanel(self.workshop))

    def timetable(self) -> ipywidgets.Widget:
        """Show the timetable and the load of each lead."""
        return self._live(TimetablePanel(self.workshop))

    def decisions(self) -> ipywidgets.Widget:
        """Show what is decided, by whom, why, and when it is looked at again."""
        return self._live(DecisionPanel(self.workshop))

    def follow_up(self) -> ipywidgets.Widget:
        """Show what was done, what moved, what slipped."""
        return self._live(FollowPanel(self.workshop))

    def room(self) -> ipywidgets.Widget:
        """Show what was written about the plan; everything can be undone."""
        return self._live(PlanFeed(self.workshop))

    def take_away(self) -> ipywidgets.Widget:
        """Offer the report, the page, the tables and the map to take away."""
        return ExportPanel(self.workshop)

    def _live(self, panel: Any) -> Any:
        self.live(panel.refresh)
        return panel
