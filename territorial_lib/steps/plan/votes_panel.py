"""The vote on the actions: opened, closed, its results by group, and what divides."""

from __future__ import annotations

from html import escape
from threading import RLock
from typing import Any

import ipywidgets

from territorial_lib.charts.votes import VoteItem, vote_profiles
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.votes import DotVote, Verdict
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.acting import GRADES, SCALES
from territorial_lib.schemas.entries import Action, Assumption, Closing, Question
from territorial_lib.steps.plan.writing import ROWS, listed, scrolling
from territorial_lib.steps.room.asked import ballot
from territorial_lib.steps.room.controls import acting, open_question, wide
from territorial_lib.steps.room.just_done import JustDone
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.store.projections import Item
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import number
from territorial_lib.workshop import Workshop

MOST = 40
"""Actions that one ballot may hold."""
_JUDGMENT, _DOTS = "plan/vote", "plan/dots"
_SEMICOLON = "\u202f; "


class VotePanel(ipywidgets.VBox):  # type: ignore[misc]
    """Majority judgment and dots on the room's actions.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self._lock, self.notice = workshop, RLock(), Notice()
        self.voted = ipywidgets.SelectMultiple(
            description="Actions au vote (aucune choisie\u00a0: les premières)",
            rows=6,
            layout=wide(),
        )
        self.voted.style.description_width = "auto"
        self.voted.add_class("tw-control")
        self.top = acting("Prendre les premières du classement", self._top, self.notice)
        self.allowance = ipywidgets.BoundedIntText(
            description="Points par personne", min=1, max=SCALES["dots"][1], value=SCALES["dots"][1]
        )
        self.allowance.style.description_width = "auto"
        self.allowance.add_class("tw-control")
        self.judge = acting("Ouvrir le jugement", self._judge, self.notice, main=True)
        self.dot = acting("Ouvrir le vote par points", self._dot, self.notice)
        self.close_button = acting("Fermer les votes", self._close, self.notice)
        self.undo = JustDone(workshop, self.notice)
        self.state, self.says = ipywidgets.HTML(), ipywidgets.HTML()
        self.picture = ipywidgets.HTML()
        self.dots: DataTable[Any] = DataTable(
            (), _dot_columns(), caption="Points par action", file_name="points.csv", first=ROWS
        )
        buttons = ipywidgets.HBox([self.judge, self.dot, self.close_button, self.allowance])
        buttons.add_class("tw-actions")
        buttons.layout.align_items = "flex-end"
        asked = [self.state, self.voted, self.top, buttons, self.notice, self.undo]
        super().__init__([*asked, self.says, self.picture, self.dots])
        self.add_class("tw-block")
        self.refresh()

    def refresh(self) -> None:
        """Count the votes again; may be called from any thread."""
        with self._lock:
            case = self._workshop.case()
            options = [(each.title, each.id) for each in plan.open_actions(case)]
            if options != list(self.voted.options):
                kept = set(self.voted.value) & {value for _, value in options}
                self.voted.options = options
                self.voted.value = tuple(value for _, value in options if value in kept)
            self.top.layout.display = None if len(options) > MOST else "none"
            found, dots = plan.votes(case), plan.dots(case)
            self.state.value = f'<p class="tw-hint">{escape(self._told())}</p>'
            self.says.value = said(found)
            self.picture.value = drawn(found)
            self.dots.layout.display = None if dots.lines else "none"
            self.dots.update(dots.lines)
            self._overdrawn(dots)

    def text(self) -> str:
        """Give the ranking as plain text."""
        found = plan.votes(self._workshop.case())
        return "\n".join(f"{v.rank}. {v.title} ({GRADES[v.grade]})" for v in found) or "Aucun vote."

    def _told(self) -> str:
        board = Board(self._workshop.log())
        names = {_JUDGMENT: "jugement", _DOTS: "points"}
        asked = [item for item in board.questions() if _key(item) in names]
        if not asked:
            return "Aucun vote n’est ouvert. Les groupes se fixent à l’ouverture du premier."
        parts = [
            f"{names[_key(item)]} "
            f"{'fermé' if item.id in board.closed() else 'ouvert'}, "
            f"{board.result(item)['answers']} votants"
            for item in asked
        ]
        return f"Votes\u00a0: {_SEMICOLON.join(parts)}."

    def _overdrawn(self, dots: DotVote) -> None:
        if dots.overdrawn:
            self.state.value += (
                f'<p class="tw-hint">{dots.overdrawn} bulletin{"s" * (dots.overdrawn > 1)} '
                f"de plus de {dots.allowance} points\u00a0: non compté"
                f"{'s' * (dots.overdrawn > 1)}.</p>"
            )

    def _on_ballot(self) -> list[Item]:
        actions = plan.open_actions(self._workshop.case())
        wanted = set(self.voted.value) or {each.id for each in actions[:MOST]}
        if not wanted:
            raise InvalidEntry("Il n’y a aucune action à voter.", "Proposez-en d’abord.")
        if len(wanted) > MOST:
            raise InvalidEntry(
                f"{len(wanted)} actions sont choisies\u00a0: un bulletin en tient {MOST}.",
                "Choisissez-en moins.",
            )
        log = self._workshop.log()
        return [item for item in projections.visible(log, Action) if item.id in wanted]

    def _top(self) -> str:
        """Put on the ballot the actions that the room's criteria rank first."""
        there = {value for _, value in self.voted.options}
        order = [each.action for each in plan.ranking(self._workshop.case())]
        self.voted.value = tuple(each for each in order if each in there)[:MOST]
        return f"Les {len(self.voted.value)} premières du classement sont choisies pour le vote."

    def _judge(self) -> str:
        question = ballot("Que vaut chaque action\u202f?", self._on_ballot())
        self.undo.offer("l’ouverture du jugement", open_question(self._workshop, question))
        return "Le jugement est ouvert\u202f; les groupes sont désormais fixés."

    def _dot(self) -> str:
        allowance = self.allowance.value
        question = dot_ballot(self._on_ballot(), allowance)
        given = Assumption(key=plan.DOTS, value=float(allowance), label="Points par personne")
        written = self._workshop.add(given), open_question(self._workshop, question)
        self.undo.offer("l’ouverture du vote par points", *written)
        return f"Le vote est ouvert\u00a0: {allowance} points à répartir par personne."

    def _close(self) -> str:
        board = Board(self._workshop.log())
        asked = [item for item in board.questions() if _key(item) in (_JUDGMENT, _DOTS)]
        opened = [item for item in asked if item.id not in board.closed()]
        if opened:
            closings = [(Closing(question=item.id), None) for item in opened]
            self.undo.offer("la fermeture des votes", *self._workshop.add_all(closings))
        return "Les votes sont fermés." if opened else "Aucun vote n’était ouvert."

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def dot_ballot(proposals: list[Item], allowance: int) -> Question:
    """Make a vote by dots.

    Parameters
    ----------
    proposals : list of Item
        Actions, 1 to 40.
    allowance : int
        Dots that each person may put in all.

    Returns
    -------
    Question
        To open.
    """
    fields = {
        f"p_{item.id}": {
            "type": "integer",
            "title": str(getattr(item.body, "title", "")),
            "minimum": 0,
            "maximum": min(allowance, SCALES["dots"][1]),
        }
        for item in proposals
    }
    form = {
        "type": "object",
        "title": "Où mettez-vous vos points\u202f?",
        "description": (
            f"{allowance} points en tout, à répartir\u202f; au-delà, le bulletin ne compte pas."
        ),
        "additionalProperties": False,
        "properties": fields,
        "required": [],
    }
    return Question(key=_DOTS, makes="vote", scale="dots", form=form)


