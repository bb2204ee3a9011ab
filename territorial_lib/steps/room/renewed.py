"""A list renewed under the hand of whoever chooses in it: what is chosen stays chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ipywidgets
import traitlets

NOTHING = ("Choisir…", "")
_GONE = " (n’y est plus)"


class RenewedList(ipywidgets.Dropdown):  # type: ignore[misc]
    """A list that only grows: a line keeps its rank as long as the page lives.

    A browser tells the rank that was chosen. Were ranks to change while it tells, another line
    would be chosen; so newcomers go to the end, and what is gone stays, said to be gone.

    Parameters
    ----------
    **widget : object
        What a Dropdown takes, but its options.
    """

    def __init__(self, **widget: Any) -> None:
        self._lines: dict[str, str] = dict([NOTHING[::-1]])
        super().__init__(options=[NOTHING], value=NOTHING[1], **widget)

    @property
    def known(self) -> set[str]:
        """Values of the lines there, those that are gone included."""
        return set(self._lines)

    def renew(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show lines; those already there keep their rank, and what is chosen stays chosen.

        Parameters
        ----------
        lines : iterable of (str, str)
            What a line says, and its value: those of now, the newest last.
        """
        now = {value: words for words, value in (NOTHING, *lines)}
        gone = {
            value: words if words.endswith(_GONE) else words + _GONE
            for value, words in self._lines.items()
            if value not in now
        }
        before = self._lines
        self._lines = {value: now.get(value) or gone[value] for value in before} | now
        if self._lines != before:
            self.options = [(words, value) for value, words in self._lines.items()]

    @traitlets.observe("options")
    def _propagate_options(self, _: object) -> None:
        """Give the browser the lines alone: a Dropdown would choose the first one again."""
        full = self._options_full
        self._options_values = tuple(value for _, value in full)
        labels = tuple(words for words, _ in full)
        self.set_trait("_options_labels", labels)
        if self.index is not None:
            self.label = labels[self.index]
