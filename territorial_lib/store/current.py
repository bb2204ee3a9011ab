"""Which workshop was opened last, and which others this machine has."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from territorial_lib.errors import TerritorialError
from territorial_lib.schemas.entries import Moderation, Withdrawal, WorkshopSettings, kind_of
from territorial_lib.settings import DEMONSTRATION_FILE, Settings
from territorial_lib.store import projections
from territorial_lib.store.files import placed
from territorial_lib.store.log import Store
from territorial_lib.store.postgresql import without_password
from territorial_lib.store.sqlite import ENDING
from territorial_lib.store.targets import Target, located

POINTER = "atelier-courant.json"
_KINDS = [kind_of(kind) for kind in (WorkshopSettings, Withdrawal, Moderation)]
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


@dataclass(frozen=True)
class Known:
    """A workshop's file of this machine.

    Parameters
    ----------
    path : Path
        The file.
    settings : WorkshopSettings or None
        Its name, date and territory; None where it cannot be read.
    fault : str
        Why it cannot be read, in French with what to do; empty where it can.
    """

    path: Path
    settings: WorkshopSettings | None
    fault: str = ""


def remember(home: Path, target: Target) -> None:
    """Note which workshop is open; a password in a URL is never written.

    Parameters
    ----------
    home : Path
        Folder of the workshops; made where absent.
    target : str or Path
        Path or URL of the workshop.
    """
    place = located(target)
    where = str(place) if isinstance(place, Path) else without_password(place)
    with placed(home / POINTER, overwrite=True) as aside:
        aside.write_text(json.dumps({"store": where}, ensure_ascii=False), encoding="utf-8")


def last(home: Path) -> str | None:
    """Give the workshop opened last.

    Parameters
    ----------
    home : Path
        Folder of the workshops.

    Returns
    -------
    str or None
        Path or URL; None where nothing is remembered, or where the note is unreadable.
    """
    try:
        noted = json.loads((home / POINTER).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    where = noted.get("store") if isinstance(noted, dict) else None
    return where if isinstance(where, str) else None


def chosen(settings: Settings) -> Target | None:
    """Give the workshop being led: the one asked for, else the last opened, else the demonstration.

    Parameters
    ----------
    settings : Settings
        Where things are.

    Returns
    -------
    str, Path or None
        Path or URL; None where there is none yet.
    """
    target = settings.store or last(settings.home)
    if target is not None:
        return target
    demonstration = settings.home / DEMONSTRATION_FILE
    return demonstration.absolute() if demonstration.exists() else None


def known(home: Path) -> list[Known]:
    """List the workshops' files of a folder, the damaged ones with their fault.

    Parameters
    ----------
    home : Path
        Folder of the workshops; may be absent.

    Returns
    -------
    list of Known
        The latest workshop first, then those that cannot be read.
    """
    files = sorted(home.glob(f"*{ENDING}")) if home.is_dir() else []
    found = [_described(path) for path in files]
    readable = [(k.settings.date, k.path.name, k) for k in found if k.settings is not None]
    latest = [k for *_, k in sorted(readable, key=lambda item: item[:2], reverse=True)]
    return latest + [k for k in found if k.settings is None]


def proposed_path(home: Path, name: str, day: date, taken: Sequence[Path] = ()) -> Path:
    """Propose a file for a new workshop, named after it, that does not exist.

    Parameters
    ----------
    home : Path
        Folder of the workshops.
    name : str
        The workshop's name.
    day : date
        The workshop's day.
    taken : sequence of Path
        Other paths to avoid.

    Returns
    -------
    Path
        Such as "2026-11-24 Biovallée.atelier", numbered where taken.
    """
    words = " ".join(_FORBIDDEN.sub(" ", name).split())[:80].rstrip(" .") or "atelier"
    path = home / f"{day.isoformat()} {words}{ENDING}"
    rank = 2
    while path.exists() or path in taken:
        path = home / f"{day.isoformat()} {words} ({rank}){ENDING}"
        rank += 1
    return path


def _described(path: Path) -> Known:
    try:
        with Store.open(path, read_only=True, glance=True) as store:
            return Known(path, projections.settings(store.entries(kinds=_KINDS)))
    except TerritorialError as error:
        return Known(path, None, str(error))
