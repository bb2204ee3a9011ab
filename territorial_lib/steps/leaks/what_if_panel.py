"""What if we bought here? Products chosen one by one, points moved, all solved together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from html import escape
from threading import RLock
from typing import Any

import ipywidgets
import msgspec
import pandas as pd

from territorial_lib.charts import BarItem, bars
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks.balance import Leaks, provided_share
from territorial_lib.diagnosis.leaks.what_if import create_key, move_key
from territorial_lib.diagnosis.leaks.what_if_block import PART, move_levers
from territorial_lib.diagnosis.leaks.words import EUROS_2010, WHAT_IF
from territorial_lib.forms import LeverForm
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.schemas.blocks import Block, Lever
from territorial_lib.schemas.figures import Figure
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.controls import acting, wide
from territorial_lib.tables import FigureCards
from territorial_lib.typography import number
from territorial_lib.workshop import Workshop

_DRAWN = {
    "what_if_kept": "Achats ramenés ici",
    "what_if_type_1": "Production gagnée, avec les fournisseurs (type I)",
    "what_if_type_2": "Avec les salaires dépensés (type II, maximum)",
}
_PUBLIC = 0.5
"""Public part of a product's demand above which nobody here decides where it is made."""
_DEVELOP = (
    '<p class="tw-hint">Borné par ce qui se produit ici\u202f? Dites combien d’emplois seraient '
    'créés, et voyez <a href="03_glocalisation.ipynb">ce que l’on pourrait développer ici</a>.</p>'
)


class WhatIfPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The moves of the room, and what they would keep, make and employ.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self._moves: dict[str, _Move] = {}
        self.says, self.notice = ipywidgets.HTML(), Notice()
        self.product = ipywidgets.Dropdown(description="Quel produit", layout=wide())
        self.product.add_class("tw-control")
        self.add_button = acting("Ajouter un déplacement d’achats", self._add, self.notice, True)
        self.choice = ipywidgets.HBox([self.product, self.add_button])
        self.choice.add_class("tw-actions")
        self.moves = ipywidgets.VBox()
        self.picture = ipywidgets.HTML()
        self.cards = FigureCards(())
        self.hint = ipywidgets.HTML(_DEVELOP)
        left = ipywidgets.VBox([self.choice, self.notice, self.moves, self.hint])
        work = ipywidgets.Box([left, self.picture])
        work.add_class("tw-block-work")
        super().__init__([self.says, self.cards, work, ipywidgets.HTML(explained(WHAT_IF))])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show the moves now in force; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            found, values = leaks_block.now(case), PART.values(case)
            options = _options(found, case.territory.code)
            if options != list(self.product.options):
                kept = self.product.value
                self.product.options = options
                codes = [code for _, code in options]
                self.product.value = kept if kept in codes else codes[0] if codes else None
            self.choice.layout.display = None if options else "none"
            for sector in _moved(values, found.bought.products):
                self._open(sector)
            for each in self._moves.values():
                each.levers.update(values)
            self._show(PART.of(case))

    def text(self) -> str:
        """Give what the panel says as plain text, the same from one run to the next."""
        return PART.of(self._workshop.case()).says

    def _add(self) -> None:
        with self._lock:
            if self.product.value is not None:
                self._open(self.product.value)
                self._show(PART.of(self._workshop.case()))

    def _open(self, sector: str) -> None:
        if sector in self._moves:
            return
        case = self._workshop.case()
        found, code = leaks_block.now(case), case.territory.code
        name = readings.name_of(found, sector)
        row = found.table(code).loc[sector]
        move, create = move_levers(sector, name)
        values = PART.values(case)
        create = msgspec.structs.replace(create, high=max(_enough(row), values[create.key]))
        self._moves[sector] = _Move(
            (name, _today(row)),
            LeverForm((move, create), values, self._moving, self._set),
            lambda: self._take_back(sector),
        )
        self.moves.children = tuple(self._moves.values())

    def _take_back(self, sector: str) -> None:
        with self._lock:
            gone = self._moves.pop(sector)
            self.moves.children = tuple(self._moves.values())
            said = self._workshop.case().declared.assumptions
            for key, control in gone.levers.controls.items():
                if key in said:
                    self._set(control.lever, None)
            self._show(PART.of(self._workshop.case()))

    def _moving(self, _values: Mapping[str, float]) -> None:
        with self._lock:
            case = self._workshop.case()
            values = PART.values(case)
            for each in self._moves.values():
                values |= each.levers.values
            self._show(PART.moved(case, values))

    def _set(self, lever: Lever, value: float | None) -> None:
        self._workshop.add(
            entries.Assumption(key=lever.key, value=value, label=lever.label, unit=lever.unit)
        )

    def _show(self, block: Block) -> None:
        self.says.value = f'<p class="tw-says" role="status">{escape(block.says)}</p>'
        rows = {row.figure.id.split("/")[1]: row for row in block.rows}
        anything = bool(rows["what_if_kept"].figure.high)
        self.cards.update([row for row in block.rows if row.key] if anything else ())
        self.picture.value = _drawn(block) if anything else ""
        told = {row.figure.id.rsplit("/", 1)[1]: row.figure for row in block.rows}
        for sector, each in self._moves.items():
            figure = told.get(sector)
            each.say("" if figure is None else _bounded(figure))
        self.hint.layout.display = None if self._moves else "none"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Move(ipywidgets.VBox):  # type: ignore[misc]
    """A product: what is bought here today, its levers, what becomes of the move."""

    def __init__(
        self, words: tuple[str, str], levers: LeverForm, take_back: Callable[[], None]
    ) -> None:
        name, today = words
        self.levers, self._said = levers, ipywidgets.HTML()
        title = ipywidgets.HTML(f'<h3>{escape(name)}</h3><p class="tw-hint">{escape(today)}</p>')
        self.button = ipywidgets.Button(description="Retirer", tooltip=f"Retirer\u00a0: {name}")
        self.button.add_class("tw-button").add_class("tw-button--quiet")
        self.button.on_click(lambda _: take_back())
        super().__init__([title, levers, self._said, self.button])
        self.add_class("tw-move")

    def say(self, sentence: str) -> None:
        self._said.value = f'<p role="status">{escape(sentence)}</p>' if sentence else ""


