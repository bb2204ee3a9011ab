"""The refresh, against a server of this machine that serves, stalls, cuts, changes and lies."""

from __future__ import annotations

import _thread
import hashlib
import io
import re
import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from territorial_lib import cli
from territorial_lib.errors import DownloadFailed
from territorial_lib.imports import fetching, update
from territorial_lib.imports.door import Door
from territorial_lib.imports.fetching import Patience, fetch
from territorial_lib.imports.update import OfficialFile
from tests.imports.conftest import FIXTURES

FILE = FIXTURES / "DS_BPE_2024_data.csv"
CONTENT = FILE.read_bytes()
QUICK = Patience(seconds=0.3, attempts=3)


@dataclass
class Server:
    """How the server behaves at each request, and what it was asked."""

    url: str = ""
    content: bytes = CONTENT
    etag: str = '"1"'
    ways: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            state.asked.append(self.headers.get("Range", ""))
            way = state.ways.pop(0) if state.ways else "serve"
            getattr(self, f"_{way}")()

        def _answer(self, status: int, length: int, **headers: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(length))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        def _serve(self) -> None:
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            start = int(asked[1]) if asked and self.headers.get("If-Range") == state.etag else 0
            body = state.content[start:]
            self._answer(206 if start else 200, len(body), ETag=state.etag)
            self.wfile.write(body)

        def _cut(self) -> None:
            self._answer(200, len(state.content), ETag=state.etag)
            self.wfile.write(state.content[: len(state.content) // 2])
            self.close_connection = True

        def _stall(self) -> None:
            self._answer(200, len(state.content), ETag=state.etag)
            self.wfile.write(state.content[:100])
            self.wfile.flush()
            state.closing.wait(5)
            self.close_connection = True

        def _interrupt(self) -> None:
            self._answer(200, len(state.content), ETag=state.etag)
            self.wfile.write(state.content[:100])
            self.wfile.flush()
            time.sleep(0.1)
            _thread.interrupt_main()  # as Ctrl+C does
            state.closing.wait(0.5)
            self.close_connection = True

        def _portal(self) -> None:
            page = b"<!DOCTYPE html><html>Bienvenue sur le Wi-Fi</html>"
            self._answer(200, len(page))
            self.wfile.write(page)

        def _absent(self) -> None:
            self._answer(404, 0)

        def _busy(self) -> None:
            self._answer(503, 0)

        def _huge(self) -> None:
            self._answer(200, 10**12)
            self.close_connection = True

        def _elsewhere(self) -> None:
            self._answer(302, 0, Location="http://exemple.invalid/fichier.csv")

        def _file(self) -> None:
            self._answer(302, 0, Location="file:///etc/passwd")

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    state.url = f"http://127.0.0.1:{listening.server_port}/fichier.csv"
    yield state
    state.closing.set()
    listening.shutdown()
    listening.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine, whatever a server answers."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] == "127.0.0.1", address
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def silent(*_: object) -> None:
    pass


def test_served_with_progress(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    path = fetch(server.url, tmp_path / "f.csv", QUICK, lambda *told: seen.append(told))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [each.name for each in tmp_path.iterdir()] == ["f.csv"]


@pytest.mark.parametrize("way", ["cut", "stall"])
def test_resumed_where_it_stopped(server: Server, tmp_path: Path, way: str) -> None:
    server.ways = [way]
    fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    assert (tmp_path / "f.csv").read_bytes() == CONTENT
    received = len(CONTENT) // 2 if way == "cut" else 100
    assert server.asked == ["", f"bytes={received}-"]


def test_resumed_another_day(server: Server, tmp_path: Path) -> None:
    server.ways = ["cut", "absent"]
    with pytest.raises(DownloadFailed, match="404"):
        fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    assert not (tmp_path / "f.csv").exists()
    fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    assert (tmp_path / "f.csv").read_bytes() == CONTENT
    assert server.asked[-1] == f"bytes={len(CONTENT) // 2}-"


def test_a_file_changed_meanwhile_is_taken_whole(server: Server, tmp_path: Path) -> None:
    server.ways = ["cut", "absent"]
    with pytest.raises(DownloadFailed):
        fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    server.content, server.etag = b"tout autre chose", '"2"'
    fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    assert (tmp_path / "f.csv").read_bytes() == b"tout autre chose"


def test_busy_then_served(server: Server, tmp_path: Path) -> None:
    server.ways = ["busy"]
    fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    assert (tmp_path / "f.csv").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("ways", "what"),
    [
        (["cut", "busy", "busy"], "coupée.*gardés"),
        (["stall"] * 3, "n’envoie plus rien depuis 0.3 s"),
        (["portal"], "une page a été reçue"),
        (["huge"], "dépasse"),
        (["absent"], "répond 404"),
        (["elsewhere"], "pas en https"),
        (["file"], "https|302"),
    ],
)
def test_given_up_with_the_reason(
    server: Server, tmp_path: Path, ways: list[str], what: str
) -> None:
    server.ways = list(ways)
    with pytest.raises(DownloadFailed, match=what):
        fetch(server.url, tmp_path / "f.csv", QUICK, silent)
    assert not (tmp_path / "f.csv").exists()


@pytest.mark.parametrize("url", ["http://exemple.invalid/f", "ftp://127.0.0.1/f", "file:///etc/f"])
def test_unsafe_addresses_are_not_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadFailed, match="https"):
        fetch(url, tmp_path / "f", QUICK, silent)


def official(server: Server, **changes: object) -> OfficialFile:
    file = OfficialFile("Équipements", server.url, FILE.name, territories=4)
    return replace(file, **changes)  # type: ignore[arg-type]


Updated = Callable[..., update.Outcome]


@pytest.fixture
def updated(door: Door, tmp_path: Path) -> Updated:
    def run(file: OfficialFile) -> update.Outcome:
        return update.update(tmp_path, door, silent, [file], QUICK)[0]

    return run


def test_a_table_is_put_in_place(server: Server, updated: Updated, tmp_path: Path) -> None:
    checksum = hashlib.sha256(CONTENT).hexdigest()
    outcome = updated(official(server, sha256=checksum, totals={"units": (20, 25)}))
    assert outcome.error is None, outcome.sentence
    assert "2024" in outcome.sentence
    tables = update.updated(tmp_path)
    assert list(tables) == ["equipment_commune"]
    assert tables["equipment_commune"].sourced.frame["units"].sum() == 22
    assert update.withdraw(tmp_path, "equipment_commune")
    assert update.updated(tmp_path) == {}
    assert not update.withdraw(tmp_path, "equipment_commune")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"sha256": "0" * 64}, "empreinte"),
        ({"territories": 30_000}, "4 territoires au lieu de 30"),
        ({"totals": {"units": (1000, 2000)}}, "le total « Équipements » est de 22"),
    ],
)
def test_a_liar_changes_nothing(
    server: Server, updated: Updated, tmp_path: Path, changes: dict[str, object], what: str
) -> None:
    assert updated(official(server)).error is None
    before = (tmp_path / update.FOLDER / "equipment_commune.parquet").read_bytes()
    server.content = CONTENT.replace(b";11\n", b";12\n") if "sha256" in changes else CONTENT
    outcome = updated(official(server, **changes))
    assert isinstance(outcome.error, DownloadFailed)
    assert re.search(what, outcome.sentence), outcome.sentence
    assert (tmp_path / update.FOLDER / "equipment_commune.parquet").read_bytes() == before
    assert list((tmp_path / update.FOLDER / "téléchargements").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"code;valeur\n26108;1\n", "forme attendue"),
        (CONTENT.replace(b'"26108"', b'"99999"'), "lignes sur 7 sont refus"),
    ],
)
def test_another_file_is_refused(
    server: Server, updated: Updated, tmp_path: Path, content: bytes, what: str
) -> None:
    server.content = content
    outcome = updated(official(server))
    assert outcome.error is not None
    assert re.search(what, outcome.sentence), outcome.sentence
    assert update.updated(tmp_path) == {}


