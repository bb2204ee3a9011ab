"""The locks judge a request before any route sees it."""

from __future__ import annotations

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest

from territorial_lib.serve.locks import Locks, Verdict

LOCKS = Locks("workshop", 8866, "clef")


class Connection:
    context = None

    def set_close_callback(self, callback: object) -> None: ...


def request(uri: str = "/", method: str = "GET", cookie: bool = True, **headers: str):
    sent = {"Host": "127.0.0.1:8866"}
    if cookie:
        sent["Cookie"] = f"{LOCKS.cookie_name}={LOCKS.cookie_value}"
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    return HTTPServerRequest(method, uri, headers=HTTPHeaders(sent), connection=Connection())


def test_the_cookie_admits() -> None:
    assert LOCKS.judge(request()) is Verdict.ADMIT


def test_without_cookie_nothing_is_admitted() -> None:
    assert LOCKS.judge(request(cookie=False)) is Verdict.NO_TOKEN


@pytest.mark.parametrize("name", ["territorial-workshop-8867", "territorial-room-8866"])
def test_the_cookie_of_another_door_does_not_admit(name: str) -> None:
    cookie = f"{name}={LOCKS.cookie_value}"
    assert LOCKS.judge(request(cookie=False, Cookie=cookie)) is Verdict.NO_TOKEN


def test_two_doors_with_one_token_have_different_cookies() -> None:
    assert Locks("workshop", 8867, "clef").cookie_value != LOCKS.cookie_value


def test_the_token_is_exchanged() -> None:
    assert LOCKS.judge(request("/?token=clef", cookie=False)) is Verdict.EXCHANGE


def test_an_old_token_beside_a_good_cookie_leaves_the_address() -> None:
    assert LOCKS.judge(request("/?token=ancien")) is Verdict.EXCHANGE


@pytest.mark.parametrize("uri", ["/?token=faux", "/?token=", "/?token=clef%00", "/?token=%ff"])
def test_a_wrong_token_is_refused(uri: str) -> None:
    assert LOCKS.judge(request(uri, cookie=False)) is Verdict.NO_TOKEN


def test_a_token_never_admits_a_write() -> None:
    write = request("/?token=clef", "POST", cookie=False, Origin="http://127.0.0.1:8866")
    assert LOCKS.judge(write) is Verdict.NO_TOKEN


def test_a_ticket_works_once() -> None:
    locks = Locks("workshop", 8866, "clef", tickets={"billet"})
    once = request("/?token=billet", cookie=False)
    assert locks.judge(once) is Verdict.EXCHANGE
    assert locks.judge(once) is Verdict.NO_TOKEN


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8866", "localhost:8866", "[::1]:8866", "LocalHost:8866"]
)
def test_loopback_names_are_admitted(host: str) -> None:
    assert LOCKS.judge(request(Host=host)) is Verdict.ADMIT


@pytest.mark.parametrize(
    "host", ["evil.example:8866", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8866", ""]
)
def test_foreign_hosts_are_refused_even_with_the_cookie(host: str) -> None:
    assert LOCKS.judge(request(Host=host)) is Verdict.FOREIGN_HOST


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:8867", None])
def test_foreign_origins_do_not_write(method: str, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    assert LOCKS.judge(request(method=method, **headers)) is Verdict.FOREIGN_ORIGIN


def test_our_origin_writes() -> None:
    assert LOCKS.judge(request(method="POST", Origin="http://localhost:8866")) is Verdict.ADMIT


def test_a_blank_origin_writes_when_the_browser_says_same_origin() -> None:
    own = request(method="POST", Origin="null", Sec_Fetch_Site="same-origin")
    other = request(method="POST", Origin="null", Sec_Fetch_Site="cross-site")
    assert LOCKS.judge(own) is Verdict.ADMIT
    assert LOCKS.judge(other) is Verdict.FOREIGN_ORIGIN


def test_a_foreign_page_opens_no_websocket() -> None:
    foreign = request(Upgrade="websocket", Origin="http://evil.example")
    assert LOCKS.judge(foreign) is Verdict.FOREIGN_ORIGIN


def test_the_default_port_is_not_written_in_the_host() -> None:
    locks = Locks("workshop", 80, "clef")
    assert "localhost" in locks.authorities
    assert "http://localhost" in locks.origins
