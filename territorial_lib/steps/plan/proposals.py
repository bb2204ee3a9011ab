"""Proposing actions: the question on the phones, and the catalogue one click away."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import catalogue as action_catalogue
from territorial_lib.diagnosis.plan import gaps as plan_gaps
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.catalogue import MODELS, ActionKind
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.figures import Figure
from territorial_lib.steps.notions import explained
from territorial_lib.steps.plan.writing import renew
from territorial_lib.steps.room.asked import ACTION
from territorial_lib.steps.room.controls import acting, open_question, wide
from territorial_lib.steps.room.just_done import JustDone
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.typography import quantity
from territorial_lib.workshop import Workshop

_ALL = "Tout le catalogue"


class ProposalPanel(ipywidgets.VBox):  # type: ignore[misc]
    """What is proposed so far, and two ways to propose more.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self._gaps: tuple[Gap, ...] = ()
        self.kinds = action_catalogue.kinds(workshop.catalogue)
        self.undo = JustDone(workshop, self.notice)
        self.says, self.about = ipywidgets.HTML(), ipywidgets.HTML()
        self.ask_button = acting(
            "Demander des actions à la salle", self._ask, self.notice, main=True
        )
        self.gap = ipywidgets.Dropdown(description="Pour répondre à", layout=wide())
        self.kind = ipywidgets.Dropdown(description="Au catalogue", layout=wide())
        self.more_button = acting("Voir tous les manques et fuites", self._every, self.notice)
        self.take_button = acting("Proposer cette action", self._take, self.notice, main=True)
        for control in (self.gap, self.kind):
            control.style.description_width = "auto"
            control.add_class("tw-control")
        self.gap.observe(lambda _: self._offer(), "value")
        self.kind.observe(lambda _: self._tell(), "value")
        actions = ipywidgets.HBox([self.take_button, self.ask_button, self.more_button])
        actions.add_class("tw-actions")
        notion = ipywidgets.HTML(explained(plan.NOTION))
        told = [self.notice, self.undo, notion]
        super().__init__([self.says, self.gap, self.kind, self.about, actions, *told])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now proposed; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            said = escape(plan.says(case))
            self.says.value = f'<p class="tw-says" role="status">{said}</p>'
            self._list(case.declared.retained)

    def text(self) -> str:
        """Give what it says as plain text."""
        return plan.says(self._workshop.case())

    def _list(self, retained: Any) -> None:
        chosen = [
            (label or key, key)
            for key, label in retained.items()
            if key.startswith(("gaps/", plan_gaps.LEAKS))
        ]
        known = {key for _, key in chosen}
        others = [(each.label, each.key) for each in self._gaps if each.key not in known]
        renew(self.gap, [(_ALL, ""), *chosen, *others])
        if not self.kind.options:
            self._offer()

    def _every(self) -> str:
        self._gaps = plan_gaps.every(self._workshop.case())
        self.refresh()
        return f"{len(self._gaps)} manques et fuites sont dans la liste."

    def _offer(self) -> None:
        gap = self.gap.value or ""
        found = action_catalogue.suited(self.kinds, gap) if gap else self.kinds
        renew(self.kind, [(each.title, each.key) for each in found or self.kinds])
        self._tell()

    def _chosen(self) -> ActionKind:
        found = action_catalogue.kind(self._workshop.catalogue, self.kind.value or "")
        if found is None:
            raise InvalidEntry("Aucune action n’est choisie.", "Choisissez-en une au catalogue.")
        return found

    def _tell(self) -> None:
        if self.kind.value:
            chosen = self._chosen()
            self.about.value = described(
                chosen, action_catalogue.facts(self._workshop.catalogue, chosen)
            )

    def _take(self) -> str:
        chosen, gap, case = self._chosen(), self.gap.value or "", self._workshop.case()
        figures = plan_gaps.indicators(case, gap)
        proposed = action_catalogue.proposed(chosen, gap, figures[0] if figures else None)
        self.undo.offer("la proposition", self._workshop.add(proposed))
        return f"«\u00a0{chosen.title}\u00a0» est au plan\u00a0: complétez sa fiche plus bas."

    def _ask(self) -> str:
        """Open the question once: opening it again would hide what was answered."""
        log = self._workshop.log()
        now = projections.questions(log).get(ACTION.key)
        if now is not None and now.id not in Board(log).closed():
            return "La question est déjà ouverte\u202f: les actions arrivent ici."
        self.undo.offer("l’ouverture de la question", open_question(self._workshop, ACTION))
        return "La question est ouverte sur les téléphones\u202f; les actions arrivent ici."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def described(chosen: ActionKind, facts: tuple[Figure, ...]) -> str:
    """Write a kind of the catalogue and what such actions took elsewhere.

    Parameters
    ----------
    chosen : ActionKind
        The kind.
    facts : tuple of Figure
        What was read elsewhere.

    Returns
    -------
    str
        HTML, escaped.
    """
    lines = "".join(f"<li>{_fact(each)}</li>" for each in facts)
    elsewhere = (
        f'<details class="tw-origin"><summary>Ce que d’autres ont fait ({len(facts)} '
        f"chiffre{'s' * (len(facts) > 1)})</summary><p>Chaque chiffre est celui d’un seul projet, "
        f"non une moyenne.</p><ul>{lines}</ul></details>"
        if facts
        else '<p class="tw-hint">Aucun chiffre d’ailleurs n’a été relevé pour ce genre.</p>'
    )
    needs = ", ".join(chosen.needs)
    return (
        f'<p>{escape(chosen.sentence)}</p><p class="tw-hint">'
        f"{escape(MODELS[chosen.model])}. Il faut\u00a0: {escape(needs)}. "
        f"Profite à\u00a0: {escape(chosen.who[:1].lower() + chosen.who[1:])}.</p>{elsewhere}"
    )


def _fact(figure: Figure) -> str:
    band = figure.value is None and figure.low is not None and figure.high is not None
    said = (
        f"{quantity(figure.low, '')} à {quantity(figure.high, figure.unit)}"
        if band
        else quantity(figure.value, figure.unit)
    )
    year = "année non dite" if figure.year is None else str(figure.year)
    return (
        f"<b>{escape(said)}</b>, {escape(figure.label)} ({year}). "
        f'<span class="tw-hint">{escape(figure.note)} Source\u00a0: {escape(figure.source)}</span>'
    )
