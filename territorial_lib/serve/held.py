"""A door being held open: its process, its key, its port."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO

from territorial_lib.doors.safety import GRACE
from territorial_lib.serve.door import Order
from territorial_lib.serve.plans import HAND_OVER, DoorPlan
from territorial_lib.settings import Settings


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
            [sys.executable, "-m", self.plan.module],
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
        ticket = "" if self.ready else self.ticket  # once only, even across processes
        notebooks, run = str(settings.notebooks), str(self.run)
        return Order(
            self.plan.name, self.port, self.token, ticket, notebooks, run, descriptor, debug
        )

    def answers(self) -> bool:
        """Ask whether the door answers, without a key.

        Returns
        -------
        bool
            True when it refuses as it should, whichever way; and for a process that answers
            nobody.
        """
        if not self.plan.answers:
            return True
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
        end_group(self.process.pid)


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
        "TERRITORIAL_ROOM_NAMES": " ".join(settings.room_names),
    }
    optional = {
        "TERRITORIAL_STORE": settings.store,
        "TERRITORIAL_ROOM_ADDRESS": settings.room_address,
        "TERRITORIAL_OFFICIALS_ADDRESS": settings.officials_address,
    }
    return known | {name: value for name, value in optional.items() if value is not None}


def end_group(group: int) -> None:
    """Kill what remains of a door's process group.

    Parameters
    ----------
    group : int
        Its number; 0 for none.
    """
    if not HAND_OVER or group <= 0:
        return
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
