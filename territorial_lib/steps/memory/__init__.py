"""The page of memory: what the workshop said, and the notebook that keeps it."""

from territorial_lib.steps.memory.page import open_page

__all__ = ["open_page"]
