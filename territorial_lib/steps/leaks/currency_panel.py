"""What already turns in loops here: purchases declared, the missing link, a local currency."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from threading import RLock
from typing import Any

import ipywidgets
import msgspec

from territorial_lib.diagnosis.leaks import readings
from territorial_lib.diagnosis.leaks import what_if_block as leaks_what_if_block
from territorial_lib.diagnosis.leaks.currency import Circulation, circulation
from territorial_lib.diagnosis.leaks.room_blocks import CURRENCY_PART
from territorial_lib.diagnosis.leaks.what_if import VELOCITY, VOLUME
from territorial_lib.forms import LeverForm
from territorial_lib.forms.exchange import PurchaseForm, PurchaseInput
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Figure
from territorial_lib.steps.leaks.pictures import loops_picture
from territorial_lib.steps.leaks.questions import ask
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.asked import PURCHASE
from territorial_lib.steps.room.controls import acting
from territorial_lib.tables import Column
from territorial_lib.tables.plain import plain_table
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_MOST = 100
"""€ in circulation per inhabitant at the end of the slider."""
_WHAT_IF = leaks_what_if_block.PART
_WAITING = (
    "Les boucles apparaîtront ici. Par exemple\u00a0: le café achète au boulanger, le boulanger au "
    "moulin, et le moulin mange au café."
)
_NOTHING_MISSING = "Aucun lien à ajouter entre ceux qui ont parlé ne fermerait de boucle."


class CurrencyPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Who buys from whom, what closes on itself, and what a local currency would add.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        case = workshop.case()
        self.says, self.notice = ipywidgets.HTML(), Notice()
        self.picture, self.links = ipywidgets.HTML(), ipywidgets.HTML()
        self.form = PurchaseForm(self._add)
        self.table = ipywidgets.HTML()
        values = _WHAT_IF.values(case)
        self.levers = LeverForm(self._bounded(values), values, self._moved, self._set)
        self.effect = ipywidgets.HTML()
        asking = ipywidgets.VBox(
            [self.form, acting("Demander aux téléphones", self._ask, self.notice), self.notice]
        )
        shown = ipywidgets.VBox([self.picture, self.links])
        columns = ipywidgets.Box([asking, shown])
        columns.add_class("tw-block-work")
        title = ipywidgets.HTML("<h3>Et avec une monnaie locale\u202f?</h3>")
        notion = ipywidgets.HTML(explained(CURRENCY_PART.notion))
        super().__init__([self.says, columns, self.table, title, self.levers, self.effect, notion])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show the loops now closed; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            self.says.value = (
                f'<p class="tw-says" role="status">{escape(CURRENCY_PART.of(case).says)}</p>'
            )
            found = circulation(case.declared.purchases)
            self._draw(found)
            self.form.suggest(list(found.actors.index))
            values = _WHAT_IF.values(case)
            self.levers.update(values)
            self._moved(self.levers.values)

    def text(self) -> str:
        """Give what the panel says as plain text, the same from one run to the next."""
        return CURRENCY_PART.of(self._workshop.case()).says

    def _bounded(self, values: Mapping[str, float]) -> tuple[Lever, Lever]:
        """Give the currency's levers, the volume up to so much an inhabitant."""
        volume, speed = leaks_what_if_block.currency_levers(self._workshop.catalogue)
        people = self._workshop.case().figure("population").value or 0.0
        top = max(10 * volume.step, _MOST * people, values[VOLUME])
        step = 10.0 ** (math.floor(math.log10(top)) - 2)
        high = math.ceil(top / step) * step
        return msgspec.structs.replace(volume, high=high, step=step), speed

    def _draw(self, found: Circulation) -> None:
        some = len(found.purchases) > 0
        waiting = f'<p class="tw-hint">{escape(_WAITING)}</p>'
        self.picture.value = loops_picture(found).html() if some else waiting
        self.links.value = _links(found) if some else ""
        settled = found.loops.set_index(["buyer", "seller"])["amount"]
        rows = found.purchases.assign(
            settled=[
                float(settled.get((each.buyer, each.seller), 0.0))
                for each in found.purchases.itertuples()
            ]
        )
        caption = "Qui achète à qui, et ce qui se boucle"
        lines = list(rows.itertuples(index=False))
        self.table.value = plain_table(lines, _PURCHASES, caption) if some else ""

    def _moved(self, values: Mapping[str, float]) -> None:
        with self._lock:
            case = self._workshop.case()
            block = _WHAT_IF.moved(case, _WHAT_IF.values(case) | dict(values))
            rows = {row.figure.id.split("/")[1]: row.figure for row in block.rows}
            known = rows["what_if_currency"].value is not None
            self.levers.layout.display = None if known else "none"
            self.effect.value = (
                f'<p role="status">{escape(_effect(rows["what_if_currency"], values))}</p>'
            )

    def _set(self, lever: Lever, value: float | None) -> None:
        self._workshop.add(
            entries.Assumption(key=lever.key, value=value, label=lever.label, unit=lever.unit)
        )

    def _add(self, said: PurchaseInput) -> str:
        self._workshop.add(
            entries.Purchase(
                buyer=said.buyer, seller=said.seller, amount=said.amount, label=said.label
            )
        )
        self.refresh()
        return f"C’est noté\u00a0: «\u00a0{said.buyer}\u00a0» achète à «\u00a0{said.seller}\u00a0»."

    def _ask(self) -> str:
        return ask(self._workshop, PURCHASE)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _effect(figure: Figure, values: Mapping[str, float]) -> str:
    """Say what the currency adds, in the same circuit as the moves."""
    if figure.low is None or figure.high is None:
        return figure.note
    if not values[VOLUME] > 0:
        return (
            "Dites combien d’argent circulerait en monnaie locale\u00a0: ce qui serait parti sans "
            "elle est ajouté à ce que vous avez ramené plus haut, dans le même circuit."
        )
    spent = quantity(values[VOLUME] * values[VELOCITY], "€", 0)
    low, high = figure.low * readings.MILLION, figure.high * readings.MILLION
    return (
        f"{spent} d’achats par an en monnaie locale, dont {readings.euros(low, high)} seraient "
        "partis sans elle. C’est compté dans «\u00a0Et si nous achetions davantage ici\u00a0», "
        "une seule fois."
    )


def _links(found: Circulation) -> str:
    if found.missing.empty:
        return f'<p class="tw-hint">{escape(_NOTHING_MISSING)}</p>'
    lines = "".join(
        f"<li><strong>{escape(str(each.buyer))}</strong> achèterait à "
        f"<strong>{escape(str(each.seller))}</strong>\u00a0: "
        f"{escape(quantity(each.gain, '€', 0))} de plus en boucle par an "
        f"(pour {escape(quantity(each.amount, '€', 0))} d’achats).</li>"
        for each in found.missing.itertuples()
    )
    unsaid = (
        f'<p class="tw-hint">{number(found.unsaid, 0)} achats sans montant ne comptent pas.</p>'
        if found.unsaid
        else ""
    )
    return f"<h3>Les liens qui manquent</h3><ol>{lines}</ol>{unsaid}"


def _euros(label: str, name: str) -> Column[Any]:
    return Column(
        label,
        lambda r: getattr(r, name),
        text=lambda r: quantity(getattr(r, name), "€", 0),
        numeric=True,
    )


_PURCHASES: tuple[Column[Any], ...] = (
    Column("Qui achète", lambda r: r.buyer),
    Column("À qui", lambda r: r.seller),
    _euros("Par an", "amount"),
    _euros("En boucle", "settled"),
)
