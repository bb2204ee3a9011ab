"""The page of sources: each table, its year, its holes, its licence, what would be better."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from territorial_lib.diagnosis import food
from territorial_lib.geography.ground import Ground
from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.sources.columns import BETTER, CARDS, COUNTED, FOOD, HERE, LACKING
from territorial_lib.steps.sources.rows import Here, Source, known_here, sentence, sources
from territorial_lib.tables import DataTable

_MISSING = "missing_coefficients"
_TALL = "34rem"


def open_page() -> Any:
    """Open the page of sources of the current workshop.

    Returns
    -------
    SourcesPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(SourcesPage)


class SourcesPage(Page):
    """Every table with its identity, its holes in France and here, and what is lacking."""

    def summary(self) -> ipywidgets.HTML:
        """Say how many tables there are, and how well the EPCI are known."""
        return ipywidgets.HTML(f'<p class="tw-hint">{escape(sentence(self._sources()))}</p>')

    def tables(self) -> DataTable[Source]:
        """Show every table: to search, sort and take away."""
        caption = "Les tables de données et leur fiche d’identité"
        return _bounded(DataTable(self._sources(), CARDS, caption=caption, file_name="sources.csv"))

    def holes(self) -> DataTable[Source]:
        """Show how many EPCI each theme observes, estimates or misses."""
        counted = [each for each in self._sources() if each.holes]
        caption = "Les 1 255 intercommunalités : observées, estimées, manquantes"
        return _bounded(DataTable(counted, COUNTED, caption=caption, file_name="trous.csv"))

    def here(self) -> DataTable[Here]:
        """Show how each theme is known in the workshop's territory."""
        workshop = self.workshop
        ground = Ground.of(workshop.catalogue, workshop.gazetteer, [workshop.territory])
        caption = f"Ce qui est connu ici : {workshop.territory.name}"
        return _bounded(
            DataTable(known_here(ground), HERE, caption=caption, file_name="sources_ici.csv")
        )

    def better(self) -> DataTable[Source]:
        """Show what would improve each table, and where it is found."""
        rows = [each for each in self._sources() if each.better]
        caption = "Ce qui améliorerait les tables"
        return _bounded(DataTable(rows, BETTER, caption=caption, file_name="ameliorations.csv"))

    def lacking(self) -> DataTable[pd.Series]:
        """Show the coefficients for which no citable source was found."""
        frame = self.workshop.catalogue.load(_MISSING).frame
        rows = [row for _, row in frame.iterrows()]
        caption = "Les coefficients qui manquent"
        return _bounded(
            DataTable(rows, LACKING, caption=caption, file_name="coefficients_manquants.csv")
        )

    def food(self) -> DataTable[pd.Series]:
        """Show France's food self-sufficiency as computed here, beside FAO's; nothing is scaled."""
        frame = food.national(self.workshop.catalogue)
        rows = [row for _, row in frame.iterrows()]
        caption = "L’autosuffisance alimentaire de la France, produit par produit"
        return _bounded(DataTable(rows, FOOD, caption=caption, file_name="autosuffisance.csv"))

    def _sources(self) -> list[Source]:
        return sources(self.workshop.catalogue)


def _bounded(table: DataTable[Any]) -> DataTable[Any]:
    """Let a long table scroll in its place, so that the page stays short."""
    for child in table.children[1:-1]:
        child.layout = ipywidgets.Layout(max_height=_TALL, overflow="auto")
    return table
