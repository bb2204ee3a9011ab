"""Phones without a screen: they speak to the room as real ones do, and send again what got lost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple

from territorial_lib.errors import TerritorialError
from territorial_lib.rehearsal.moves import Join, Lead, Send
from territorial_lib.rehearsal.players import receipt_fault
from territorial_lib.schemas.entries import Author
from territorial_lib.store.log import Store

_TIMEOUT, _PAUSE, _PATIENCE = 10.0, 0.05, 60.0
_UNKNOWN, _TOO_HEAVY, _CLOSED = 401, 413, (0, 429, 500, 502, 503)


class Answer(NamedTuple):
    """What the room answered: 0 where nothing came back."""

    status: int
    told: Any
    cookie: str


class Phone:
    """One phone, with its cookie.

    Parameters
    ----------
    port : int
        Of the room, on this machine.
    patience : float
        Seconds during which what is not acknowledged is sent again.
    """

    def __init__(self, port: int, patience: float = _PATIENCE) -> None:
        self.port, self.patience = port, patience
        self.cookie = ""
        self.retried = 0

    @property
    def participant(self) -> str:
        """The random id that the room gave it; empty before it joined."""
        return self.cookie.partition("=")[2].partition(".")[0]

    def ask(self, method: str, path: str, body: object = None) -> Answer:
        """Ask something of the room, once.

        Parameters
        ----------
        method, path : str
            As in HTTP.
        body : object
            Plain data; None for no body.

        Returns
        -------
        Answer
            Status 0 where the room did not answer.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        try:
            raw = None if body is None else json.dumps(body).encode()
            connection.request(method, path, raw, headers)
            answer = connection.getresponse()
            told = json.loads(answer.read() or b"null")
            given = (answer.getheader("Set-Cookie") or "").partition(";")[0]
            return Answer(answer.status, told, given)
        except (OSError, HTTPException, ValueError):
            return Answer(0, None, "")
        finally:
            connection.close()

    def join(self, who: Author) -> None:
        """Join the room, again and again until it answers.

        Parameters
        ----------
        who : Author
            Name and group.
        """
        said = {"pseudonym": who.pseudonym, "group": who.group}
        answer = self._insist(lambda: self.ask("POST", "/api/join", said))
        if answer.status != 201:
            raise _unanswered(answer)
        self.cookie = answer.cookie

    def send(self, sent: Mapping[str, Any]) -> str | None:
        """Send something, again under the same id until it is acknowledged or refused.

        Parameters
        ----------
        sent : Mapping
            As the room's API takes it.

        Returns
        -------
        str or None
            The French sentence that refuses it; None where it is received.
        """
        answer = self._insist(lambda: self.ask("POST", "/api/entries", {"entries": [sent]}))
        if answer.status == 200:
            return receipt_fault(answer.told["receipts"][0])
        if answer.status in (400, _TOO_HEAVY):
            return str(answer.told["fault"])
        raise _unanswered(answer)

    def _insist(self, ask: Callable[[], Answer]) -> Answer:
        end = time.monotonic() + self.patience
        answer = ask()
        while answer.status in _CLOSED and time.monotonic() < end:
            self.retried += 1
            time.sleep(_PAUSE)
            answer = ask()
        return answer


class RoomPlayer:
    """Plays through a running room: phones by HTTP, facilitators in the log.

    Parameters
    ----------
    store : Store
        The log of the workshop that the room leads.
    port : int
        Of the room, on this machine.
    """

    def __init__(self, store: Store, port: int) -> None:
        self._store, self._port = store, port
        self._phones: dict[int, Phone] = {}

    def join(self, move: Join) -> None:
        """Have a phone join.

        Parameters
        ----------
        move : Join
            Who.
        """
        phone = self._phones[move.phone] = Phone(self._port)
        phone.join(move.who)

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
        if "entry" in move.sent:  # nobody comments or takes back what is not on a screen yet
            known_by(self._port, self._store.version())
        return self._phones[move.phone].send(move.sent)

    def lead(self, move: Lead) -> None:
        """Write as a facilitator, then wait until the room knows it.

        Parameters
        ----------
        move : Lead
            What.
        """
        (receipt,) = self._store.append([move.entry])
        known_by(self._port, receipt.seq)


def known_by(port: int, seq: int, name: str = "", patience: float = _PATIENCE) -> None:
    """Wait until a room has read an entry: phones are told of a question before they answer it.

    Parameters
    ----------
    port : int
        Of the room, on this machine.
    seq : int
        Number of the entry.
    name : str
        What the name of the workshop that it leads begins with: it may still lead another.
    patience : float
        Seconds after which nothing is waited for; TerritorialError says so.
    """
    end, phone = time.monotonic() + patience, Phone(port)
    while time.monotonic() < end:
        answer = phone.ask("GET", "/api/state")
        if answer.status == 200 and _leads(answer.told, seq, name):
            return
        time.sleep(_PAUSE)
    raise _unanswered(Answer(0, None, ""))


def _leads(told: Mapping[str, Any], seq: int, name: str) -> bool:
    return bool(told["version"] >= seq and str(told["workshop"]).startswith(name))


def _unanswered(answer: Answer) -> TerritorialError:
    told = answer.told or {}
    why = told.get("fault", "") if isinstance(told, dict) else ""
    return TerritorialError(
        f"La salle ne répond pas comme attendu ({why or answer.status}).",
        "Vérifiez que «\u00a0territorial serve\u00a0» tourne, et le numéro du port.",
    )
