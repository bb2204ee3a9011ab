"""Who has what another seeks: offers and needs of the room, and who should talk to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.declared import Proposal
from territorial_lib.diagnosis.leaks.circular import REACH, Meeting, meetings
from territorial_lib.diagnosis.leaks.room_blocks import CIRCULAR_PART
from territorial_lib.forms import LeverForm
from territorial_lib.forms.exchange import ExchangeForm, ExchangeInput
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.places import Place
from territorial_lib.steps.leaks.questions import ask
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.asked import OFFER, REQUEST
from territorial_lib.steps.room.controls import acting
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_SHOWN = 12
_WAITING = (
    "Les rencontres apparaîtront ici. Par exemple\u00a0: une scierie propose sa sciure, un "
    "éleveur cherche de la litière, sous la même catégorie et à moins de la distance choisie."
)


class CircularPanel(ipywidgets.VBox):  # type: ignore[misc]
    """A form for what is proposed or sought; the meetings as cards; those left alone.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        case = workshop.case()
        self.says, self.notice = ipywidgets.HTML(), Notice()
        self.cards, self.alone = ipywidgets.HTML(), ipywidgets.HTML()
        self.form = ExchangeForm(_communes(workshop), self._add)
        self.levers = LeverForm(
            CIRCULAR_PART.levers(case.catalogue), CIRCULAR_PART.values(case), self._show, self._set
        )
        asked = [
            acting("Demander ce que chacun propose", self._ask_offers, self.notice),
            acting("Demander ce que chacun cherche", self._ask_requests, self.notice),
        ]
        asking = ipywidgets.VBox([self.form, *asked, self.notice])
        met = ipywidgets.VBox([self.cards, self.alone, self.levers])
        columns = ipywidgets.Box([asking, met])
        columns.add_class("tw-block-work")
        notion = ipywidgets.HTML(explained(CIRCULAR_PART.notion))
        super().__init__([self.says, columns, notion])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show the meetings now possible; may be called from any thread."""
        with self._lock:
            values = CIRCULAR_PART.values(self._workshop.case())
            self.levers.update(values)
            self._show(values)

    def text(self) -> str:
        """Give what the panel says as plain text, the same from one run to the next."""
        return CIRCULAR_PART.of(self._workshop.case()).says

    def _show(self, values: Mapping[str, float]) -> None:
        with self._lock:
            case = self._workshop.case()
            said = case.declared
            block, found = CIRCULAR_PART.moved(case, values), meetings(said, values[REACH])
            self.says.value = f'<p class="tw-says" role="status">{escape(block.says)}</p>'
            shown = "".join(map(_card, found.pairs[:_SHOWN]))
            rest = len(found.pairs) - _SHOWN
            more = f'<p class="tw-hint">Et {number(rest, 0)} autres.</p>' if rest > 0 else ""
            waiting = f'<p class="tw-hint">{escape(_WAITING)}</p>'
            self.cards.value = f'<div class="tw-meetings">{shown}</div>{more}' if shown else waiting
            self.alone.value = _left("Proposé, sans preneur", found.offers_left) + _left(
                "Cherché, sans réponse", found.requests_left
            )
            told = [*said.offers, *said.requests]
            self.levers.layout.display = None if told else "none"
            self.form.suggest([each.category for each in told])

    def _add(self, said: ExchangeInput) -> str:
        kind = entries.Offer if said.side == "offer" else entries.Request
        body = kind(
            label=said.label,
            category=said.category,
            quantity=said.quantity,
            unit=said.unit,
            actor=said.actor,
            note=said.note,
        )
        where = None if said.place is None else Place(commune=said.place.commune)
        self._workshop.add(body, where)
        self.refresh()
        verb = "propose" if said.side == "offer" else "cherche"
        return f"C’est noté\u00a0: «\u00a0{said.actor}\u00a0» {verb}\u00a0: {said.label}."

    def _set(self, lever: Lever, value: float | None) -> None:
        self._workshop.add(
            entries.Assumption(key=lever.key, value=value, label=lever.label, unit=lever.unit)
        )

    def _ask_offers(self) -> str:
        return ask(self._workshop, OFFER)

    def _ask_requests(self) -> str:
        return ask(self._workshop, REQUEST)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _card(pair: Meeting) -> str:
    """Tell who should talk to whom, about what, how far."""
    facts = []
    if pair.quantity is not None:
        facts.append(f"{quantity(pair.quantity, pair.unit)} par an")
    if pair.distance is not None:
        facts.append("sur place" if pair.distance < 1 else f"{number(pair.distance, 0)} km")
    else:
        facts.append("distance inconnue")
    if pair.offer.category:
        facts.append(pair.offer.category)
    return (
        '<article class="tw-card tw-meeting">'
        f"<p><strong>{escape(pair.offer.actor)}</strong> propose\u00a0: "
        f"{escape(pair.offer.label)}{_where(pair.offer)}</p>"
        f"<p><strong>{escape(pair.request.actor)}</strong> cherche\u00a0: "
        f"{escape(pair.request.label)}{_where(pair.request)}</p>"
        f'<p class="tw-hint">{escape(" · ".join(facts))}</p></article>'
    )


def _where(proposal: Proposal) -> str:
    return f' <span class="tw-hint">({escape(proposal.place)})</span>' if proposal.place else ""


def _left(title: str, proposals: Sequence[Proposal]) -> str:
    if not proposals:
        return ""
    lines = "".join(
        f"<li>{escape(each.label)} ({escape(each.actor)})"
        f"{escape(f', {each.category}' if each.category else '')}</li>"
        for each in proposals[:_SHOWN]
    )
    rest = len(proposals) - _SHOWN
    more = f"<li>et {number(rest, 0)} autres</li>" if rest > 0 else ""
    return f"<h3>{escape(title)}</h3><ul>{lines}{more}</ul>"


def _communes(workshop: Workshop) -> list[tuple[str, str]]:
    names = workshop.gazetteer.communes["name"]
    return sorted(((c, str(names[c])) for c in workshop.territory.communes), key=lambda r: r[1])
