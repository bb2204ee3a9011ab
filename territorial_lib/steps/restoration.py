"""What a kernel says while a browser makes its models is heard by nobody: it is said again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Restoration:
    """The widgets that changed since they were described to a browser, until it has them all.

    Parameters
    ----------
    widgets : Mapping of str to Any
        Every widget alive, by model.
    """

    def __init__(self, widgets: Mapping[str, Any]) -> None:
        self._widgets = widgets
        self._waiting = False
        self._changed: set[str] = set()

    def begin(self) -> None:
        """Note what changes, from now on."""
        self._changed.clear()
        self._waiting = True

    def changed(self, model: str | None) -> None:
        """Note that a widget told the browser something.

        Parameters
        ----------
        model : str or None
            The widget; None for one just closed.
        """
        if self._waiting and model is not None:
            self._changed.add(model)

    def end(self) -> None:
        """Say again the state of all that changed: the browser has its models."""
        self._waiting = False
        while self._changed:
            widget = self._widgets.get(self._changed.pop())
            if widget is not None:
                widget.send_state()
