"""A line that tells what happened, read aloud by screen readers."""

from __future__ import annotations

from html import escape

import ipywidgets


class Notice(ipywidgets.HTML):  # type: ignore[misc]
    """A message that comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self.layout.display = "none"

    def success(self, text: str) -> None:
        """Say that something was done.

        Parameters
        ----------
        text : str
            A French sentence, plain text.
        """
        self._show(f'<div class="tw-success" role="status" aria-live="polite">{escape(text)}</div>')

    def error(self, text: str) -> None:
        """Say what is wrong and what to do.

        Parameters
        ----------
        text : str
            A French sentence, plain text.
        """
        self._show(f'<div class="tw-error" role="alert">{escape(text)}</div>')

    def clear(self) -> None:
        """Say nothing any more."""
        self.value, self.layout.display = "", "none"

    def _show(self, html: str) -> None:
        self.layout.display = None
        self.value = html
