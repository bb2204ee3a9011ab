"""A map as a widget: a page of its own in a frame, renewed in place when its data change."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from threading import RLock
from typing import Any, Protocol

import ipywidgets


class Drawing(Protocol):
    """What a view shows: a frozen dataclass that draws itself."""

    @property
    def title(self) -> str:
        """Name of the map for those who do not see it."""

    @property
    def height(self) -> int:
        """Height of the frame, pixels."""

    def page(self) -> str:
        """Draw the page."""

    def alt(self) -> str:
        """Say the map in words."""


class MapView(ipywidgets.HTML):  # type: ignore[misc]
    """A map to look at.

    Parameters
    ----------
    drawing : Drawing
        What to draw.
    """

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.add_class("tw-map")
        self._drawing = drawing
        self._lock = RLock()
        self._page = self._alt = ""
        self.update()

    @property
    def alt(self) -> str:
        """The map in words: lowest and highest values, and where."""
        return self._alt

    def update(self, **changes: Any) -> None:
        """Draw the map again with what changed; nothing moves on screen where nothing did.

        Parameters
        ----------
        **changes : object
            Parameters of the drawing to replace, such as ``points`` or ``areas``. May be called
            from any thread.
        """
        with self._lock:
            self._drawing = replace(self._drawing, **changes)  # type: ignore[type-var]
            self._page, self._alt = self._drawing.page(), self._drawing.alt()
            self.value = self._frame()

    def html(self, full: bool = False) -> str:
        """Give the map for another page.

        Parameters
        ----------
        full : bool
            True for a complete page to save; False for a frame to put in a page.

        Returns
        -------
        str
            HTML that fetches nothing.
        """
        return self._page if full else str(self.value)

    def _frame(self) -> str:
        return (
            f"<iframe title='{escape(self._drawing.title)}' srcdoc='{_as_attribute(self._page)}' "
            f'sandbox="allow-scripts" '
            f'style="width:100%;height:{self._drawing.height}px;border:0;display:block"></iframe>'
            f'<p class="tw-hidden">{escape(self._alt)}</p>'
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self._alt}


def _as_attribute(page: str) -> str:
    """Quote a page as an attribute between single quotes: a sixth lighter than `escape`."""
    return page.replace("&", "&amp;").replace("'", "&#39;")
