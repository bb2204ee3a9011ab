"""The room's criteria and weights, the order they give, and how far it holds."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import ranking as plan_ranking
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.ranking import CRITERIA, Ranked
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms import LeverForm
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.entries import Assumption
from territorial_lib.steps.plan.coalition import understood
from territorial_lib.steps.plan.writing import ROWS, ActionChoice, renew
from territorial_lib.steps.room.controls import acting
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import folded, number
from territorial_lib.workshop import Workshop

OWN = "plan/own/"
_ENOUGH = 0.6
"""Share of the weights known under which a first place is to be read with care."""

_EQUALS = 4
"""First actions of equal score that are named."""


class RankingPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Weights to move, criteria to add, and the ranking that follows.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self.says, self.weights = ipywidgets.HTML(), ipywidgets.VBox()
        self.matched = ipywidgets.HTML()
        self.levers: LeverForm | None = None
        self.table: DataTable[Any] = DataTable(
            (),
            _columns(),
            caption="Classement des actions",
            file_name="classement.csv",
            first=ROWS,
        )
        self.name = ipywidgets.Text(description="Un critère à nous")
        self.criterion = ipywidgets.Dropdown(description="Noter sur")
        self.choice = ActionChoice("l’action")
        self.score = ipywidgets.IntSlider(description="Note sur 10", min=0, max=10, value=5)
        for control in (self.name, self.criterion, self.choice, self.score):
            control.style.description_width = "auto"
            control.add_class("tw-control")
        add = acting("Ajouter ce critère", self._add, self.notice)
        self.note = acting("Donner cette note", self._note, self.notice)
        own = ipywidgets.HBox([self.name, add])
        self.scoring = ipywidgets.HBox([self.criterion, self.choice, self.score, self.note])
        for row in (own, self.scoring):
            row.add_class("tw-actions")
            row.layout.align_items = "flex-end"
        parts = [self.says, self.table, self.matched, self.weights, own, self.scoring]
        super().__init__([*parts, self.notice])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Rank again with what the room now says; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            self._levers(plan_ranking.levers(case), plan_ranking.levers_in_force(case))
            found = plan.ranking(case)
            self.table.update(found)
            self.says.value = f'<p class="tw-says" role="status">{escape(says(found))}</p>'
            pairs = plan_ranking.rapprochements(case, plan.open_actions(case))
            self.matched.value = understood(pairs)
            criteria = case.declared.plan.criteria
            self.scoring.layout.display = None if criteria and found else "none"
            renew(
                self.criterion,
                [(label, key.removeprefix(OWN)) for key, label in criteria.items()],
            )
            self.choice.renew(plan.open_actions(case))

    def text(self) -> str:
        """Give the ranking as plain text."""
        return says(plan.ranking(self._workshop.case()))

    def _levers(self, levers: tuple[Lever, ...], values: Mapping[str, float]) -> None:
        if self.levers is None or list(self.levers.controls) != [each.key for each in levers]:
            self.levers = LeverForm(levers, values, lambda _: None, self._set)
            self.weights.children = (self.levers,)
        self.levers.update(values)

    def _set(self, lever: Lever, value: float | None) -> None:
        self._workshop.add(
            Assumption(key=lever.key, value=value, label=lever.label[:200], unit=lever.unit)
        )
        self.refresh()

    def _add(self) -> str:
        label = self.name.value.strip()
        slug = folded(label).replace(" ", "-")[:30].strip("-")
        kept = "".join(letter for letter in slug if letter.isascii())
        if not kept or not kept[0].isalpha() or kept in CRITERIA:
            raise InvalidEntry(
                "Ce critère n’a pas de nom utilisable.", "Nommez-le en quelques mots nouveaux."
            )
        self._workshop.add(Assumption(key=f"{OWN}{kept}", value=1.0, label=label[:200]))
        self.name.value = ""
        self.refresh()
        return f"«\u00a0{label}\u00a0» s’ajoute\u00a0: donnez une note à chaque action."

    def _note(self) -> str:
        action, criterion = self.choice.needed(), self.criterion.value or ""
        label = f"Note\u00a0: {dict(map(reversed, self.criterion.options)).get(criterion, '')}"
        self._workshop.add(
            Assumption(
                key=plan_ranking.score_key(criterion, action),
                value=float(self.score.value),
                label=label[:200],
                unit="sur 10",
            )
        )
        self.refresh()
        return "La note est comptée."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def says(found: tuple[Ranked, ...]) -> str:
    """Say what comes first, and whether the order holds when weights move.

    Parameters
    ----------
    found : tuple of Ranked
        Best first.

    Returns
    -------
    str
        One or two French sentences.
    """
    known = [each for each in found if each.rank is not None]
    if not known:
        return "Rien à classer encore\u00a0: il faut des actions, et un critère connu au moins."
    first = known[0]
    equals = [each for each in known if each.rank == first.rank]
    leading = ", ".join(f"«\u00a0{each.title}\u00a0»" for each in equals[:_EQUALS])
    more = f" et {len(equals) - _EQUALS} autres" if len(equals) > _EQUALS else ""
    tie = ", à égalité" if len(equals) > 1 else ""
    head = f"En tête avec ces poids{tie}\u00a0: {leading}{more}."
    if first.known < _ENOUGH:
        share = number(100 * first.known, 0)
        head += f" Prudence\u00a0: {share}\u00a0% seulement de ses critères sont connus."
    if len(known) == 1 or len(equals) > 1:
        return head
    if first.worst == 1:
        return f"{head} Elle y reste même si chaque poids est secoué."
    rivals = [each for each in known[1:] if each.best == 1][:3]
    if not rivals:
        return f"{head} Elle peut descendre au rang {first.worst} si les poids sont secoués."
    names = ", ".join(f"«\u00a0{each.title}\u00a0»" for each in rivals)
    could = "pourraient" if len(rivals) > 1 else "pourrait"
    return f"{head} Si les poids sont secoués, {could} passer devant\u00a0: {names}."


def _columns() -> list[Column[Any]]:
    labels = {key: label for key, (label, _) in CRITERIA.items()}
    shown = [
        Column("Action", lambda row: row.title),
        Column("Rang", lambda row: row.rank, numeric=True),
        Column("Note sur 100", lambda row: _percent(row.score), numeric=True),
        Column("Entre les rangs, selon poids et inconnues", _between),
        Column("Critères connus (%)", lambda row: _percent(row.known), numeric=True),
    ]
    return shown + [_criterion(key, label) for key, label in labels.items()]


def _criterion(key: str, label: str) -> Column[Any]:
    return Column(label, lambda row: _percent(row.scores.get(key)), numeric=True, shown=False)


def _percent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 1)


def _between(row: Ranked) -> str:
    if row.best is None or row.worst is None:
        return "non classée"
    return f"{row.best}" if row.best == row.worst else f"{row.best} à {row.worst}"
