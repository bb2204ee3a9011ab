"""Step 5, "Qui peut agir ?": what the cells of ``05_acteurs`` show."""

from __future__ import annotations

from typing import Any, TypeVar

import ipywidgets

from territorial_lib.schemas import entries
from territorial_lib.steps.actors.importing import ImportPanel
from territorial_lib.steps.actors.known import KnownPanel
from territorial_lib.steps.actors.map import ActorMap
from territorial_lib.steps.actors.naming import ActorTable, NamingPanel
from territorial_lib.steps.actors.power import PowerPanel
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.actors.stakes import StakePanel
from territorial_lib.steps.actors.teams import MissingPanel, TeamPanel
from territorial_lib.steps.feed import RoomFeed
from territorial_lib.steps.page import Page, opened
from territorial_lib.workshop import Workshop

Shown = TypeVar("Shown", bound=ipywidgets.Widget)


def open_page() -> Any:
    """Open the actors of the current workshop.

    Returns
    -------
    ActorsPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(ActorsPage)


class ActorsPage(Page):
    """Who can act: known, named, placed, what they share, with whom to act.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    script_page = "actors"

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop)
        self._actors = ActorsRoom(workshop)

    def known(self) -> KnownPanel:
        """Show those whom open data knows; each is added in one click."""
        return self._living(KnownPanel(self._actors))

    def naming(self) -> NamingPanel:
        """Let the room name actors, place them on the map, complete them."""
        return self._living(NamingPanel(self._actors))

    def from_list(self) -> ImportPanel:
        """Take actors from a list pasted or dropped."""
        return ImportPanel(self._actors)

    def table(self) -> ActorTable:
        """Show everyone the room named."""
        return self._living(ActorTable(self._actors))

    def map(self) -> ActorMap:
        """Show where actors are."""
        return self._living(ActorMap(self._actors))

    def power(self) -> PowerPanel:
        """Show power and interest by the room's votes."""
        return self._living(PowerPanel(self._actors))

    def stakes(self) -> StakePanel:
        """Show who shares what."""
        return self._living(StakePanel(self._actors))

    def missing(self) -> MissingPanel:
        """Show the capacities that nobody has."""
        return self._living(MissingPanel(self._actors))

    def teams(self) -> TeamPanel:
        """Show with whom to answer a gap or lead an action."""
        return self._living(TeamPanel(self._actors))

    def room(self) -> RoomFeed:
        """Show what the room says of actors; everything can be undone."""
        return self._living(RoomFeed(self.workshop, (entries.Actor,)))

    def _living(self, shown: Shown) -> Shown:
        self.live(shown.refresh)
        return shown
