"""Where actors are: how many by commune, and a point for each one placed."""

from __future__ import annotations

import math

import pandas as pd

from territorial_lib.diagnosis.actors.record import Actors, Known, Standing
from territorial_lib.maps import MapPoint
from territorial_lib.maps.points import Mark
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.commune_map import CommuneMap, Layer

_NAMED, _KNOWN = "named", "known"
_SIGNS = {
    "used": "nommé par la salle",
    "unknown": "connu par les données ouvertes",
}
_INSTITUTIONS = {"communes", "epci", "departements", "regions"}
_TURN, _RING = 2.39996, 0.004


class ActorMap(CommuneMap):
    """The room's actors and the known ones, commune by commune.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room = room
        communes = room.workshop.gazetteer.communes
        self._centres = {
            code: (float(communes.at[code, "lon"]), float(communes.at[code, "lat"]))
            for code in room.workshop.territory.communes
        }
        choices = [
            ("Acteurs nommés par la salle", _NAMED),
            ("Acteurs connus par les données ouvertes", _KNOWN),
        ]
        super().__init__(room.workshop, choices, self._read, _NAMED, self._drawn, _SIGNS)

    def _read(self, name: str) -> Layer:
        found = self._room.found()
        who = _outside_institutions(found) if name == _KNOWN else found.actors
        counts = pd.Series([each.commune for each in who]).value_counts()
        values = counts.reindex(list(self._centres), fill_value=0)
        if name == _KNOWN:
            source = "; ".join(sorted({each.source for each in _outside_institutions(found)}))
            label = "Acteurs connus, hors collectivités"
            return Layer(label, "acteurs", None, source or "Aucune source ici", values)
        return Layer("Acteurs nommés par la salle", "acteurs", None, "La salle", values)

    def _drawn(self) -> list[MapPoint]:
        """Give a point to each; those of one commune turn around its centre."""
        found, ranks = self._room.found(), dict.fromkeys(self._centres, 0)
        points = []
        for actor in found.actors:
            spot = actor.point or self._around(actor.commune, ranks)
            if spot is not None:
                points.append(_named(actor, spot))
        for known in _outside_institutions(found):
            spot = None if known.adopted else self._around(known.commune, ranks)
            if spot is not None:
                points.append(_point(known.name, f"{known.what}, centre de la commune", spot))
        return points

    def _around(self, commune: str, ranks: dict[str, int]) -> tuple[float, float] | None:
        if commune not in self._centres:
            return None
        rank = ranks[commune]
        ranks[commune] = rank + 1
        lon, lat = self._centres[commune]
        away, angle = _RING * math.sqrt(rank), rank * _TURN
        return lon + away * math.cos(angle), lat + 0.7 * away * math.sin(angle)


def _outside_institutions(found: Actors) -> list[Known]:
    return [each for each in found.known if each.table not in _INSTITUTIONS]


def _named(actor: Standing, spot: tuple[float, float]) -> MapPoint:
    about = [actor.sort, "" if actor.point else f"centre de {actor.place}"]
    return _point(actor.name, ", ".join(each for each in about if each), spot, "used")


def _point(name: str, about: str, spot: tuple[float, float], mark: Mark = "unknown") -> MapPoint:
    return MapPoint(*spot, name, about, mark)
