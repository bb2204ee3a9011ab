"""The inventory's map: one variable at a time, by commune, chosen in a list."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from typing import Any

import geopandas as gpd
import ipywidgets
import pandas as pd

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
        figure = row.versions[0]  # the communes' own source, even where the whole is corrected
        found = self._workshop.by_commune(measure.variable)
        corrected = ", corrigé par la salle" if found["corrected"].any() else ""
        return {
            "areas": self._areas(found),
            "column": "value",
            "label": measure.label,
            "unit": measure.unit,
            "year": figure.year,
            "title": f"{measure.label} par commune, {self._workshop.territory.name}",
            "source_line": f"{figure.source}{corrected}",
            "points": points(self._workshop),
        }

    def _areas(self, found: pd.DataFrame) -> gpd.GeoDataFrame:
        values = found["value"].reindex(self._inside.index)
        return self._inside.assign(value=values.to_numpy())
