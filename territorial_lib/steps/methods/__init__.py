"""The page of methods: every notion, its formula, its limits, its calculation here."""

from territorial_lib.steps.methods.page import open_page

__all__ = ["open_page"]
