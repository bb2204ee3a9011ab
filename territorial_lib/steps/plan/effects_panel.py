"""What the plan would change in all, and what nobody knows yet."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.effects import effects
from territorial_lib.schemas.figures import Row
from territorial_lib.steps.provenance import Whence
from territorial_lib.tables import FigureCards
from territorial_lib.workshop import Workshop

_LIMITS = (
    "Achats ramenés ici\u00a0: résolus ensemble, aucun euro n’est gardé deux fois. Deux actions "
    "qui visent le même chiffre comptent pour une. Des points de choses différentes ne s’ajoutent "
    "pas."
)


class EffectsPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The effects of the actions chosen, each with its band and its source.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self.says, self.cards = ipywidgets.HTML(), FigureCards(())
        limits = ipywidgets.HTML(f'<p class="tw-hint">{escape(_LIMITS)}</p>')
        self.whence = Whence(workshop)
        super().__init__([self.says, self.cards, limits, self.whence])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Add up again with what the room now says; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            actions, chosen = plan.decided_actions(case), plan.portfolio(case)
            free = chosen is None or bool(chosen.fault)
            said = says(len(actions), free)
            self.says.value = f'<p class="tw-says" role="status">{escape(said)}</p>'
            rows = [Row(figure=each, key=True) for each in effects(case, actions)]
            self.cards.update(rows)
            self.whence.update(rows)

    def text(self) -> str:
        """Give the effects as plain text."""
        return self.cards.text()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def says(count: int, free: bool) -> str:
    """Say whose effects are added up.

    Parameters
    ----------
    count : int
        Actions counted.
    free : bool
        True where no budget chose among them.

    Returns
    -------
    str
        A French sentence.
    """
    if not count:
        return "Aucune action ne compte encore."
    many = "s" * (count > 1)
    kept = f"proposée{many}" if free else f"retenue{many} dans le budget, ou déjà faite{many}"
    return f"Ce que changerai{'ent' if count > 1 else 't'} {count} action{many} {kept}."
