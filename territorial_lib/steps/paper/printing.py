"""What is printed for the room: posters, a handout, cards; prepared when asked for."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

import ipywidgets

from territorial_lib.forms.notice import Notice
from territorial_lib.report.contribution_cards import contribution_cards
from territorial_lib.report.handout import handout
from territorial_lib.report.material import Material, of_workshop
from territorial_lib.report.posters import leaks_poster, map_poster, plan_poster
from territorial_lib.schemas.entries import Question
from territorial_lib.steps.room.asked import READY
from territorial_lib.steps.room.controls import acting, wide
from territorial_lib.steps.room.door import RoomStatus
from territorial_lib.store.board import Board
from territorial_lib.tables.naming import file_name
from territorial_lib.workshop import Workshop

SHEETS: dict[str, tuple[str, Callable[[Material], str], str]] = {
    "map": ("L’affiche de la carte (A3)", map_poster, "affiche_carte.html"),
    "leaks": ("L’affiche des fuites (A3)", leaks_poster, "affiche_fuites.html"),
    "plan": ("L’affiche du plan (A3)", plan_poster, "affiche_plan.html"),
    "handout": ("La feuille à emporter (A4)", handout, "a_emporter.html"),
}
"""What may be printed: its name, what makes it, its file."""
_MOST_PAGES = 20


class Sheets(ipywidgets.VBox):  # type: ignore[misc]
    """Posters and handout, made of what the workshop holds when asked for.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self.notice, self.link = workshop, Notice(), ipywidgets.HTML()
        options = [(label, key) for key, (label, _, _) in SHEETS.items()]
        self.choice = ipywidgets.Dropdown(description="Imprimer", options=options, layout=wide())
        self.choice.add_class("tw-control")
        self.maker = acting("Préparer", self._make, self.notice, main=True)
        super().__init__([self.choice, self.maker, self.notice, self.link])
        self.add_class("tw-form")
        self.choice.observe(lambda _: _hide(self.link), "value")

    def _make(self) -> str:
        label, make, name = SHEETS[self.choice.value]
        self.link.value = download(make(of_workshop(self._workshop)), name, label)
        return _READY


class Cards(ipywidgets.VBox):  # type: ignore[misc]
    """Contribution cards of a question, with the code that leads to it.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    status : RoomStatus
        What the room says of itself: its address.
    """

    def __init__(self, workshop: Workshop, status: RoomStatus) -> None:
        self._workshop, self._status = workshop, status
        self.notice, self.link = Notice(), ipywidgets.HTML()
        self.choice = ipywidgets.Dropdown(description="Question", layout=wide())
        self.pages = ipywidgets.BoundedIntText(
            description="Feuilles de huit", value=1, min=1, max=_MOST_PAGES
        )
        for each in (self.choice, self.pages):
            each.add_class("tw-control")
        self.maker = acting("Préparer les cartes", self._make, self.notice, main=True)
        row = ipywidgets.HBox([self.choice, self.pages])
        row.add_class("tw-row")
        super().__init__([row, self.maker, self.notice, self.link])
        self.add_class("tw-form")
        self.choice.observe(lambda _: _hide(self.link), "value")
        self.refresh()

    def refresh(self) -> None:
        """Offer the questions now asked, then those that are ready; from any thread."""
        self._asked = dict(_offered(Board(self._workshop.log())))
        options = [(question.form["title"], key) for key, (question, _) in self._asked.items()]
        if options != list(self.choice.options):
            chosen = self.choice.value
            self.choice.options = options
            self.choice.value = chosen if chosen in self._asked else options[0][1]

    def _make(self) -> str:
        question, opened = self._asked[self.choice.value]
        told = self._status.told
        address = str(told.get("address", "")) if told.get("open") else ""
        name = self._workshop.settings.name
        made = contribution_cards(name, question, address, opened, self.pages.value)
        self.link.value = download(made, "cartes.html", f"Cartes\u00a0: {question.form['title']}")
        return _READY if address else _NO_ROOM


_READY = "Prêt\u00a0: ouvrez le fichier dans un navigateur, puis imprimez-le."
_NO_ROOM = (
    "Prêt, sans code à scanner\u00a0: la salle est fermée aux téléphones. Ouvrez-la depuis "
    "«\u00a0La salle\u00a0» puis recommencez pour l’avoir."
)


def download(html: str, name: str, label: str) -> str:
    """Offer a page as a file, carried by the link itself.

    Parameters
    ----------
    html : str
        The page.
    name : str
        Name of the file.
    label : str
        What it is, plain text.

    Returns
    -------
    str
        An ``<a download>`` element, escaped.
    """
    carried = base64.b64encode(html.encode("utf-8")).decode("ascii")
    return (
        f'<p><a class="tw-download" download="{escape(file_name(name))}" '
        f'href="data:text/html;charset=utf-8;base64,{carried}">Télécharger\u00a0: '
        f"{escape(label)}</a></p>"
    )


def _offered(board: Board) -> list[tuple[str, tuple[Question, str]]]:
    """List the questions open, with the id that opened them, then the ready ones."""
    closed = board.closed()
    opened = {
        item.body.key: (item.body, item.id)
        for item in reversed(board.questions())
        if isinstance(item.body, Question) and item.id not in closed and item.body.makes != "vote"
    }
    ready = {each.key: (each, "") for each in READY if each.key not in opened}
    return [*opened.items(), *ready.items()]


def _hide(link: ipywidgets.HTML) -> None:
    link.value = ""
