"""Step 2, "Que nous manque-t-il ?": what the cells of ``02_manques`` show."""

from __future__ import annotations

from typing import Any

from territorial_lib.diagnosis import gaps
from territorial_lib.schemas import entries
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.steps.feed import RoomFeed
from territorial_lib.steps.page import Page, opened


def open_page() -> Any:
    """Open the gaps of the current workshop.

    Returns
    -------
    GapsPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(GapsPage)


class GapsPage(Page):
    """The gaps: one block a question, levers, maps, and the room's priorities."""

    def block(self, key: str) -> BlockPanel:
        """Show a block of the step, renewed when anyone writes or moves a lever."""
        panel = BlockPanel(self.workshop, gaps.part(key))
        self.live(panel.refresh)
        return panel

    def room(self) -> RoomFeed:
        """Show what the room says and supposes; everything can be undone."""
        feed = RoomFeed(self.workshop, (entries.Assumption, entries.Resource, entries.Correction))
        self.live(feed.refresh)
        return feed
