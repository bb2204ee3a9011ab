"""What answers from another address than the loopback: the room's routes, and nothing else.

A real `territorial serve`, the room open on every address of this machine; each port on which any
of its processes listens is tried from each of those addresses.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from territorial_lib.doors import addresses
from tests.conftest import OpenDoor, wait_until
from tests.serve.conftest import Client
from tests.serve.test_launcher import descendants

pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="no /proc here")
LISTENING = "0A"
OTHER = "127.0.0.2"
"""Always an address of this machine, on Linux; never one that a door listens on by itself."""
ROOM = ["/", "/mur", "/api/state", "/api/me", "/api/where", "/api/openapi.json", "/api/qr.svg"]
FOREIGN = [
    "/voila/render/00_preparer.ipynb",
    "/voila/static/voila.js",
    "/voila/files/secret.png",
    "/api/kernels",
    "/api/kernels/11111111-1111-1111-1111-111111111111/channels",
    "/api/contents",
    "/api/sessions",
    "/api/terminals",
    "/lab",
    "/tree",
    "/login",
    "/atelier/moteur/11111111-1111-1111-1111-111111111111",
]


def listening_sockets(pid: int) -> set[tuple[str, int]]:
    """Give the addresses and ports on which a process listens, IPv6 ones as they are."""
    held, found = _held(pid), set()
    for table in ("tcp", "tcp6"):
        path = Path(f"/proc/{pid}/net/{table}")
        rows = path.read_text().splitlines()[1:] if path.exists() else []
        for row in map(str.split, rows):
            if row[3] == LISTENING and row[9] in held:
                host, port = row[1].split(":")
                found.add((_address(host), int(port, 16)))
    return found


def _held(pid: int) -> set[str]:
    """Give the inodes of the sockets that a process holds; none where it has just ended."""
    names = set()
    with suppress(FileNotFoundError, ProcessLookupError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed since
                names.add(link.readlink().name)
    return {name.removeprefix("socket:[").removesuffix("]") for name in names}


def _address(written: str) -> str:
    raw = bytes.fromhex(written)
    if len(raw) == 4:
        return socket.inet_ntop(socket.AF_INET, raw[::-1])
    return socket.inet_ntop(socket.AF_INET6, b"".join(raw[n : n + 4][::-1] for n in (0, 4, 8, 12)))


def connects(address: str, port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(5)
        return probe.connect_ex((address, port)) == 0


def asked(
    address: str, port: int, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(address, port, timeout=60)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    body = b"{}" if method == "POST" else None
    connection.request(method, path, body, {"Content-Type": "application/json", **sent})
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    content = answer.read()
    connection.close()
    return answer.status, told, content


class Hall(OpenDoor):
    """A `territorial serve` whose room is open to the hall."""

    addresses: list[str]
    room_port: int


@pytest.fixture(scope="module")
def hall(open_door: Callable[..., OpenDoor], notebooks: Path) -> Iterator[Any]:
    every = addresses.addresses()
    opened = open_door(notebooks, TERRITORIAL_ROOM_ADDRESS=addresses.EVERY if every else OTHER)
    Client(opened).kernel()
    ready = next(opened.output.parent.glob("ready.json"))
    opened.room_port = int(
        json.loads(ready.read_text())["doors"]["room"]["url"].rstrip("/").rsplit(":", 1)[1]
    )
    opened.addresses = every or [OTHER]
    wait_until(lambda: connects(opened.addresses[0], opened.room_port))
    wait_until(lambda: asked(opened.addresses[0], opened.room_port, "/api/state")[0] == 200)
    yield opened
    opened.stop()


def test_only_the_room_listens_beyond_the_loopback(hall: Any) -> None:
    processes = descendants(hall.launcher.pid)
    assert len(processes) >= 5, "launcher, workshop, its kernel, room, engine"
    found = set().union(*map(listening_sockets, processes))
    ports = {port for _, port in found}
    assert hall.room_port in ports
    assert len(ports) >= 2
    beyond = {(address, port) for address, port in found if address != "127.0.0.1"}
    assert beyond == {(address, hall.room_port) for address in hall.addresses}
    for address in {OTHER, *hall.addresses}:
        for port in ports:
            expected = port == hall.room_port and address in hall.addresses
            assert connects(address, port) == expected, (address, port)


def test_nothing_but_the_rooms_routes_answers(hall: Any) -> None:
    address, port = hall.addresses[0], hall.room_port
    for path in ROOM:
        assert asked(address, port, path)[0] in (200, 404 if path == "/api/qr.svg" else 200), path
    for path in FOREIGN:
        for method in ("GET", "POST", "PUT", "DELETE"):
            status, told, content = asked(address, port, path, method)
            assert status in (404, 405), (method, path)
            assert told["content-type"].startswith("application/json")
            assert set(json.loads(content)) == {"fault", "remedy"}
            assert "set-cookie" not in told


@pytest.mark.parametrize("path", ["/", "/mur", "/api/state", "/api/events", "/api/join"])
def test_the_room_refuses_a_foreign_name_and_a_foreign_page(hall: Any, path: str) -> None:
    address, port = hall.addresses[0], hall.room_port
    for host in ("evil.example", f"evil.example:{port}", f"{address}:1", "192.0.2.99:8000", ""):
        assert asked(address, port, path, Host=host)[0] in (400, 403), host
    for origin in ("http://evil.example", "null", f"http://{address}:1"):
        assert asked(address, port, path, "POST", Origin=origin)[0] == 403, origin


def test_the_sockets_of_kernels_are_for_this_user_alone(hall: Any) -> None:
    rows = [row.split() for row in Path("/proc/net/unix").read_text().splitlines()[1:]]
    named = {row[6]: Path(row[7]) for row in rows if len(row) > 7 and row[7].startswith("/")}
    held = set().union(*map(_held, descendants(hall.launcher.pid)))
    sockets = [path for inode, path in named.items() if inode in held]
    assert sockets, "the kernel's channels"
    for path in sockets:
        assert any(parent.stat().st_mode & 0o077 == 0 for parent in path.parents), path


def test_phones_are_told_where_to_come_in(hall: Any) -> None:
    said = hall.said
    assert f"http://{hall.addresses[0]}:{hall.room_port}/" in said
    assert f"http://127.0.0.1:{hall.room_port}/mur" in said
    assert "█" in said or "▀" in said, "the code to scan"
    assert hall.token not in said.split("Les téléphones entrent")[1]


LAB_ROUTES = ["/lab", "/api/contents", "/api/kernels", "/api/sessions", "/static/lab/x.js", "/tree"]


def test_the_laboratory_refuses_a_foreign_name_and_a_foreign_page(
    open_door: Callable[..., OpenDoor], notebooks: Path
) -> None:
    door = open_door(notebooks, name="lab")
    port = int(door.url.rstrip("/").rsplit(":", 1)[1])
    key = {"Authorization": f"token {door.token}"}
    assert asked("127.0.0.1", port, "/api/contents", **key)[0] == 200
    assert not any(connects(address, port) for address in (OTHER, *addresses.addresses()))
    found = set().union(*map(listening_sockets, descendants(door.launcher.pid)))
    assert {address for address, _ in found} == {"127.0.0.1"}
    for path in LAB_ROUTES:
        for host in ("evil.example", f"evil.example:{port}", f"192.0.2.99:{port}"):
            assert asked("127.0.0.1", port, path, Host=host, **key)[0] == 403, (path, host)
    cookie = asked("127.0.0.1", port, f"/lab?token={door.token}")[1]["set-cookie"].split(";")[0]
    for path in ("/api/contents", "/api/kernels", "/api/sessions"):
        status = asked(
            "127.0.0.1", port, path, "POST", Origin="http://evil.example", Cookie=cookie
        )[0]
        assert status in (403, 404), path
    door.stop()
