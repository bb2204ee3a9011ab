"""What a kernel says while a browser makes its models is heard by nobody: it is said again."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

PATIENCE = 120.0
"""Seconds after which a browser is no longer awaited: JupyterLab's never says that it is ready."""


class Restoration:
    """The widgets that changed since they were described to a browser, until it has them all.

    Parameters
    ----------
    widgets : Mapping of str to Any
        Every widget alive, by model.
    """

    def __init__(self, widgets: Mapping[str, Any]) -> None:
        self._widgets = widgets
        self._until = 0.0
        self._changed: set[str] = set()

    def begin(self) -> None:
        """Note what changes, from now on."""
        self._changed.clear()
        self._until = time.monotonic() + PATIENCE

    def changed(self, model: str | None) -> None:
        """Note that a widget told the browser something.

        Parameters
        ----------
        model : str or None
            The widget; None for one just closed.
        """
        if model is not None and time.monotonic() < self._until:
            self._changed.add(model)

    def end(self) -> None:
        """Say again the state of all that changed: the browser has its models."""
        self._until = 0.0
        while self._changed:
            widget = self._widgets.get(self._changed.pop())
            if widget is not None:
                widget.send_state()
