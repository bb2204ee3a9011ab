"""The territory commune by commune, from what is computed once for every reader."""

from __future__ import annotations

import pandas as pd

from territorial_lib.diagnosis.summary.mapped import CommuneValues
from territorial_lib.steps.commune_map import CommuneMap, Layer
from territorial_lib.steps.dashboard.state import State
from territorial_lib.steps.feed import points


class DashboardMap(CommuneMap):
    """A few variables by commune, and what the room put on the map.

    Parameters
    ----------
    state : State
        What is now to be shown.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        mapped = state.mapped()
        choices = [(each.label, each.variable) for each in mapped]
        first, shown = mapped[0].variable, state.workshop
        super().__init__(shown, choices, self._read, first, lambda: points(shown))

    def _read(self, variable: str) -> Layer:
        return _layer(next(each for each in self._state.mapped() if each.variable == variable))


def _layer(each: CommuneValues) -> Layer:
    values = pd.Series(each.values, dtype=float)
    return Layer(each.label, each.unit, each.year, each.source, values)
