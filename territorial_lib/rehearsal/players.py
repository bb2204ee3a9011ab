"""What makes moves happen: straight into a workshop's log, judged as the room judges phones."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from territorial_lib.errors import InvalidEntry
from territorial_lib.rehearsal.moves import Join, Lead, Send, made_id
from territorial_lib.rehearsal.scenario import Scenario
from territorial_lib.room import inbox
from territorial_lib.schemas.checking import parsed
from territorial_lib.schemas.entries import Author, Entry, Erasure, Participant
from territorial_lib.store.board import Board
from territorial_lib.store.log import Store


@dataclass
class Outcome:
    """What became of what was done.

    Parameters
    ----------
    joined : int
        Phones that joined.
    sent : int
        What phones sent, repeats included.
    received : int
        What was acknowledged for the first time.
    again : int
        Repeats acknowledged: they changed nothing.
    refusals : Counter of str
        French sentences that refused, with how many times.
    led : int
        What the facilitators wrote.
    surprises : list of str
        What was received though it should have been refused, or the reverse, or was unanswered.
    """

    joined: int = 0
    sent: int = 0
    received: int = 0
    again: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    led: int = 0
    surprises: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many things were refused."""
        return self.refusals.total()

    def note(self, move: Send, fault: str | None) -> None:
        """Count what became of something sent.

        Parameters
        ----------
        move : Send
            What was sent.
        fault : str or None
            The sentence that refused it; None where it was received.
        """
        self.sent += 1
        if fault is not None:
            self.refusals[fault] += 1
        elif move.expected == "again":
            self.again += 1
        else:
            self.received += 1
        if (fault is not None) != (move.expected == "refused"):
            self.surprises.append(f"{move.expected}\u00a0: {fault or 'reçu'}")


class Player(Protocol):
    """Whatever makes moves happen."""

    def join(self, move: Join) -> None:
        """Have a phone join.

        Parameters
        ----------
        move : Join
            Who.
        """

    def send(self, move: Send) -> str | None:
        """Have a phone send something.

        Parameters
        ----------
        move : Send
            What.

        Returns
        -------
        str or None
            The French sentence that refuses it; None where it is received.
        """

    def lead(self, move: Lead) -> None:
        """Write as a facilitator.

        Parameters
        ----------
        move : Lead
            What.
        """


class FilePlayer:
    """Plays straight into a workshop's log: no door, hence no network and no limit of rate.

    Parameters
    ----------
    store : Store
        The log, open for writing; other processes may write there meanwhile.
    scenario : Scenario
        Whose people speak.
    """

    def __init__(self, store: Store, scenario: Scenario) -> None:
        self._store, self._scenario = store, scenario
        self._board = Board(store.entries())
        self._people: dict[int, Author] = {}

    def join(self, move: Join) -> None:
        """Have a phone join.

        Parameters
        ----------
        move : Join
            Who.
        """
        proof = hashlib.sha256(self._scenario.secret(move.phone).encode()).hexdigest()
        id_ = made_id(self._scenario.seed, "join", move.phone)
        self._write([Entry(id=id_, who=move.who, body=Participant(proof=proof))])
        self._people[move.phone] = move.who

    def send(self, move: Send) -> str | None:
        """Have a phone send something, judged by the code of the room.

        Parameters
        ----------
        move : Send
            What.

        Returns
        -------
        str or None
            The French sentence that refuses it; None where it is received.
        """
        try:
            sent = inbox.read(parsed(json.dumps(move.sent).encode()))
            self._write(inbox.entries_from(self._board, self._people[move.phone], sent))
        except InvalidEntry as error:
            return error.fault
        return None

    def lead(self, move: Lead) -> None:
        """Write as a facilitator.

        Parameters
        ----------
        move : Lead
            What.
        """
        self._write([move.entry])

    def _write(self, entries: list[Entry]) -> None:
        self._store.append(entries)
        new = self._store.entries(self._board.version)
        if any(isinstance(logged.entry.body, Erasure) for logged in new):
            self._board = Board(self._store.entries())
        else:
            self._board.extend(new)


def receipt_fault(receipt: Mapping[str, Any]) -> str | None:
    """Read what the room says of one thing sent.

    Parameters
    ----------
    receipt : Mapping
        One of the receipts.

    Returns
    -------
    str or None
        The French sentence that refuses it; None where it is received.
    """
    return None if receipt["status"] == "received" else str(receipt["fault"])
