"""The elected officials' door: the dashboard alone, to read; nothing on it can write or run.

Its kernels open the workshop read-only (`TERRITORIAL_READ_ONLY`), its folder holds one notebook,
Voilà refuses to execute what a page sends; token, cookie, Host and Origin as for the other doors.
"""

from __future__ import annotations

import shutil
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from territorial_lib.doors import addresses
from territorial_lib.doors.officials import beyond
from territorial_lib.doors.safety import LOOPBACK
from territorial_lib.errors import PortInUse
from territorial_lib.serve.door import Order, receive
from territorial_lib.serve.facilitator import WorkshopDoor
from territorial_lib.serve.locks import Locks
from territorial_lib.serve.routes import Step
from territorial_lib.settings import Settings

DASHBOARD = "07_tableau_de_bord.ipynb"
READERS = 24
"""Kernels at once: a link goes round, and each page asks for memory."""


class Reading(Step):
    """The dashboard's page, while there is room for one more reader."""

    async def get(self, path: str = "") -> None:
        """Run the dashboard in a kernel of its own and show it.

        Parameters
        ----------
        path : str
            Notebook relative to the folder.
        """
        if path != DASHBOARD:
            raise HTTPError(404)
        if len(self.kernel_manager.list_kernel_ids()) >= READERS:
            self.set_header("Retry-After", "60")
            raise HTTPError(503)
        await super().get(path)


class OfficialsDoor(WorkshopDoor):
    """Voilà on the dashboard alone, open on the hall's network where it is asked.

    Parameters
    ----------
    order : Order
        What the launcher asks.
    settings : Settings
        On which network, and under which names.
    """

    def __init__(self, order: Order, settings: Settings) -> None:
        super().__init__(order)
        self.outside = beyond(settings.officials_address)
        names = (*LOOPBACK, *self.outside, *(settings.room_hosts if self.outside else ()))
        self.locks = Locks(order.door, order.port, order.token, hosts=names)

    def sockets(self) -> list[socket.socket]:
        """Give the loopback's socket, and the network's where it is asked.

        Returns
        -------
        list of socket.socket
            Listening; a network that is not there is told in the journal, and closes nothing.
        """
        found = super().sockets()
        try:
            return [*found, *addresses.listening(self.outside, self.order.port)]
        except PortInUse as error:
            self.log.warning("%s", error)
            return found

    def describe_page(self, page_config: dict[str, Any], **context: Any) -> dict[str, Any]:
        """Tell our template that nothing else stands around the dashboard.

        Parameters
        ----------
        page_config : dict
            Voilà's description of the page.
        **context : Any
            Voilà's.

        Returns
        -------
        dict
            Without steps nor annexes.
        """
        described = super().describe_page(page_config, **context)
        alone = {**described["territorial"], "steps": [], "annexes": []}
        return {**described, "territorial": alone}

    def init_handlers(self) -> list[tuple[Any, ...]]:  # type: ignore[override]
        """Keep the facilitator's routes, the page being the dashboard's.

        Returns
        -------
        list of tuple
            Tornado's routes.
        """
        routes = super().init_handlers()
        return [(path, _reading(handler), *rest) for path, handler, *rest in routes]


def _reading(handler: type[Any]) -> type[Any]:
    return Reading if issubclass(handler, Step) else handler


def alone(order: Order) -> Order:
    """Give an order whose folder holds the dashboard alone.

    Parameters
    ----------
    order : Order
        What the launcher asks.

    Returns
    -------
    Order
        The same, on a folder of this start.
    """
    folder = Path(order.run) / "tableau"
    folder.mkdir(mode=0o700)
    shutil.copy2(order.folder / DASHBOARD, folder / DASHBOARD)
    return replace(order, notebooks=str(folder))


def main() -> None:
    """Run the door until the launcher stops it or dies."""
    door = OfficialsDoor(alone(receive()), Settings.from_environment())
    door.initialize([])  # type: ignore[no-untyped-call]
    door.start()
