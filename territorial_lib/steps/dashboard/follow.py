"""Before and after: what each action aimed at, where it stands, what slipped."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets

from territorial_lib.diagnosis.summary.records import FollowLine
from territorial_lib.schemas.figures import Figure
from territorial_lib.steps.dashboard.state import State
from territorial_lib.tables.wording import line
from territorial_lib.typography import long_date, number, quantity

_NOTHING = (
    "Aucune action n’a encore d’indicateur ni de nouvelles. À la réunion de suivi, ce qui était "
    "mesuré au départ, visé, puis atteint se lira ici, ainsi que les retards."
)
_PERCENT = 100


class FollowBoard(ipywidgets.VBox):  # type: ignore[misc]
    """One card an action: at the start, now, aimed at.

    Parameters
    ----------
    state : State
        What is now to be shown.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.lines = ipywidgets.HTML()
        super().__init__([self.lines])
        self.add_class("tw-board")
        self.refresh()

    def refresh(self) -> None:
        """Show where actions now stand; may be called from any thread."""
        followed = self._state.summary().follow_up
        if not followed:
            self.lines.value = f'<p class="tw-says" role="status">{_NOTHING}</p>'
            return
        cards = "".join(_card(each) for each in followed)
        self.lines.value = f'<div class="tw-three">{cards}</div>'

    def text(self) -> str:
        """Give where actions stand as plain text."""
        followed = self._state.summary().follow_up
        return "\n".join(f"{each.title}\u00a0: {_steps(each)}" for each in followed) or _NOTHING

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _card(each: FollowLine) -> str:
    indicator = f'<p class="tw-card-label">{escape(each.indicator)}</p>' if each.indicator else ""
    share = _bar("Avancement", each.share)
    return (
        f'<section class="tw-card"><h3>{escape(each.title)}</h3>{indicator}'
        f"<p>{escape(_steps(each))}</p>{_bar('Chemin vers la cible', each.way)}{share}"
        f"{_late(each)}{_news(each)}</section>"
    )


def _steps(each: FollowLine) -> str:
    known = (("au départ", each.baseline), ("mesuré", each.measured), ("visé", each.target))
    said = [
        f"{quantity(figure.value, figure.unit)} {words}"
        for words, figure in known
        if figure.value is not None
    ]
    return ", ".join(said) or "Indicateur sans valeur de départ ni cible"


def _bar(words: str, figure: Figure) -> str:
    if figure.value is None:
        return ""
    wide = min(max(figure.value, 0.0), _PERCENT)
    return (
        f'<div class="tw-meter"><span class="tw-meter-bar" aria-hidden="true"><span '
        f'style="width:{wide:.0f}%"></span></span><span>{escape(words)}\u00a0: '
        f"{number(figure.value, 0)}\u00a0%</span></div>"
    )


def _late(each: FollowLine) -> str:
    said = []
    if each.slipped > 0:
        said.append(f"Fin reculée de {quantity(each.slipped, 'jours', 0)}.")
    if each.late:
        said.append("La date de fin est passée.")
    return f'<p class="tw-split">{escape(" ".join(said))}</p>' if said else ""


def _news(each: FollowLine) -> str:
    told = [] if each.told is None else [f"Dernières nouvelles, {long_date(each.told)}."]
    told += [each.note] if each.note else []
    told += [f"Le diagnostic dit aujourd’hui\u00a0: {line(each.now)}."] if each.now else []
    lead = each.lead or "Personne ne mène encore"
    return f'<p class="tw-hint">{escape(" ".join([f"{lead} ({each.status}).", *told]))}</p>'
