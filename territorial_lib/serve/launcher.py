"""Starts the doors, watches them, restarts what dies, leaves nothing behind."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

from territorial_lib.errors import PortInUse, TerritorialError
from territorial_lib.serve.door import GRACE, Order
from territorial_lib.serve.journal import open_journal
from territorial_lib.settings import Settings

TICK = 0.1
FIRST_DELAY, LAST_DELAY = 0.5, 30.0
STEADY = 60.0
"""Seconds of life after which a door's past failures are forgotten."""
STILLBORN = 4
"""Deaths before the first answer after which the launcher gives up."""
HAND_OVER = os.name == "posix"


@dataclass(frozen=True)
class DoorPlan:
    """A door to open.

    Parameters
    ----------
    name : str
        Name in orders, cookies and journals.
    module : str
        Module of `territorial_lib.serve` that the process runs.
    label : str
        French name, as the console says it.
    port : int
        Port wanted; 0 lets the system choose.
    page : str
        Path that the link opens.
    hands_over : bool
        True where the door answers on a socket opened by the launcher.
    takes_tickets : bool
        True where a key that works once opens the door.
    """

    name: str
    module: str
    label: str
    port: int
    page: str = "/"
    hands_over: bool = HAND_OVER
    takes_tickets: bool = True


WORKSHOP = DoorPlan("workshop", "workshop", "la porte de l’animation", 0)
LAB = DoorPlan(
    "lab", "laboratory", "la porte du laboratoire", 0, "/lab", hands_over=False, takes_tickets=False
)


