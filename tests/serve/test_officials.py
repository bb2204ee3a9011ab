"""The officials' door: the dashboard alone, to read; nothing written, nothing run, nobody else."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from territorial_lib.doors import officials as links
from territorial_lib.doors.officials import OfficialsLink
from territorial_lib.errors import ReadOnlyPlace, TerritorialError, WorkshopMissing
from territorial_lib.schemas.entries import Action
from territorial_lib.serve.announce import officials_sentence
from territorial_lib.serve.held import Door
from territorial_lib.serve.pages import error_page
from territorial_lib.serve.plans import OFFICIALS
from territorial_lib.serve.readers import DASHBOARD
from territorial_lib.settings import Settings
from territorial_lib.workshop import current_workshop
from tests.conftest import OpenDoor, wait_until
from tests.serve.conftest import Client, write
from tests.serve.test_door import ROUTES, message, socket

STEM = DASHBOARD.removesuffix(".ipynb")
WRITES = """
from territorial_lib.errors import TerritorialError
from territorial_lib.schemas.entries import Action
from territorial_lib.settings import Settings
from territorial_lib.workshop import current_workshop
workshop = current_workshop(Settings.from_environment())
try:
    workshop.add(Action(title="écrit par un élu"))
    print("written")
except TerritorialError as error:
    print("refused:", error)
"""


@pytest.fixture(scope="module")
def workshop_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the demonstration's workshop is already open for writing elsewhere."""
    home = tmp_path_factory.mktemp("ateliers")
    current_workshop(Settings.from_environment({"TERRITORIAL_HOME": str(home)})).close()
    return home


@pytest.fixture(scope="module")
def door(
    open_door: Callable[..., OpenDoor],
    workshop_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> OpenDoor:
    folder = tmp_path_factory.mktemp("carnets")
    write(folder / "00_preparer.ipynb", "# Quel territoire ?", "print('animation')")
    write(folder / DASHBOARD, "# Où en sommes-nous ?", WRITES)
    (folder / "secret.png").write_bytes(b"not to be served")
    asked = {"TERRITORIAL_OFFICIALS_ADDRESS": "127.0.0.1"}
    return open_door(folder, workshop_home, "officials", **asked)


@pytest.fixture(scope="module")
def client(door: OpenDoor) -> Client:
    return Client(door)


def test_the_link_opens_the_dashboard_and_leaves_no_key_in_the_address(client: Client) -> None:
    answer = client.ask(f"/?token={client.door.token}", cookie=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    assert answer.headers["Set-Cookie"].startswith(f"territorial-officials-{client.port}=")
    assert client.ask("/").headers["Location"] == f"/voila/render/{DASHBOARD}"


@pytest.fixture(scope="module")
def page(client: Client) -> str:
    """The page, once for the module: each asks for a kernel."""
    answer = client.ask(f"/voila/render/{DASHBOARD}")
    assert answer.status == 200
    return answer.text


@pytest.fixture(scope="module")
def kernel(page: str) -> str:
    found = re.search(r'"kernelId": "([0-9a-f-]+)"', page)
    assert found, page
    return found[1]


def test_the_page_answers_and_its_store_cannot_be_written(client: Client, page: str) -> None:
    assert "<title>Tableau de bord — " in page
    assert "refused:" in page
    assert "written" not in page
    (file,) = client.door.home.glob("*.atelier")
    with sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True) as base:
        kinds = {row[0] for row in base.execute("SELECT DISTINCT kind FROM entries")}
    assert "action" not in kinds


@pytest.mark.parametrize("path", ROUTES.values(), ids=ROUTES)
def test_nothing_answers_without_the_key_nor_under_another_name(client: Client, path: str) -> None:
    closed = client.ask(path, cookie=False)
    assert closed.status == 403
    assert "Demandez à l’animation le lien du jour" in closed.text
    assert client.ask(path, Host="evil.example").status == 403
    assert client.ask(path, "POST", Origin="http://evil.example").status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/voila/render/00_preparer.ipynb",
        "/voila/render/annexes/salle.ipynb",
        "/voila/render/../00_preparer.ipynb",
        "/voila/render/%2e%2e/00_preparer.ipynb",
        "/voila/files/00_preparer.ipynb",
        "/voila/files/secret.png",
        "/voila/api/contents/",
        "/api/kernels",
        "/api/contents",
        "/lab",
    ],
)
def test_nothing_else_of_the_workshop_is_shown(client: Client, path: str) -> None:
    assert client.ask(path).status in {403, 404}


