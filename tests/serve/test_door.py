"""The facilitator's door, over HTTP: every family of routes stands behind the locks."""

from __future__ import annotations

import json
import re
import stat
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from territorial_lib.serve.versions import IMMUTABLE, prefix
from tests.conftest import OpenDoor, wait_until
from tests.serve.conftest import Client

ROUTES = {
    "root": "/",
    "page": "/voila/render/00_preparer.ipynb",
    "voila's script": "/voila/static/voila.js",
    "template's style": "/voila/templates/lab/static/index.css",
    "extension": "/voila/labextensions/@voila-dashboards/widgets-manager8/package.json",
    "theme": "/voila/api/themes/@jupyterlab/theme-light-extension/index.css",
    "file": "/voila/files/secret.png",
    "kernel": "/api/kernels/11111111-1111-1111-1111-111111111111",
    "state": "/atelier/moteur/11111111-1111-1111-1111-111111111111",
    "style": "/atelier/00/page.css",
    "kept script": f"{prefix('scripts')}/voila.js",
    "kept extension": f"{prefix('extensions')}/@voila-dashboards/widgets-manager8/package.json",
    "unknown": "/nulle/part",
}


@pytest.mark.parametrize("path", ROUTES.values(), ids=ROUTES)
def test_no_route_answers_without_the_key(client: Client, path: str) -> None:
    answer = client.ask(path, cookie=False)
    assert answer.status == 403
    assert "fermée à clé" in answer.text


@pytest.mark.parametrize("path", ROUTES.values(), ids=ROUTES)
def test_no_route_answers_under_a_foreign_name(client: Client, path: str) -> None:
    assert client.ask(path, Host="evil.example").status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ROUTES.values(), ids=ROUTES)
def test_no_route_lets_a_foreign_page_write(client: Client, path: str, method: str) -> None:
    answer = client.ask(path, method, Origin="http://evil.example")
    assert answer.status == 403
    assert "Demande refusée" in answer.text


