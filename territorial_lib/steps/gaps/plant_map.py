"""The plants that process local materials, on the map: within reach, and how sure we are."""

from __future__ import annotations

from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.housing.plants import Plant, Reach
from territorial_lib.diagnosis.housing.reach import REACH, radius
from territorial_lib.geography.contours import departements, outline
from territorial_lib.maps import MapPoint, flow_map
from territorial_lib.maps.points import Mark
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_SIGNS = {"used": "en service", "unknown": "en projet, ou à confirmer"}


class PlantMap(ipywidgets.VBox):  # type: ignore[misc]
    """A map of the plants within the radius that the room set, and their table.

    Where none is, the nearest of each chain; where the sea parts all of them, a sentence alone.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self._shown = self._now()
        home = outline(workshop.contours())
        self.says = ipywidgets.HTML()
        self.view = flow_map(
            home=home, surroundings=departements(workshop.gazetteer), **self._drawing()
        )
        self.table = DataTable(
            self._plants(),
            _COLUMNS,
            caption="Les usines de matériaux biosourcés",
            file_name="usines.csv",
        )
        super().__init__([self.says, self.view, self.table])
        self._say()

    def refresh(self) -> None:
        """Show the plants within the radius now set; may be called from any thread."""
        with self._lock:
            now = self._now()
            if self._shown == now:
                return
            self._shown = now
            self.view.update(**self._drawing())
            self.table.update(self._plants())
            self._say()

    def _say(self) -> None:
        self.says.value = f'<p class="tw-hint">{self._sentence()}</p>'
        for each in (self.view, self.table):
            each.layout.display = None if self._plants() else "none"

    def _sentence(self) -> str:
        reach, around = quantity(self._radius(), "km", 0), self._around()
        found = len(around.within)
        if found:
            known = quantity(found, "usines connues" if found > 1 else "usine connue", 0)
            return f"{known} à moins de {reach}. La liste est incomplète\u00a0: complétez-la."
        if around.nearest:
            return (
                f"Aucune usine connue à moins de {reach}. Voici, pour chaque filière, la plus "
                "proche en service, quelle que soit la distance."
            )
        return (
            f"Aucune usine connue à moins de {reach}, ni de ce côté de la mer\u00a0: l’isolant "
            "viendrait par bateau, ou serait à fabriquer ici."
        )

    def _now(self) -> tuple[object, ...]:
        """Give all that the map depends on: drawing it again is slow."""
        return self._workshop.territory.name, self._radius(), self._plants()

    def _radius(self) -> float:
        return radius(self._workshop.case())

    def _around(self) -> Reach:
        return REACH.of(self._workshop.case())

    def _plants(self) -> tuple[Plant, ...]:
        around = self._around()
        return around.within or around.nearest

    def _drawing(self) -> dict[str, Any]:
        near, card = self._plants(), self._workshop.catalogue.cards["biobased_plants"]
        name = self._workshop.territory.name
        within = self._around().within
        reach = quantity(self._radius(), "km", 0)
        label = f"Usines à moins de {reach}" if within else "Usines les plus proches"
        return {
            "flows": (),
            "points": tuple(_point(each) for each in near),
            "signs": _SIGNS,
            "label": label,
            "unit": f"{len(near)} connues" if len(near) > 1 else f"{len(near)} connue",
            "title": f"Usines de matériaux biosourcés autour de {name}",
            "source_line": f"{card.source}. Liste incomplète.",
            "name": name,
        }


def _point(plant: Plant) -> MapPoint:
    about = [plant.kind, f"{number(plant.km, 0)} km", plant.place]
    if plant.approximate:
        about.append("placée au centre du département")
    detail = ", ".join(each for each in about if each)
    mark: Mark = "used" if plant.in_service else "unknown"
    return MapPoint(plant.lon, plant.lat, plant.name, detail, mark)


_COLUMNS: tuple[Column[Plant], ...] = (
    Column("Usine", lambda p: p.name),
    Column("Filière", lambda p: p.kind),
    Column("Lieu", lambda p: p.place),
    Column("Distance (km)", lambda p: p.km, text=lambda p: number(p.km, 0), numeric=True),
    Column("Capacité (t/an)", lambda p: p.capacity, numeric=True),
    Column("État", lambda p: "en service" if p.in_service else "en projet, ou à confirmer"),
    Column("Note", lambda p: p.note, shown=False),
)
