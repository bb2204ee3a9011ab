"""With whom to lead an action: the smallest coalition, its equals, who to invite; on its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets

from territorial_lib.diagnosis.actors import step as actors
from territorial_lib.diagnosis.actors.recognition import brought
from territorial_lib.diagnosis.actors.record import Standing, Team
from territorial_lib.diagnosis.plan.planned import PlannedAction
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.steps.actors.team_words import team_words
from territorial_lib.steps.plan.writing import renew, rewrite
from territorial_lib.steps.room.controls import acting, wide
from territorial_lib.typography import folded
from territorial_lib.workshop import Workshop


class CoalitionOfAction(ipywidgets.VBox):  # type: ignore[misc]
    """Who covers what an action needs; one click puts a coalition among its partners.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    notice : Notice
        Where what was done is told.
    written : callable
        Called after a card was rewritten.
    """

    def __init__(self, workshop: Workshop, notice: Notice, written: Callable[[], None]) -> None:
        self._workshop, self._written = workshop, written
        self._action: PlannedAction | None = None
        self._shown: object = None
        self._sets: dict[str, tuple[str, ...]] = {}
        self.told = ipywidgets.HTML(layout=wide())
        self.choice = ipywidgets.Dropdown(description="Coalition", layout=wide())
        self.choice.style.description_width = "auto"
        self.choice.add_class("tw-control")
        self.keep = acting("Mettre ces partenaires sur la fiche", self._keep, notice)
        self.row = ipywidgets.HBox([self.choice, self.keep])
        self.row.add_class("tw-actions")
        self.row.layout.align_items = "flex-end"
        super().__init__([self.told, self.row])

    def show(self, action: PlannedAction | None) -> None:
        """Show the coalition of an action.

        Parameters
        ----------
        action : PlannedAction or None
            The action of the card; None for no card.
        """
        self._action = action
        if action is None:
            self.told.value, self.row.layout.display, self._shown = "", "none", None
            return
        team, named = actors.team_of(self._workshop.case(), action)
        if (team, named) != self._shown:
            self._draw(action, team, named)
            self._shown = (team, named)

    def _draw(self, action: PlannedAction, team: Team, named: Sequence[Standing]) -> None:
        told = f"<h4>Avec qui la mener\u202f?</h4>{team_words(team, named)}"
        self.told.value = f"{told}{understood(brought(action.needs))}"
        names = {each.id: each.name for each in named}
        fresh = (tuple(i for i in s if i not in team.need.already) for s in _sets(team))
        self._sets = {
            str(rank): tuple(names[i] for i in ids) for rank, ids in enumerate(fresh) if ids
        }
        renew(self.choice, [(", ".join(words), rank) for rank, words in self._sets.items()])
        self.row.layout.display = None if self._sets else "none"

    def _keep(self) -> str:
        if self._action is None or self.choice.value not in self._sets:
            raise InvalidEntry("Aucune coalition n’est choisie.", "Choisissez-en une.")
        words = self._sets[self.choice.value]
        there = {folded(each) for each in self._action.partners}
        partners = [*self._action.partners, *(w for w in words if folded(w) not in there)]
        rewrite(self._workshop, self._action.id, {"partners": partners})
        self._written()
        return f"Sur la fiche, à leur demander\u00a0: {', '.join(words)}."


def understood(pairs: Sequence[tuple[str, str]]) -> str:
    """Tell how capacities typed in other words were understood.

    Parameters
    ----------
    pairs : sequence of (str, str)
        As typed, and the shared words taken for it.

    Returns
    -------
    str
        HTML, escaped, to be unfolded; empty where nothing was brought near.
    """
    if not pairs:
        return ""
    lines = "".join(
        f"<li>«\u00a0{escape(typed)}\u00a0» → «\u00a0{escape(words)}\u00a0»</li>"
        for typed, words in pairs
    )
    return (
        f'<details class="tw-origin"><summary>Savoir-faire rapprochés ({len(pairs)})</summary>'
        "<p>Écrits autrement, comptés comme le même savoir-faire. Si c’est faux, précisez les mots "
        f"sur la fiche de l’action ou de l’acteur.</p><ul>{lines}</ul></details>"
    )


def _sets(team: Team) -> tuple[tuple[str, ...], ...]:
    return (team.members, *team.alternatives)
