"""The inventory's map: the room's corrections and points, the communes' own source."""

from __future__ import annotations

from collections.abc import Sequence

from territorial_lib.diagnosis.inventory.methods import Measure
from territorial_lib.steps.commune_map import CommuneMap, Layer
from territorial_lib.steps.feed import points
from territorial_lib.workshop import Workshop


class InventoryMap(CommuneMap):
    """The measures of the inventory, commune by commune.

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
        self._measures = {measure.variable: measure for measure in measures}
        choices = [(measure.label, measure.variable) for measure in measures]
        super().__init__(workshop, choices, self._read, first, lambda: points(workshop))

    def _read(self, variable: str) -> Layer:
        measure = self._measures[variable]
        row = self._workshop.inventory().resource(variable)
        figure = row.versions[0]  # the communes' own source, even where the whole is corrected
        found = self._workshop.by_commune(variable)
        corrected = ", corrigé par la salle" if found["corrected"].any() else ""
        return Layer(
            label=measure.label,
            unit=measure.unit,
            year=figure.year,
            source=f"{figure.source}{corrected}",
            values=found["value"],
        )
