"""The facilitator’s hand on what the room says: hide, merge, correct, erase; all traced."""

from __future__ import annotations

from datetime import datetime
from threading import RLock

import ipywidgets

from territorial_lib.errors import InvalidEntry
from territorial_lib.forms import EntryFeed, FeedItem
from territorial_lib.forms.notice import Notice
from territorial_lib.schemas.entries import GROUP_LABELS, Moderation
from territorial_lib.schemas.wording import KIND_LABELS, told
from territorial_lib.steps.room.controls import acting, line, wide
from territorial_lib.steps.room.just_done import JustDone
from territorial_lib.steps.room.renewed import RenewedList
from territorial_lib.steps.room.rewording import Words, correction, reworded
from territorial_lib.store import erasure
from territorial_lib.store.board import CONTRIBUTED, Board
from territorial_lib.store.items import Item
from territorial_lib.workshop import Workshop

_SHOWN = 60


class ModerationDesk(ipywidgets.VBox):  # type: ignore[misc]
    """Everything said, newest first, and the gestures of moderation.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop, self.notice = workshop, Notice()
        self.undo = JustDone(workshop, self.notice)
        self._turn = RLock()
        self.feed = EntryFeed(on_moderate=workshop.moderate)
        self.entry = RenewedList(description="Contribution", layout=wide())
        self.kept = RenewedList(description="Réunir à", layout=wide())
        self.field = ipywidgets.Dropdown(description="Ce qui change")
        self.words = ipywidgets.Text(description="Nouveaux mots", layout=wide())
        self.person = RenewedList(description="Effacer tout de", layout=wide())
        self.sure = ipywidgets.Checkbox(description="Je confirme : c’est définitif", indent=False)
        self.merger = acting("Réunir les doublons", self._merge, self.notice)
        self.editor = acting("Corriger les mots", self._edit, self.notice)
        self.eraser = acting("Effacer (RGPD)", self._erase, self.notice)
        rows = [
            (self.entry, self.kept, self.merger),
            (self.field, self.words, self.editor),
            (self.person, self.sure, self.eraser),
        ]
        super().__init__([self.feed, self.notice, self.undo, *(line(*row) for row in rows)])
        self.entry.observe(self._offer_fields, "value")
        self.field.observe(self._offer_words, "value")
        self.refresh()

    def refresh(self) -> None:
        """Show what is now said; what is chosen stays chosen. May be called from any thread."""
        with self._turn:
            self._renew()

    def _renew(self) -> None:
        board = Board(self._workshop.log())
        said = [i for i in reversed(board.items.values()) if isinstance(i.body, CONTRIBUTED)]
        listed = [item for item in said if item.entry.kind != "vote"][:_SHOWN]
        self.feed.update([_line(board, item) for item in listed])
        offered = {item.id for item in listed} | self.entry.known
        lines = [
            (_short(item), item.id)
            for item in reversed(said)
            if item.state == "visible" and item.id in offered
        ]
        self.entry.renew(lines)
        self.kept.renew(lines)
        self.person.renew(_people(board))

    def _merge(self) -> str:
        if not self.entry.value or not self.kept.value or self.entry.value == self.kept.value:
            raise InvalidEntry(
                "Il faut deux contributions différentes.", "Choisissez celle qui reste."
            )
        body = Moderation(entry=self.entry.value, action="merge", target=self.kept.value)
        self.undo.offer("la réunion des doublons", self._workshop.add(body))
        return "Les deux contributions n’en font plus qu’une ; la trace est gardée."

    def _offer_fields(self, _: object) -> None:
        """List what may be corrected in the entry chosen; its present words are there to change."""
        with self._turn:
            found = self._words()
            self.field.options = [(each.title, each.field) for each in found]
            self.field.value = found[0].field if found else None
            self._offer_words(None)

    def _offer_words(self, _: object) -> None:
        said = {each.field: each.said for each in self._words()}
        self.words.value = said.get(self.field.value or "", "")

    def _words(self) -> list[Words]:
        board = Board(self._workshop.log())
        item = board.items.get(self.entry.value or "")
        return [] if item is None else reworded(board, item)

    def _edit(self) -> str:
        board = Board(self._workshop.log())
        item = board.items.get(self.entry.value or "")
        if item is None:
            raise InvalidEntry("Aucune contribution n’est choisie.", "Choisissez-en une.")
        fields = correction(board, item, self.field.value or "", self.words.value.strip())
        edit = Moderation(entry=item.id, action="edit", fields=fields)
        self.undo.offer("la correction des mots", self._workshop.add(edit))
        return "Corrigé ; les mots d’origine restent dans la trace."

    def _erase(self) -> str:
        if not self.person.value or not self.sure.value:
            raise InvalidEntry(
                "Rien n’est effacé.", "Choisissez une personne et cochez la confirmation."
            )
        store = self._workshop.store
        count = erasure.erase(store, self.person.value, "demande à l’animation")
        self.sure.value = False
        copies = erasure.copies(store.database.path) if store.database.path else []
        others = f" Copies à traiter aussi : {', '.join(map(str, copies))}." if copies else ""
        return f"{count} contributions effacées.{others}"


def _people(board: Board) -> list[tuple[str, str]]:
    found = []
    for participant, session in board.sessions.items():
        written = [item for item in board.written_by(participant) if item.state == "visible"]
        name = session.who.pseudonym or "Sans prénom"
        group = GROUP_LABELS[session.who.group]
        found.append((f"{name}, {group} ({len(written)}) · {participant[:4]}", participant))
    return found


def _line(board: Board, item: Item) -> FeedItem:
    asked = board.question(item.entry.question or "")
    form = getattr(asked.body, "form", None) if asked else None
    text, detail = told(item.entry, form)
    label = KIND_LABELS[item.entry.kind]
    return FeedItem(
        id=item.id,
        text=text,
        detail=f"{label} · {detail}" if detail else label,
        group=GROUP_LABELS[item.who.group],
        who=item.who.pseudonym,
        when=datetime.fromisoformat(item.received_at).astimezone().strftime("%H:%M"),
        withdrawn=item.state == "withdrawn",
        hidden=item.state in ("hidden", "merged"),
    )


def _short(item: Item) -> str:
    text = told(item.entry)[0]
    return f"{text[:60]}{'…' if len(text) > 60 else ''} · {item.id[:4]}"