def _options(found: Leaks, code: str) -> list[tuple[str, str]]:
    """List the products that leak, the largest first, those that are mostly public last."""
    table = found.table(code)
    table = table.assign(public=provided_share(found.inputs).reindex(table.index) > _PUBLIC)
    rows = table[table["leak_high"] > 0].sort_values(
        ["public", "leak"], ascending=[True, False], kind="stable"
    )
    return [
        (
            f"{readings.name_of(found, str(sector))} "
            f"({readings.euros(each['leak_low'], each['leak_high'])} partent)",
            str(sector),
        )
        for sector, each in rows.iterrows()
    ]


def _moved(values: Mapping[str, float], products: pd.Index) -> list[str]:
    """List the products that the room moved."""
    return [
        str(sector)
        for sector in products
        if values.get(move_key(sector), 0) or values.get(create_key(sector), 0)
    ]


def _enough(row: pd.Series) -> float:
    """Give the jobs that would make everything that leaks, rounded up to two digits."""
    jobs = max(10.0, float(row["leak_high"] * row["jobs_per_euro"]))
    unit = 10.0 ** (math.floor(math.log10(jobs)) - 1)
    return math.ceil(jobs / unit) * unit


def _today(row: pd.Series) -> str:
    low, central, high = (number(100 * row[f"share{end}"], 0) for end in ("_low", "", "_high"))
    band = "" if low == high else f" (entre {low} et {high})"
    demand = readings.euros(row["demand"], row["demand"])
    return f"Aujourd’hui\u00a0: {central}\u00a0% des {demand} d’achats se font ici{band}."


def _bounded(figure: Figure) -> str:
    low, high = ((bound or 0.0) * readings.MILLION for bound in (figure.low, figure.high))
    bound = figure.note.removesuffix(EUROS_2010).strip()
    return f"Ramené\u00a0: {readings.euros(low, high)} par an. {bound}"


def _drawn(block: Block) -> str:
    figures = {row.figure.id.split("/")[1]: row.figure for row in block.rows}
    items = []
    for name, label in _DRAWN.items():
        each = figures[name]
        items.append(BarItem(label, each.value, each.low, each.high))
    title = f"Ce que ces achats mettent en mouvement (euros de {figures['what_if_kept'].year})"
    digits = 1 if (figures["what_if_type_2"].high or 0) >= 1 else 3
    return bars(items, title=title, unit="M€/an", digits=digits).html()
