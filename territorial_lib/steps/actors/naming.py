"""Naming actors by hand and on the map, and the list of all of them."""

from __future__ import annotations

from html import escape
from threading import RLock

import ipywidgets
import msgspec

from territorial_lib.diagnosis.actors.capacities import CAPACITIES
from territorial_lib.diagnosis.actors.record import Standing
from territorial_lib.diagnosis.actors.sorts import FAMILY_LABELS, SORTS
from territorial_lib.diagnosis.actors.votes import quadrant
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.actor import ActorForm, ActorInput
from territorial_lib.forms.inputs import PlaceInput
from territorial_lib.forms.notice import Notice
from territorial_lib.maps import PlacePicker
from territorial_lib.schemas import entries
from territorial_lib.schemas.places import Place
from territorial_lib.steps.actors.room import ROWS, ActorsRoom
from territorial_lib.steps.room.asked import ACTOR
from territorial_lib.steps.room.controls import acting, open_question
from territorial_lib.steps.room.just_done import JustDone
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.tables import Column, DataTable
from territorial_lib.typography import folded, number


class NamingPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The form, the map beside it, and what asks the room.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self.notice = room, Notice()
        workshop = room.workshop
        names = workshop.gazetteer.communes["name"]
        communes = sorted(
            ((c, str(names[c])) for c in workshop.territory.communes), key=lambda row: row[1]
        )
        self.form = ActorForm(
            list(SORTS), [each.label for each in CAPACITIES], communes, self._save
        )
        self.picker = PlacePicker(workshop.contours().reset_index(), self.form.set_place)
        columns = ipywidgets.Box([self.form, self.picker])
        columns.add_class("tw-columns")
        ask = acting("Demander à la salle qui peut agir", self._ask, self.notice, main=True)
        self.undo = acting("", self._undo, self.notice)
        self.asked = JustDone(workshop, self.notice)
        actions = ipywidgets.HBox([ask, self.undo])
        actions.add_class("tw-actions")
        super().__init__([actions, self.notice, self.asked, columns])
        self.refresh()

    def refresh(self) -> None:
        """Offer the actors now named; may be called from any thread."""
        said = {each.id: each for each in self._room.workshop.declared().actors}
        self.form.update(
            [
                ActorInput(
                    each.name,
                    each.sort,
                    each.capacities,
                    each.stakes,
                    _spot(each.commune, each.point),
                    each.note,
                    each.id,
                )
                for each in said.values()
            ]
        )
        last = self._last_edit()
        self.undo.layout.display = None if last else "none"
        if last:
            self.undo.description = f"Annuler la dernière retouche ({last[0][:40]})"

    def _save(self, said: ActorInput) -> str:
        told = self._complete(said) if said.completes else self._add(said)
        self.picker.clear()
        self.refresh()
        return told

    def _add(self, said: ActorInput) -> str:
        same = [a for a in self._room.found().actors if folded(a.name) == folded(said.name)]
        if same:
            raise InvalidEntry(
                f"«\u00a0{said.name}\u00a0» est déjà dans la liste.",
                "Choisissez-le en haut du formulaire pour le compléter.",
            )
        self._room.workshop.add(_body(said), _where(said.place))
        return f"Ajouté\u00a0: {said.name}."

    def _complete(self, said: ActorInput) -> str:
        """Edit the entry; where its place changes, which no edit does, another one replaces it."""
        workshop, where = self._room.workshop, _where(said.place)
        items = {item.id: item for item in projections.visible(workshop.log(), entries.Actor)}
        if said.completes not in items:
            raise InvalidEntry(
                f"«\u00a0{said.name}\u00a0» vient d’être retiré de la liste.",
                "Ajoutez-le comme un nouvel acteur.",
            )
        if where == items[said.completes].place:
            fields = msgspec.to_builtins(_body(said))
            fields.pop("kind")
            edit = entries.Moderation(entry=said.completes, action="edit", fields=fields)
            workshop.add(edit)
        else:
            new = workshop.add(_body(said), where)
            workshop.add(entries.Moderation(entry=said.completes, action="merge", target=new))
        return f"Complété\u00a0: {said.name}."

    def _last_edit(self) -> tuple[str, list[str]] | None:
        """Find the last retouch of an actor still in force: whose it is, what undoes it."""
        log = self._room.workshop.log()
        named = {
            item.id: item.body.name
            for item in projections.visible(log, entries.Actor)
            if isinstance(item.body, entries.Actor)
        }
        for item in reversed(projections.visible(log, entries.Moderation)):
            body = item.body
            assert isinstance(body, entries.Moderation)
            if body.action == "edit" and body.entry in named:
                return named[body.entry], [item.id]
            if body.action == "merge" and body.target in named:
                return named[body.target], [item.id, body.target]
        return None

    def _undo(self) -> str:
        last = self._last_edit()
        if last is None:
            return "Il n’y a plus de retouche à annuler."
        for each in last[1]:
            self._room.workshop.toggle(each)
        self.refresh()
        return f"Retouche annulée\u00a0: {last[0]}."

    def _ask(self) -> str:
        log = self._room.workshop.log()
        now = projections.questions(log).get(ACTOR.key)
        if now is not None and now.id not in Board(log).closed():
            return "La question est déjà ouverte sur les téléphones."
        asked = open_question(self._room.workshop, ACTOR)
        self.asked.offer("l’ouverture de la question", asked)
        return "La question est ouverte sur les téléphones\u202f; les acteurs arrivent ici."


