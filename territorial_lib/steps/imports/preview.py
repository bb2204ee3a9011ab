"""The territory chosen, on a map with its surroundings and in four figures."""

from __future__ import annotations

from html import escape

import ipywidgets
import pandas as pd

from territorial_lib.geography.contours import commune_contours, outline, surroundings
from territorial_lib.geography.territories import KIND_LABELS, Gazetteer, Territory
from territorial_lib.maps import MapView, choropleth
from territorial_lib.typography import quantity


class Preview(ipywidgets.VBox):  # type: ignore[misc]
    """Where a territory is, and how large it is.

    Parameters
    ----------
    gazetteer : Gazetteer
        Where contours and populations are read.
    territory : Territory
        The territory shown first.
    """

    def __init__(self, gazetteer: Gazetteer, territory: Territory) -> None:
        self._gazetteer = gazetteer
        self._facts = ipywidgets.HTML()
        super().__init__([self._facts])
        self.show(territory)

    def show(self, territory: Territory) -> None:
        """Show another territory.

        Parameters
        ----------
        territory : Territory
            The territory.
        """
        self._facts.value = self._described(territory)
        self.children = [self._facts, self._map(territory)]

    def _map(self, territory: Territory) -> MapView:
        inside = commune_contours(territory, self._gazetteer)
        communes = self._gazetteer.communes.loc[inside.index]
        inside["density"] = (communes["population"] / communes["area_km2"]).to_numpy()
        card = self._gazetteer.catalogue.cards["communes"]
        return choropleth(
            inside,
            "density",
            label="Densité de population",
            unit="hab./km²",
            year=card.vintage,
            title=f"{territory.name} et ses alentours",
            source_line=card.source,
            surroundings=surroundings(territory, inside, self._gazetteer),
            outline=outline(inside),
            height=440,
        )

    def _described(self, territory: Territory) -> str:
        rows = self._gazetteer.communes.loc[list(territory.communes)]
        population, area = int(rows["population"].sum()), float(rows["area_km2"].sum(min_count=1))
        count = len(rows)
        facts = [
            KIND_LABELS[territory.kind],
            quantity(count, "communes" if count > 1 else "commune"),
            quantity(population, "hab."),
            f"superficie {quantity(area, 'km²')}",
        ]
        name = escape(territory.name)
        return (
            f'<p class="tw-chosen"><strong>{name}</strong>\u00a0: {" · ".join(facts)}</p>'
            f'<p class="tw-hint">Population de {_years(rows)}\u00a0: {escape(self._source())}. '
            "Superficie\u00a0: IGN, Admin Express.</p>"
        )

    def _source(self) -> str:
        return self._gazetteer.catalogue.cards["communes"].source


def _years(rows: pd.DataFrame) -> str:
    return " et ".join(str(year) for year in sorted(rows["population_year"].unique()))
