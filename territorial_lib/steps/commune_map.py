"""A map of communes: one variable at a time, chosen in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import ipywidgets
import pandas as pd

from territorial_lib.geography.contours import outline
from territorial_lib.maps import MapPoint, choropleth
from territorial_lib.maps.points import MARK_LABELS
from territorial_lib.workshop import Workshop

_DRAWN = ("label", "unit", "year", "title", "source_line", "points")
"""What a drawing depends on beside its values: where nothing changed, nothing is drawn again."""


@dataclass(frozen=True)
class Layer:
    """A variable by commune.

    Parameters
    ----------
    label, unit : str
        What is mapped and its unit, in French.
    year : int or None
        Year of the values.
    source : str
        Producer and publication, in French.
    values : pandas.Series
        By commune; NaN is missing and shown hatched.
    """

    label: str
    unit: str
    year: int | None
    source: str
    values: pd.Series


class CommuneMap(ipywidgets.VBox):  # type: ignore[misc]
    """A choropleth of the territory's communes, and the list that chooses its variable.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    choices : sequence of (str, str)
        Label and name of each variable; the list is hidden for a single one.
    layer : callable
        Takes a name, gives what is now to be drawn.
    first : str
        Name of the variable shown first.
    points : callable, optional
        Gives what is now put on the map.
    signs : Mapping of str to str
        What each mark of the points means, in French.
    """

    def __init__(
        self,
        workshop: Workshop,
        choices: Sequence[tuple[str, str]],
        layer: Callable[[str], Layer],
        first: str,
        points: Callable[[], Sequence[MapPoint]] = tuple,
        signs: Mapping[str, str] = MARK_LABELS,
    ) -> None:
        self._workshop, self._layer, self._points = workshop, layer, points
        self._lock, self._inside = RLock(), workshop.contours()
        self._shown: tuple[object, ...] = ()
        self.choice = ipywidgets.Dropdown(description="Montrer", options=list(choices), value=first)
        self.choice.add_class("tw-control")
        self.view = choropleth(
            **self._drawing(),
            surroundings=workshop.surroundings(self._inside),
            outline=outline(self._inside),
            signs=signs,
        )
        self.choice.observe(lambda _: self.refresh(), "value")
        super().__init__([self.choice, self.view] if len(choices) > 1 else [self.view])

    def refresh(self) -> None:
        """Draw the map again, with the variable chosen and what the room added."""
        with self._lock:
            drawing = self._drawing()
            values = drawing["areas"]["value"].to_numpy().tobytes()
            now = (*(repr(drawing[each]) for each in _DRAWN), values)
            if now != self._shown:
                self.view.update(**drawing)
            self._shown = now

    def _drawing(self) -> dict[str, Any]:
        layer = self._layer(self.choice.value)
        values = layer.values.reindex(self._inside.index).astype(float)
        return {
            "areas": self._inside.assign(value=values.to_numpy()),
            "column": "value",
            "label": layer.label,
            "unit": layer.unit,
            "year": layer.year,
            "title": f"{layer.label} par commune, {self._workshop.territory.name}",
            "source_line": layer.source,
            "points": self._points(),
        }
