"""Who would supply us: one good at a time, its flows on the map, and with whom to exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.glocal.block import PART, TRUCK
from territorial_lib.diagnosis.glocal.exchanges import Exchange, Partner, exchange, exchanges
from territorial_lib.diagnosis.glocal.goods import goods, nation
from territorial_lib.diagnosis.glocal.sourcing import LEAST, NEAR_KM, partners
from territorial_lib.geography.contours import departements, outline
from territorial_lib.maps import MapFlow, flow_map
from territorial_lib.steps.block_panel import BlockPanel
from territorial_lib.steps.fold import Fold
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_SHOWN = 15
_EUROS = "cout-du-transport-routier-de-cereales-par-t-km"
_COUNTED = (("kilomètres de route", "km"), ("CO₂e des camions", "co2"), ("euros de camion", "eur"))


class SourcingPanel(BlockPanel):
    """A good, its map, its levers and its tables.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop, PART)
        self.good = _list("Quel produit", _choices(workshop.case()))
        self.counted = _list("Compter en", list(_COUNTED))
        self.told = ipywidgets.HTML()
        self._drawn: Exchange | None = None
        self.view = flow_map(
            (),
            outline(workshop.contours()),
            label="",
            unit="",
            title="Carte des échanges",
            source_line="",
            name=workshop.territory.name,
            surroundings=departements(workshop.gazetteer),
        )
        self.exchanged = Fold("Voir qui fournirait, qui recevrait", self._exchanged)
        self.both_ways = Fold("Voir avec qui échanger dans les deux sens", self._both_ways)
        choice = ipywidgets.HBox([self.good, self.counted])
        choice.add_class("tw-actions")
        tables = ipywidgets.VBox([self.exchanged, self.both_ways])
        compared = (choice, self.told, self.view, self.levers, tables)
        known = compared if self.good.value is not None else ()
        self.children = (self.says, *known, self.foot)
        for control in (self.good, self.counted):
            control.observe(lambda _: self._draw(PART.values(workshop.case())), "value")
        self._draw(PART.values(workshop.case()))

    def refresh(self) -> None:
        """Show again with what the room now says; may be called from any thread."""
        super().refresh()
        self._draw(PART.values(self._workshop.case()))

    def text(self) -> str:
        """Give what the block and its map say, the same from one run to the next."""
        return f"{self.shown.says}\n{self.view.alt}"

    def _move(self, values: Mapping[str, float]) -> None:
        self._draw(values)  # the whole block follows once the lever is written

    def _draw(self, values: Mapping[str, float]) -> None:
        with self._lock:
            if self.good.value is None:  # the block itself says that nothing can be compared
                return
            one = self._one(values)
            self.told.value = f'<p role="status">{escape(self._said(one))}</p>'
            if one != self._drawn:  # a map drawn again closes what the room opened on it
                self._drawn = one
                self.view.update(**self._drawing(one))
                self.exchanged.update(_exchanges(one))

    def _one(self, values: Mapping[str, float]) -> Exchange:
        return exchange(self._workshop.case(), values, self.good.value)

    def _exchanged(self) -> DataTable[Any]:
        rows = _exchanges(self._one(PART.values(self._workshop.case()))) if self.good.value else []
        caption = "Qui fournirait, qui recevrait"
        return DataTable(rows, _SUPPLIERS, caption=caption, file_name="echanges.csv")

    def _both_ways(self) -> DataTable[Any]:
        case = self._workshop.case()
        near = partners(list(goods(case)), nation(case), NEAR_KM)
        caption = f"Avec qui échanger, à moins de {number(NEAR_KM, 0)} km"
        rows = list(near.head(_PARTNER_ROWS).itertuples(index=False))
        return DataTable(rows, _PARTNERS, caption=caption, file_name="voisins.csv")

    def _said(self, one: Exchange) -> str:
        lack, spare = one.lack or 0.0, one.spare or 0.0
        if spare >= LEAST:
            clients = ", ".join(each.name for each in one.clients[:3])
            return (
                f"Ici, {one.label.lower()}\u00a0: {quantity(spare, one.unit, 0)} de trop. "
                f"Cela irait, au plus près, à\u00a0: {clients or 'personne à cette distance'}."
            )
        if lack < LEAST:
            return f"Ici, {one.label.lower()}\u00a0: ni manque ni surplus que l’on sache compter."
        if not one.suppliers:
            return (
                f"Il manque {quantity(lack, one.unit, 0)}, et personne à cette distance n’en "
                "aurait, une fois les autres servis\u00a0: cherchez plus loin, ou développez ici."
            )
        covered = 100 * (1 - one.uncovered / lack)
        return (
            f"Il manque {quantity(lack, one.unit, 0)}. Au plus près, tous les territoires servis, "
            f"{quantity(covered, '%', 0)} viendraient de {len(one.suppliers)} territoire"
            f"{'s' if len(one.suppliers) > 1 else ''}, à {number(one.mean_km, 0)} km en moyenne "
            f"(contre {number(one.usual_km, 0)} km en puisant partout en proportion). "
            f"{self._counted(one)}"
        )

    def _counted(self, one: Exchange) -> str:
        """Count the haul as the room wants; the order of suppliers is the same."""
        worth = f"Une unité de plus ici éviterait {number(one.worth, 0)} km dans toute la France."
        if self.counted.value == "km" or not one.freight:
            return worth
        factor = coefficient(
            self._workshop.catalogue, TRUCK if self.counted.value == "co2" else _EUROS
        )
        haul = sum(each.quantity * each.km for each in one.suppliers)
        rate = factor.value or 0.0
        if self.counted.value == "co2":
            amount = quantity(haul * rate / 1000, "t CO₂e/an", 0)
        else:
            amount = quantity(haul * rate, "€/an", 0)
        return f"Transport\u00a0: {amount} ({factor.source}, {factor.year})."

    def _drawing(self, one: Exchange) -> dict[str, Any]:
        flows = [*_flows(one.suppliers, outward=False), *_flows(one.clients, outward=True)]
        name = self._workshop.territory.name
        year = "" if one.year is None else f", {one.year}"
        return {
            "flows": tuple(flows),
            "label": one.label,
            "unit": one.unit,
            "title": f"{one.label}\u00a0: d’où cela viendrait, où cela irait, {name}",
            "source_line": f"{one.source}{year}. Potentiel, non les contrats d’aujourd’hui.",
            "name": name,
        }