def test_the_facilitator_s_key_does_not_open_it_nor_its_own_the_facilitator_s(
    client: Client, door: OpenDoor
) -> None:
    link = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", door.said)
    assert link is not None
    port, token = int(link[1]), link[2]
    assert port != client.port
    assert client.ask(f"/?token={token}", cookie=False).status == 403
    other = Client(OpenDoor(**{**vars(door), "url": f"http://127.0.0.1:{port}/"}))
    assert other.ask(f"/?token={door.token}", cookie=False).status == 403
    assert other.ask("/", cookie=False, Cookie=client.cookie).status == 403


def test_the_channel_refuses_to_execute(client: Client, kernel: str, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    code = f"open({str(proof)!r}, 'w')"
    with socket(client, kernel) as channel:
        channel.send(message("execute_request", {"code": code, "silent": False}))
        channel.send(message("kernel_info_request", {}))
        while json.loads(channel.recv(timeout=60))["msg_type"] != "kernel_info_reply":
            pass
    assert not proof.exists()
    with (
        pytest.raises(InvalidStatus) as refused,
        socket(client, kernel, "http://evil.example"),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_a_page_whose_kernel_died_comes_back_when_reloaded(client: Client, kernel: str) -> None:
    assert client.ask(f"/voila/api/shutdown/{kernel}", "POST", Origin=client.origin).status == 204
    assert json.loads(client.ask(f"/atelier/moteur/{kernel}").text) == {"alive": False}
    again = client.kernel(STEM)
    assert again != kernel
    assert json.loads(client.ask(f"/atelier/moteur/{again}").text) == {"alive": True}


def test_one_reader_too_many_is_told_to_come_back() -> None:
    assert "Revenez dans une minute" in error_page(503)


def test_the_link_is_said_and_left_for_the_facilitator_s_page(door: OpenDoor) -> None:
    wait_until(lambda: "Les élus lisent le tableau de bord" in door.said)
    given = links.given(door.home)
    assert given is not None
    assert given.url in door.said
    assert "█" in door.said
    assert not given.network
    assert (door.home / "porte-des-elus.json").stat().st_mode & 0o077 == 0


def test_on_the_hall_s_network_the_link_names_this_machine(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "TERRITORIAL_HOME": str(tmp_path),
            "TERRITORIAL_OFFICIALS_ADDRESS": "192.0.2.7",
            "TERRITORIAL_ROOM_NAMES": "salle.local:8000",
        }
    )
    door = Door(OFFICIALS, None, 8001, tmp_path, io.BytesIO(), token="clef")  # type: ignore[arg-type]
    said = officials_sentence(door, settings)
    assert "http://salle.local:8001/?token=clef" in said
    assert "sur cet ordinateur seulement" not in said
    assert links.given(tmp_path) is None  # nobody answers there


def test_a_link_whose_program_is_gone_is_not_shown(tmp_path: Path) -> None:
    links.leave(tmp_path, OfficialsLink("http://127.0.0.1:1/?token=x", 1, False))
    assert links.given(tmp_path) is None
    links.forget(tmp_path)
    links.forget(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_process_makes_no_workshop_and_writes_in_none(
    tmp_path: Path, workshop_home: Path
) -> None:
    forbidden = {"TERRITORIAL_READ_ONLY": "1", "TERRITORIAL_HOME": str(tmp_path / "rien")}
    with pytest.raises(WorkshopMissing):
        current_workshop(Settings.from_environment(forbidden))
    assert not (tmp_path / "rien").exists()
    forbidden["TERRITORIAL_HOME"] = str(workshop_home)
    workshop = current_workshop(Settings.from_environment(forbidden))
    try:
        with pytest.raises(ReadOnlyPlace) as refused:
            workshop.add(Action(title="non"))
        assert isinstance(refused.value, TerritorialError)
    finally:
        workshop.close()
