"""The page of paper: print, then type or paste what came back."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.paper.panel import Batches, PastePanel
from territorial_lib.steps.paper.printing import Cards, Sheets
from territorial_lib.steps.room.door import RoomStatus


def open_page() -> Any:
    """Open the page of paper of the current workshop.

    Returns
    -------
    PaperPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(PaperPage)


class PaperPage(Page):
    """What is printed, and what is typed back."""

    @cached_property
    def status(self) -> RoomStatus:
        """What the room's process says of itself."""
        return RoomStatus.of(self.workshop)

    def sheets(self) -> Sheets:
        """Print posters and the handout."""
        return Sheets(self.workshop)

    def cards(self) -> Cards:
        """Print contribution cards."""
        shown = Cards(self.workshop, self.status)
        self.live(shown.refresh)
        return shown

    def paste(self) -> PastePanel:
        """Type or paste what the cards say."""
        return PastePanel(self.workshop)

    def batches(self) -> Batches:
        """List what was pasted; each batch is undone at once."""
        shown = Batches(self.workshop)
        self.live(shown.refresh)
        return shown