def test_the_token_becomes_a_cookie_and_leaves_the_address(client: Client) -> None:
    answer = client.ask(f"/voila/render/x.ipynb?a=1&token={client.door.token}", cookie=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/voila/render/x.ipynb?a=1")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"territorial-workshop-{client.port}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.door.token not in cookie


def test_the_exchange_never_leads_elsewhere(client: Client) -> None:
    answer = client.ask(f"//evil.example/?token={client.door.token}", cookie=False)
    assert answer.headers["Location"] == "/evil.example/"


def test_a_link_clicked_on_another_site_goes_through_a_page_of_ours(client: Client) -> None:
    link = f"/?token={client.door.token}"
    answer = client.ask(link, cookie=False, Sec_Fetch_Site="cross-site")
    assert answer.status == 200
    assert 'content="0; url=/"' in answer.text


@pytest.mark.parametrize("path", ROUTES.values(), ids=ROUTES)
@pytest.mark.parametrize("cookie", [True, False])
def test_every_answer_carries_the_protecting_headers(
    client: Client, path: str, cookie: bool
) -> None:
    headers = client.ask(path, cookie=cookie).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers.get("Access-Control-Allow-Origin") is None


def test_the_root_leads_to_the_first_step(client: Client) -> None:
    for path in ("/", "/voila/", "/voila/tree", "/voila/tree/annexes"):
        answer = client.ask(path)
        assert answer.headers["Location"] == "/voila/render/00_preparer.ipynb"


@pytest.mark.parametrize("route", ["kept script", "kept extension"])
def test_scripts_are_kept_by_the_browser_until_their_version_changes(
    client: Client, route: str
) -> None:
    answer = client.ask(ROUTES[route])
    assert (answer.status, answer.headers["Cache-Control"]) == (200, IMMUTABLE)


FORBIDDEN = [
    "/voila/files/secret.png",
    "/voila/files/00_preparer.ipynb",
    "/voila/files/notes.py",
    "/voila/files/../../etc/passwd",
    "/voila/files/%2e%2e/%2e%2e/etc/passwd",
    "/voila/render/../../etc/passwd",
    "/voila/render/%2e%2e/%2e%2e/etc/passwd.ipynb",
    "/voila/render/notes.py",
    "/voila/render/annexes",
    "/voila/render/.ipynb_checkpoints/00_preparer-checkpoint.ipynb",
    "/voila/render/absent.ipynb",
    "/voila/static/etc/passwd",
    "/voila/static/%2fetc/passwd",
    "/voila/templates/lab/static/%2fetc/passwd",
    f"{prefix('scripts')}/%2fetc/passwd",
    f"{prefix('scripts')}/..%2f..%2f..%2f..%2fetc/passwd",
    f"{prefix('extensions')}/%2fetc/passwd",
    "/voila/labextensions/%2fetc/passwd",
    "/voila/api/contents/00_preparer.ipynb",
    "/00_preparer.ipynb",
    "/login",
]


@pytest.mark.parametrize("path", FORBIDDEN)
def test_only_notebooks_are_shown(client: Client, path: str) -> None:
    answer = client.ask(path)
    assert answer.status in {403, 404}
    assert "root:" not in answer.text
    assert "Revenir à l’atelier" in answer.text


def test_a_page_is_french_titled_and_without_source(client: Client) -> None:
    page = client.ask("/voila/render/01_inventaire.ipynb").text
    assert '<html lang="fr">' in page
    assert "<title>Inventaire — Atelier de " in page
    assert page.count("<main") == 1
    assert re.search(r'01_inventaire.ipynb"\s+aria-current="page">Inventaire', page)
    assert "04_fuites.ipynb" not in page
    assert "import ipywidgets" not in page
    assert "https://" not in re.sub(r'id="jupyter-config-data".*?</script>', "", page, flags=re.S)


def test_a_broken_cell_shows_a_sentence_and_logs_its_trace(client: Client) -> None:
    page = client.ask("/voila/render/02_manques.ipynb").text
    assert "n’a pas pu être préparée" in page
    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page
    assert "ZeroDivisionError" in client.door.journal


def test_the_kernel_is_this_python_and_knows_the_settings_but_no_secret(client: Client) -> None:
    page = client.ask("/voila/render/03_glocalisation.ipynb").text
    found = re.search(r"<pre>(\{.*?\})\s*</pre>", page, re.DOTALL)
    output = re.findall(r'cell-output\+json">\s*(.*?)\s*</script>', page, re.DOTALL)
    text = found[1] if found else json.loads(output[0])["text"]
    told = json.loads(re.sub("&quot;", '"', text).replace("&#34;", '"'))
    assert told["python"] == sys.executable
    assert told["environment"]["TERRITORIAL_HOME"] == str(client.door.home)
    assert told["environment"]["TERRITORIAL_HOME"] == str(client.door.home)
    assert client.door.token not in text


def test_the_token_is_in_no_journal_and_no_process_list(client: Client) -> None:
    client.ask(f"/voila/render/x.ipynb?token={client.door.token}", cookie=False)
    client.ask(f"/nulle/part?token={client.door.token}&token=x")
    wait_until(lambda: "/nulle/part" in client.door.journal)
    assert client.door.token not in client.door.journal
    assert stat.S_IMODE((client.door.home / "journaux" / "workshop.log").stat().st_mode) == 0o600
    for secret in ("cmdline", "environ"):
        content = Path(f"/proc/{client.door.pid}/{secret}")
        if content.exists():
            assert client.door.token.encode() not in content.read_bytes()


def test_the_state_of_a_kernel_is_told(client: Client) -> None:
    kernel = client.kernel()
    assert json.loads(client.ask(f"/atelier/moteur/{kernel}").text) == {"alive": True}
    ended = client.ask(f"/voila/api/shutdown/{kernel}", "POST", Origin=client.origin)
    assert ended.status == 204
    assert json.loads(client.ask(f"/atelier/moteur/{kernel}").text) == {"alive": False}


def socket(client: Client, kernel: str, origin: str | None = None, cookie: bool = True):
    headers = {"Cookie": client.cookie} if cookie else {}
    return connect(
        f"ws://127.0.0.1:{client.port}/api/kernels/{kernel}/channels?session_id=s",
        origin=origin or client.origin,
        additional_headers=headers,
    )


def message(kind: str, content: dict[str, object]) -> str:
    header = {"msg_id": kind, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    return json.dumps(
        {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
        }
    )


def test_the_channel_refuses_to_execute(client: Client, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    code = f"open({str(proof)!r}, 'w')"
    with socket(client, client.kernel()) as channel:
        channel.send(message("execute_request", {"code": code, "silent": False}))
        channel.send(message("kernel_info_request", {}))
        while json.loads(channel.recv(timeout=60))["msg_type"] != "kernel_info_reply":
            pass
    assert not proof.exists()


@pytest.mark.parametrize(
    ("origin", "cookie"), [("http://evil.example", True), (None, False)], ids=["origin", "no key"]
)
def test_the_channel_opens_for_our_pages_only(
    client: Client, origin: str | None, cookie: bool
) -> None:
    with pytest.raises(InvalidStatus) as refused, socket(client, client.kernel(), origin, cookie):
        pass
    assert refused.value.response.status_code == 403


def test_an_address_is_never_written_into_a_page(client: Client) -> None:
    script = quote("<script>alert(1)</script>")
    for path in (f"/{script}", f"/?x={script}&token={client.door.token}"):
        answer = client.ask(path, Sec_Fetch_Site="cross-site")
        assert "<script>alert" not in answer.text


def test_the_door_listens_on_the_loopback_only(door: OpenDoor) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("no /proc here")
    port = int(door.url.rstrip("/").rsplit(":", 1)[1])
    rows = [line.split() for line in listening.read_text().splitlines()[1:]]
    local = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")]
    assert local == [f"0100007F:{port:04X}"]
