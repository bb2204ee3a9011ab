"""How the launcher says that the doors are open: to a person, to a browser, to another program."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import segno

from territorial_lib.doors import addresses, officials
from territorial_lib.doors.officials import OfficialsLink, beyond
from territorial_lib.serve.held import Door
from territorial_lib.serve.plans import OFFICIALS, ROOM
from territorial_lib.settings import Settings


def announcer(
    say: Callable[[str], None],
    browse: bool,
    ready_file: Path | None,
    settings: Settings | None = None,
) -> Callable[[list[Door]], None]:
    """Make what the launcher calls when every door answers.

    Parameters
    ----------
    say : callable
        Tells a person a French sentence.
    browse : bool
        True to open the browser.
    ready_file : Path or None
        File where another program awaits the addresses as JSON.
    settings : Settings, optional
        Where the officials' door is open; the environment's by default.

    Returns
    -------
    callable
        Takes the doors.
    """

    def announce(doors: list[Door]) -> None:
        """Say where the doors are, once they answer.

        Parameters
        ----------
        doors : list of Door
            The open doors.
        """
        say(sentence(doors[0]))
        for door in doors:
            if door.plan.name == ROOM.name:
                say(room_sentence(door.port, Settings.from_environment()))
            if door.plan.name == OFFICIALS.name:
                say(officials_sentence(door, settings or Settings.from_environment()))
        if ready_file is not None:
            write_ready(ready_file, doors)
        if browse and has_screen():
            open_browser(doors[0].browser_link)

    return announce


def sentence(door: Door) -> str:
    """Tell where the door is.

    Parameters
    ----------
    door : Door
        An open door.

    Returns
    -------
    str
        A few French lines with the link.
    """
    return (
        "L’atelier est prêt. Sur cet ordinateur, ouvrez :\n\n"
        f"    {door.link(door.token)}\n\n"
        "Ce lien contient la clé de l’animation : ne le projetez pas, ne le partagez pas.\n"
        "Pour arrêter : Ctrl+C."
    )


def room_sentence(port: int, settings: Settings) -> str:
    """Tell where phones come in, with the code to scan, or that they do not yet.

    Parameters
    ----------
    port : int
        The room's port.
    settings : Settings
        Whether the room is open from the start, and under which names.

    Returns
    -------
    str
        A few French lines.
    """
    wall = f"Le mur à projeter\u00a0: http://127.0.0.1:{port}/mur"
    address = settings.room_address
    if not addresses.chosen(address):
        closed = "La salle est fermée aux téléphones\u00a0: ouvrez-la dans «\u00a0La salle\u00a0»."
        return f"{wall}\n{closed}"
    url, drawn = addresses.url(settings.room_names, address, port), io.StringIO()
    segno.make(url, error="m", micro=False).terminal(out=drawn, compact=True)
    return f"Les téléphones entrent par {url}\n{drawn.getvalue()}{wall}"


def officials_sentence(door: Door, settings: Settings) -> str:
    """Tell where elected officials read the dashboard, with the code to scan.

    The link is also left for the facilitator's pages of this machine, which show it.

    Parameters
    ----------
    door : Door
        The officials' door, open.
    settings : Settings
        On which network it is open, and under which names.

    Returns
    -------
    str
        A few French lines.
    """
    outside = beyond(settings.officials_address)
    hosts = (*settings.room_hosts, *outside) if outside else ()
    base = addresses.url(hosts, None, door.port)
    url, drawn = f"{base}?token={door.token}", io.StringIO()
    officials.leave(settings.home, OfficialsLink(url, door.port, bool(outside)))
    segno.make(url, error="m", micro=False).terminal(out=drawn, compact=True)
    here = "" if outside else " (sur cet ordinateur seulement : voir --officials-address)"
    return (
        f"Les élus lisent le tableau de bord{here} :\n\n    {url}\n{drawn.getvalue()}"
        "Ce lien peut se donner : il ne permet ni d’écrire ni de lancer quoi que ce soit."
    )


def write_ready(path: Path, doors: list[Door]) -> None:
    """Write the addresses for another program, at once and readable by this user only.

    Parameters
    ----------
    path : Path
        The file.
    doors : list of Door
        Open doors.
    """
    content = {
        door.plan.name: {
            "url": f"http://127.0.0.1:{door.port}/",
            "token": door.token,
            "link": door.link(door.token),
            "pid": door.process.pid if door.process else None,
        }
        for door in doors
    }
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps({"pid": os.getpid(), "doors": content}), encoding="utf-8")
    draft.replace(path)


def has_screen() -> bool:
    """Tell whether a browser could show something here.

    Returns
    -------
    bool
        False on a Linux without display, where a browser would take the terminal.
    """
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def open_browser(link: str) -> None:
    """Open the browser without waiting for it.

    Parameters
    ----------
    link : str
        Address whose key works once: other users may read a browser's command line.
    """
    threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
