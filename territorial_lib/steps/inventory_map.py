"""The inventory's map: one variable at a time, by commune, chosen in a list."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from typing import Any

import geopandas as gpd
import ipywidgets

from territorial_lib.diagnosis.measures import Measure
from territorial_lib.geography.contours import outline
from territorial_lib.maps import choropleth
from territorial_lib.steps.feed import points
from territorial_lib.workshop import Workshop


class InventoryMap(ipywidgets.VBox):  # type: ignore[misc]
    """A choropleth of the territory's communes, and the list that chooses its variable.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    measures : sequence of Measure
        Variables known by commune.
    first : str
        Name of the variable shown first.
    """

    def __init__(
        self, workshop: Workshop, measures: Sequence[Measure], first: str = "vacancy_rate"
    ) -> None:
        self._workshop, self._lock = workshop, RLock()
        self._measures = {measure.variable: measure for measure in measures}
        self._inside = workshop.contours()
        self._surroundings = workshop.surroundings(self._inside)
        self.choice = ipywidgets.Dropdown(
            description="Montrer",
            options=[(measure.label, measure.variable) for measure in measures],
            value=first,
        )
        self.choice.add_class("tw-control")
        self.view = choropleth(
            **self._drawing(), surroundings=self._surroundings, outline=outline(self._inside)
        )
        self.choice.observe(lambda _: self.refresh(), "value")
        super().__init__([self.choice, self.view])

    def refresh(self) -> None:
        """Draw the map again, with the variable chosen and what the room added."""
        with self._lock:
            self.view.update(**self._drawing())

    def _drawing(self) -> dict[str, Any]:
        measure = self._measures[self.choice.value]
        row = self._workshop.inventory().resource(measure.variable)
        figure = row.versions[0]  # the communes' values are official even where the whole is not
        return {
            "areas": self._areas(measure),
            "column": "value",
            "label": measure.label,
            "unit": measure.unit,
            "year": figure.year,
            "title": f"{measure.label} par commune, {self._workshop.territory.name}",
            "source_line": figure.source,
            "points": points(self._workshop),
        }

    def _areas(self, measure: Measure) -> gpd.GeoDataFrame:
        values = self._workshop.by_commune(measure.variable)["value"]
        return self._inside.assign(value=values.reindex(self._inside.index).to_numpy())