@dataclass
class Door:
    """A door being held open.

    Parameters
    ----------
    plan : DoorPlan
        What it is.
    listener : socket.socket
        Its socket, kept while the process is restarted: browsers wait instead of failing.
    port : int
        Port that the door answers on.
    run : Path
        Private folder of this start.
    journal : IO
        Where the process writes.
    """

    plan: DoorPlan
    listener: socket.socket
    port: int
    run: Path
    journal: IO[bytes]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    restart_at: float = 0.0
    failures: int = 0
    ready: bool = False

    def link(self, secret: str) -> str:
        """Give the address that opens the door.

        Parameters
        ----------
        secret : str
            The token, or the ticket.

        Returns
        -------
        str
            A URL.
        """
        return f"http://127.0.0.1:{self.port}{self.plan.page}?token={secret}"

    @property
    def browser_link(self) -> str:
        """Address for a command line that other users may read, where the door can do better."""
        return self.link(self.ticket if self.plan.takes_tickets else self.token)

    def start(self, settings: Settings, debug: bool) -> None:
        """Start the process and give it its order.

        Parameters
        ----------
        settings : Settings
            Where things are.
        debug : bool
            True to log everything.
        """
        shutil.rmtree(self.run, ignore_errors=True)
        self.run.mkdir(mode=0o700, parents=True)
        order = self._order(settings, debug)
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"territorial_lib.serve.{self.plan.module}"],
            stdin=subprocess.PIPE,
            stdout=self.journal,
            stderr=self.journal,
            pass_fds=[self.listener.fileno()] if order.descriptor is not None else [],
            start_new_session=HAND_OVER,
            env={**os.environ, **environment(settings)},
        )
        assert self.process.stdin is not None
        self.process.stdin.write(order.line())
        self.process.stdin.flush()
        self.started = time.monotonic()

    def _order(self, settings: Settings, debug: bool) -> Order:
        descriptor = self.listener.fileno() if self.plan.hands_over else None
        ticket = "" if self.failures else self.ticket
        notebooks, run = str(settings.notebooks), str(self.run)
        return Order(
            self.plan.name, self.port, self.token, ticket, notebooks, run, descriptor, debug
        )

    def answers(self) -> bool:
        """Ask whether the door answers, without a key.

        Returns
        -------
        bool
            True when it refuses as it should, whichever way.
        """
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            connection.request("HEAD", self.plan.page)
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """End the process and its group, by force after a grace."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()
        _end_group(self.process.pid)


class Launcher:
    """Holds the doors open until told to stop.

    Parameters
    ----------
    plans : sequence of DoorPlan
        The doors.
    settings : Settings
        Where things are.
    say : callable
        Tells a person a French sentence.
    debug : bool
        True to log everything.
    """

    def __init__(
        self,
        plans: Sequence[DoorPlan],
        settings: Settings,
        say: Callable[[str], None],
        debug: bool = False,
    ) -> None:
        self.plans = plans
        self.settings = settings
        self.say = say
        self.debug = debug
        self.stopping = threading.Event()
        self.doors: list[Door] = []

    def run(self, announce: Callable[[list[Door]], None]) -> None:
        """Open the doors, announce them once all answer, hold them, close them.

        Parameters
        ----------
        announce : callable
            Receives the doors when the last one answers for the first time.
        """
        runs = Path(tempfile.mkdtemp(prefix="territorial-", dir=_short_temporary()))
        try:
            with _stopped_by_signals(self.stopping):
                self._open(runs)
                self._hold(announce)
        finally:
            self._close()
            shutil.rmtree(runs, ignore_errors=True)

    def _open(self, runs: Path) -> None:
        for plan in self.plans:
            listener, port = reserve(plan)
            journal = open_journal(self.settings.home, plan.name)
            self.doors.append(Door(plan, listener, port, runs / plan.name, journal))
        for door in self.doors:
            door.start(self.settings, self.debug)

    def _hold(self, announce: Callable[[list[Door]], None]) -> None:
        announced = False
        while not self.stopping.wait(TICK):
            for door in self.doors:
                self._look_after(door)
            if not announced and all(door.ready for door in self.doors):
                announced = True
                announce(self.doors)

    def _look_after(self, door: Door) -> None:
        if door.process is None:
            if time.monotonic() >= door.restart_at:
                door.start(self.settings, self.debug)
        elif door.process.poll() is not None:
            self._mourn(door, door.process.returncode)
        elif not door.ready:
            door.ready = door.answers()

    def _mourn(self, door: Door, code: int) -> None:
        lived = time.monotonic() - door.started
        door.failures = 1 if lived > STEADY else door.failures + 1
        if not door.ready and door.failures >= STILLBORN:
            raise TerritorialError(
                f"{door.plan.label.capitalize()} n’a pas pu s’ouvrir (code {code}).",
                f"Le détail est dans le journal « {door.journal.name} ».",
            )
        delay = min(FIRST_DELAY * 2 ** (door.failures - 1), LAST_DELAY)
        _end_group(door.process.pid if door.process else 0)
        door.process, door.restart_at = None, time.monotonic() + delay
        self.say(
            f"{door.plan.label.capitalize()} s’est arrêtée (code {code}) :"
            f" elle est rouverte, le lien reste le même."
        )

    def _close(self) -> None:
        for door in self.doors:
            door.stop()
            door.listener.close()
            door.journal.close()


def reserve(plan: DoorPlan) -> tuple[socket.socket, int]:
    """Take a door's port on the loopback.

    Parameters
    ----------
    plan : DoorPlan
        The door.

    Returns
    -------
    tuple of socket.socket and int
        The socket, listening where it will be handed over, else closed; and its port.
    """
    try:
        listener = socket.create_server(("127.0.0.1", plan.port), backlog=128)
    except OSError as error:
        raise PortInUse(
            f"Le port {plan.port} ne peut pas être ouvert : {_reason(error)}.",
            "Fermez ce programme (peut-être un atelier déjà lancé),"
            f" ou choisissez un autre port avec --port {plan.port + 1}.",
        ) from error
    port = int(listener.getsockname()[1])
    if not plan.hands_over:
        listener.close()
    return listener, port


def environment(settings: Settings) -> dict[str, str]:
    """Write the settings for the processes that doors and kernels are.

    Parameters
    ----------
    settings : Settings
        Where things are.

    Returns
    -------
    dict of str to str
        Environment variables.
    """
    known = {
        "TERRITORIAL_DATA": str(settings.data),
        "TERRITORIAL_NOTEBOOKS": str(settings.notebooks),
        "TERRITORIAL_HOME": str(settings.home),
    }
    return known if settings.store is None else {**known, "TERRITORIAL_STORE": settings.store}


def _reason(error: OSError) -> str:
    import errno

    if error.errno == errno.EACCES:
        return "le système le réserve"
    return "un autre programme l’utilise déjà"


def _short_temporary() -> str | None:
    """Give a folder whose paths leave room for local sockets (104 characters on macOS)."""
    return "/tmp" if sys.platform == "darwin" else None


def _end_group(group: int) -> None:
    """Kill what remains of a door's process group."""
    if not HAND_OVER or group <= 0:
        return
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def _stopped_by_signals(stopping: threading.Event) -> Iterator[None]:
    wanted = [signal.SIGINT, signal.SIGTERM]
    wanted += [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []
    before = {number: signal.signal(number, lambda *_: stopping.set()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
