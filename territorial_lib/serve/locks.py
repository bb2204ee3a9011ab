"""Who may come in through a door: token, cookie, Host and Origin.

The link printed at the start holds the token; the first request exchanges it for a cookie and is
sent on to the same address without it. Cookies ignore ports, so each door's has its own name.
A foreign Host is DNS rebinding; a foreign Origin is another page writing through this browser.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from enum import Enum

from tornado.httputil import HTTPServerRequest

from territorial_lib.doors.safety import LOOPBACK, READING


class Verdict(Enum):
    """What to do with a request."""

    ADMIT = "admit"
    EXCHANGE = "exchange"
    NO_TOKEN = "no token"
    FOREIGN_HOST = "foreign host"
    FOREIGN_ORIGIN = "foreign origin"


@dataclass(frozen=True)
class Locks:
    """The locks of one door.

    Parameters
    ----------
    door : str
        Name of the door, part of the cookie's name.
    port : int
        Port that the door listens on.
    token : str
        Secret of this start; whoever holds it may come in.
    hosts : tuple of str
        Names and addresses under which the door may be called, without port.
    tickets : set of str
        Secrets that work once, for what other users of this machine may read in a process list.
    """

    door: str
    port: int
    token: str
    hosts: tuple[str, ...] = LOOPBACK
    tickets: set[str] = field(default_factory=set)

    @property
    def cookie_name(self) -> str:
        """Name of this door's cookie."""
        return f"territorial-{self.door}-{self.port}"

    @property
    def cookie_value(self) -> str:
        """What the cookie holds: derived from the token, which cannot be found back from it."""
        message = self.cookie_name.encode()
        return hmac.new(self.token.encode(), message, hashlib.sha256).hexdigest()

    @property
    def authorities(self) -> frozenset[str]:
        """Every Host that may be asked for."""
        plain = self.hosts if self.port == 80 else ()
        return frozenset([*plain, *(f"{host}:{self.port}" for host in self.hosts)])

    @property
    def origins(self) -> frozenset[str]:
        """Every Origin that may write."""
        return frozenset(f"http://{authority}" for authority in self.authorities)

    def judge(self, request: HTTPServerRequest) -> Verdict:
        """Decide about a request, whatever its route.

        Parameters
        ----------
        request : HTTPServerRequest
            The request, its headers read.

        Returns
        -------
        Verdict
            What to do with it.
        """
        if request.host.lower() not in self.authorities:
            return Verdict.FOREIGN_HOST
        if is_writing(request) and not self._same_origin(request):
            return Verdict.FOREIGN_ORIGIN
        known = self._has_cookie(request)
        if "token" in request.query_arguments and request.method in READING:
            return Verdict.EXCHANGE if known or self._has_token(request) else Verdict.NO_TOKEN
        return Verdict.ADMIT if known else Verdict.NO_TOKEN

    def _has_cookie(self, request: HTTPServerRequest) -> bool:
        morsel = request.cookies.get(self.cookie_name)
        return morsel is not None and _equal(morsel.value, self.cookie_value)

    def _has_token(self, request: HTTPServerRequest) -> bool:
        received = request.query_arguments["token"][-1].decode("utf-8", "replace")
        if received in self.tickets:
            self.tickets.discard(received)
            return True
        return _equal(received, self.token)

    def _same_origin(self, request: HTTPServerRequest) -> bool:
        """Compare the Origin; where `no-referrer` blanks it, trust what only a browser can set."""
        origin = request.headers.get("Origin", "null").lower()
        if origin == "null":
            return request.headers.get("Sec-Fetch-Site") == "same-origin"
        return origin in self.origins


def is_writing(request: HTTPServerRequest) -> bool:
    """Tell whether a request may change something: not a reading verb, or a WebSocket.

    Parameters
    ----------
    request : HTTPServerRequest
        The request.

    Returns
    -------
    bool
        True where its Origin must be compared.
    """
    upgrade = request.headers.get("Upgrade", "").lower()
    return request.method not in READING or upgrade == "websocket"


def _equal(received: str, expected: str) -> bool:
    return hmac.compare_digest(received.encode(), expected.encode())
