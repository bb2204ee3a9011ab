"""Deciding: who decides, on what basis, why, and when it is looked at again."""

from __future__ import annotations

import datetime
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.planned import Decided
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Decision
from territorial_lib.schemas.wording import VALUE_LABELS
from territorial_lib.steps.plan.timetable import day
from territorial_lib.steps.plan.writing import ActionSearch, listed
from territorial_lib.steps.room.controls import acting
from territorial_lib.typography import long_date
from territorial_lib.workshop import Workshop

_BASES = (("consentement", "consent"), ("vote", "vote"), ("délégation", "delegation"))

_IN_SIGHT = 6
"""The last decisions in sight; those before are one gesture away."""


class DecisionPanel(ipywidgets.VBox):  # type: ignore[misc]
    """A form that writes a decision, and the log of those taken.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self.taken = ipywidgets.HTML()
        self.title = ipywidgets.Text(description="Ce qui est décidé")
        self.search = ActionSearch("À propos de", "aucune action en particulier", fills=True)
        self.about = self.search.choice
        self.basis = ipywidgets.Dropdown(description="Mode de décision", options=_BASES)
        self.mandate = ipywidgets.Text(description="Qui décide")
        self.reason = ipywidgets.Textarea(description="Pourquoi")
        self.review = ipywidgets.DatePicker(description="À revoir le")
        controls = [self.title, self.basis, self.mandate, self.reason, self.review]
        for control in controls:
            control.style.description_width = "auto"
            control.add_class("tw-control")
        button = acting("Écrire la décision", self._decide, self.notice, main=True)
        form = ipywidgets.VBox([self.title, self.search, *controls[1:], button, self.notice])
        form.add_class("tw-form")
        super().__init__([self.taken, form])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now decided; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            self.search.renew(case.declared.plan.actions)
            split = {each.action: each.split for each in plan.votes(case) if each.divides}
            titles = {each.id: each.title for each in case.declared.plan.actions}
            self.taken.value = written(case.declared.plan.decisions, titles, split, day())

    def text(self) -> str:
        """Give the decisions as plain text."""
        taken = self._workshop.case().declared.plan.decisions
        return "\n".join(each.title for each in taken) or "Aucune décision."

    def _decide(self) -> str:
        title = self.title.value.strip()
        if not title:
            raise InvalidEntry("La décision n’est pas dite.", "Écrivez ce qui est décidé.")
        if self.review.value is not None and self.review.value <= day():
            raise InvalidEntry(
                "La date de revoyure est passée.", "Choisissez un jour à venir, ou aucun."
            )
        self._workshop.add(
            Decision(
                title=title,
                basis=self.basis.value,
                mandate=self.mandate.value.strip(),
                entry=self.about.chosen or None,
                reason=self.reason.value.strip(),
                review=self.review.value,
            )
        )
        self.title.value = self.reason.value = ""
        self.refresh()
        return "La décision est écrite, avec qui décide, pourquoi et quand la revoir."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def written(
    decisions: tuple[Decided, ...],
    titles: dict[str, str],
    split: dict[str, str],
    today: datetime.date | None = None,
) -> str:
    """Write the log of the decisions, with the disagreements they were taken with.

    Parameters
    ----------
    decisions : tuple of Decided
        In order.
    titles : dict of str to str
        Titles of the actions by id.
    split : dict of str to str
        By action, what divides the groups.
    today : datetime.date, optional
        The day when it is read: decisions whose day has come are named first.

    Returns
    -------
    str
        HTML, escaped.
    """
    if not decisions:
        return '<p class="tw-says" role="status">Rien n’est encore décidé.</p>'
    lines = [f"<li>{_one(each, titles, split)}</li>" for each in decisions]
    old = len(lines) - _IN_SIGHT if len(lines) > _IN_SIGHT + 2 else 0
    first = (
        f'<details class="tw-origin"><summary>Les {old} décisions d’avant</summary>'
        f'<ol class="tw-decisions">{"".join(lines[:old])}</ol></details>'
        if old
        else ""
    )
    last = f'<ol class="tw-decisions" start="{old + 1}">{"".join(lines[old:])}</ol>'
    return f"{_due(decisions, today)}{first}{last}"


def _due(decisions: tuple[Decided, ...], today: datetime.date | None) -> str:
    """Name the decisions to look at again now."""
    lines = [
        f"{each.title}, à revoir depuis le {long_date(each.review)}"
        for each in decisions
        if today is not None and each.review is not None and each.review <= today
    ]
    if not lines:
        return ""
    return f'<p class="tw-says" role="status">C’est le moment de revoir\u00a0:</p>{listed(lines)}'


def _one(each: Decided, titles: dict[str, str], split: dict[str, str]) -> str:
    about = f"À propos de «\u00a0{titles[each.entry]}\u00a0». " if each.entry in titles else ""
    review = "à fixer" if each.review is None else long_date(each.review)
    parts = [
        f"{about}Mode\u00a0: {VALUE_LABELS[each.basis]}.",
        f"Qui décide\u00a0: {each.mandate.rstrip(' .') or 'non dit'}.",
        f"Raison\u00a0: {each.reason.rstrip(' .') or 'non dite'}.",
        f"À revoir\u00a0: {review}.",
    ]
    divides = split.get(each.entry, "")
    warned = f"<p><b>Désaccord gardé.</b> {escape(divides)}</p>" if divides else ""
    return (
        f"<p><b>{escape(each.title)}</b></p><p>{escape(' '.join(parts))}</p>{warned}"
        f'<p class="tw-hint">Écrite par {escape(each.who)}, {escape(each.when)}.</p>'
    )
