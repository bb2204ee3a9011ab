"""The page of paper: what is printed for the room, and what comes back from it."""

from territorial_lib.steps.paper.page import open_page

__all__ = ["open_page"]
