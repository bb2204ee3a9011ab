"""The questions of the quiz, in the facilitator's hand: ask, then tell."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.charts import BarItem, bars
from territorial_lib.diagnosis.lessons.quiz import QuizItem, quiz
from territorial_lib.forms.notice import Notice
from territorial_lib.steps.quiz.asking import Score, ask, asked, score, summed, tell
from territorial_lib.steps.room.controls import acting
from territorial_lib.store.board import Board
from territorial_lib.tables.wording import line
from territorial_lib.typography import quantity
from territorial_lib.workshop import Workshop


class QuizPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Each question, what it offers, and who was right once it is told.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self.lines: dict[str, _Line] = {}
        self.list = ipywidgets.VBox()
        super().__init__([self.notice, self.list])
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked and told now; may be called from any thread."""
        with self._lock:
            board, items = Board(self._workshop.log()), quiz(self._workshop.case())
            for item in items:
                if item.key not in self.lines:
                    self.lines[item.key] = _Line(self._acting(item.key))
                self.lines[item.key].show(board, item)
            none = ipywidgets.Label("Aucun chiffre assez sûr pour poser une question ici.")
            self.list.children = tuple(self.lines[item.key] for item in items) or (none,)

    def text(self) -> str:
        """List the questions and their answers, the same from one run to the next."""
        return "\n".join(f"{i.prompt} {i.answer}" for i in quiz(self._workshop.case()))

    def _acting(self, key: str) -> tuple[ipywidgets.Button, ipywidgets.Button]:
        return (
            acting("Poser à la salle", self._with(ask, key), self.notice),
            acting("Fermer et dire la réponse", self._with(tell, key), self.notice, main=True),
        )

    def _with(self, act: Callable[[Workshop, QuizItem], str], key: str) -> Callable[[], str]:
        def acted() -> str:
            item = next(each for each in quiz(self._workshop.case()) if each.key == key)
            said = act(self._workshop, item)
            self.refresh()
            return said

        return acted

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


class _Line(ipywidgets.VBox):  # type: ignore[misc]
    """A question: its words, its two buttons, its score."""

    def __init__(self, buttons: tuple[ipywidgets.Button, ipywidgets.Button]) -> None:
        self.ask, self.tell = buttons
        self.words, self.score = ipywidgets.HTML(), ipywidgets.HTML()
        row = ipywidgets.HBox([self.ask, self.tell])
        row.add_class("tw-actions")
        super().__init__([self.words, row, self.score])
        self.add_class("tw-form")

    def show(self, board: Board, item: QuizItem) -> None:
        opened = asked(board, item)
        is_open = opened is not None and board.accepts(opened)
        offered = " · ".join(item.choices)
        self.words.value = (
            f"<h3>{escape(item.prompt)}</h3><p>{escape(offered)}</p>"
            '<details class="tw-origin"><summary>La réponse, sa source'
            f'<span class="tw-hidden"> ({escape(item.prompt)})</span></summary>'
            f"<p>{escape(item.answer)}. {escape(line(item.figure))}. "
            f"{escape(item.figure.source)}.</p></details>"
        )
        self.ask.description = "Reposer à la salle" if opened else "Poser à la salle"
        self.ask.tooltip = f"{self.ask.description}\u00a0: {item.prompt}"
        self.tell.tooltip = f"{self.tell.description}\u00a0: {item.prompt}"
        self.ask.layout.display = "none" if is_open else None
        self.tell.layout.display = None if is_open else "none"
        told = opened is not None and not is_open
        self.score.layout.display = "none" if opened is None else None
        self.score.value = "" if opened is None else _scored(item, score(board, opened, item), told)


def _scored(item: QuizItem, found: Score, told: bool) -> str:
    if not told:
        return f'<p class="tw-hint" role="status">{quantity(found.total, "réponses")}.</p>'
    said = f'<p class="tw-says">{escape(summed(item, found))}</p>'
    if not found.groups:
        return said
    drawn = [BarItem(name, 100 * right / total) for name, right, total in found.groups]
    return said + bars(drawn, title="Ont juste, groupe par groupe", unit="%", digits=0).html()
