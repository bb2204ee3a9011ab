"""With whom to act: what is missing, the smallest coalition, who to invite."""

from __future__ import annotations

from html import escape
from threading import RLock

import ipywidgets

from territorial_lib.diagnosis.actors.needs import QUESTION, needs, shared
from territorial_lib.diagnosis.actors.recognition import alike
from territorial_lib.diagnosis.actors.record import Actors, Team
from territorial_lib.diagnosis.actors.words import TEAMS
from territorial_lib.errors import InvalidEntry
from territorial_lib.forms.actor import lines
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas import entries
from territorial_lib.steps.actors.questions import calling
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.actors.team_words import team_words, wanted
from territorial_lib.steps.notions import explained
from territorial_lib.steps.room.controls import acting, open_question, wide
from territorial_lib.store import projections
from territorial_lib.store.board import Board
from territorial_lib.typography import number

_STEP, _SUBJECT, _LONGEST = "actors", "actors/team/", 200
_KINDS = {"gap": "Manque", "action": "Action", "theme": "Exemple"}


class MissingPanel(ipywidgets.VBox):  # type: ignore[misc]
    """The capacities that a retained gap or an action asks for and that nobody has.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room = room
        self.says, self.list = ipywidgets.HTML(), ipywidgets.HTML()
        super().__init__([self.says, self.list])
        self.refresh()

    def refresh(self) -> None:
        """List what is now missing; may be called from any thread."""
        found = self._room.found()
        self.says.value = f'<p class="tw-says" role="status">{escape(_missing_says(found))}</p>'
        labels = {each.need.key: each.need.label for each in found.teams}
        items = "".join(wanted(each, labels) for each in found.wanted)
        self.list.value = f"<ul>{items}</ul>" if items else ""


class TeamPanel(ipywidgets.VBox):  # type: ignore[misc]
    """For a gap or an action: who covers what is needed, and who to invite.

    Parameters
    ----------
    room : ActorsRoom
        The actors.
    """

    def __init__(self, room: ActorsRoom) -> None:
        self._room, self._lock, self.notice = room, RLock(), Notice()
        self.need = ipywidgets.Dropdown(
            description="Pour répondre à", options=self._options(), layout=wide()
        )
        self.shown = ipywidgets.HTML()
        self.keep = acting("Retenir cette coalition", self._keep, self.notice, main=True)
        self.guest = ipywidgets.Dropdown(description="Qui inviter", options=[], layout=wide())
        self.invite = acting("Ajouter à la liste", self._invite, self.notice)
        self.needed = ipywidgets.Textarea(description="Il faut savoir, un par ligne", rows=5)
        save = acting("Corriger ce qu’il faut savoir", self._save, self.notice)
        self.back = acting("Revenir à la proposition", self._back, self.notice)
        ask = acting("Le demander à la salle", self._ask, self.notice)
        for control in (self.need, self.guest, self.needed):
            control.add_class("tw-control")
        self.guests = ipywidgets.HBox([self.guest, self.invite])
        edits = ipywidgets.HBox([save, self.back, ask])
        self.edit = ipywidgets.VBox([self.needed, edits])
        for row in (self.guests, edits):
            row.add_class("tw-actions")
        notion = ipywidgets.HTML(explained(TEAMS))
        parts = [self.need, self.shown, self.keep, self.guests, self.edit, self.notice, notion]
        super().__init__(parts)
        self.need.observe(lambda _: self._draw(), "value")
        self.refresh()

    def refresh(self) -> None:
        """Compute with what the room now says; may be called from any thread."""
        with self._lock:
            options = self._options()
            if list(self.need.options) != options:
                chosen = self.need.value
                self.need.options = options
                keys = [key for _, key in options]
                self.need.value = chosen if chosen in keys else (keys[0] if keys else None)
            self._draw()

    def _options(self) -> list[tuple[str, str]]:
        teams = self._room.found().teams
        return [(f"{_KINDS[t.need.kind]}\u00a0: {t.need.label}", t.need.key) for t in teams]

    def _team(self) -> Team:
        teams = {each.need.key: each for each in self._room.found().teams}
        if self.need.value not in teams:
            raise InvalidEntry("Ce manque n’est plus retenu.", "Choisissez-en un autre.")
        return teams[self.need.value]

    def _draw(self) -> None:
        with self._lock:
            if self.need.value is None:
                return
            team, found = self._team(), self._room.found()
            self.shown.value = team_words(team, found.actors)
            kept = self._kept()
            self.keep.description = "✓ Coalition retenue" if kept else "Retenir cette coalition"
            self.keep.layout.display = None if team.members else "none"
            guests = {k.key: k for each in team.missing for k in each.known}
            self.guest.options = [(f"{k.name} ({k.what})", k.key) for k in guests.values()]
            self.guests.layout.display = None if guests else "none"
            self.edit.layout.display = "none" if team.need.kind == "action" else None
            self.needed.value = "\n".join(team.need.capacities)
            self.back.layout.display = None if self._answers() else "none"

    def _kept(self) -> list[str]:
        subject = f"{_SUBJECT}{self.need.value}"
        found = projections.visible(self._room.workshop.log(), entries.Retained)
        same = [(i.id, i.body) for i in found if isinstance(i.body, entries.Retained)]
        return [id_ for id_, body in same if body.subject == subject]

    def _keep(self) -> str:
        kept = self._kept()
        for each in kept:
            self._room.workshop.toggle(each)
        if kept:
            self._draw()
            return "La coalition n’est plus retenue."
        team, found = self._team(), self._room.found()
        named = ", ".join(found.actor(each).name for each in team.members)
        body = entries.Retained(
            step=_STEP,
            subject=f"{_SUBJECT}{team.need.key}",
            label=f"{team.need.label}\u00a0: {named}"[:_LONGEST],
        )
        self._room.workshop.add(body)
        self._draw()
        return "La coalition est retenue pour la suite."

    def _invite(self) -> str:
        known = {each.key: each for each in self._room.found().known}
        if self.guest.value not in known:
            raise InvalidEntry(
                "Personne n’est choisi.", "Choisissez dans «\u00a0Qui inviter\u00a0»."
            )
        chosen = known[self.guest.value]
        self._room.adopt([chosen])
        self.refresh()
        return f"Ajouté à la liste\u00a0: {chosen.name}. À lui demander de vive voix\u202f!"

    def _answers(self) -> list[str]:
        """Find what was said of what this gap calls for."""
        log = self._room.workshop.log()
        asked = projections.questions(log).get(QUESTION)
        if asked is None:
            return []
        given = projections.answers(log, asked.id)
        bodies = [(item.id, item.body) for item in given]
        return [
            id_
            for id_, body in bodies
            if isinstance(body, entries.Answer) and body.values.get("gap") == self.need.value
        ]

    def _save(self) -> str:
        team, asked = self._team(), shared(lines(self.needed.value))
        if not asked:
            raise InvalidEntry(
                "Il n’y a rien d’écrit.", "Écrivez ce qu’il faut savoir, un par ligne."
            )
        if tuple(map(alike, asked)) == tuple(map(alike, team.need.capacities)):
            return "C’est déjà ce qui est retenu."
        question = self._question()
        values = {"gap": team.need.key, "capacities": "\n".join(asked)[:2000]}
        self._room.workshop.add(entries.Answer(question=question, values=values))
        self.refresh()
        return "Corrigé\u00a0: la coalition est recalculée."

    def _back(self) -> str:
        undone = self._answers()
        withdrawn = [(entries.Withdrawal(entry=each), None) for each in undone]
        self._room.workshop.add_all(withdrawn)
        self.refresh()
        return "Retour à ce que propose le classeur."

    def _ask(self) -> str:
        log = self._room.workshop.log()
        now = projections.questions(log).get(QUESTION)
        if now is not None and now.id not in Board(log).closed() and self._asks_this(now.body):
            return "La question est déjà ouverte sur les téléphones."
        self._open()
        return "La question est ouverte sur les téléphones\u202f; les réponses arrivent ici."

    def _asks_this(self, body: object) -> bool:
        offered = (
            body.form["properties"]["gap"]["oneOf"] if isinstance(body, entries.Question) else []
        )
        return self.need.value in [each["const"] for each in offered]

    def _question(self) -> str:
        """Give the question that answers hang on; opened where it never was, or misses this gap."""
        now = projections.questions(self._room.workshop.log()).get(QUESTION)
        return now.id if now is not None and self._asks_this(now.body) else self._open()

    def _open(self) -> str:
        declared = self._room.workshop.declared()
        asked = [each for each in needs(declared, ()) if each.kind != "action"]
        return open_question(self._room.workshop, calling(asked))


def _missing_says(found: Actors) -> str:
    real = [each for each in found.teams if each.need.kind != "theme"]
    if not real:
        return (
            "Aucun manque n’est encore retenu, aucune action proposée\u00a0: retenez des manques "
            "dans «\u00a0Manques\u00a0», ou regardez les exemples plus bas."
        )
    if not found.wanted:
        return "Tout ce que demandent les manques retenus et les actions est tenu par quelqu’un."
    count = len(found.wanted)
    return (
        f"{number(count)} capacité{'s' * (count > 1)} que demandent les manques retenus ou les "
        "actions, et que personne n’a dans la liste."
    )
