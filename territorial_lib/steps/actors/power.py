"""Power and interest: the room's votes, the picture, and what is settled aloud."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import RLock

import ipywidgets

from territorial_lib.charts.chart import Chart
from territorial_lib.charts.marks import Mark
from territorial_lib.charts.quadrants import Frame, QuadrantItem, quadrants
from territorial_lib.diagnosis.actors.record import Actors, Standing
from territorial_lib.diagnosis.actors.sorts import FAMILY_LABELS
from territorial_lib.diagnosis.actors.votes import QUADRANTS
from territorial_lib.diagnosis.actors.words import POWER
from territorial_lib.diagnosis.gaps.ratings import Rating, disagreement
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.schemas.acting import Scale
from territorial_lib.steps.actors.questions import KEYS, grading
from territorial_lib.steps.actors.room import ROWS, ActorsRoom
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.controls import acting, open_question
from territorial_lib.steps.room.just_done import JustDone
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import number, quantity

MARKS: dict[str, Mark] = {
    "administration": Mark(FAMILY_LABELS["administration"], "assumed", "square"),
    "firm": Mark(FAMILY_LABELS["firm"], "warm", "triangle"),
    "association": Mark(FAMILY_LABELS["association"], "estimated", "diamond"),
    "citizen": Mark(FAMILY_LABELS["citizen"], "accent", "circle"),
    "other": Mark(FAMILY_LABELS["other"], "missing", "cross"),
}
"""How each group of actors is drawn, on every picture of the page."""
_FRAME = Frame("Pouvoir et intérêt des acteurs", "Intérêt", "Pouvoir", QUADRANTS, MARKS)
_LABELS = {"power": "Pouvoir", "interest": "Intérêt"}


class PowerPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The picture, the votes that make it, and where the groups differ.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self._lock, self.notice = room, RLock(), Notice()
        self.says, self.picture = ipywidgets.HTML(), ipywidgets.HTML()
        asks = [
            acting("Faire noter le pouvoir", self._asker("power"), self.notice, main=True),
            acting("Faire noter l’intérêt", self._asker("interest"), self.notice, main=True),
        ]
        actions = ipywidgets.HBox(asks)
        actions.add_class("tw-actions")
        self.who = ipywidgets.Dropdown(description="Placer à voix haute", options=[])
        self.power, self.interest = (_grade(each) for each in ("Pouvoir", "Intérêt"))
        self.place_button = acting("Placer", self._place, self.notice)
        self.free_button = acting("Retirer ce placement", self._free, self.notice)
        for control in (self.who, self.power, self.interest):
            control.add_class("tw-control")
        self.aloud = ipywidgets.HBox(
            [self.who, self.power, self.interest, self.place_button, self.free_button]
        )
        self.aloud.add_class("tw-actions")
        self.table = DataTable(
            (),
            _COLUMNS,
            caption="Les votes, groupe par groupe",
            file_name="votes-acteurs.csv",
            first=ROWS,
        )
        self.undo = JustDone(room.workshop, self.notice)
        self.fold = acting("", self._unfold, self.notice)
        self._unfolded = False
        notion = ipywidgets.HTML(explained(POWER))
        asking = [self.says, actions, self.notice, self.undo]
        shown = [self.picture, self.aloud, self.fold, self.table]
        super().__init__([*asking, *shown, notion])
        self.refresh()

    def refresh(self) -> None:
        """Draw with the votes now given; may be called from any thread."""
        with self._lock:
            found = self._room.found()
            self.says.value = f'<p class="tw-says" role="status">{escape(_says(found))}</p>'
            drawn = any(each.placed for each in found.actors)
            self.picture.value = power_picture(found).html() if drawn else ""
            options = [(each.name, each.id) for each in found.actors]
            if list(self.who.options) != options:
                chosen = self.who.value
                self.who.options = options
                keys = [key for _, key in options]
                self.who.value = chosen if chosen in keys else (keys[0] if keys else None)
            self.aloud.layout.display = None if options else "none"
            votes = [
                (actor, _LABELS[scale], rating)
                for actor in found.actors
                for scale, given in (
                    ("power", actor.power_votes),
                    ("interest", actor.interest_votes),
                )
                for rating in given
            ]
            self.fold.layout.display = None if votes else "none"
            self.fold.description = (
                "Replier les votes" if self._unfolded else "Voir les votes, groupe par groupe"
            )
            self.table.layout.display = None if votes and self._unfolded else "none"
            self.table.update(votes)

    def _unfold(self) -> None:
        self._unfolded = not self._unfolded
        self.refresh()

    def _asker(self, scale: Scale) -> Callable[[], str]:
        return lambda: self._ask(scale)

    def _ask(self, scale: Scale) -> str:
        """Open the vote; asked again with actors named since, votes already given still count."""
        log = self._room.workshop.log()
        asked = grading(scale, self._room.found().actors)
        now = projections.questions(log).get(KEYS[scale])
        closed = now is None or now.id in Board(log).closed()
        if now is not None and not closed and _form(now) == asked.form:
            return "Ce vote est déjà ouvert sur les téléphones\u202f: les notes arrivent ici."
        self.undo.offer("l’ouverture du vote", open_question(self._room.workshop, asked))
        count, whole = len(asked.form["properties"]), len(self._room.found().actors)
        rest = f" {count} des {whole} acteurs, les moins notés d’abord." if count < whole else ""
        return (
            f"Le vote est ouvert sur les téléphones\u202f; les groupes sont désormais fixés.{rest}"
        )

    def _place(self) -> str:
        actor = self._actor()
        grades: list[tuple[Scale, int]] = [
            ("power", self.power.value),
            ("interest", self.interest.value),
        ]
        self._room.workshop.add_all(
            [
                (entries.Vote(entry=actor.id, scale=scale, value=value), None)
                for scale, value in grades
            ]
        )
        self.refresh()
        if actor.voted:
            return f"Noté\u202f; ce sont les votes de la salle qui placent {actor.name}."
        return f"Placé à voix haute\u00a0: {actor.name}."

    def _free(self) -> str:
        actor = self._actor()
        mine = [
            item.id
            for item in projections.visible(self._room.workshop.log(), entries.Vote)
            if isinstance(item.body, entries.Vote)
            and item.body.entry == actor.id
            and item.body.scale in _LABELS
            and item.who.group == "facilitator"
        ]
        if not mine:
            return f"{actor.name} n’a pas été placé à voix haute."
        self._room.workshop.add_all([(entries.Withdrawal(entry=each), None) for each in mine])
        self.refresh()
        return f"Placement retiré\u00a0: {actor.name}."

    def _actor(self) -> Standing:
        if not self.who.value:
            raise InvalidEntry("Aucun acteur n’est choisi.", "Choisissez-en un dans la liste.")
        return self._room.found().actor(self.who.value)


def power_picture(found: Actors) -> Chart:
    """Draw the actors by power and interest.

    Parameters
    ----------
    found : Actors
        The actors.

    Returns
    -------
    Chart
        Those placed, the most powerful and interested named first.
    """
    return quadrants([_item(each) for each in found.actors if each.placed], _FRAME)


def _form(asked: projections.Item) -> object:
    return asked.body.form if isinstance(asked.body, entries.Question) else None


def _item(actor: Standing) -> QuadrantItem:
    assert actor.power is not None
    assert actor.interest is not None
    return QuadrantItem(
        actor.name,
        actor.interest,
        actor.power,
        actor.family,
        _band(actor.interest_votes),
        _band(actor.power_votes),
        not actor.voted,
    )


def _band(votes: tuple[Rating, ...]) -> tuple[float, float] | None:
    return (votes[0].low, votes[0].high) if votes else None


def _says(found: Actors) -> str:
    """Say who is placed, and on whom the groups differ most."""
    if not found.actors:
        return "Nommez d’abord des acteurs\u00a0: la salle les notera ensuite."
    placed = [each for each in found.actors if each.placed]
    if not placed:
        return (
            f"{quantity(len(found.actors), 'acteurs')} à placer\u00a0: faites noter leur pouvoir "
            "et leur intérêt sur les téléphones, ou placez-les à voix haute."
        )
    weak = [each for each in placed if (each.power or 0) < 5 <= (each.interest or 0)]
    many = "s" * (len(placed) > 1)
    told = f"{quantity(len(placed), 'acteurs')} placé{many} sur {number(len(found.actors))}."
    if weak:
        told += f" Très concernés et peu puissants, à renforcer\u00a0: {_named(weak)}."
    return told + _split(placed)


def _named(actors: list[Standing]) -> str:
    rest = f" et {len(actors) - 4} autres" if len(actors) > 4 else ""
    return ", ".join(each.name for each in actors[:4]) + rest


def _split(actors: list[Standing]) -> str:
    gaps = [
        (disagreement(votes) or 0.0, label, each.name)
        for each in actors
        for label, votes in (
            ("le pouvoir", each.power_votes),
            ("l’intérêt", each.interest_votes),
        )
    ]
    points, label, name = max(gaps, key=lambda gap: gap[0])
    if not points:
        return ""
    return (
        f" Les groupes s’écartent le plus sur {label} de «\u00a0{name}\u00a0»\u00a0: "
        f"{number(points)} points."
    )


def _grade(label: str) -> ipywidgets.BoundedIntText:
    return ipywidgets.BoundedIntText(description=f"{label} (0 à 10)", min=0, max=10, value=5)


Vote = tuple[Standing, str, Rating]
_COLUMNS: tuple[Column[Vote], ...] = (
    Column("Acteur", lambda v: v[0].name),
    Column("Échelle", lambda v: v[1]),
    Column("Groupe", lambda v: v[2].label),
    Column("Médiane", lambda v: v[2].median, numeric=True),
    Column("Premier quartile", lambda v: v[2].low, numeric=True),
    Column("Troisième quartile", lambda v: v[2].high, numeric=True),
    Column("Notes", lambda v: v[2].count, numeric=True),
)
