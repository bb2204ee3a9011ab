"""Leading the room: questions, timer, locks."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.contributions import check_question
from territorial_lib.schemas.entries import (
    Action,
    Closing,
    Lock,
    Offer,
    Question,
    Request,
    Resource,
    Timer,
)
from territorial_lib.steps.room.asked import READY, ballot
from territorial_lib.steps.room.just_done import JustDone
from territorial_lib.store import projections
from territorial_lib.store.board import EVERYWHERE, Board
from territorial_lib.workshop import Workshop

_MINUTES = (2, 3, 5, 8, 10, 15, 20)
_VOTED: tuple[tuple[str, type[Any]], ...] = (
    ("les actions", Action),
    ("les ressources", Resource),
    ("les offres", Offer),
    ("les recherches", Request),
)


def acting(
    words: str, action: Callable[[], str | None], notice: Notice, main: bool = False
) -> ipywidgets.Button:
    """Make a button whose action may fail in French.

    Parameters
    ----------
    words : str
        What it says.
    action : callable
        What it does; may give the sentence to show.
    notice : Notice
        Where to say what happened.
    main : bool
        True for the main one.

    Returns
    -------
    ipywidgets.Button
        The button.
    """
    button = ipywidgets.Button(description=words)
    button.add_class("tw-button").add_class("tw-button--primary" if main else "tw-button--quiet")
    button.on_click(lambda _: _act(action, notice))
    return button


def wide() -> ipywidgets.Layout:
    """Give a list room for a whole sentence.

    Returns
    -------
    ipywidgets.Layout
        As wide as the page allows, up to about sixty characters.
    """
    return ipywidgets.Layout(width="38em", max_width="100%")


def line(*controls: ipywidgets.Widget) -> ipywidgets.HBox:
    """Put controls side by side, on several lines where the page is narrow.

    Parameters
    ----------
    *controls : Widget
        In order.

    Returns
    -------
    ipywidgets.HBox
        The line.
    """
    return ipywidgets.HBox(controls).add_class("tw-actions")


def _act(action: Callable[[], str | None], notice: Notice) -> None:
    went_well, sentence = attempt(action, notice)
    if went_well and sentence:
        notice.success(sentence)


def open_question(workshop: Workshop, question: Question) -> str:
    """Ask a question to the room.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    question : Question
        The question; the one already open under its key is replaced.

    Returns
    -------
    str
        Id of the entry; InvalidEntry where its answers could become nothing.
    """
    faults = check_question(question)
    if faults:
        raise InvalidEntry(" ".join(faults), "Corrigez la question puis ouvrez-la de nouveau.")
    return workshop.add(question)


class Questions(ipywidgets.VBox):  # type: ignore[misc]
    """What is asked to the room: open, close, open again; ready ones, and votes.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._turn = RLock()
        self._rows: dict[str, _Asked] = {}
        self.notice = Notice()
        self.ready = ipywidgets.Dropdown(
            description="Question",
            options=[(q.form["title"], n) for n, q in enumerate(READY)],
            layout=wide(),
        )
        self.voted = ipywidgets.Dropdown(
            description="Faire voter sur", options=[(w, n) for n, (w, _) in enumerate(_VOTED)]
        )
        self.opener = acting("Ouvrir la question", self._open, self.notice, main=True)
        self.voter = acting("Ouvrir le vote", self._vote, self.notice)
        self.undo = JustDone(workshop, self.notice)
        self.asked = ipywidgets.VBox()
        lines = [line(self.ready, self.opener), line(self.voted, self.voter)]
        super().__init__([*lines, self.notice, self.undo, self.asked])
        self.refresh()

    def refresh(self) -> None:
        """Show what is asked now; rows already there are kept. May be called from any thread."""
        board = Board(self._workshop.log())
        with self._turn:
            asked = [item for item in reversed(board.questions()) if item.state == "visible"]
            self._rows = {item.id: self._rows.get(item.id) or self._row(item) for item in asked}
            for item in asked:
                self._rows[item.id].show(board, item)
            rows = tuple(self._rows.values())
            if rows != self.asked.children:
                self.asked.children = rows

    def _open(self) -> str:
        question = READY[self.ready.value]
        self.undo.offer("l’ouverture de la question", open_question(self._workshop, question))
        return f"Ouverte : {question.form['title']}"

    def _vote(self) -> str:
        words, kind = _VOTED[self.voted.value]
        found = projections.visible(self._workshop.log(), kind)
        if not found:
            raise InvalidEntry(
                f"Il n’y a rien sur quoi voter parmi {words}.", "Attendez des contributions."
            )
        question = ballot("Que vaut chaque proposition ?", found[:40])
        self.undo.offer("l’ouverture du vote", open_question(self._workshop, question))
        return "Le vote est ouvert ; les groupes sont désormais fixés."

    def _row(self, item: projections.Item) -> _Asked:
        return _Asked(acting("", lambda: self._open_or_close(item.id), self.notice))

    def _open_or_close(self, question: str) -> None:
        if question not in Board(self._workshop.log()).closed():
            self._workshop.add(Closing(question=question))
            return
        for item in projections.visible(self._workshop.log(), Closing):
            if isinstance(item.body, Closing) and item.body.question == question:
                self._workshop.toggle(item.id)


