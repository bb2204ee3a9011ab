"""A small workshop: two steps, an annex, a step that breaks, a door open on them."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

from tests.conftest import OpenDoor

WIDGETS = """
import ipywidgets
name = ipywidgets.Text(description="Nom")
place = ipywidgets.Dropdown(description="Commune", options=["Crest", "Die"])
number = ipywidgets.IntSlider(description="Nombre")
answer = ipywidgets.HTML("rien")
button = ipywidgets.Button(description="Ajouter", button_style="primary")
button.on_click(lambda _: setattr(answer, "value", f"reçu {name.value}"))
ipywidgets.VBox([name, place, number, button, answer])
"""
TABLE = """
from IPython.display import HTML
HTML('<table class="tw-table"><caption>Communes</caption><thead><tr><th scope="col">Commune</th>'
     '<th scope="col">Habitants</th></tr></thead><tbody><tr><th scope="row">Crest</th>'
     '<td>8 500</td></tr></tbody></table>')
"""
ENVIRONMENT = """
import json, os, sys
print(json.dumps({"python": sys.executable, "environment": dict(os.environ)}))
"""
SLOW = """
import inspect, time
import ipywidgets
from IPython import get_ipython

kernel, gone = get_ipython().kernel, ipywidgets.HTML("parti")
say, list_all = kernel.shell_handlers["comm_msg"], kernel.shell_handlers["comm_info_request"]

async def slowly(stream, ident, parent):
    if parent["content"]["data"].get("method") == "request_states":
        time.sleep(5)
    told = say(stream, ident, parent)
    return await told if inspect.isawaitable(told) else told

async def leaving(stream, ident, parent):
    await list_all(stream, ident, parent)
    gone.close()

kernel.shell_handlers.update(comm_msg=slowly, comm_info_request=leaving)
ipywidgets.HTML("enfin")
"""


@pytest.fixture(scope="session")
def notebooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("carnets")
    write(folder / "00_preparer.ipynb", "# Quel territoire ?", "print('bonjour')")
    write(folder / "01_inventaire.ipynb", "# Qu’avons-nous ?\n\n$x_i$", TABLE, WIDGETS)
    write(folder / "02_manques.ipynb", "# Une erreur", "1/0")
    write(folder / "03_glocalisation.ipynb", "# Environnement", ENVIRONMENT)
    write(folder / "annexes" / "methodes.ipynb", "# Méthodes")
    write(folder / "annexes" / "lente.ipynb", "# Un kernel lent", SLOW)
    (folder / "secret.png").write_bytes(b"not to be served")
    (folder / "notes.py").write_text("secret = 1")
    write(folder / ".ipynb_checkpoints" / "00_preparer-checkpoint.ipynb", "# caché")
    return folder


def write(path: Path, prose: str, *codes: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook()
    elsewhere = {"name": "conda-env-ailleurs", "display_name": "Ailleurs", "language": "python"}
    notebook.metadata["kernelspec"] = elsewhere
    notebook.cells = [
        nbformat.v4.new_markdown_cell(prose),
        *[nbformat.v4.new_code_cell(code) for code in codes],
    ]
    nbformat.write(notebook, path)


@pytest.fixture(scope="session")
def door(open_lasting_door: Callable[..., OpenDoor], notebooks: Path) -> OpenDoor:
    return open_lasting_door(notebooks)


class Answer:
    """An HTTP answer, read."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8", "replace")


class Client:
    """Asks a door over plain HTTP, nothing added that a test did not ask for."""

    def __init__(self, door: OpenDoor) -> None:
        self.door = door
        self.port = urlsplit(door.url).port
        self.origin = f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", cookie: bool = True, **headers: str | None
    ) -> Answer:
        sent = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie if cookie else None}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        connection = http.client.HTTPConnection("127.0.0.1", self.port or 0, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            if method not in {"GET", "HEAD"}:
                connection.putheader("Content-Length", "0")
            connection.endheaders()
            return Answer(connection.getresponse())
        finally:
            connection.close()

    @property
    def cookie(self) -> str:
        received = self.ask(f"/?token={self.door.token}", cookie=False).headers["Set-Cookie"]
        return "; ".join(f"{m.key}={m.value}" for m in SimpleCookie(received).values())

    def kernel(self, step: str = "00_preparer") -> str:
        """Open a step and give its kernel."""
        page = self.ask(f"/voila/render/{step}.ipynb").text
        found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
        assert found, page
        configuration: dict[str, Any] = json.loads(found[1])
        return str(configuration["kernelId"])


@pytest.fixture(scope="session")
def client(door: OpenDoor) -> Client:
    return Client(door)
