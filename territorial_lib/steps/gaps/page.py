"""Step 2, "Que nous manque-t-il ?": what the cells of ``02_manques`` show."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pandas as pd

from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.people.communes import MAPPED
from territorial_lib.diagnosis.people.difficulties import INDICATORS
from territorial_lib.diagnosis.services import equipment as services
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.steps.commune_map import CommuneMap, Layer
from territorial_lib.steps.feed import RoomFeed
from territorial_lib.steps.gaps.plant_map import PlantMap
from territorial_lib.steps.gaps.priority_panel import PriorityPanel
from territorial_lib.steps.gaps.questions import ask_once
from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.room.asked import WELLBEING
from territorial_lib.steps.room.controls import acting

_WORST, _BASKET = "worst", "basket"
_SERVICES = "services"


def open_page() -> Any:
    """Open the gaps of the current workshop.

    Returns
    -------
    GapsPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(GapsPage)


class GapsPage(Page):
    """The gaps: one block a question, levers, maps, and the room's priorities."""

    script_page = "gaps"

    def block(self, *keys: str) -> ipywidgets.Widget:
        """Show blocks of the step, renewed when anyone writes or moves a lever.

        Parameters
        ----------
        *keys : str
            Keys of the blocks.
        """
        panels = [BlockPanel(self.workshop, gaps.part(key)) for key in keys]
        for panel in panels:
            self.live(panel.refresh)
        return panels[0] if len(panels) == 1 else ipywidgets.VBox(panels)

    def wellbeing(self) -> ipywidgets.Widget:
        """Show how people live here, and what asks the room."""
        notice = Notice()
        button = acting(
            "Demander à la salle comment on vit ici",
            lambda: ask_once(self.workshop, WELLBEING),
            notice,
            main=True,
        )
        return ipywidgets.VBox([self.block("wellbeing"), button, notice])

    def plants(self) -> PlantMap:
        """Show the plants that process local materials within reach."""
        shown = PlantMap(self.workshop)
        self.live(shown.refresh)
        return shown

    def people_map(self) -> CommuneMap:
        """Show the difficulties commune by commune, and what is absent there."""
        indicators = {each.name: each for each in INDICATORS}
        choices = [("Difficultés cumulées", _WORST), ("Services de tous les jours", _BASKET)]
        choices += [(each.label, each.name) for each in INDICATORS]

        def _layer(name: str) -> Layer:
            case, cards = self.workshop.case(), self.workshop.catalogue.cards
            if name == _BASKET:
                found = services.by_commune(case)["value"]
                source = cards["equipment_2020"].source
                return Layer("Services de tous les jours présents", "sur 10", 2020, source, found)
            table = pd.DataFrame(MAPPED.of(case), dtype=float)
            if name == _WORST:
                source = "Indicateurs parmi le quart des communes de France le plus en difficulté"
                return Layer("Difficultés cumulées", "indicateurs", None, source, table[name])
            one = indicators[name]
            return Layer(one.label, one.unit, one.year, cards[one.table].source, table[name])

        shown = CommuneMap(self.workshop, choices, _layer, _WORST)
        self.live(shown.refresh)
        return shown

    def priorities(self) -> PriorityPanel:
        """Show which gaps come first, what the groups say, and what the room carries on."""
        shown = PriorityPanel(self.workshop)
        self.live(shown.refresh)
        return shown

    def room(self) -> RoomFeed:
        """Show what the room says and supposes; everything can be undone."""
        kinds = (entries.Assumption, entries.Retained, entries.Resource, entries.Correction)
        feed = RoomFeed(self.workshop, kinds)
        self.live(feed.refresh)
        self.read_ahead(*(each.ahead for each in gaps.PARTS))
        return feed