def said(found: tuple[Verdict, ...]) -> str:
    """Say what comes first and what divides.

    Parameters
    ----------
    found : tuple of Verdict
        Best first.

    Returns
    -------
    str
        HTML, escaped.
    """
    if not found:
        return '<p class="tw-says" role="status">La salle n’a pas encore voté.</p>'
    first = [each for each in found if each.rank == 1]
    names = ", ".join(f"«\u00a0{each.title}\u00a0»" for each in first)
    tie = " à égalité parfaite" if len(first) > 1 else ""
    head = f"En tête{tie}\u00a0: {names} ({GRADES[first[0].grade]})."
    split = plan.divided(found)
    body = (
        "<p><b>Ce qui divise les groupes</b>, et reste écrit dans le plan\u00a0:</p>"
        f"{listed(split)}"
        if split
        else '<p class="tw-hint">Les groupes sont d’accord, à une mention près.</p>'
    )
    return f'<p class="tw-says" role="status">{escape(head)}</p>{body}'


def drawn(found: tuple[Verdict, ...]) -> str:
    """Draw the grades of each action.

    Parameters
    ----------
    found : tuple of Verdict
        Best first.

    Returns
    -------
    str
        HTML; empty where nobody voted.
    """
    if not found:
        return ""
    items = [
        VoteItem(
            f"{each.rank}. {each.title}",
            each.counts,
            each.grade,
            tuple((group.label, group.grade) for group in each.groups),
            each.unexpressed,
        )
        for each in found
    ]
    title = "Mentions données à chaque action (le trait marque la moitié des votants)"
    most = ROWS if len(items) > ROWS + 2 else len(items)
    first = scrolling(vote_profiles(items[:most], GRADES, title=title).html(), "Mentions")
    if most == len(items):
        return first
    title = f"Mentions données aux {len(items) - most} actions suivantes"
    rest = scrolling(vote_profiles(items[most:], GRADES, title=title).html(), "Mentions, suite")
    summary = f"Les {len(items) - most} actions suivantes"
    return f'{first}<details class="tw-origin"><summary>{summary}</summary>{rest}</details>'


def _key(item: Item) -> str:
    return item.body.key if isinstance(item.body, Question) else ""


def _dot_columns() -> list[Column[Any]]:
    return [
        Column("Action", lambda row: row.title),
        Column("Points", lambda row: row.dots, numeric=True),
        Column("Personnes", lambda row: row.voters, numeric=True),
        Column("Par groupe", lambda row: ", ".join(f"{g} {number(n)}" for g, n in row.groups)),
    ]
