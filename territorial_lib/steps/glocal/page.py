"""Step 3, "Comment y répondre, au plus près ?": what the cells of ``03_glocalisation`` show."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from territorial_lib.diagnosis.glocal import step as glocal
from territorial_lib.diagnosis.glocal.goods import goods
from territorial_lib.schemas import entries
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.steps.feed import RoomFeed
from territorial_lib.steps.glocal.candidate_panel import CandidatePanel
from territorial_lib.steps.glocal.sourcing_panel import SourcingPanel
from territorial_lib.steps.glocal.ways_panel import WaysPanel
from territorial_lib.steps.page import Page, opened


class _Renewed(Protocol):
    """What shows itself again when anyone writes."""

    def refresh(self) -> None:
        """Show what the room now says."""


Panel = TypeVar("Panel", bound=_Renewed)


def open_page() -> Any:
    """Open the third step of the current workshop.

    Returns
    -------
    GlocalPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(GlocalPage)


class GlocalPage(Page):
    """Specialities, what could be developed, who would supply us, and each gap in its place."""

    script_page = "glocal"

    def block(self, key: str) -> BlockPanel:
        """Show a block of the step, renewed when anyone writes or moves a lever.

        Parameters
        ----------
        key : str
            Its key.
        """
        return self._live(BlockPanel(self.workshop, glocal.part(key)))

    def candidates(self) -> CandidatePanel:
        """Show capacity against need; a dot opens the card of its sector."""
        return self._live(CandidatePanel(self.workshop))

    def sourcing(self) -> SourcingPanel:
        """Show who would supply a good, on a map, and with whom to exchange."""
        return self._live(SourcingPanel(self.workshop))

    def ways(self) -> WaysPanel:
        """Show each gap in its place, moved by the room."""
        return self._live(WaysPanel(self.workshop))

    def room(self) -> RoomFeed:
        """Show what the room says, supposes and decides; everything can be undone."""
        kinds = (entries.Placement, entries.Assumption, entries.Resource)
        self.read_ahead(*(each.ahead for each in glocal.PARTS), goods)
        return self._live(RoomFeed(self.workshop, kinds))

    def _live(self, panel: Panel) -> Panel:
        self.live(panel.refresh)
        return panel
