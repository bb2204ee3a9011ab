"""Our own routes on the facilitator's door: start, steps, style, state of a page's kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from tornado.web import HTTPError, RequestHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from territorial_lib.serve import pages, stages
from territorial_lib.serve.admission import REFRESH, Queue
from territorial_lib.serve.guard import FrenchErrors
from territorial_lib.serve.versions import IMMUTABLE, prefix

_TICKET = "territorial-attente"
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class Start(FrenchErrors, RequestHandler):
    """Sends the root to the first step."""

    def initialize(self, notebooks: Path) -> None:
        """Receive the folder.

        Parameters
        ----------
        notebooks : Path
            Folder of the notebooks.
        """
        self.notebooks = notebooks

    def get(self) -> None:
        """Redirect."""
        self.redirect(f"/voila/render/{stages.first(self.notebooks)}")


class Step(FrenchErrors, TornadoVoilaHandler):
    """Voilà's page of a notebook, for notebooks of the workshop only."""

    def initialize(self, **render: Any) -> None:
        """Receive the folder and Voilà's arguments.

        Parameters
        ----------
        **render : Any
            ``notebooks``, the folder, ``queue``, who may enter, and what Voilà's handler takes.
        """
        self.notebooks: Path = render.pop("notebooks")
        self.queue: Queue = render.pop("queue")
        super().initialize(**render)  # type: ignore[no-untyped-call]

    async def get(self, path: str = "") -> None:
        """Run the notebook in a kernel of its own and show it.

        Parameters
        ----------
        path : str
            Notebook relative to the folder.
        """
        if not stages.exists(self.notebooks, path):
            raise HTTPError(404)
        name = self.queue.name(self.get_cookie(_TICKET))
        place = await self.queue.enter(name)
        if place:
            self._tell(name, place)
            return
        leave = self.queue.place()
        try:
            rendering: Any = super().get(path)  # annotated as optional upstream
            await rendering
        finally:
            leave()

    def _tell(self, name: str, place: int) -> None:
        """Answer with the place in the queue; the browser then asks again by itself."""
        self.set_status(503)
        self.set_header("Retry-After", str(REFRESH))
        self.set_header("Refresh", str(REFRESH))
        self.set_header("Cache-Control", "no-store")
        self.set_cookie(_TICKET, name, path=self.request.path, httponly=True, samesite="Strict")
        self.finish(pages.queue_page(place))


class Asset(FrenchErrors, JupyterHandler):
    """Our style sheet and script, under names that change with their contents."""

    def get(self, fingerprint: str, name: str) -> None:
        """Send a style sheet or a script.

        Parameters
        ----------
        fingerprint : str
            Changes with the contents, so that browsers keep the file for ever.
        name : str
            File name.
        """
        asset = pages.assets().get(name)
        if asset is None:
            raise HTTPError(404)
        self.set_header("Content-Type", asset.media_type)
        if fingerprint == asset.fingerprint:
            self.set_header("Cache-Control", IMMUTABLE)
        self.finish(asset.text)


class KeptFiles(FrenchErrors, MultiStaticFileHandler):
    """Voilà's scripts and the widgets', under an address that changes with their versions.

    A browser then keeps them from one step to the next instead of asking again for a hundred files.
    """

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep a file for ever.

        Parameters
        ----------
        path : str
            Path below the folders.
        """
        self.set_header("Cache-Control", IMMUTABLE)


class KernelState(APIHandler):
    """Tells a page whether its kernel still lives."""

    async def get(self, kernel_id: str) -> None:
        """Answer 200 with ``alive``; an unknown kernel is a dead one.

        Parameters
        ----------
        kernel_id : str
            Kernel of the page.
        """
        known = kernel_id in self.kernel_manager
        alive = known and await ensure_async(self.kernel_manager.get_kernel(kernel_id).is_alive())
        self.finish({"alive": bool(alive)})


def handlers(
    notebooks: Path, render: dict[str, Any], scripts: list[str], extensions: list[str]
) -> list[tuple[Any, ...]]:
    """List our routes.

    Parameters
    ----------
    notebooks : Path
        Folder of the notebooks.
    render : dict
        What Voilà's page handler takes.
    scripts : list of str
        Folders of Voilà's own scripts.
    extensions : list of str
        Folders of the widgets' scripts.

    Returns
    -------
    list of tuple
        Tornado's routes.
    """
    folder = {"notebooks": notebooks}
    return [
        (r"/", Start, folder),
        (r"/voila/(?:tree.*)?", Start, folder),
        (r"/voila/render/(.*)", Step, {**render, **folder, "queue": Queue()}),
        (rf"{prefix('scripts')}/(.*)", KeptFiles, {"paths": scripts}),
        (rf"{prefix('extensions')}/{pages.PLUGIN}/([0-9a-f]+)/([a-z.]+)", Asset),
        (rf"{prefix('extensions')}/(.*)", KeptFiles, {"paths": extensions}),
        (r"/atelier/([0-9a-f]+)/([a-z.]+)", Asset),
        (rf"/atelier/moteur/{_KERNEL}", KernelState),
    ]
