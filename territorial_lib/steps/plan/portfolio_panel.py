"""The budget of the room, what it buys at best, and what the room imposes."""

from __future__ import annotations

from html import escape
from threading import RLock, Thread
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.portfolio import BUDGET, PEOPLE, Selection, limits
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Assumption, Forced, Precedence
from territorial_lib.steps.plan.writing import ActionChoice, amount, listed
from territorial_lib.steps.room.controls import acting
from territorial_lib.store import projections
from territorial_lib.typography import number, quantity
from territorial_lib.workshop import Workshop

_MANY = 60
"""Actions from which the sum takes long enough to be made beside the page."""
_BUSY = '<p class="tw-hint" role="status">Calcul en cours…</p>'
_CHOICES = (("la prendre", "take"), ("la laisser", "leave"), ("laisser le calcul choisir", "free"))


class PortfolioPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Limits, order, choices by hand, and the best set.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self._asked = 0
        self.result, self.busy = ipywidgets.HTML(), ipywidgets.HTML(_BUSY)
        self.busy.layout.visibility = "hidden"
        self.budget = ipywidgets.Text(description="Budget en euros")
        self.people = ipywidgets.Text(description="Personnes (ETP), si elles sont comptées")
        self.by_hand, self.hand = (
            ActionChoice("À la main"),
            ipywidgets.Dropdown(description="Choix", options=_CHOICES),
        )
        self.reason = ipywidgets.Text(description="Pourquoi")
        self.before, self.after = ActionChoice("D’abord"), ActionChoice("Puis, qui en dépend")
        self.search = acting("Chercher le meilleur ensemble", self._limit, self.notice, main=True)
        self.impose = acting("Imposer ce choix", self._force, self.notice)
        self.fix = acting("Fixer cet ordre", self._order, self.notice)
        self.free = acting("Retirer cet ordre", self._unorder, self.notice)
        rows = [
            [self.budget, self.people, self.search],
            [self.by_hand, self.hand, self.reason, self.impose],
            [self.before, self.after, self.fix, self.free],
        ]
        lines = []
        for row in rows:
            for control in row:
                if not isinstance(control, ipywidgets.Button):
                    control.style.description_width = "auto"
                    control.add_class("tw-control")
            lines.append(ipywidgets.HBox(row))
            lines[-1].add_class("tw-actions")
            lines[-1].layout.align_items = "flex-end"
        super().__init__([lines[0], self.notice, self.busy, self.result, *lines[1:]])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Choose again with what the room now says; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            actions = plan.open_actions(case)
            for choice in (self.by_hand, self.before, self.after):
                choice.renew(actions)
            self._show_limits()
            self._asked += 1
            asked = self._asked
        if len(actions) > _MANY and None not in limits(case)[:1]:
            self.busy.layout.visibility = "visible"  # what was shown stays: the page does not jump
            Thread(target=self._computed, args=(asked,), name="portfolio", daemon=True).start()
        else:
            self._computed(asked)

    def text(self) -> str:
        """Give the choice as plain text."""
        found = plan.portfolio(self._workshop.case())
        return found.says if found else "Aucun budget n’est encore fixé."

    def _computed(self, asked: int) -> None:
        """Show the best set, unless another was asked for since."""
        attempt(lambda: self._compute(asked), self.notice)
        with self._lock:
            if asked == self._asked:
                self.busy.layout.visibility = "hidden"

    def _compute(self, asked: int) -> None:
        case = self._workshop.case()
        found = plan.portfolio(case)
        titles = {each.id: each.title for each in case.declared.plan.actions}
        pairs = case.declared.plan.precedence
        with self._lock:
            if asked == self._asked:
                self.result.value = told(found, titles, pairs)

    def _show_limits(self) -> None:
        """Show the limits in force where nothing else is being typed."""
        budget, people = limits(self._workshop.case())
        for widget, value in ((self.budget, budget), (self.people, people)):
            if value is not None and not widget.value:
                widget.value = number(value, 2)

    def _limit(self) -> str:
        said = limits(self._workshop.case())
        typed = (
            amount(self.budget.value, "Budget"),
            amount(self.people.value, "Personnes"),
        )
        if typed == (None, None):
            raise InvalidEntry("Aucune limite n’est donnée.", "Écrivez un budget ou un effectif.")
        for value in typed:
            if value is not None and value < 0:
                raise InvalidEntry("Une limite est négative.", "Écrivez un nombre positif.")
        labels = ((BUDGET, "Budget du plan", "€"), (PEOPLE, "Personnes du plan", "ETP"))
        for (key, label, unit), value, before in zip(labels, typed, said, strict=True):
            if value != before:
                self._workshop.add(Assumption(key=key, value=value, label=label, unit=unit))
        self.refresh()
        return "Les limites sont posées."

    def _force(self) -> str:
        action = self.by_hand.needed()
        self._workshop.add(
            Forced(entry=action, choice=self.hand.value, reason=self.reason.value.strip())
        )
        self.reason.value = ""
        self.refresh()
        return "Le choix de la salle est écrit\u202f; il passe avant le calcul."

    def _order(self) -> str:
        before, after = self.before.needed(), self.after.needed()
        if before == after:
            raise InvalidEntry("C’est deux fois la même action.", "Choisissez-en deux.")
        if (before, after) in self._workshop.case().declared.plan.precedence:
            return "Cet ordre est déjà fixé."
        self._workshop.add(Precedence(before=before, after=after))
        self.refresh()
        return "L’ordre est fixé\u00a0: la seconde n’est prise qu’avec la première."

    def _unorder(self) -> str:
        pair = (self.before.needed(), self.after.needed())
        written = projections.visible(self._workshop.log(), Precedence)
        same = [
            item
            for item in written
            if isinstance(item.body, Precedence) and (item.body.before, item.body.after) == pair
        ]
        for item in same:
            self._workshop.toggle(item.id)
        self.refresh()
        return "L’ordre est retiré." if same else "Ces deux actions n’avaient pas d’ordre."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def told(
    found: Selection | None,
    titles: dict[str, str],
    precedence: tuple[tuple[str, str], ...] = (),
) -> str:
    """Write the best set, what it leaves, and what more money would buy.

    Parameters
    ----------
    found : Selection or None
        The set; None until a limit is set.
    titles : dict of str to str
        Titles of the actions by id.
    precedence : tuple of tuple of (str, str)
        Orders in force.

    Returns
    -------
    str
        HTML, escaped.
    """
    if found is None:
        return '<p class="tw-hint">Écrivez un budget\u00a0: le meilleur ensemble s’affiche.</p>'
    if found.fault:
        return f'<p class="tw-error" role="alert">{escape(found.fault)}</p>'
    people = "" if found.people is None else f"{quantity(found.staff, 'ETP')}. "
    chosen = [f"{titles[i]}{' (à la main)' * (i in found.taken)}" for i in found.chosen]
    apart = [f"{each.title}\u00a0: {each.why}" for each in found.apart]
    refused = [titles[i] for i in found.left_by_hand]
    orders = [f"{titles[a]} → {titles[b]}" for a, b in precedence]
    return (
        f'<p class="tw-says" role="status">{escape(found.says)}</p><p>{escape(people)}</p>'
        + _listed("Retenues", chosen)
        + _listed("Laissées à la main", refused)
        + _listed("Hors du calcul, faute de chiffre", apart)
        + _listed("Ordres fixés", orders)
    )


def _listed(title: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return f"<p><b>{escape(title)} ({len(lines)})</b></p>{listed(lines)}"
