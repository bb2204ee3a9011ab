"""Step 4, "Où part l’argent ?": what the cells of ``04_fuites`` show."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from territorial_lib.schemas import entries
from territorial_lib.steps.feed import RoomFeed
from territorial_lib.steps.leaks.circular_panel import CircularPanel
from territorial_lib.steps.leaks.currency_panel import CurrencyPanel
from territorial_lib.steps.leaks.money_panel import MoneyPanel
from territorial_lib.steps.leaks.ranking_panel import LeakRanking
from territorial_lib.steps.leaks.shares_panel import SharesPanel, share_labels
from territorial_lib.steps.leaks.trails_panel import TrailsPanel
from territorial_lib.steps.leaks.what_if_panel import WhatIfPanel
from territorial_lib.steps.page import Page, opened


class _Renewed(Protocol):
    """What shows itself again when anyone writes."""

    def refresh(self) -> None:
        """Show what the room now says."""


Panel = TypeVar("Panel", bound=_Renewed)


def open_page() -> Any:
    """Open the fourth step of the current workshop.

    Returns
    -------
    LeaksPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(LeaksPage)


class LeaksPage(Page):
    """Where the money goes, what would keep it, and what already turns in loops."""

    script_page = "leaks"

    def money(self) -> MoneyPanel:
        """Show who buys what, and where the money goes."""
        return self._live(MoneyPanel(self.workshop))

    def ranking(self) -> LeakRanking:
        """Show the largest leaks and those within reach, to carry on."""
        return self._live(LeakRanking(self.workshop))

    def shares(self) -> SharesPanel:
        """Show what part of each product is bought here, to correct."""
        return self._live(SharesPanel(self.workshop))

    def what_if(self) -> WhatIfPanel:
        """Show what moving purchases here would change."""
        return self._live(WhatIfPanel(self.workshop))

    def trails(self) -> TrailsPanel:
        """Follow an organisation's money round by round."""
        return self._live(TrailsPanel(self.workshop))

    def circular(self) -> CircularPanel:
        """Show who should talk to whom."""
        return self._live(CircularPanel(self.workshop))

    def currency(self) -> CurrencyPanel:
        """Show what already turns in loops, and what a local currency would add."""
        return self._live(CurrencyPanel(self.workshop))

    def room(self) -> RoomFeed:
        """Show what the room says, supposes and carries on; everything can be undone."""
        kinds = (
            entries.Survey,
            entries.Purchase,
            entries.Offer,
            entries.Request,
            entries.Correction,
            entries.Assumption,
            entries.Retained,
        )
        return self._live(RoomFeed(self.workshop, kinds, lambda: share_labels(self.workshop)))

    def _live(self, panel: Panel) -> Panel:
        self.live(panel.refresh)
        return panel
