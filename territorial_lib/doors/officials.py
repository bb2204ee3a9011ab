"""The link to the officials' door, left by the launcher for the facilitator's pages.

The file holds a key that opens a page to read: it is readable by this user only, and removed when
the program stops.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from territorial_lib.doors.addresses import chosen
from territorial_lib.doors.safety import LOOPBACK

_FILE = "porte-des-elus.json"
_WAIT = 0.3


@dataclass(frozen=True)
class OfficialsLink:
    """Where elected officials read the dashboard.

    Parameters
    ----------
    url : str
        Address with its key.
    port : int
        Port of the door on this machine.
    network : bool
        True where other machines reach it.
    """

    url: str
    port: int
    network: bool


def beyond(address: str | None) -> list[str]:
    """Give the addresses of the network on which the door is open.

    Parameters
    ----------
    address : str or None
        What the settings say; None, or the loopback's own, for this machine only.

    Returns
    -------
    list of str
        Empty for this machine only.
    """
    return [each for each in chosen(address) if each not in LOOPBACK]


def leave(home: Path, link: OfficialsLink) -> None:
    """Leave the link for the pages of this machine.

    Parameters
    ----------
    home : Path
        Folder of the workshops.
    link : OfficialsLink
        The link.
    """
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f"{_FILE}.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(link)), encoding="utf-8")
    draft.replace(home / _FILE)


def forget(home: Path) -> None:
    """Remove the link: the door is closed.

    Parameters
    ----------
    home : Path
        Folder of the workshops.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        (home / _FILE).unlink()


def given(home: Path) -> OfficialsLink | None:
    """Give the link, where a door still answers there.

    Parameters
    ----------
    home : Path
        Folder of the workshops.

    Returns
    -------
    OfficialsLink or None
        None where no door was opened, or where it died without a word.
    """
    try:
        link = OfficialsLink(**json.loads((home / _FILE).read_text(encoding="utf-8")))
        socket.create_connection(("127.0.0.1", link.port), timeout=_WAIT).close()
    except (OSError, ValueError, TypeError):
        return None
    return link