class _Asked(ipywidgets.HBox):  # type: ignore[misc]
    """A question's line: what it is, how many answered, the button that closes or reopens it."""

    def __init__(self, button: ipywidgets.Button) -> None:
        self._label, self._button = ipywidgets.HTML(), button
        super().__init__([self._label, button])
        self.add_class("tw-actions")

    def show(self, board: Board, item: projections.Item) -> None:
        """Say what differs."""
        assert isinstance(item.body, Question)
        count = board.result(item)["answers"]
        is_closed = item.id in board.closed()
        state = "fermée" if is_closed else "ouverte" if board.accepts(item) else "verrouillée"
        title, words = item.body.form["title"], "Rouvrir" if is_closed else "Fermer"
        told = f"{title} · {state} · {count} réponse{'s' * (count > 1)}"
        self._label.value = escape(told)
        self._button.description, self._button.tooltip = words, f"{words} : {title}"


class Clock(ipywidgets.VBox):  # type: ignore[misc]
    """The room's timer.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self.notice = workshop, Notice()
        self.minutes = ipywidgets.Dropdown(
            description="Durée", options=[(f"{n} minutes", n) for n in _MINUTES], value=5
        )
        self.label = ipywidgets.Text(description="Pour quoi")
        start = acting("Démarrer", self._start, self.notice, main=True)
        stop = acting("Arrêter", self._stop, self.notice)
        super().__init__([line(self.minutes, self.label, start, stop), self.notice])

    def _start(self) -> str:
        self._workshop.add(Timer(seconds=60 * self.minutes.value, label=self.label.value.strip()))
        return f"Le minuteur tourne : {self.minutes.value} minutes."

    def _stop(self) -> str:
        self._workshop.add(Timer(seconds=0))
        return "Le minuteur est arrêté."


class Locks(ipywidgets.VBox):  # type: ignore[misc]
    """Suspends the room's writing, wholly or step by step.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    STEPS = (
        ("toute la salle", EVERYWHERE),
        ("l’inventaire", "inventory"),
        ("les manques", "gaps"),
        ("les échanges", "circular"),
        ("les fuites", "leaks"),
        ("les acteurs", "actors"),
        ("le plan d’action", "plan"),
    )

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self.notice = workshop, Notice()
        self.step = ipywidgets.Dropdown(description="Suspendre", options=self.STEPS)
        lock = acting("Suspendre", lambda: self._set(True), self.notice, main=True)
        free = acting("Reprendre", lambda: self._set(False), self.notice)
        self.state = ipywidgets.HTML()
        super().__init__([line(self.step, lock, free), self.notice, self.state])
        self.refresh()

    def refresh(self) -> None:
        """Show what is suspended now."""
        locked = Board(self._workshop.log()).locked()
        names = [words for words, step in self.STEPS if step in locked]
        told = f"Suspendu : {', '.join(names)}." if names else "Rien n’est suspendu."
        self.state.value = f'<p class="tw-hint">{told}</p>'

    def _set(self, locked: bool) -> None:
        self._workshop.add(Lock(step=self.step.value, locked=locked))
