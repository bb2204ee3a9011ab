"""Who would supply us: one good at a time, its flows on the map, and with whom to exchange."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import ipywidgets
import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.coefficients import coefficient
from territorial_lib.diagnosis.glocal.block import PART, TRUCK, supplied
from territorial_lib.diagnosis.glocal.goods import goods, nation
from territorial_lib.diagnosis.glocal.sourcing import LEAST, NEAR_KM, Sourcing, partners
from territorial_lib.geography.contours import departements, outline
from territorial_lib.maps import MapFlow, flow_map
from territorial_lib.steps.block_panel import BlockPanel, Fold
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
        self.children = (
            self.says,
            choice,
            self.told,
            self.view,
            self.levers,
            tables,
            self.foot,
        )
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
            if self.good.value is None:
                self.told.value = f"<p>{escape(_NOTHING)}</p>"
                return
            one = self._one(values)
            self.told.value = f'<p role="status">{escape(self._said(one))}</p>'
            self.view.update(**self._drawing(one))
            self.exchanged.update(_exchanges(one))

    def _one(self, values: Mapping[str, float]) -> Sourcing:
        return supplied(self._workshop.case(), values, self.good.value).found[self.good.value]

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

    def _said(self, one: Sourcing) -> str:
        good, own = one.good, self._workshop.territory.code
        lack, spare = float(good.deficit[own]), float(good.surplus[own])
        if spare >= LEAST:
            clients = ", ".join(one.clients["name"].head(3)) or "personne à cette distance"
            return (
                f"Ici, {good.label.lower()}\u00a0: {quantity(spare, good.unit, 0)} de trop. "
                f"Cela irait, au plus près, à\u00a0: {clients}."
            )
        if lack < LEAST:
            return f"Ici, {good.label.lower()}\u00a0: ni manque ni surplus que l’on sache compter."
        if one.suppliers.empty:
            return (
                f"Il manque {quantity(lack, good.unit, 0)}, et personne à cette distance n’en "
                "aurait, une fois les autres servis\u00a0: cherchez plus loin, ou développez ici."
            )
        covered = 100 * (1 - one.uncovered / lack)
        return (
            f"Il manque {quantity(lack, good.unit, 0)}. Au plus près, tous les territoires servis, "
            f"{quantity(covered, '%', 0)} viendraient de {len(one.suppliers)} territoire"
            f"{'s' if len(one.suppliers) > 1 else ''}, à {number(one.mean_km, 0)} km en moyenne "
            f"(contre {number(one.usual_km, 0)} km en puisant partout en proportion). "
            f"{self._counted(one)}"
        )

    def _counted(self, one: Sourcing) -> str:
        """Count the haul as the room wants; the order of suppliers is the same."""
        worth = f"Une unité de plus ici éviterait {number(one.worth, 0)} km dans toute la France."
        if self.counted.value == "km" or not one.good.freight:
            return worth
        factor = coefficient(
            self._workshop.catalogue, TRUCK if self.counted.value == "co2" else _EUROS
        )
        haul = float((one.suppliers["quantity"] * one.suppliers["km"]).sum())
        rate = factor.value or 0.0
        if self.counted.value == "co2":
            amount = quantity(haul * rate / 1000, "t CO₂e/an", 0)
        else:
            amount = quantity(haul * rate, "€/an", 0)
        return f"Transport\u00a0: {amount} ({factor.source}, {factor.year})."

    def _drawing(self, one: Sourcing) -> dict[str, Any]:
        places = nation(self._workshop.case()).places
        flows = [
            *_flows(one.suppliers, places, outward=False),
            *_flows(one.clients, places, outward=True),
        ]
        good, name = one.good, self._workshop.territory.name
        year = "" if good.year is None else f", {good.year}"
        return {
            "flows": tuple(flows),
            "label": good.label,
            "unit": good.unit,
            "title": f"{good.label}\u00a0: d’où cela viendrait, où cela irait, {name}",
            "source_line": f"{good.source}{year}. Potentiel, non les contrats d’aujourd’hui.",
            "name": name,
        }


_NOTHING = "Nos sources ne disent pas ce que ce territoire produit\u00a0: rien à comparer."
_PARTNER_ROWS = 120


def _list(label: str, options: list[tuple[str, str]]) -> ipywidgets.Dropdown:
    control = ipywidgets.Dropdown(description=label, options=options)
    control.add_class("tw-control")
    return control


def _choices(case: Case) -> list[tuple[str, str]]:
    """List what is lacking and could be supplied, what could not, then what is in excess."""
    own, every = case.territory.code, goods(case)
    found = supplied(case, PART.values(case)).found
    lacking = sorted(found.values(), key=lambda each: -each.suppliers["quantity"].sum())
    spare = [each for each in every if each.surplus[own] >= LEAST]
    return [(f"{each.good.label} (manque)", each.good.key) for each in lacking] + [
        (f"{each.label} (surplus)", each.key) for each in spare
    ]


def _flows(table: pd.DataFrame, places: pd.DataFrame, outward: bool) -> list[MapFlow]:
    return [
        MapFlow(
            lon=float(places.at[line.code, "lon"]),
            lat=float(places.at[line.code, "lat"]),
            label=str(line.name),
            quantity=float(line.quantity),
            detail=f"{number(line.km, 0)} km de route",
            outward=outward,
        )
        for line in table.head(_SHOWN).itertuples(index=False)
    ]


def _exchanges(one: Sourcing) -> list[tuple[str, str, float, float]]:
    return [*_named(one.suppliers, "nous fournit"), *_named(one.clients, "reçoit de nous")]


def _named(table: pd.DataFrame, role: str) -> list[tuple[str, str, float, float]]:
    columns = zip(table["name"], table["quantity"], table["km"], strict=True)
    return [(str(name), role, float(amount), float(km)) for name, amount, km in columns]


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
