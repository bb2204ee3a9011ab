"""The locks put before every route of a tornado application, and the headers of every answer."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler

from territorial_lib.doors.safety import setting
from territorial_lib.serve.locks import Locks, Verdict
from territorial_lib.serve.pages import bounce_page, error_page

ACCESS = logging.getLogger("territorial.access")
# Voilà and widgets need inline scripts and evaluated ones; nothing may come from elsewhere.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class GuardedApplication(Application):
    """A tornado application whose every route stands behind the locks.

    Parameters
    ----------
    locks : Locks
        The door's locks.
    **settings : Any
        Tornado's settings.
    """

    def __init__(self, locks: Locks, **settings: Any) -> None:
        settings.setdefault("log_function", log_access)
        super().__init__(transforms=[setting(HEADERS)], default_handler_class=Absent, **settings)
        self.locks = locks

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
        verdict = self.locks.judge(request)
        if verdict is Verdict.ADMIT:
            return super().find_handler(request, **kwargs)
        if verdict is Verdict.EXCHANGE:
            return self.get_handler_delegate(request, Exchange, {"locks": self.locks})
        told = {"verdict": verdict, "door": self.locks.door}
        return self.get_handler_delegate(request, Refusal, told)


class Exchange(RequestHandler):
    """Gives the cookie for the token, then sends on to the address without it."""

    def initialize(self, locks: Locks) -> None:
        """Receive the locks.

        Parameters
        ----------
        locks : Locks
            The door's locks.
        """
        self.locks = locks

    def get(self) -> None:
        """Set the cookie and redirect."""
        self.set_cookie(
            self.locks.cookie_name,
            self.locks.cookie_value,
            httponly=True,
            samesite="Strict",
            path="/",
        )
        self.set_header("Cache-Control", "no-store")
        target = _without_token(self.request)
        if self.request.headers.get("Sec-Fetch-Site") == "cross-site":
            self.finish(bounce_page(target))  # a strict cookie does not follow a foreign redirect
        else:
            self.redirect(target)

    head = get


class Refusal(RequestHandler):
    """Answers 403 in French, whatever the verb."""

    def initialize(self, verdict: Verdict, door: str = "") -> None:
        """Receive the reason.

        Parameters
        ----------
        verdict : Verdict
            Why the request is refused.
        door : str
            Name of the door.
        """
        self.verdict, self.door = verdict, door

    def prepare(self) -> None:
        """Answer before any verb."""
        self.set_status(403)
        self.set_header("Cache-Control", "no-store")
        self.finish(error_page(403, self.verdict, self.door))


class FrenchErrors:
    """Mixed into a handler: its errors are French pages."""

    def write_error(self: Any, status_code: int, **kwargs: Any) -> None:
        """Write the page of an error.

        Parameters
        ----------
        status_code : int
            HTTP status.
        **kwargs : Any
            Tornado's ``exc_info``, which goes to the journal only.
        """
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(error_page(status_code))


class Absent(FrenchErrors, RequestHandler):
    """The page of an unknown address."""

    def prepare(self) -> None:
        """Answer 404 before any verb."""
        self.send_error(404)


def log_access(handler: RequestHandler) -> None:
    """Log a request without its query: a secret could be there.

    Parameters
    ----------
    handler : RequestHandler
        The handler, its answer written.
    """
    status, request = handler.get_status(), handler.request
    routine = request.path.startswith(("/voila/static/", "/voila/labextensions/", "/atelier/"))
    level = logging.WARNING if status >= 400 else logging.DEBUG if routine else logging.INFO
    milliseconds = 1000 * request.request_time()
    ACCESS.log(level, "%d %s %s %.1f ms", status, request.method, request.path, milliseconds)


def _without_token(request: HTTPServerRequest) -> str:
    kept = [pair for pair in parse_qsl(request.query, keep_blank_values=True) if pair[0] != "token"]
    path = "/" + request.path.lstrip("/")  # "//elsewhere" would be another site
    return f"{path}?{urlencode(kept)}" if kept else path
