"""The facilitator's page of the room: its door, its questions, its timer, its moderation."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.room.controls import Clock, Locks, Questions
from territorial_lib.steps.room.door import Present, RoomDoor, RoomStatus
from territorial_lib.steps.room.moderation import ModerationDesk


def open_page() -> Any:
    """Open the controls of the current workshop's room.

    Returns
    -------
    RoomPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(RoomPage)


class RoomPage(Page):
    """Leading the room from a notebook."""

    script_page = "room"

    @cached_property
    def status(self) -> RoomStatus:
        """What the room's process says of itself."""
        return RoomStatus.of(self.workshop)

    def door(self) -> RoomDoor:
        """Open the room to the hall; its address and QR code."""
        return RoomDoor(self.status)

    def present(self) -> Present:
        """Say who is there, by group."""
        return Present(self.status)

    def questions(self) -> Questions:
        """Open and close questions and votes."""
        shown = Questions(self.workshop)
        self.live(shown.refresh)
        return shown

    def timer(self) -> Clock:
        """Start and stop the room's timer."""
        return Clock(self.workshop)

    def locks(self) -> Locks:
        """Suspend the room's writing, wholly or step by step."""
        shown = Locks(self.workshop)
        self.live(shown.refresh)
        return shown

    def moderation(self) -> ModerationDesk:
        """Hide, merge, correct and erase, with trace."""
        shown = ModerationDesk(self.workshop)
        self.live(shown.refresh)
        return shown
