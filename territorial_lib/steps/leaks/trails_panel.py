"""LM3 in the room: an organisation's money, told in two minutes, followed round by round."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.declared import Survey
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks.room_blocks import SURVEY_PART
from territorial_lib.diagnosis.leaks.survey import MoneyTrail, followable, money_trail
from territorial_lib.forms.notice import Notice
from territorial_lib.forms.survey import SurveyForm
from territorial_lib.schemas import entries
from territorial_lib.steps.leaks.pictures import trail_picture
from territorial_lib.steps.leaks.questions import ask, survey_question
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.controls import acting
from territorial_lib.tables import Column, FigureCards
from territorial_lib.tables.plain import plain_table
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_WAITING = (
    "Dès qu’une organisation est décrite, son argent est suivi ici, tour après tour\u00a0: reçu, "
    "dépensé ici, dépensé ici à nouveau."
)
_CARDS = 6


class TrailsPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The form, and the money of the organisation chosen.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self._last = workshop, RLock(), ""
        labels = workshop.catalogue.indexed("sectors_a38")["short_label"]
        self._products = {str(code): str(name) for code, name in labels.items()}
        self.says, self.picture, self.notice = ipywidgets.HTML(), ipywidgets.HTML(), Notice()
        self.cards = FigureCards(())
        self.form = SurveyForm([(name, code) for code, name in self._products.items()], self._add)
        self.which = ipywidgets.Dropdown(description="Suivre l’argent de")
        self.which.add_class("tw-control")
        self.which.observe(lambda _: self._follow(), "value")
        self.lines = ipywidgets.HTML()
        self.ask_button = acting("Demander aux téléphones", self._ask, self.notice)
        asked = ipywidgets.HBox([self.ask_button, self.which])
        asked.add_class("tw-actions")
        followed = ipywidgets.Box([self.picture, self.lines])
        followed.add_class("tw-trail")
        notion = ipywidgets.HTML(explained(SURVEY_PART.notion))
        super().__init__([self.says, self.form, asked, self.notice, self.cards, followed, notion])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show the organisations now described; may be called from any thread."""
        with self._lock:
            block = SURVEY_PART.of(self._workshop.case())
            self.says.value = f'<p class="tw-says" role="status">{escape(block.says)}</p>'
            told = [row for row in block.rows if row.figure.unit == ""]
            self.cards.update(told[:_CARDS])
            names = [each.organisation for each in self._surveys()]
            if names != list(self.which.options):
                kept = self.which.value
                self.which.options = names
                new = names[-1] if names and names[-1] != self._last else kept
                self.which.value = new if new in names else names[0] if names else None
                self._last = names[-1] if names else ""
            self.which.layout.display = None if len(names) > 1 else "none"
            self._follow()

    def text(self) -> str:
        """Give what the panel says as plain text, the same from one run to the next."""
        return SURVEY_PART.of(self._workshop.case()).says

    def _surveys(self) -> list[Survey]:
        case = self._workshop.case()
        found, code = leaks_block.now(case), case.territory.code
        return [each for each in case.declared.surveys if followable(each, found, code)]

    def _follow(self) -> None:
        with self._lock:
            trail = self._trail()
            if trail is None:
                self.lines.value = ""
                self.picture.value = f'<p class="tw-hint">{escape(_WAITING)}</p>'
                return
            low, central, high = trail.multiplier
            band = "" if low == high else f" (entre {number(low, 2)} et {number(high, 2)})"
            words = f"LM3 de «\u00a0{trail.organisation}\u00a0»\u00a0: {number(central, 2)}{band}"
            self.picture.value = f"<h3>{escape(words)}</h3>{trail_picture(trail).html()}"
            lines = list(trail.lines.itertuples(index=False))
            self.lines.value = plain_table(lines, _LINES, "Dépense par dépense") if lines else ""

    def _trail(self) -> MoneyTrail | None:
        case = self._workshop.case()
        found, code = leaks_block.now(case), case.territory.code
        chosen = [each for each in self._surveys() if each.organisation == self.which.value]
        return money_trail(chosen[0], found, code) if chosen else None

    def _add(self, said: entries.Survey) -> str:
        self._workshop.add(said)
        self.refresh()
        return (
            f"L’argent de «\u00a0{said.organisation}\u00a0» est suivi. Cela s’annule dans "
            "«\u00a0Qu’a dit la salle\u202f?\u00a0»."
        )

    def _ask(self) -> str:
        return ask(self._workshop, survey_question(self._products))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _share(label: str, name: str) -> Column[Any]:
    """Show a share, and whether it was told or is the territory's estimate."""

    def _text(row: Any) -> str:
        known = "" if getattr(row, f"{name}_known") else " (estimé)"
        return f"{quantity(100 * getattr(row, name), '%', 0)}{known}"

    return Column(label, lambda r: 100 * getattr(r, name), text=_text, numeric=True)


def _euros(label: str, name: str) -> Column[Any]:
    return Column(
        label,
        lambda r: getattr(r, name),
        text=lambda r: quantity(getattr(r, name), "€", 0),
        numeric=True,
    )


_LINES: tuple[Column[Any], ...] = (
    Column("Dépense", lambda r: r.label),
    _euros("Par an", "amount"),
    _share("Dont ici", "local"),
    _share("Redépensé ici", "respent"),
    _euros("2e tour", "here"),
    _euros("3e tour", "again"),
)
