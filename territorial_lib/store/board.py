"""The room's state, kept up to date entry by entry: what is asked, said, locked, who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Answer,
    Author,
    Closing,
    Comment,
    Correction,
    Decision,
    Erasure,
    Lock,
    Moderation,
    Offer,
    Participant,
    Purchase,
    Question,
    Request,
    Resource,
    Survey,
    Timer,
    Vote,
    Withdrawal,
    WorkshopSettings,
)
from territorial_lib.store.items import Item, items
from territorial_lib.store.log import Logged
from territorial_lib.store.tallies import Tally, tally, vote_tally

EVERYWHERE = "all"
CONTRIBUTED = (
    Resource,
    Correction,
    Answer,
    Comment,
    Offer,
    Request,
    Purchase,
    Survey,
    Actor,
    Action,
    Vote,
    Decision,
)
"""What the room says, as opposed to how it is led."""
_ACTS = (Withdrawal, Moderation, Erasure)
_LEADING = (Question, Closing, Lock, Timer, WorkshopSettings)


class Session(NamedTuple):
    """A participant: the proof of their secret, and who they said they are last."""

    proof: str
    who: Author


class Change(NamedTuple):
    """What a batch of entries changed: ids of items, and whether the leading changed."""

    items: set[str]
    leading: bool


class Board:
    """What the log says now. Not safe across threads: one owner.

    Parameters
    ----------
    log : sequence of Logged
        The log so far, in order.
    """

    def __init__(self, log: Sequence[Logged] = ()) -> None:
        self.log: list[Logged] = []
        self.items: dict[str, Item] = {}
        self.sessions: dict[str, Session] = {}
        self._by_question: dict[str, list[str]] = {}
        self._by_author: dict[str, list[str]] = {}
        self._leading: list[str] = []
        self._order: list[str] = []
        self._counted = 0
        self._groups: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._votes: list[str] = []
        self.extend(log)

    @property
    def version(self) -> int:
        """Number of the last entry read, 0 for none."""
        return self.log[-1].seq if self.log else 0

    def extend(self, log: Sequence[Logged]) -> Change:
        """Read more of the log.

        Parameters
        ----------
        log : sequence of Logged
            What follows, in order. After an Erasure, make a new board from the whole log: earlier
            entries were blanked.

        Returns
        -------
        Change
            What differs on screen.
        """
        for logged in log:
            self._note(logged)
        changed = {logged.entry.id for logged in log}
        leading = any(isinstance(logged.entry.body, _LEADING) for logged in log)
        if any(isinstance(logged.entry.body, _ACTS) for logged in log):
            changed |= self._settle()
            leading = True
        return Change(changed, leading)

    def _note(self, logged: Logged) -> None:
        entry = logged.entry
        self.log.append(logged)
        self.items[entry.id] = Item(logged, entry, "visible")
        self._order.append(entry.id)
        if isinstance(entry.body, _LEADING):
            self._leading.append(entry.id)
        if isinstance(entry.body, Vote):
            self._votes.append(entry.id)
        answered = entry.body.question if isinstance(entry.body, Answer) else entry.question
        if answered is not None:
            self._by_question.setdefault(answered, []).append(entry.id)
        if entry.who.participant is not None:
            self._by_author.setdefault(entry.who.participant, []).append(entry.id)
            if isinstance(entry.body, Participant):
                self._join(entry.who.participant, entry.body.proof, entry.who)

    def _join(self, participant: str, proof: str, who: Author) -> None:
        """Take the first proof as the only one: nobody becomes somebody else."""
        known = self.sessions.get(participant)
        if known is None or known.proof == proof:
            self.sessions[participant] = Session(proof, who)

    def _settle(self) -> set[str]:
        """Read withdrawals and moderation again over the whole log; give what differs."""
        self._counted = 0
        self._groups.clear()
        self._kinds.clear()
        before, self.items = self.items, {item.id: item for item in items(self.log)}
        return {id_ for id_, item in self.items.items() if before.get(id_) != item}

    def settings(self) -> WorkshopSettings | None:
        """Give the workshop's settings: the last visible ones.

        Returns
        -------
        WorkshopSettings or None
            None where none was written.
        """
        for item in reversed(list(self._leaders())):
            if isinstance(item.body, WorkshopSettings):
                return item.body
        return None

    def questions(self) -> list[Item]:
        """Give the questions of the room, the last one under each key, in order of opening.

        Returns
        -------
        list of Item
            Open and closed ones.
        """
        found: dict[str, Item] = {}
        for item in self._leaders():
            if isinstance(item.body, Question):
                found.pop(item.body.key, None)
                found[item.body.key] = item
        return list(found.values())

    def question(self, id_: str) -> Item | None:
        """Give a question by the id of the entry that opened it.

        Parameters
        ----------
        id_ : str
            Id of an entry.

        Returns
        -------
        Item or None
            None where it is no question, or no longer asked.
        """
        item = self.items.get(id_)
        asked = item is not None and item.state == "visible" and isinstance(item.body, Question)
        return item if asked else None

    def closed(self) -> set[str]:
        """Give the ids of the questions closed.

        Returns
        -------
        set of str
            Closings that were withdrawn left out.
        """
        return {i.body.question for i in self._leaders() if isinstance(i.body, Closing)}

    def locked(self) -> set[str]:
        """Give the steps locked.

        Returns
        -------
        set of str
            First parts of questions' keys; "all" for the whole room.
        """
        locks = {i.body.step: i.body.locked for i in self._leaders() if isinstance(i.body, Lock)}
        return {step for step, locked in locks.items() if locked}

    def accepts(self, asked: Item) -> bool:
        """Tell whether a question takes answers now.

        Parameters
        ----------
        asked : Item
            A question.

        Returns
        -------
        bool
            False where it was closed, replaced, or its step locked.
        """
        assert isinstance(asked.body, Question)
        step = asked.body.key.split("/")[0]
        current = any(item.id == asked.id for item in self.questions())
        return current and asked.id not in self.closed() and not self.locked() & {step, EVERYWHERE}

    def timer(self) -> Item | None:
        """Give the last timer started.

        Returns
        -------
        Item or None
            None where none was, or where it was stopped.
        """
        timers = [item for item in self._leaders() if isinstance(item.body, Timer)]
        last = timers[-1] if timers else None
        running = last is not None and isinstance(last.body, Timer) and last.body.seconds > 0
        return last if running else None

    def groups_fixed(self) -> bool:
        """Tell whether a vote was opened: from then on nobody changes group.

        Returns
        -------
        bool
            True from the first vote.
        """
        asked = (item.body for item in self._leaders())
        return any(isinstance(body, Question) and body.makes == "vote" for body in asked)

    def answers(self, question: str) -> list[Item]:
        """Give the visible entries that answer a question.

        Parameters
        ----------
        question : str
            Id of the entry that opened it.

        Returns
        -------
        list of Item
            In order.
        """
        found = (self.items[id_] for id_ in self._by_question.get(question, ()))
        return [item for item in found if item.state == "visible"]

    def written_by(self, participant: str) -> list[Item]:
        """Give everything that a participant wrote.

        Parameters
        ----------
        participant : str
            Id of the participant.

        Returns
        -------
        list of Item
            In order, whatever their state.
        """
        return [self.items[id_] for id_ in self._by_author.get(participant, ())]

    def counts(self) -> dict[str, dict[str, int]]:
        """Count what was contributed and still stands.

        Returns
        -------
        dict
            ``groups`` and ``kinds``: how many entries by group and by kind.
        """
        if self._counted != len(self._order):
            self._count(self._order[self._counted :])
            self._counted = len(self._order)
        return {"groups": dict(self._groups), "kinds": dict(self._kinds)}

    def _count(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            item = self.items[id_]
            if item.state == "visible" and isinstance(item.body, CONTRIBUTED):
                self._groups[item.who.group] += 1
                self._kinds[item.entry.kind] += 1

    def result(self, asked: Item) -> Tally:
        """Count what was answered to a question.

        Parameters
        ----------
        asked : Item
            A question.

        Returns
        -------
        dict
            As `tallies.tally` gives it.
        """
        assert isinstance(asked.body, Question)
        if asked.body.makes == "vote":
            votes = (self.items[id_] for id_ in self._votes)
            return vote_tally(asked, [item for item in votes if item.state == "visible"])
        return tally(asked, self.answers(asked.id))

    def _leaders(self) -> Iterator[Item]:
        found = (self.items[id_] for id_ in self._leading)
        return (item for item in found if item.state == "visible")