class ActorTable(ipywidgets.VBox):  # type: ignore[misc]
    """Everyone the room named, to sort, filter and take away.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self._lock = room, RLock()
        self.says = ipywidgets.HTML()
        self.table = DataTable(
            (),
            _COLUMNS,
            caption="Les acteurs nommés par la salle",
            file_name="acteurs.csv",
            first=ROWS,
        )
        super().__init__([self.says, self.table])
        self.refresh()

    def refresh(self) -> None:
        """Show who is named now; may be called from any thread."""
        with self._lock:
            found = self._room.found()
            self.says.value = said(found.says)
            self.table.layout.display = None if found.actors else "none"
            self.table.update(found.actors)


def said(sentence: str) -> str:
    """Show what a panel says.

    Parameters
    ----------
    sentence : str
        Plain text.

    Returns
    -------
    str
        A paragraph of HTML, escaped.
    """
    return f'<p class="tw-says" role="status">{escape(sentence)}</p>' if sentence else ""


def _body(said: ActorInput) -> entries.Actor:
    return entries.Actor(
        name=said.name,
        sort=said.sort,
        capacities=list(said.capacities),
        stakes=list(said.stakes),
        note=said.note,
    )


def _where(place: PlaceInput | None) -> Place | None:
    if place is None or not (place.commune or place.lon is not None):
        return None
    return Place(lon=place.lon, lat=place.lat, commune=place.commune)


def _spot(commune: str, point: tuple[float, float] | None) -> PlaceInput | None:
    lon, lat = point or (None, None)
    return PlaceInput(commune or None, lon, lat) if commune or point else None


def _grade(value: float | None) -> str:
    return "" if value is None else number(value)


_COLUMNS: tuple[Column[Standing], ...] = (
    Column("Acteur", lambda a: a.name),
    Column("Type", lambda a: a.sort),
    Column("Groupe", lambda a: FAMILY_LABELS[a.family], shown=False),
    Column("Sait faire", lambda a: ", ".join(a.capacities)),
    Column("Ce qui compte pour lui", lambda a: ", ".join(a.stakes)),
    Column("Lieu", lambda a: a.place),
    Column("Pouvoir (sur 10)", lambda a: a.power, text=lambda a: _grade(a.power), numeric=True),
    Column(
        "Intérêt (sur 10)", lambda a: a.interest, text=lambda a: _grade(a.interest), numeric=True
    ),
    Column("Quadrant", quadrant),
    Column("Dit par", lambda a: f"{a.who}, {a.when}".strip(", "), shown=False),
    Column("Remarque", lambda a: a.note, shown=False),
)
