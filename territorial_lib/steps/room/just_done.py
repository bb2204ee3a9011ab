"""Taking back what was just done, where it was done."""

from __future__ import annotations

import ipywidgets

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.attempt import attempt
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import Withdrawal
from territorial_lib.store.board import Board
from territorial_lib.workshop import Workshop


class JustDone(ipywidgets.Button):  # type: ignore[misc]
    """A button that takes back the last act of a panel, then puts it back; absent before any act.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    notice : Notice
        Where to say what happened.
    """

    def __init__(self, workshop: Workshop, notice: Notice) -> None:
        self._workshop, self._notice = workshop, notice
        self._what = ""
        self._entries: tuple[str, ...] = ()
        super().__init__(layout=ipywidgets.Layout(display="none", width="max-content"))
        self.add_class("tw-button").add_class("tw-button--quiet")
        self.on_click(lambda _: self._click())

    def offer(self, what: str, *entries: str) -> None:
        """Offer to take back an act.

        Parameters
        ----------
        what : str
            The act, as a French noun with its article.
        *entries : str
            Ids of what it wrote.
        """
        self._what, self._entries = what, entries
        self.layout.display = None
        self._say(self._board())

    def _click(self) -> None:
        went_well, sentence = attempt(self._turn, self._notice)
        if went_well:
            self._notice.success(sentence)
            self._say(self._board())

    def _turn(self) -> str:
        board = self._board()
        if self._stands(board):
            self._require_unanswered(board)
            undone = [each for each in self._entries if not _withdrawn(board, each)]
            self._workshop.add_all([(Withdrawal(entry=each), None) for each in undone])
            return f"Annulé\u00a0: {self._what}."
        for each in self._entries:
            self._workshop.toggle(each)
        return f"Rétabli\u00a0: {self._what}."

    def _require_unanswered(self, board: Board) -> None:
        """Refuse to take back a question that people have answered: they would lose sight of it."""
        answers = [i for i in board.items.values() if i.entry.question in self._entries]
        if any(item.state == "visible" for item in answers):
            raise InvalidEntry(
                "La salle a déjà répondu\u00a0: annuler effacerait ses réponses de l’écran.",
                "Fermez plutôt la question\u202f; ce qui a été répondu reste.",
            )

    def _board(self) -> Board:
        return Board(self._workshop.log())

    def _stands(self, board: Board) -> bool:
        return not all(_withdrawn(board, each) for each in self._entries)

    def _say(self, board: Board) -> None:
        verb = "Annuler" if self._stands(board) else "Rétablir"
        self.description = self.tooltip = f"{verb} {self._what}"


def _withdrawn(board: Board, entry: str) -> bool:
    return entry in board.items and board.items[entry].state == "withdrawn"
