"""What a page shows when first asked for: until then it costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets


class Fold(ipywidgets.VBox):  # type: ignore[misc]
    """A table made when first asked for: until then it costs the page nothing.

    Parameters
    ----------
    words : str
        What the button says.
    make : callable
        Makes the table.
    """

    def __init__(self, words: str, make: Callable[[], Any]) -> None:
        self.inside: Any = None
        self.button = ipywidgets.Button(description=words)
        self.button.add_class("tw-button").add_class("tw-button--quiet")
        self.button.on_click(lambda _: self._toggle())
        self._words, self._make, self._unfolded = words, make, False
        super().__init__([self.button])

    def update(self, rows: Sequence[Any]) -> None:
        """Show other rows in the table, where it was made.

        Parameters
        ----------
        rows : sequence
            Rows of the table.
        """
        if self.inside is not None:
            self.inside.update(rows)

    def _toggle(self) -> None:
        if self.inside is None:
            self.inside = self._make()
        self._unfolded = not self._unfolded
        self.children = (self.button, self.inside) if self._unfolded else (self.button,)
        (self.add_class if self._unfolded else self.remove_class)("tw-unfolded")
        self.button.description = "Replier" if self._unfolded else self._words
