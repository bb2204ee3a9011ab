"""The facilitator's page of the room: its door, its questions, its timer, its moderation."""

from territorial_lib.steps.room.page import open_page

__all__ = ["open_page"]
