"""What is decided: by whom, at what cost, when, with what disagreement."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.summary.records import (
    ActionLine,
    DecisionLine,
    Summary,
    Totals,
)
from territorial_lib.schemas.figures import Figure, Row
from territorial_lib.steps.dashboard.state import State
from territorial_lib.tables import FigureCards
from territorial_lib.typography import long_date, quantity

_NOTHING = (
    "Rien n’est encore décidé. Les décisions écrites à l’étape «\u00a0Plan\u00a0» apparaîtront ici "
    "aussitôt, avec qui les porte, leur coût, leurs dates et les désaccords."
)


class DecisionBoard(ipywidgets.VBox):  # type: ignore[misc]
    """The decisions, the totals, then the actions not decided yet.

    Parameters
    ----------
    state : State
        What is now to be shown.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.taken, self.counted, self.others = (ipywidgets.HTML() for _ in range(3))
        self.totals = FigureCards(())
        super().__init__([self.taken, self.counted, self.totals, self.others])
        self.add_class("tw-board")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now decided; may be called from any thread."""
        summary = self._state.summary()
        self.taken.value = _taken(summary)
        self.counted.value = _counted(summary)
        self.totals.update(_totals(summary.totals) if summary.actions else [])
        self.totals.layout.display = None if summary.actions else "none"
        self.others.value = _others(summary.actions)

    def text(self) -> str:
        """Give the decisions as plain text."""
        return "\n".join(each.title for each in self._state.summary().decisions) or _NOTHING

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _taken(summary: Summary) -> str:
    if not summary.decisions:
        return f'<p class="tw-says" role="status">{_NOTHING}</p>'
    lines = "".join(f"<li>{_decision(each)}</li>" for each in summary.decisions)
    return f'<ol class="tw-taken">{lines}</ol>'


def _decision(each: DecisionLine) -> str:
    action = each.action
    about = "" if action is None or action.title == each.title else escape(action.title)
    facts = [] if action is None else _facts(action)
    divided = "" if action is None else action.disagreement
    warned = f'<p class="tw-split"><b>Désaccord.</b> {escape(divided)}</p>' if divided else ""
    return (
        f"<h3>{escape(each.title)}</h3>{f'<p>{about}</p>' if about else ''}"
        f"{_terms(facts)}{warned}{_detail(each)}"
    )


def _facts(action: ActionLine) -> list[tuple[str, str]]:
    return [
        ("Qui mène", action.lead or "personne encore"),
        ("Coût", _amount(action.cost)),
        ("Quand", _when(action.start, action.end)),
        ("État", action.status),
        ("Vote de la salle", action.vote or "pas de vote"),
    ]


def _terms(facts: list[tuple[str, str]]) -> str:
    if not facts:
        return ""
    told = "".join(f"<div><dt>{name}</dt><dd>{escape(text)}</dd></div>" for name, text in facts)
    return f'<dl class="tw-facts">{told}</dl>'


def _detail(each: DecisionLine) -> str:
    action = each.action
    told = [
        ("Mode de décision", each.basis),
        ("Qui décide", each.mandate or "non dit"),
        ("Raison", each.reason or "non dite"),
        ("À revoir", "à fixer" if each.review is None else long_date(each.review)),
        ("Écrite par", f"{each.who}, {each.when}".strip(", ")),
    ]
    if action is not None:
        told += [
            ("Répond à", action.answers),
            ("Avec", ", ".join(action.partners)),
            ("Financement acquis", _amount(action.funding)),
            ("Vote par groupe", _by_group(action)),
        ]
    kept = [(name, text) for name, text in told if text]
    return (
        '<details class="tw-origin"><summary>Pourquoi, par qui, à revoir quand<span '
        f'class="tw-hidden"> {escape(each.title)}</span></summary>{_terms(kept)}</details>'
    )


def _by_group(action: ActionLine) -> str:
    return "\u202f; ".join(f"{name}\u00a0: {grade}" for name, grade in action.by_group)


def _amount(figure: Figure) -> str:
    return "non dit" if figure.value is None else quantity(figure.value, figure.unit)


def _when(start: datetime.date | None, end: datetime.date | None) -> str:
    if start is not None and end is not None:
        return f"du {long_date(start)} au {long_date(end)}"
    if start is not None:
        return f"dès le {long_date(start)}"
    return "à dater" if end is None else f"jusqu’au {long_date(end)}"


def _counted(summary: Summary) -> str:
    if not summary.actions:
        return ""
    return f'<p class="tw-lead">Coût et effets attendus. {escape(summary.totals.says)}</p>'


def _totals(totals: Totals) -> list[Row]:
    shown = (totals.decided, totals.cost, totals.funding, *totals.effects)
    return [Row(figure=each, versions=(each,)) for each in shown]


def _others(actions: tuple[ActionLine, ...]) -> str:
    waiting = [each for each in actions if not each.decided]
    if not waiting:
        return ""
    lines = "".join(
        f"<li><b>{escape(each.title)}</b> ({escape(each.status)}), "
        f"{escape(each.lead or 'sans porteur')}, {escape(_amount(each.cost))}.</li>"
        for each in waiting
    )
    many = f"{len(waiting)} actions" if len(waiting) > 1 else "une action"
    return (
        f'<details class="tw-origin"><summary>Proposé, pas encore décidé\u00a0: {many}</summary>'
        f"<ul>{lines}</ul></details>"
    )