def test_one_failure_does_not_stop_the_others(server: Server, door: Door, tmp_path: Path) -> None:
    server.ways = ["absent"]
    files = [official(server), official(server)]
    outcomes = update.update(tmp_path, door, silent, files, QUICK)
    assert [outcome.error is None for outcome in outcomes] == [False, True]
    assert len(update.sentences(outcomes).splitlines()) == 2


# -- the disk, the hand on Ctrl+C, and what is left after them ----------------------------------


def full(path: Path) -> None:
    """Make a file where every write says that the disk is full."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to("/dev/full")


@pytest.fixture
def before(server: Server, updated: Updated, tmp_path: Path) -> Callable[[], bool]:
    """Put a table in place; tell whether it is still as it was."""
    assert updated(official(server)).error is None
    table = tmp_path / update.FOLDER / "equipment_commune.parquet"
    content = table.read_bytes()
    server.content = CONTENT.replace(b";11\n", b";12\n")
    return lambda: table.read_bytes() == content and len(update.updated(tmp_path)) == 1


def test_a_full_disk_while_receiving(
    server: Server, updated: Updated, before: Callable[[], bool], tmp_path: Path
) -> None:
    full(tmp_path / update.FOLDER / "téléchargements" / f"{FILE.name}.part")
    outcome = updated(official(server))
    assert isinstance(outcome.error, DownloadFailed)
    assert "plus de place sur le disque" in outcome.sentence
    assert before()


def test_a_full_disk_while_putting_in_place(
    server: Server, updated: Updated, before: Callable[[], bool], tmp_path: Path
) -> None:
    full(tmp_path / update.FOLDER / "equipment_commune.parquet.partial")
    outcome = updated(official(server))
    assert "plus de place sur le disque" in outcome.sentence
    assert before()
    assert updated(official(server)).error is None  # room was made
    assert not before()


def test_a_folder_that_cannot_be_written(server: Server, updated: Updated, tmp_path: Path) -> None:
    (tmp_path / update.FOLDER).write_text("a file where the folder should be")
    outcome = updated(official(server))
    assert isinstance(outcome.error, DownloadFailed)
    assert "n’est pas un dossier" in outcome.sentence
    assert "TERRITORIAL_HOME" in outcome.sentence


def test_a_truncated_archive_changes_nothing(
    server: Server, updated: Updated, before: Callable[[], bool]
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("DS_BPE_2024_data.csv", CONTENT)
    server.content = stream.getvalue()[:-40]  # served whole, as the server says
    outcome = updated(official(server))
    assert "abîmée" in outcome.sentence
    assert before()


@pytest.mark.parametrize("ways", [["interrupt"], ["cut", "interrupt"]])
def test_interrupted_the_former_table_stays(
    server: Server,
    updated: Updated,
    before: Callable[[], bool],
    tmp_path: Path,
    ways: list[str],
) -> None:
    server.ways = list(ways)
    with pytest.raises(KeyboardInterrupt):
        updated(official(server))
    assert before()
    received = list((tmp_path / update.FOLDER / "téléchargements").glob("*.part"))
    assert len(received) == 1
    assert updated(official(server)).error is None  # taken up where it was
    assert not before()


def test_interrupted_while_written_the_former_table_stays(
    server: Server,
    updated: Updated,
    before: Callable[[], bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(update.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        updated(official(server))
    assert before()
    assert list((tmp_path / update.FOLDER).glob("*.partial")) == []


def test_a_damaged_table_is_left_out_and_named(
    server: Server, updated: Updated, tmp_path: Path
) -> None:
    assert updated(official(server)).error is None
    path = tmp_path / update.FOLDER / "equipment_commune.parquet"
    path.write_bytes(path.read_bytes()[:-40])
    assert update.updated(tmp_path) == {}
    assert update.damaged(tmp_path) == ["equipment_commune"]
    assert updated(official(server)).error is None
    assert update.damaged(tmp_path) == []


Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Typed:
    """Type a command, the official file being the server's."""
    monkeypatch.setenv("TERRITORIAL_HOME", str(tmp_path))
    monkeypatch.setattr(update, "OFFICIAL", (official(server),))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["territorial", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run


def test_the_command_puts_tables_in_place_and_takes_them_back(typed: Typed) -> None:
    status, said, _ = typed("data", "update")
    assert status == 0
    assert "Équipements\u00a0: en place (2024, 4 lignes).\n" in said
    status, said, _ = typed("data")
    assert "Reprises sur Internet" in said
    assert typed("data", "withdraw", "equipment_commune")[0] == 0
    status, _, wrong = typed("data", "withdraw", "equipment_commune")
    assert (status, "n’a été reprise" in wrong) == (2, True)
    assert "Reprises sur Internet" not in typed("data")[1]


def test_the_command_says_what_failed(typed: Typed, server: Server) -> None:
    server.ways = ["portal"]
    status, said, _ = typed("data", "update")
    assert status == 2
    assert "une page a été reçue" in said
    assert len(said.strip().splitlines()) <= 4


def test_the_command_interrupted_says_what_remains(typed: Typed, server: Server) -> None:
    assert typed("data", "update")[0] == 0
    server.ways = ["interrupt"]
    status, _, wrong = typed("data", "update")
    assert status == 130
    assert wrong.strip().endswith("Relancez quand vous voulez.")
    assert "restent les mêmes" in wrong
    assert "Reprises sur Internet" in typed("data")[1]


def test_official_addresses_are_safe() -> None:
    for file in update.OFFICIAL:
        fetching._require_safe(file.url)
        assert file.totals, file.title
