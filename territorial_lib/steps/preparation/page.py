"""Step 0, "Préparer": what the cells of ``00_preparer`` show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ipywidgets

from territorial_lib.errors import TerritorialError, WorkshopExists
from territorial_lib.forms import ExistingWorkshop, TerritorySearch, WorkshopForm, WorkshopInput
from territorial_lib.geography.search import Match, SearchIndex
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.schemas.entries import WorkshopSettings
from territorial_lib.settings import DEMONSTRATION, Settings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.description import keep_whole
from territorial_lib.steps.imports.preview import Preview
from territorial_lib.steps.page import described, words
from territorial_lib.steps.preparation.composition import Composition
from territorial_lib.steps.running_order.choice import ScriptChoice
from territorial_lib.store import current
from territorial_lib.store.log import system_clock
from territorial_lib.store.watch import Watcher
from territorial_lib.typography import long_date
from territorial_lib.workshop import Workshop, create, current_workshop, open_workshop


def open_page() -> PreparationPage:
    """Open the page that prepares a workshop.

    Returns
    -------
    PreparationPage
        The page, whatever the state of the last workshop.
    """
    keep_whole()
    return PreparationPage(Settings.from_environment())


class PreparationPage:
    """Choosing a territory, then creating or opening a workshop's file.

    Parameters
    ----------
    settings : Settings
        Where things are on this machine.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._catalogue = Catalogue.at(settings.data)
        self._gazetteer = Gazetteer(self._catalogue)
        self._index = SearchIndex(self._gazetteer)
        self._state = ipywidgets.HTML()
        self._workshop: Workshop | None = None
        self._territory = self._first_territory()
        self._preview = Preview(self._gazetteer, self._territory)
        self._composition: Composition | None = None
        self._order: ipywidgets.VBox | None = None
        self._watcher: Watcher | None = None

    def current(self) -> ipywidgets.HTML:
        """Say which workshop is open."""
        self._say_current()
        return self._state

    def running_order(self) -> ipywidgets.VBox:
        """Choose how long the session is; show where it is, and the facilitator's notes."""
        self._order = ipywidgets.VBox()
        self._follow_order()
        return self._order

    def search(self) -> TerritorySearch:
        """Find a commune, an EPCI, a département or a région by typing."""
        return TerritorySearch(self._index.search, self._found)

    def compose(self) -> Composition:
        """Compose a perimeter from communes and EPCI, on a list and on a map."""
        self._composition = Composition(self._gazetteer, self._index, self._territory, self._choose)
        return self._composition

    def preview(self) -> Preview:
        """Show the territory chosen: where it is, how large it is."""
        return self._preview

    def workshop(self) -> WorkshopForm:
        """Name and date the workshop, or open one that exists."""
        self._form = WorkshopForm(
            self._create,
            self._open,
            existing=self._existing(),
            day=system_clock().astimezone().date(),
        )
        return self._form

    def _first_territory(self) -> Territory:
        try:
            self._workshop = current_workshop(self._settings)
            return self._workshop.territory
        except TerritorialError as error:
            self._state.value = words(str(error), "tw-error").value
            return self._gazetteer.territory(DEMONSTRATION)

    def _found(self, match: Match) -> str:
        return self._choose(self._gazetteer.territory(match.code))

    def _choose(self, territory: Territory) -> str:
        self._territory = territory
        self._preview.show(territory)
        return (
            f"Choisi\u00a0: {territory.name}. Regardez-le plus bas, puis donnez un nom à l’atelier."
        )

    def _create(self, said: WorkshopInput) -> str:
        body = WorkshopSettings(
            name=said.name,
            date=said.date,
            territory=self._territory.code,
            territory_name=self._territory.name if self._territory.kind == "perimeter" else "",
            facilitator=said.facilitator,
        )
        self._require_new(body)
        path = current.proposed_path(self._settings.home, said.name, said.date)
        self._adopt(create(path, body, self._catalogue), path)
        return f"L’atelier est créé dans {path}."

    def _require_new(self, body: WorkshopSettings) -> None:
        """Refuse a second workshop that nothing would tell from the first: a second click."""
        same = [each.path for each in current.known(self._settings.home) if each.settings == body]
        if same:
            raise WorkshopExists(
                f"L’atelier «\u00a0{body.name}\u00a0» existe déjà ce jour-là sur ce territoire"
                f" ({same[0].name}).",
                "Rouvrez-le plus bas, ou changez le nom pour en créer un autre.",
            )

    def _open(self, key: str) -> str:
        workshop = open_workshop(key, self._catalogue)
        self._adopt(workshop, Path(key))
        self._choose(workshop.territory)
        return f"L’atelier «\u00a0{workshop.settings.name}\u00a0» est ouvert."

    def _adopt(self, workshop: Workshop, path: Path) -> None:
        current.remember(self._settings.home, path)
        if self._watcher is not None:
            self._watcher.stop()
        if self._workshop is not None:
            self._workshop.close()
        self._workshop = workshop
        self._form.update(self._existing())
        self._say_current()
        self._follow_order()

    def _follow_order(self) -> None:
        if self._workshop is None or self._order is None:
            return
        shown = ScriptChoice(self._workshop, "preparation")
        self._order.children = [shown]
        self._watcher = self._workshop.follow(lambda _: shown.refresh())

    def _say_current(self) -> None:
        if self._workshop is None:
            return
        self._state.value = (
            described(self._workshop)
            + '<p><a class="tw-next" href="01_inventaire.ipynb">Aller à l’inventaire</a> · '
            '<a href="annexes/salle.ipynb">Ouvrir la salle aux téléphones</a></p>'
        )

    def _existing(self) -> list[ExistingWorkshop]:
        return [_existing(each) for each in current.known(self._settings.home)]


def _existing(known: Any) -> ExistingWorkshop:
    settings = known.settings
    return ExistingWorkshop(
        key=str(known.path),
        name=settings.name if settings else known.path.name,
        day=long_date(settings.date) if settings else "",
        fault=known.fault,
    )
