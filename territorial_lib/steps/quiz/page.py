"""The page of the quiz."""

from __future__ import annotations

from typing import Any

from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.quiz.panel import QuizPanel


def open_page() -> Any:
    """Open the quiz of the current workshop.

    Returns
    -------
    QuizPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(QuizPage)


class QuizPage(Page):
    """A few questions on the territory's own figures."""

    def questions(self) -> QuizPanel:
        """Ask, close, tell."""
        shown = QuizPanel(self.workshop)
        self.live(shown.refresh)
        return shown
