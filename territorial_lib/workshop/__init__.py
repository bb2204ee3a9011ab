"""The workshop: joins what the room wrote and what the statistics say. The only one that does."""

from territorial_lib.workshop.opening import create, current_workshop, open_workshop
from territorial_lib.workshop.workshop import FACILITATOR, Workshop

__all__ = ["FACILITATOR", "Workshop", "create", "current_workshop", "open_workshop"]
