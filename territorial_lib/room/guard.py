"""The locks before every route of the room, and the headers of every answer.

There is no key: whoever is in the hall may join. A foreign Host is DNS rebinding, a foreign Origin
another site writing through a phone's browser.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Sequence
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from territorial_lib.doors.safety import LOOPBACK, READING, setting

ACCESS = logging.getLogger("territorial.access")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}


class Hosts:
    """The names and addresses under which the room may be called.

    Parameters
    ----------
    port : int
        Port that it answers on.
    names : tuple of str
        Names chosen by the facilitator, with or without port.
    """

    def __init__(self, port: int, names: tuple[str, ...] = ()) -> None:
        self.port = port
        self._always = (*LOOPBACK, *(name.lower() for name in names))
        self._opened: tuple[str, ...] = ()

    def open(self, addresses: Sequence[str]) -> None:
        """Admit the addresses on which the room is open, and those only.

        Parameters
        ----------
        addresses : sequence of str
            Addresses of this machine; none for the loopback only.
        """
        self._opened = tuple(addresses)

    def admits(self, host: str) -> bool:
        """Tell whether a Host is ours.

        Parameters
        ----------
        host : str
            The header, port included.

        Returns
        -------
        bool
            False for DNS rebinding.
        """
        name, _, port = host.lower().rpartition(":") if _has_port(host) else (host.lower(), "", "")
        if host.lower() in self._always:
            return ":" in host or self.port == 80 or not _is_address(host)
        return (port or "80") == str(self.port) and name in (*self._always, *self._opened)

    def same_origin(self, request: HTTPServerRequest) -> bool:
        """Tell whether a writing request comes from a page of ours.

        Parameters
        ----------
        request : HTTPServerRequest
            The request.

        Returns
        -------
        bool
            True without Origin: no browser sends a JSON body elsewhere without asking first.
        """
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("Origin")
        if origin is None:
            return True
        scheme, _, host = origin.partition("://")
        return scheme in ("http", "https") and host.lower() == request.host.lower()


class RoomApplication(Application):
    """A tornado application whose every route stands behind the locks.

    Parameters
    ----------
    hosts : Hosts
        Names under which it may be called.
    refusal : type
        Handler that answers 403, given ``reason``.
    routes : list
        Tornado's routes.
    **settings : Any
        Tornado's settings.
    """

    def __init__(
        self, hosts: Hosts, refusal: type[RequestHandler], routes: list[Any], **settings: Any
    ) -> None:
        super().__init__(routes, transforms=[setting(HEADERS)], log_function=log_access, **settings)
        self.hosts, self._refusal = hosts, refusal

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """Judge the request before any route sees it.

        Parameters
        ----------
        request : HTTPServerRequest
            The request, its headers read.
        **kwargs : Any
            Tornado's.

        Returns
        -------
        Any
            The route's delegate, or that of a refusal.
        """
        if not self.hosts.admits(request.host):
            return self.get_handler_delegate(request, self._refusal, {"reason": "host"})
        if request.method not in READING and not self.hosts.same_origin(request):
            return self.get_handler_delegate(request, self._refusal, {"reason": "origin"})
        return super().find_handler(request, **kwargs)


def log_access(handler: RequestHandler) -> None:
    """Log what failed; what a phone does is nobody's business.

    Parameters
    ----------
    handler : RequestHandler
        The handler, its answer written.
    """
    status, request = handler.get_status(), handler.request
    level = logging.WARNING if status >= 500 else logging.DEBUG
    milliseconds = 1000 * request.request_time()
    ACCESS.log(level, "%d %s %s %.1f ms", status, request.method, request.path, milliseconds)


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit() and not host.endswith("]")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
