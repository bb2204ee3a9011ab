"""A notion to learn: its words, its formula, its limits, and its example here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.lessons.example import Example, NotHereError
from territorial_lib.schemas.blocks import Notion


@dataclass(frozen=True)
class Lesson:
    """A notion and its calculation.

    Parameters
    ----------
    terms : tuple of str
        The words that lead to it, in French, the main one first.
    notion : Notion
        Its meaning, formula, limits and reference: those that its block shows, if it has one.
    step : str
        Page where it is met, in French.
    work : callable
        Works the example out; may raise `NotHereError`.
    """

    terms: tuple[str, ...]
    notion: Notion
    step: str
    work: Callable[[Case], Example]

    @property
    def key(self) -> str:
        """The notion's key."""
        return self.notion.key

    def example(self, case: Case) -> Example:
        """Work the notion out on a territory.

        Parameters
        ----------
        case : Case
            The territory and what its room said.

        Returns
        -------
        Example
            The calculation; one that says why where a figure is missing.
        """
        try:
            return self.work(case)
        except NotHereError as lacking:
            return Example(missing=f"Non chiffrable ici. {lacking}")
