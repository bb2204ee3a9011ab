"""Composing an ad hoc perimeter: a list and a map that follow each other."""

from __future__ import annotations

from collections.abc import Callable

import geopandas as gpd
import ipywidgets

from territorial_lib.forms import PerimeterForm
from territorial_lib.geography.contours import commune_contours, nearby
from territorial_lib.geography.search import Match, SearchIndex
from territorial_lib.geography.territories import Gazetteer, Territory, compose
from territorial_lib.maps import PerimeterMap

_SMALL = 60
"""Communes beyond which a map shows little around a territory: it is wide enough."""
_LEVELS = {"intercommunalités": "epci", "communes": "commune"}


class Composition(ipywidgets.VBox):  # type: ignore[misc]
    """A perimeter made of communes and EPCI.

    Parameters
    ----------
    gazetteer : Gazetteer
        Every territory of France.
    index : SearchIndex
        Finds them by name.
    around : Territory
        The map shows what is around it.
    on_ready : callable
        Takes the perimeter composed; gives the sentence to show.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        index: SearchIndex,
        around: Territory,
        on_ready: Callable[[Territory], str],
    ) -> None:
        self._gazetteer, self._index = gazetteer, index
        self._around, self._on_ready = around, on_ready
        self.form = PerimeterForm(self._search, self._submit, self._listed)
        self.level = ipywidgets.ToggleButtons(
            options=list(_LEVELS.items()), description="Cliquer sur des", value="epci"
        )
        self.level.observe(lambda _: self._draw(), "value")
        columns = ipywidgets.Box([self.form, ipywidgets.VBox()])
        columns.add_class("tw-columns")
        self._columns = columns
        super().__init__([columns])
        self._draw()

    def _search(self, text: str) -> list[Match]:
        return self._index.search(text, kinds=("commune", "epci"))

    def _submit(self, name: str, codes: tuple[str, ...]) -> str:
        parts = [self._gazetteer.territory(code) for code in codes]
        return self._on_ready(compose(parts, name))

    def _listed(self, codes: tuple[str, ...]) -> None:
        self.map.update(codes)
        if codes:
            self._around = self._gazetteer.territory(codes[-1])
            self._draw()

    def _toggled(self, code: str, chosen: bool) -> None:
        if chosen:
            self.form.add(code, self._index.named(code).label)
        else:
            self.form.remove(code)

    def _draw(self) -> None:
        areas = self._areas()
        self.map = PerimeterMap(areas, self.form.codes, self._toggled)
        self._columns.children = [self.form, ipywidgets.VBox([self.level, self.map])]

    def _areas(self) -> gpd.GeoDataFrame:
        inside = commune_contours(self._around, self._gazetteer)
        margin = 1.0 if len(inside) <= _SMALL else 0.1
        return nearby(self.level.value, inside, self._gazetteer, margin).reset_index()
