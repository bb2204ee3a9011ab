"""The key figures as cards, renewed in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from threading import RLock
from typing import Any, Protocol

import ipywidgets

from territorial_lib.schemas.figures import Comparison, Figure, Row
from territorial_lib.tables.origin import origin
from territorial_lib.tables.wording import badge, band, line, published, sure
from territorial_lib.typography import agreed, number, quantity


class Picture(Protocol):
    """What draws a figure among others."""

    @property
    def svg(self) -> str:
        """The drawing, accessible by itself."""


class FigureCards(ipywidgets.Box):  # type: ignore[misc]
    """One card a figure: value, year, status, comparison, and where it comes from.

    Parameters
    ----------
    resources : sequence of Row
        Rows of a diagnosis, in the order to show.
    picture : callable, optional
        Draws a figure among similar territories, such as `charts.comparison_bar`.
    columns : int, optional
        Cards a row; as many as fit by default.
    """

    def __init__(
        self,
        resources: Sequence[Row],
        picture: Callable[[Figure, Comparison], Picture] | None = None,
        columns: int | None = None,
    ) -> None:
        self._picture, self._lock = picture, RLock()
        self._cards: dict[str, ipywidgets.HTML] = {}
        self._resources: tuple[Row, ...] = ()
        self._shown: tuple[ipywidgets.HTML, ...] = ()
        super().__init__()
        self.add_class("tw-cards")
        if columns is not None:
            self.layout.grid_template_columns = f"repeat({columns}, minmax(0, 1fr))"
        self.update(resources)

    def update(self, resources: Sequence[Row]) -> None:
        """Show these figures; a card whose figure did not change is left alone, unfolded or not.

        Parameters
        ----------
        resources : sequence of Row
            Rows of a diagnosis. May be called from any thread.
        """
        with self._lock:
            self._resources = tuple(resources)
            kept = {resource.figure.id: self._card(resource) for resource in resources}
            gone = [card for key, card in self._cards.items() if key not in kept]
            self._cards = kept
            shown = tuple(kept.values())
            if shown != self._shown:
                self._shown = self.children = shown
            for card in gone:
                card.close()

    def text(self) -> str:
        """List the figures as plain text, the same from one run to the next.

        Returns
        -------
        str
            One line a figure.
        """
        return "\n".join(line(resource.figure) for resource in self._resources)

    def _card(self, resource: Row) -> ipywidgets.HTML:
        card = self._cards.get(resource.figure.id)
        if card is None:
            card = ipywidgets.HTML()
            card.add_class("tw-card")
        card.value = self._html(resource)
        return card

    def _html(self, resource: Row) -> str:
        figure = resource.figure
        year = "" if figure.year is None else f'<span class="tw-card-year">{figure.year}</span> '
        return (
            f'<p class="tw-card-label">{escape(figure.label)}</p>{_value(figure)}'
            f"{_band(figure)}{_official(resource)}"
            f"<p>{year}{badge(figure)}</p>{self._compared(resource)}{_note(figure)}"
            f"{origin(resource)}"
        )

    def _compared(self, resource: Row) -> str:
        comparison = resource.comparison
        if comparison is None or comparison.median.value is None:
            return ""
        median = quantity(comparison.median.value, resource.figure.unit)
        words = f"Médiane de {len(comparison.values)} territoires semblables\u00a0: {median}"
        drawn = self._picture(resource.figure, comparison).svg if self._picture else ""
        return f'{drawn}<p class="tw-card-note">{escape(words)}</p>'

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _value(figure: Figure) -> str:
    shown = number(sure(figure, figure.value))
    unit = "" if figure.value is None else agreed(shown, figure.unit)
    said = f' <span class="tw-card-unit">{escape(unit)}</span>' if unit else ""
    kind = "tw-card-value tw-card-value--none" if figure.value is None else "tw-card-value"
    return f'<p class="{kind}">{escape(shown)}{said}</p>'


def _official(resource: Row) -> str:
    """Keep the published figure in sight beside the one that the room declared."""
    official = published(resource)
    if official.status == resource.figure.status:
        return ""
    year = "" if official.year is None else f" ({official.year})"
    words = f"Chiffre publié\u00a0: {quantity(official.value, official.unit)}{year}"
    return f'<p class="tw-card-note">{escape(words)}</p>'


def _band(figure: Figure) -> str:
    """Say the band in sight: an uncertain figure is never a lone number."""
    words = band(figure)
    if words and figure.status == "observed":
        words = f"{words}, selon l’année et la source"
    return f'<p class="tw-card-note">{escape(words)}</p>' if words else ""


def _note(figure: Figure) -> str:
    """Say why a figure is missing in sight; other notes wait behind the summary."""
    if figure.status != "missing" or not figure.note:
        return ""
    return f'<p class="tw-card-note">{escape(figure.note)}</p>'