_PARTNER_ROWS = 120


def _list(label: str, options: list[tuple[str, str]]) -> ipywidgets.Dropdown:
    control = ipywidgets.Dropdown(description=label, options=options)
    control.add_class("tw-control")
    return control


def _choices(case: Case) -> list[tuple[str, str]]:
    """List what is lacking and could be supplied, what could not, then what is in excess."""
    known = exchanges(case)
    return [(f"{each.label} (manque)", each.key) for each in known.lacking] + [
        (f"{label} (surplus)", key) for key, label in known.spare.items()
    ]


def _flows(found: Sequence[Partner], outward: bool) -> list[MapFlow]:
    return [
        MapFlow(
            lon=each.lon,
            lat=each.lat,
            label=each.name,
            quantity=each.quantity,
            detail=f"{number(each.km, 0)} km de route",
            outward=outward,
        )
        for each in found[:_SHOWN]
    ]


def _exchanges(one: Exchange) -> list[tuple[str, str, float, float]]:
    return [*_named(one.suppliers, "nous fournit"), *_named(one.clients, "reçoit de nous")]


def _named(found: Sequence[Partner], role: str) -> list[tuple[str, str, float, float]]:
    return [(each.name, role, each.quantity, each.km) for each in found]


def _weighed(label: str, name: str) -> Column[Any]:
    return Column(
        label, lambda r: getattr(r, name), text=lambda r: _tonnes(getattr(r, name)), numeric=True
    )


def _tonnes(value: float) -> str:
    return number(value, 0) if value >= LEAST else ""


_SUPPLIERS: tuple[Column[Any], ...] = (
    Column("Territoire", lambda r: r[0]),
    Column("Rôle", lambda r: r[1]),
    Column("Quantité par an", lambda r: r[2], text=lambda r: number(r[2], 0), numeric=True),
    Column("Km de route", lambda r: r[3], text=lambda r: number(r[3], 0), numeric=True),
)
_PARTNERS: tuple[Column[Any], ...] = (
    Column("Territoire", lambda r: r.name),
    Column("Km de route", lambda r: r.km, text=lambda r: number(r.km, 0), numeric=True),
    Column("Produit", lambda r: r.label),
    _weighed("D’eux vers nous (t)", "from_them"),
    _weighed("De nous vers eux (t)", "from_us"),
    _weighed("Dans les deux sens (t)", "both"),
)
