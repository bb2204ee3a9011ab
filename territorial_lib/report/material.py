"""What every export is made from: a diagnosis, what the room said, and where it said it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.whole import Diagnosis
from territorial_lib.geography import contours
from territorial_lib.geography.territories import Territory
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import Body
from territorial_lib.store.projections import Item, visible
from territorial_lib.workshop import Workshop
from territorial_lib.workshop.rows import day, signed

if TYPE_CHECKING:
    import geopandas as gpd

_PLACED: tuple[tuple[type[Body], str], ...] = (
    (entries.Resource, "ressource"),
    (entries.Actor, "acteur"),
    (entries.Offer, "offre"),
    (entries.Request, "recherche"),
    (entries.Action, "action"),
)
"""Kinds of entries that have a place, and what the map calls them."""


@dataclass(frozen=True)
class Placed:
    """Something that the room put on the map.

    Parameters
    ----------
    id : str
        Id of the log's entry.
    kind : str
        ressource, acteur, offre, recherche or action.
    label, detail : str
        What it is, as typed.
    use : str
        used, underused, missing or unknown; empty for what is not a resource.
    quantity : float or None
        How much, in `unit`; None where nobody counted.
    unit : str
        Its unit.
    lon, lat : float
        Degrees, WGS 84.
    exact : bool
        False where only the commune is known: the point is its centre.
    commune : str
        Code of the commune; empty where only the point is known.
    who, when : str
        Who said it and which day, in French.
    """

    id: str
    kind: str
    label: str
    detail: str
    use: str
    quantity: float | None
    unit: str
    lon: float
    lat: float
    exact: bool
    commune: str
    who: str
    when: str


@dataclass(frozen=True)
class Material:
    """A diagnosis ready to be written.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    found : Diagnosis
        Every step, computed.
    name : str
        The workshop's name; the territory's where there is no workshop.
    day : datetime.date or None
        The workshop's day; None where there is no workshop.
    placed : tuple of Placed
        What the room put on the map.
    """

    case: Case
    found: Diagnosis
    name: str
    day: date | None = None
    placed: tuple[Placed, ...] = ()

    @property
    def territory(self) -> Territory:
        """The territory diagnosed, under the name that the room gave it if it did."""
        return self.found.inventory.territory

    @cached_property
    def communes(self) -> gpd.GeoDataFrame:
        """Contours of its communes."""
        return contours.commune_contours(self.territory, self.case.scope.gazetteer)

    @cached_property
    def surroundings(self) -> gpd.GeoDataFrame:
        """What lies around it."""
        return contours.surroundings(self.territory, self.communes, self.case.scope.gazetteer)


def of_case(case: Case) -> Material:
    """Diagnose a territory of which no room said anything.

    Parameters
    ----------
    case : Case
        A territory whose inventory is taken.

    Returns
    -------
    Material
        Named after the territory.
    """
    return Material(case, whole.diagnose(case), case.territory.name)


def of_workshop(workshop: Workshop) -> Material:
    """Diagnose a workshop's territory as the room now sees it.

    Parameters
    ----------
    workshop : Workshop
        Open; may be read-only.

    Returns
    -------
    Material
        Named and dated after the workshop.
    """
    case, settings = workshop.case(), workshop.settings
    placed = tuple(_placed(workshop))
    return Material(case, whole.diagnose(case), settings.name, settings.date, placed)


def _placed(workshop: Workshop) -> Iterator[Placed]:
    log, communes = workshop.log(), workshop.gazetteer.communes
    for kind, called in _PLACED:
        for item in visible(log, kind):
            place = item.place
            if place is None:
                continue
            if place.point is not None:
                yield _one(item, called, place.point, True)
                continue
            centre = communes.reindex([place.commune])[["lon", "lat"]].iloc[0]
            if centre.notna().all():  # a commune whose centre no table gives is not on the map
                yield _one(item, called, (float(centre["lon"]), float(centre["lat"])), False)


def _one(item: Item, kind: str, point: tuple[float, float], exact: bool) -> Placed:
    body = item.body
    label = next(
        str(getattr(body, name)) for name in ("label", "name", "title") if hasattr(body, name)
    )
    return Placed(
        id=item.id,
        kind=kind,
        label=label,
        detail=str(getattr(body, "note", "")),
        use=str(getattr(body, "use", "")),
        quantity=getattr(body, "quantity", None),
        unit=str(getattr(body, "unit", "")) if kind != "action" else "",
        lon=point[0],
        lat=point[1],
        exact=exact,
        commune=(item.place.commune if item.place else None) or "",
        who=signed(item.who),
        when=day(item),
    )
