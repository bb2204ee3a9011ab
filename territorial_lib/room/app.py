"""The room's process: opens the workshop being led, answers phones, follows what changes."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from typing import Any

from tornado.httpserver import HTTPServer

from territorial_lib.doors import addresses
from territorial_lib.errors import TerritorialError
from territorial_lib.room import handlers
from territorial_lib.room.events import PING_SECONDS
from territorial_lib.room.guard import Hosts, RoomApplication
from territorial_lib.room.limits import ADDRESS, JOINING, PHONE, STREAMS, Limiter
from territorial_lib.room.order import Order, receive
from territorial_lib.room.state import Room
from territorial_lib.room.streaming import Events
from territorial_lib.settings import Settings
from territorial_lib.store import current
from territorial_lib.store.log import Store
from territorial_lib.store.machine import status_key, wish_key
from territorial_lib.store.targets import Target

_LOG = logging.getLogger("territorial.room")
LARGEST_BODY = 1024 * 1024
"""Bytes above which the connection is cut; from `checking.MAXIMUM_BYTES` on, a 413 says why."""
LOOK_SECONDS = 0.5
SWITCH_SECONDS = 0.0005
"""How long the writer's thread may keep the interpreter from who answers phones."""


class Service:
    """What the process holds.

    Parameters
    ----------
    settings : Settings
        Where things are.
    order : Order
        What the launcher asks.
    """

    def __init__(self, settings: Settings, order: Order) -> None:
        self.settings, self.order = settings, order
        self.loop = asyncio.get_running_loop()
        self.hosts = Hosts(order.port, settings.room_names)
        self.room: Room | None = None
        self.closed_because = "L’atelier n’est pas encore ouvert."
        self.opened: str | None = None
        self.phones, self.writing = Limiter(PHONE), Limiter(ADDRESS)
        self.joining, self.streams = Limiter(JOINING), Limiter(STREAMS)
        self.application = self._application()
        self.server = self._server()
        self._outside: HTTPServer | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._status = self._fault = ""

    @property
    def cookie_name(self) -> str:
        """Name of this door's cookie: cookies ignore ports, and a named room may have several."""
        return "salle" if self.settings.room_names else f"salle-{self.order.port}"

    @property
    def address(self) -> str:
        """The address that phones type or scan."""
        return addresses.url(self.settings.room_names, self.opened, self.order.port)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until told to stop.

        Parameters
        ----------
        stop : asyncio.Event
            Set to stop.
        """
        self.server.add_socket(self.order.listening())
        self._open_at_once()
        pinging = self.loop.create_task(self._ping())
        try:
            while not stop.is_set():
                await self.look()
                await _first(stop.wait(), LOOK_SECONDS)
        finally:
            pinging.cancel()
            self.server.stop()
            self._shut()
            self.change(None)

    async def look(self) -> None:
        """Follow the facilitator: the workshop opened, the room opened or closed."""
        try:
            self._follow_workshop()
            await self._follow_wish()
            await self._publish_status()
        except TerritorialError as error:
            _LOG.warning("%s", error)

    def _open_at_once(self) -> None:
        """Open where the settings say; a network that is not there is told, and closes nothing."""
        try:
            self.open(self.settings.room_address)
        except TerritorialError as error:
            _LOG.warning("%s", error)
            self._fault = str(error)

    def open(self, address: str | None) -> None:
        """Answer on the hall's network, or on the loopback only.

        Parameters
        ----------
        address : str or None
            Address of this machine, or `EVERY` one; None to close the room to the hall.
        """
        if address == self.opened:
            return
        wanted = addresses.chosen(address)
        listeners = addresses.listening(wanted, self.order.port)
        self._shut()
        if listeners:
            self._outside = self._server()
            self._outside.add_sockets(listeners)
        self.opened = address if wanted else None
        self.hosts.open(wanted)
        _LOG.info("The room is open on %s", self.address)

    def _shut(self) -> None:
        """Leave the hall's network, pages already open included."""
        before, self._outside = self._outside, None
        if before is not None:
            before.stop()
            closing = self.loop.create_task(before.close_all_connections())
            self._tasks.add(closing)
            closing.add_done_callback(self._tasks.discard)

    def _server(self) -> HTTPServer:
        return HTTPServer(self.application, max_body_size=LARGEST_BODY)

    def change(self, room: Room | None) -> None:
        """Lead another workshop, or none.

        Parameters
        ----------
        room : Room or None
            The workshop.
        """
        before, self.room = self.room, room
        if before is not None:
            before.close()

    def _follow_workshop(self) -> None:
        target = current.chosen(self.settings)
        if target is None or (self.room is not None and same(self.room.target, target)):
            return
        try:
            room = Room(target, Store.open(target))
        except TerritorialError as error:
            self.closed_because = error.fault
            self.change(None)
            return
        self.change(room)
        _LOG.info("Leading %s", room.store.where)

    async def _follow_wish(self) -> None:
        if self.room is None:
            return
        raw = await self.room.wish(wish_key())
        wish = json.loads(raw) if raw else {}
        if wish.get("session") != self.order.session or "address" not in wish:
            return
        try:
            self.open(wish["address"])
            self._fault = ""
        except TerritorialError as error:
            self._fault = str(error)

    async def _publish_status(self) -> None:
        if self.room is None:
            return
        status = json.dumps(
            {
                "session": self.order.session,
                "address": self.address,
                "open": self.opened,
                "choices": addresses.addresses(),
                "there": self.room.there,
                "fault": self._fault,
            },
            ensure_ascii=False,
        )
        if status != self._status:
            self._status = status
            await self.room.publish(status_key(), status)

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            if self.room is not None:
                self.room.phones.ping()
                self.room.wall.ping()

    def _application(self) -> RoomApplication:
        ours = {"service": self}
        routes: list[Any] = [
            (r"/", handlers.Page, ours),
            (r"/mur", handlers.Page, {**ours, "name": "wall"}),
            (r"/static/([0-9a-f]{16})/([a-z.]+)", handlers.Static, ours),
            (r"/qr\.svg", handlers.Code, ours),
            (r"/api/where", handlers.Where, ours),
            (r"/api/join", handlers.Joining, ours),
            (r"/api/me", handlers.Me, ours),
            (r"/api/entries", handlers.Entries, ours),
            (r"/api/erase", handlers.Erasing, ours),
            (r"/api/state", handlers.State, ours),
            (r"/api/map", handlers.Map, ours),
            (r"/api/events", Events, ours),
            (r"/api/openapi\.json", handlers.Description, ours),
            (r".*", handlers.Absent, ours),
        ]
        return RoomApplication(self.hosts, handlers.Refusal, routes)


def same(one: Target, other: Target) -> bool:
    """Tell whether two targets are the same workshop.

    Parameters
    ----------
    one, other : str or Path
        Paths or URLs.

    Returns
    -------
    bool
        True for the same text.
    """
    return str(one) == str(other)


async def serve(settings: Settings, order: Order) -> None:
    """Run the room until a signal stops it.

    Parameters
    ----------
    settings : Settings
        Where things are.
    order : Order
        What the launcher asks.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        _on_signal(loop, number, stop)
    await Service(settings, order).run(stop)


def main() -> None:
    """Run the door until the launcher stops it or dies."""
    sys.setswitchinterval(SWITCH_SECONDS)
    asyncio.run(serve(Settings.from_environment(), receive()))


def _on_signal(loop: asyncio.AbstractEventLoop, number: int, stop: asyncio.Event) -> None:
    try:
        loop.add_signal_handler(number, stop.set)
    except NotImplementedError:  # Windows
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


async def _first(awaited: Any, seconds: float) -> None:
    try:
        await asyncio.wait_for(awaited, seconds)
    except TimeoutError:
        return
