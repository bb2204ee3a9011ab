"""Creating a workshop's file, opening one, and finding the one being led."""

from __future__ import annotations

from pathlib import Path

from territorial_lib.errors import WorkshopExists, WorkshopMissing
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.imports.update import updated
from territorial_lib.schemas import entries
from territorial_lib.schemas.entries import Entry, WorkshopSettings
from territorial_lib.settings import DEMONSTRATION, DEMONSTRATION_FILE, Settings
from territorial_lib.sources import Catalogue
from territorial_lib.store import current
from territorial_lib.store.log import Store, system_clock
from territorial_lib.workshop.workshop import FACILITATOR, Workshop

DEMONSTRATION_NAME = "Atelier de démonstration"


def create(target: str | Path, settings: WorkshopSettings, catalogue: Catalogue) -> Workshop:
    """Create a workshop's file, after checking that its territory exists.

    Parameters
    ----------
    target : str or Path
        A path that does not exist, or the URL of a database without workshop.
    settings : WorkshopSettings
        Name, date and territory.
    catalogue : Catalogue
        The tables.

    Returns
    -------
    Workshop
        The workshop, open.
    """
    Gazetteer(catalogue).territory(settings.territory)
    first = Entry(id=entries.new_id(), who=FACILITATOR, body=settings)
    return Workshop(Store.create(target, first), catalogue)


def open_workshop(target: str | Path, catalogue: Catalogue, read_only: bool = False) -> Workshop:
    """Open a workshop that exists.

    Parameters
    ----------
    target : str or Path
        Path or URL.
    catalogue : Catalogue
        The tables.
    read_only : bool
        True makes writing impossible.

    Returns
    -------
    Workshop
        The workshop; a WorkshopFileError says why it cannot be opened.
    """
    return Workshop(Store.open(target, read_only=read_only), catalogue)


def current_workshop(settings: Settings) -> Workshop:
    """Open the workshop asked for, else the last one, else the demonstration's.

    Parameters
    ----------
    settings : Settings
        Where things are.

    Returns
    -------
    Workshop
        Open for writing, unless the settings forbid it.
    """
    catalogue = Catalogue.at(settings.data)
    target = current.chosen(settings)
    if target is None and settings.read_only:
        raise WorkshopMissing(
            "Aucun atelier n’est encore ouvert.", "Revenez quand l’animation aura commencé."
        )
    workshop = (
        _demonstration(settings, catalogue)
        if target is None
        else open_workshop(target, catalogue, settings.read_only)
    )
    workshop.refreshed = updated(settings.home)
    return workshop


def _demonstration(settings: Settings, catalogue: Catalogue) -> Workshop:
    path = settings.home / DEMONSTRATION_FILE
    today = system_clock().astimezone().date()
    first = WorkshopSettings(name=DEMONSTRATION_NAME, date=today, territory=DEMONSTRATION)
    try:
        workshop = create(path, first, catalogue)
    except WorkshopExists:  # another page was first
        return open_workshop(path, catalogue)
    current.remember(settings.home, path)
    return workshop
