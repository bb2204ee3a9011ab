"""Step 1, "Qu’avons-nous ?": what the cells of ``01_inventaire`` show."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets

from territorial_lib.charts import comparison_bar
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.inventory.methods import Measure
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms import CorrectionForm, CorrectionInput, ResourceForm, ResourceInput
from territorial_lib.maps import PlacePicker
from territorial_lib.schemas import entries
from territorial_lib.schemas.figures import Figure, Resource
from territorial_lib.schemas.places import Place
from territorial_lib.steps.feed import RoomFeed, points
from territorial_lib.steps.inventory.likeness import LikenessPanel
from territorial_lib.steps.inventory.map import InventoryMap
from territorial_lib.steps.page import Page, opened
from territorial_lib.steps.provenance import Whence
from territorial_lib.tables import FigureCards, figure_table
from territorial_lib.typography import number, quantity

_FAR = 3.0
"""A correction this many times above or below the known value is pointed at."""


def open_page() -> Any:
    """Open the inventory of the current workshop.

    Returns
    -------
    InventoryPage or Closed
        The page; one that says what to do where the workshop cannot be opened.
    """
    return opened(InventoryPage)


class InventoryPage(Page):
    """The inventory: figures, map, table, dormant resources, and what the room says."""

    script_page = "inventory"

    def key_figures(self) -> FigureCards:
        """Show the key figures beside the median of similar territories."""
        cards = FigureCards(self._key(), picture=comparison_bar)
        self.live(lambda: cards.update(self._key()))
        return cards

    def origins(self) -> Whence:
        """Unroll any figure of the inventory down to its sources and to what the room said."""
        shown = Whence(self.workshop, self._rows())
        self.live(lambda: shown.update(self._rows()))
        return shown

    def likeness(self) -> LikenessPanel:
        """Say which territories it is compared with and why; the room may choose others."""
        panel = LikenessPanel(self.workshop)
        self.live(panel.refresh)
        return panel

    def map(self) -> InventoryMap:
        """Show one variable by commune, one at a time, the surroundings as background."""
        shown = InventoryMap(self.workshop, _mapped())
        self.live(shown.refresh)
        return shown

    def table(self) -> Any:
        """Show every row of the inventory: to sort, filter and take away."""
        table = figure_table(self._rows())
        self.live(lambda: table.update(self._rows()))
        return table

    def dormant(self) -> FigureCards:
        """Show what is there and little used."""
        cards = FigureCards(self._dormant(), picture=comparison_bar)
        self.live(lambda: cards.update(self._dormant()))
        return cards

    def unknown(self) -> ipywidgets.HTML:
        """List what no statistics count: questions to the room."""
        asked = [each.figure for each in self._rows() if each.use == "unknown"]
        lines = "".join(
            f"<li><strong>{escape(each.label)}</strong>\u00a0: {escape(each.note)}</li>"
            for each in asked
        )
        return ipywidgets.HTML(f'<ul class="tw-questions">{lines}</ul>')

    def contribute(self) -> ipywidgets.VBox:
        """Let the room add a resource or say what is missing, on a map or in a list."""
        inside = self.workshop.contours().reset_index()

        def _add(said: ResourceInput) -> str:
            told = self._add(said)
            picker.clear()
            return told

        form = ResourceForm(_communes(self.workshop), _categories(), _add)
        picker = PlacePicker(inside, form.set_place, points=points(self.workshop))
        self.live(lambda: picker.update(points(self.workshop)))
        columns = ipywidgets.Box([form, picker])
        columns.add_class("tw-columns")
        return columns

    def correct(self) -> CorrectionForm:
        """Let the room correct an official figure: both are kept."""
        form = CorrectionForm(self._correctable(), self._correct)
        self.live(lambda: form.update(self._correctable()))
        return form

    def room(self) -> RoomFeed:
        """Show what the room says, newest first; everything can be undone."""
        feed = RoomFeed(self.workshop)
        self.live(feed.refresh)
        return feed

    def _rows(self) -> list[Resource]:
        return list(self.workshop.inventory().resources)

    def _key(self) -> list[Resource]:
        return [each for each in self._rows() if each.key]

    def _dormant(self) -> list[Resource]:
        return [each for each in self._rows() if each.use == "underused"]

    def _correctable(self) -> list[Any]:
        found = [each.figure for each in self._rows()]
        return [figure for figure in found if not figure.id.startswith("room/")]

    def _add(self, said: ResourceInput) -> str:
        place = said.place
        where = None
        if place is not None and (place.commune or place.lon is not None):
            where = Place(lon=place.lon, lat=place.lat, commune=place.commune)
        use = "used" if said.use == "unknown" else said.use
        body = entries.Resource(
            family=said.family,
            label=said.label,
            use=use,
            category=said.category,
            quantity=said.quantity,
            unit=said.unit,
            note=said.note,
        )
        self.workshop.add(body, where)
        return f"Ajouté\u00a0: {said.label}."

    def _correct(self, said: CorrectionInput) -> str:
        official = next(each for each in self._correctable() if each.id == said.figure_id)
        _check(said, official)
        body = entries.Correction(
            figure_id=said.figure_id,
            value=said.value,
            unit=said.unit,
            year=said.year,
            reason=said.reason,
            source=said.source,
        )
        self.workshop.add(body)
        value = quantity(said.value, said.unit)
        return f"Corrigé\u00a0: {value}. Le chiffre officiel reste à côté.{_far(said, official)}"


def _check(said: CorrectionInput, official: Figure) -> None:
    """Refuse what cannot be: nothing counted here is negative, no share passes 100 %."""
    highest = 100 if official.unit.startswith("%") else None
    if said.value < 0 or (highest is not None and said.value > highest):
        bounds = "entre 0 et 100\u00a0%" if highest else "positive ou nulle"
        raise InvalidEntry(
            f"«\u00a0{official.label}\u00a0» ne peut pas valoir {number(said.value)}.",
            f"Écrivez une valeur {bounds}.",
        )


def _far(said: CorrectionInput, official: Figure) -> str:
    """Point at a value so far from the known one that it may be a slip of the finger."""
    if not official.value or not said.value:
        return ""
    times = said.value / official.value
    if 1 / _FAR < times < _FAR:
        return ""
    return (
        f" Attention, l’écart est très grand ({quantity(official.value, official.unit)} "
        "jusqu’ici)\u202f: si c’est une faute de frappe, annulez-la dans «\u00a0Qu’a dit la "
        "salle\u202f?\u00a0»."
    )


def _mapped() -> list[Measure]:
    return [measure for measure in MEASURES if measure.by_commune]


def _communes(workshop: Any) -> list[tuple[str, str]]:
    names = workshop.gazetteer.communes["name"]
    return sorted(((c, str(names[c])) for c in workshop.territory.communes), key=lambda r: r[1])


def _categories() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for measure in MEASURES:
        headings = found.setdefault(measure.family, [])
        if measure.category not in headings:
            headings.append(measure.category)
    return found
