"""The page of methods: every notion in one place, found by its words, worked out on demand."""

from __future__ import annotations

from typing import Any

from territorial_lib.steps.methods.glossary import Glossary
from territorial_lib.steps.page import Page, opened


def open_page() -> Any:
    """Open the methods, on the territory of the current workshop.

    Returns
    -------
    MethodsPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(MethodsPage)


class MethodsPage(Page):
    """Every notion, its formula and its limits."""

    def glossary(self) -> Glossary:
        """Show every notion, to search and to work out."""
        shown = Glossary(self.workshop)
        self.live(shown.refresh)
        return shown
