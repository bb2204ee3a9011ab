"""The facilitator's door: standalone Voilà on the loopback, behind our locks."""

from __future__ import annotations

import gc
import logging
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_events import EventLogger
from jupyter_server.auth import IdentityProvider, User
from jupyter_server.base.handlers import APIHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketHandler
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from territorial_lib.serve import pages, routes
from territorial_lib.serve.compiled import keep_compiled
from territorial_lib.serve.door import Order, receive
from territorial_lib.serve.guard import FrenchErrors, GuardedApplication
from territorial_lib.serve.kernels import WarmKernelSpecManager, kernel_config, warm_up
from territorial_lib.serve.locks import Locks
from territorial_lib.serve.title import workshop_title
from territorial_lib.serve.versions import prefix

EXTENSIONS = [
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
    "jupyter-leaflet",
]
LARGEST_FILE = 256 << 20
"""Bytes that a page may send at once: a file dropped; beyond, tornado cuts the page's link."""
_UNUSED = (TornadoVoilaTreeHandler, VoilaContentsHandler, TornadoVoilaHandler)


class OnlyFacilitator(IdentityProvider):
    """Whoever passed the locks is the facilitator: Jupyter asks for nothing more."""

    def get_user(self, handler: Any) -> User:
        """Give the only user.

        Parameters
        ----------
        handler : Any
            The request's handler.

        Returns
        -------
        User
            The facilitator.
        """
        return User("animation")

    def get_handlers(self) -> list[tuple[str, object]]:
        """Give no login page.

        Returns
        -------
        list
            Empty.
        """
        return []


def voila_config(hide_facilitation: bool = False) -> Config:
    """Configure Voilà for our doors.

    Parameters
    ----------
    hide_facilitation : bool
        True to leave out the cells tagged "facilitation" (for readers who do not lead the room).

    Returns
    -------
    Config
        Our template's base, few extensions, no source, no trace, no file served, no preheating.
    """
    config = kernel_config()
    ours = config.VoilaConfiguration
    ours.template, ours.theme = "lab", "light"
    ours.allow_template_override = ours.allow_theme_override = "NO"
    ours.extension_allowlist = EXTENSIONS
    ours.file_allowlist, ours.file_denylist = [], [".*"]
    ours.strip_sources, ours.show_tracebacks = True, False
    ours.preheat_kernel, ours.default_pool_size = False, 0
    ours.kernel_spec_manager_class = WarmKernelSpecManager
    config.TagRemovePreprocessor.enabled = hide_facilitation
    config.TagRemovePreprocessor.remove_cell_tags = ("facilitation",)
    config.VoilaExecutor.timeout = 600
    return config


class WorkshopDoor(Voila):
    """Voilà with our locks, template, pages and kernels.

    Parameters
    ----------
    order : Order
        What the launcher asks.
    title : callable
        Gives the workshop's name for the pages, at each request.
    """

    def __init__(self, order: Order, title: Callable[[], str] = workshop_title) -> None:
        super().__init__(
            config=voila_config(),
            log=logging.getLogger("territorial.voila"),
            root_dir=order.notebooks,
            port=order.port,
            ip="127.0.0.1",
            open_browser=False,
            config_file_paths=[],
            connection_dir_root=order.run,
            identity_provider_class=OnlyFacilitator,
        )
        self.order = order
        self.title = title
        self.event_logger = EventLogger()  # else each kernel has its own, which logging never drops
        self.locks = Locks(order.door, order.port, order.token, tickets={order.ticket} - {""})

    def setup_template_dirs(self) -> None:
        """Look into our template before Voilà's."""
        super().setup_template_dirs()  # type: ignore[no-untyped-call]
        keep_compiled()
        self.template_paths = [str(pages.TEMPLATES), *self.template_paths]
        self.voila_configuration.page_config_hook = self.describe_page

    def describe_page(self, page_config: dict[str, Any], **context: Any) -> dict[str, Any]:
        """Tell our template what stands around the cells.

        Parameters
        ----------
        page_config : dict
            Voilà's description of the page.
        **context : Any
            Voilà's; ``notebook_path`` is the notebook shown.

        Returns
        -------
        dict
            The same with the key ``territorial``.
        """
        return {
            **page_config,
            "fullStaticUrl": prefix("scripts"),
            "fullLabextensionsUrl": prefix("extensions"),
            "federated_extensions": [*page_config["federated_extensions"], pages.extension()],
            "territorial": pages.surroundings(
                self.order.folder, context["notebook_path"], self.title()
            ),
        }

    def init_settings(self) -> dict[str, Any]:  # type: ignore[override]
        """Add our settings to Voilà's.

        Returns
        -------
        dict
            Tornado's settings; the locks replace Jupyter's tokens and XSRF cookies.
        """
        settings: Any = super().init_settings()  # a dict, annotated as a trait upstream
        settings["disable_check_xsrf"] = True
        settings["websocket_max_message_size"] = LARGEST_FILE
        return dict(settings)

    def init_handlers(self) -> list[tuple[Any, ...]]:  # type: ignore[override]
        """Keep Voilà's routes that pages need, give them French errors, add ours.

        Returns
        -------
        list of tuple
            Tornado's routes.
        """
        voila: Any = super().init_handlers()  # a list, annotated as a trait upstream
        kept = [route for route in voila if route[1] not in _UNUSED]
        render = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        ours = routes.handlers(
            self.order.folder, render, self.static_paths, self.labextensions_path
        )
        return [(path, in_french(handler), *rest) for path, handler, *rest in [*ours, *kept]]

    def sockets(self) -> list[socket.socket]:
        """Give the sockets to answer on.

        Returns
        -------
        list of socket.socket
            The loopback's alone, listening.
        """
        return [self.order.listening()]

    def start(self) -> None:
        """Answer until told to stop."""
        self.connection_dir = self.order.run
        warm_up()
        self.app = GuardedApplication(self.locks, **self.init_settings())
        self.app.add_handlers(".*$", self.init_handlers())
        HTTPServer(self.app).add_sockets(self.sockets())
        self.log.info("Answering on port %d", self.order.port)
        self.ioloop = IOLoop.current()
        gc.freeze()  # what pages leave behind is then looked for often: there is little to look at
        try:
            self.ioloop.start()
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop every kernel; what the room wrote is already on the disk."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        if not Path(self.order.notebooks).samefile(self.order.run):
            shutil.rmtree(self.order.run, ignore_errors=True)


def in_french(handler: type[Any]) -> type[Any]:
    """Give a handler our error pages.

    Parameters
    ----------
    handler : type
        A tornado handler; one that answers JSON or a WebSocket is left as it is.

    Returns
    -------
    type
        The handler, or a subclass whose errors are French pages.
    """
    if issubclass(handler, (APIHandler, WebSocketHandler, FrenchErrors)):
        return handler
    return type(handler.__name__, (FrenchErrors, handler), {})


def main() -> None:
    """Run the door until the launcher stops it or dies."""
    door = WorkshopDoor(receive())
    door.initialize([])  # type: ignore[no-untyped-call]
    door.start()
