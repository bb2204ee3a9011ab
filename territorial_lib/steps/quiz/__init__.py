"""The page of the quiz: what the room guesses of its own territory."""

from territorial_lib.steps.quiz.page import open_page

__all__ = ["open_page"]
