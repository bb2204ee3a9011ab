"""Each gap in its place: four columns, moved by the room with its reason."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any, cast

import ipywidgets

from territorial_lib.diagnosis.glocal.ways import ANSWERED, VOTE_KEY, Answered, by_way, question
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.acting import WAY_LABELS, Way
from territorial_lib.schemas.entries import Placement, Question
from territorial_lib.steps.room.controls import acting, open_question
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.workshop import Workshop

_NONE_CHOSEN = (
    "La salle n’a encore retenu aucun manque\u00a0: voici les premiers du classement. "
    "Choisissez-les dans «\u00a0Manques\u00a0»."
)
_MOVE = "Décider, dire pourquoi"


class WaysPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The page of the four ways.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock = workshop, RLock()
        self._cards: dict[str, _Card] = {}
        self.notice, self.hint = Notice(), ipywidgets.HTML()
        self.ask_button = acting("Faire voter la salle", self._ask, self.notice, main=True)
        self.columns = {way: _Column(label) for way, label in WAY_LABELS.items()}
        board = ipywidgets.Box(list(self.columns.values()))
        board.add_class("tw-ways")
        super().__init__([self.hint, board, self.ask_button, self.notice])
        self.refresh()

    def refresh(self) -> None:
        """Put each gap in the place now in force; may be called from any thread."""
        with self._lock:
            found = self._answered()
            chosen = any(each in self._workshop.case().declared.retained for each in _keys(found))
            self.hint.value = "" if chosen else f'<p class="tw-hint">{escape(_NONE_CHOSEN)}</p>'
            for way, inside in by_way(found).items():
                self.columns[way].show([self._card(each) for each in inside])

    def text(self) -> str:
        """Tell the place of each gap as plain text, the same from one run to the next."""
        return "\n".join(
            f"{each.gap.label}\u00a0: {WAY_LABELS[each.way]}" for each in self._answered()
        )

    def _answered(self) -> tuple[Answered, ...]:
        return ANSWERED.of(self._workshop.case())

    def _card(self, each: Answered) -> _Card:
        key = each.gap.key
        if key not in self._cards:
            self._cards[key] = _Card(lambda way, reason: self._place(key, way, reason))
        self._cards[key].show(each)
        return self._cards[key]

    def _place(self, gap: str, way: str, reason: str) -> None:
        label = next(each.gap.label for each in self._answered() if each.gap.key == gap)
        self._workshop.add(
            Placement(gap=gap, way=cast(Way, way), label=label[:200], reason=reason[:2000])
        )
        self.refresh()

    def _ask(self) -> str:
        log = self._workshop.log()
        now = projections.questions(log).get(VOTE_KEY)
        if now is not None and now.id not in Board(log).closed():
            return "La question est déjà ouverte sur les téléphones\u202f: les votes arrivent ici."
        form = question(tuple(each.gap for each in self._answered()))
        open_question(self._workshop, Question(key=VOTE_KEY, once=True, form=form))
        return "La question est ouverte sur les téléphones\u202f; les votes arrivent ici."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Column(ipywidgets.VBox):  # type: ignore[misc]
    """One way, and the gaps that it answers."""

    def __init__(self, label: str) -> None:
        self._title = ipywidgets.HTML(f"<h3>{escape(label)}</h3>")
        self._empty = ipywidgets.HTML('<p class="tw-hint">Aucun manque ici.</p>')
        super().__init__([self._title, self._empty])
        self.add_class("tw-way")

    def show(self, cards: list[_Card]) -> None:
        self.children = (self._title, *(cards or [self._empty]))


class _Card(ipywidgets.VBox):  # type: ignore[misc]
    """A gap: why it is here, what the groups say, and where to move it."""

    def __init__(self, place: Callable[[str, str], None]) -> None:
        self._place, self._shown = place, ("", "")
        self.said, self.notice = ipywidgets.HTML(), Notice()
        options = [(label, way) for way, label in WAY_LABELS.items()]
        self.way = ipywidgets.Dropdown(description="Répondre par", options=options)
        self.reason = ipywidgets.Text(description="Parce que")
        for control in (self.way, self.reason):
            control.style.description_width = "auto"
            control.add_class("tw-control")
        self.button = acting("Placer", self._settle, self.notice, main=True)
        self.form = ipywidgets.VBox([self.way, self.reason, self.button])
        self.open_button = acting(_MOVE, self._toggle, self.notice)
        super().__init__([self.said, self.open_button, self.form, self.notice])
        self.add_class("tw-way-card")
        self._unfold(False)

    def show(self, each: Answered) -> None:
        if self._shown != (each.gap.key, each.way):
            self.way.value = each.way
            self._shown = (each.gap.key, each.way)
        reasons = "".join(
            f"<li><b>{escape(WAY_LABELS[why.way])}</b>\u00a0: {escape(why.sentence)}</li>"
            for why in each.evidence
        )
        self.said.value = (
            f"<h4>{escape(each.gap.label)}</h4>{_decided(each)}{_voted(each)}"
            f'<details class="tw-origin"><summary>Pourquoi\u202f?<span class="tw-hidden"> '
            f"{escape(each.gap.label)}</span></summary><ul>{reasons}</ul></details>"
        )

    def _toggle(self) -> None:
        self._unfold(self.form.layout.display == "none")

    def _unfold(self, shown: bool) -> None:
        self.form.layout.display = None if shown else "none"
        self.open_button.description = "Replier" if shown else _MOVE

    def _settle(self) -> str:
        self._place(self.way.value, self.reason.value.strip())
        self.reason.value = ""
        self._unfold(False)
        return "Placé. Cela peut être annulé dans «\u00a0Qu’a dit la salle\u202f?\u00a0»."


def _keys(found: tuple[Answered, ...]) -> list[str]:
    return [each.gap.key for each in found]


def _decided(each: Answered) -> str:
    if each.chosen is None:
        found = "Nos chiffres n’en disent rien" if each.silent else "Proposé par les chiffres"
        return f'<p class="tw-hint">{found}\u202f; à la salle de décider.</p>'
    reason = f"\u00a0: {each.chosen.reason}" if each.chosen.reason else ""
    return f"<p>{escape(f'Décidé par {each.chosen.who}, {each.chosen.when}{reason}')}</p>"


def _voted(each: Answered) -> str:
    rows = []
    for group, counts in each.votes.items():
        told = ", ".join(
            f"{WAY_LABELS[way].lower()} {counts[way]}" for way in WAY_LABELS if way in counts
        )
        rows.append(f"<li>{escape(group)}\u00a0: {escape(told)}</li>")
    return f"<ul class='tw-votes'>{''.join(rows)}</ul>" if rows else ""
