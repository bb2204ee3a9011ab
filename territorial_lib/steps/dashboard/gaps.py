"""The three gaps that matter, and how the room answers what is lacking."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets

from territorial_lib.charts import comparison_bar
from territorial_lib.diagnosis.summary.records import Choice, GapLine
from territorial_lib.schemas.acting import WAY_LABELS
from territorial_lib.schemas.figures import Figure
from territorial_lib.steps.dashboard.state import State
from territorial_lib.tables.origin import origin
from territorial_lib.typography import number, quantity

_NO_GAP = "Aucun manque n’est mesuré pour ce territoire\u00a0: la salle peut les dire."
_NOT_CHOSEN = (
    "La salle n’a pas encore choisi comment répondre à ces manques. Le classeur propose, du plus "
    "près au plus loin\u00a0:"
)
_CHOSEN = "Ce que la salle a choisi, du plus près au plus loin\u00a0:"
_SHOWN = 3
_PERCENT = 100


class GapBoard(ipywidgets.VBox):  # type: ignore[misc]
    """Three cards, then the ways retained.

    Parameters
    ----------
    state : State
        What is now to be shown.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self.three, self.ways = ipywidgets.HTML(), ipywidgets.HTML()
        super().__init__([self.three, self.ways])
        self.add_class("tw-board")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now known; may be called from any thread."""
        summary = self._state.summary()
        self.three.value = _three(summary.gaps)
        self.ways.value = _ways(summary.choices)

    def text(self) -> str:
        """Give the gaps and the ways as plain text."""
        summary = self._state.summary()
        gaps = [f"{each.label}. {each.sentence}" for each in summary.gaps]
        ways = [f"{each.label}\u00a0: {each.way_label}." for each in summary.choices[:_SHOWN]]
        return "\n".join([*gaps, *ways]) or _NO_GAP

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def _three(gaps: tuple[GapLine, ...]) -> str:
    if not gaps:
        return f'<p class="tw-says">{_NO_GAP}</p>'
    return f'<div class="tw-three">{"".join(_gap(*each) for each in enumerate(gaps, 1))}</div>'


def _gap(rank: int, gap: GapLine) -> str:
    why = "Retenu par la salle" if gap.chosen else "D’après le classement"
    parts = [
        f'<h3><span class="tw-rank">{rank}</span> {escape(gap.label)}</h3>',
        f"<p>{escape(gap.sentence)}</p>",
        _meter("Gravité mesurée", gap.severity, 1.0),
        _meter("Importance pour la salle", gap.importance, 10.0),
        _groups(gap),
        f'<p class="tw-hint">{why}.</p>',
        _behind(gap),
    ]
    return f'<section class="tw-card">{"".join(parts)}</section>'


def _meter(words: str, figure: Figure, most: float) -> str:
    """Draw a figure from nothing to its most; say why where there is none."""
    if figure.value is None:
        return f'<p class="tw-hint">{escape(words)}\u00a0: {escape(_small(figure.note))}</p>'
    band = ""
    if figure.low is not None and figure.high is not None and figure.low < figure.high:
        band = f", entre {number(figure.low, 2)} et {number(figure.high, 2)}"
    said = f"{words}\u00a0: {number(figure.value, 2 if most <= 1 else 1)} {figure.unit}{band}"
    wide = _PERCENT * figure.value / most
    return (
        f'<div class="tw-meter"><span class="tw-meter-bar" aria-hidden="true">'
        f'<span style="width:{wide:.0f}%"></span></span><span>{escape(said)}</span></div>'
    )


def _groups(gap: GapLine) -> str:
    if gap.disagreement is None or not gap.by_group:
        return ""
    said = ", ".join(f"{each.label} {number(each.value, 1)}" for each in gap.by_group)
    apart = quantity(gap.disagreement.value, gap.disagreement.unit)
    return f'<p class="tw-split">Écart entre groupes\u00a0: {apart} ({escape(said)}).</p>'


def _behind(gap: GapLine) -> str:
    if gap.measure is None:
        return ""
    compared = gap.measure.comparison
    drawn = comparison_bar(gap.measure.figure, compared).svg if compared is not None else ""
    return (
        f'<details class="tw-origin"><summary>Ce qui le mesure<span class="tw-hidden"> '
        f"{escape(gap.label)}</span></summary><p>{escape(gap.measure.figure.label)}\u00a0: "
        f"<b>{escape(quantity(gap.measure.figure.value, gap.measure.figure.unit))}</b></p>{drawn}"
        f"{origin(gap.measure)}</details>"
    )


def _ways(choices: tuple[Choice, ...]) -> str:
    chosen = tuple(each for each in choices if each.chosen)
    shown = chosen or choices[:_SHOWN]
    if not shown:
        return ""
    lead = _CHOSEN if chosen else _NOT_CHOSEN
    columns = "".join(_way(way, label, shown) for way, label in WAY_LABELS.items())
    others = tuple(each for each in choices if each not in shown)
    return f'<p class="tw-lead">{lead}</p><div class="tw-ways">{columns}</div>{_others(others)}'


def _way(way: str, label: str, choices: tuple[Choice, ...]) -> str:
    own = [each for each in choices if each.way == way]
    if not own:
        return ""
    cards = "".join(_choice(each) for each in own)
    return f'<section class="tw-way"><h3>{escape(label)}</h3>{cards}</section>'


def _choice(each: Choice) -> str:
    said = each.reason or each.evidence
    who = f'<p class="tw-hint">{escape(each.who)}, {escape(each.when)}</p>' if each.who else ""
    words = f"<p>{escape(said)}</p>" if said else ""
    return f'<div class="tw-way-card"><h4>{escape(each.label)}</h4>{words}{who}</div>'


def _others(choices: tuple[Choice, ...]) -> str:
    if not choices:
        return ""
    lines = "".join(
        f"<li>{escape(each.label)}\u00a0: {escape(_small(each.way_label))}</li>" for each in choices
    )
    return (
        '<details class="tw-origin"><summary>Les autres manques, et ce que le classeur propose'
        f"</summary><ul>{lines}</ul></details>"
    )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
