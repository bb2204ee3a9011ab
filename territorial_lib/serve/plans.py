"""The doors that may be opened, and their ports."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass, replace

from territorial_lib.errors import PortInUse
from territorial_lib.settings import OFFICIALS_PORT, ROOM_PORT

HAND_OVER = os.name == "posix"


@dataclass(frozen=True)
class DoorPlan:
    """A door to open.

    Parameters
    ----------
    name : str
        Name in orders, cookies and journals.
    module : str
        Module that the process runs.
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
    answers : bool
        True where it answers HTTP; False for a process that works alone.
    moves : bool
        True where another port will do when the one wanted is taken.
    """

    name: str
    module: str
    label: str
    port: int
    page: str = "/"
    hands_over: bool = HAND_OVER
    takes_tickets: bool = True
    answers: bool = True
    moves: bool = False


WORKSHOP = DoorPlan("workshop", "territorial_lib.serve.workshop", "la porte de l’animation", 0)
LAB = DoorPlan(
    "lab",
    "territorial_lib.serve.laboratory",
    "la porte du laboratoire",
    0,
    "/lab",
    hands_over=False,
    takes_tickets=False,
)
ROOM = DoorPlan(
    "room", "territorial_lib.room", "la salle", ROOM_PORT, takes_tickets=False, moves=True
)
OFFICIALS = DoorPlan(
    "officials",
    "territorial_lib.serve.officials",
    "la porte des élus",
    OFFICIALS_PORT,
    takes_tickets=False,
    moves=True,
)
ENGINE = DoorPlan(
    "engine",
    "territorial_lib.engine",
    "la publication des résultats",
    0,
    hands_over=False,
    answers=False,
)


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
        if plan.moves and plan.port:
            return reserve(replace(plan, port=0))
        raise PortInUse(
            f"Le port {plan.port} ne peut pas être ouvert : {_reason(error)}.",
            "Fermez ce programme (peut-être un atelier déjà lancé),"
            f" ou choisissez un autre port avec --port {plan.port + 1}.",
        ) from error
    port = int(listener.getsockname()[1])
    if not plan.hands_over:
        listener.close()
    return listener, port


def _reason(error: OSError) -> str:
    if error.errno == errno.EACCES:
        return "le système le réserve"
    return "un autre programme l’utilise déjà"
