"""What a command line names: a territory by its code, a workshop by its file, a folder to write in.

Everything is imported where it is used: a command must not wait for what it does not need.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from territorial_lib.errors import ReadOnlyPlace
from territorial_lib.settings import Settings

if TYPE_CHECKING:
    from territorial_lib.diagnosis.case import Case
    from territorial_lib.geography.territories import Gazetteer
    from territorial_lib.report.material import Material
    from territorial_lib.sources import Catalogue


def catalogue() -> Catalogue:
    """Open the tables of this machine."""
    from territorial_lib.sources import Catalogue

    return Catalogue(Settings.from_environment().data)


def gazetteer() -> Gazetteer:
    """Open the names and codes of the territories."""
    from territorial_lib.geography.territories import Gazetteer

    return Gazetteer(catalogue())


def every_epci() -> Case:
    """Lay out all the EPCI of France at once."""
    from territorial_lib.diagnosis.case import Case

    known = gazetteer()
    codes = known.units("epci").index
    return Case.every([known.territory(code) for code in codes], known.catalogue)


def case(source: str) -> Case:
    """Lay out a territory, or what a workshop's file says of its own.

    Parameters
    ----------
    source : str
        A territory's code, or a file's path.

    Returns
    -------
    Case
        With what the room declared, where it is a file.

    Raises
    ------
    TerritorialError
        Where it is neither.
    """
    from territorial_lib.diagnosis.case import Case
    from territorial_lib.diagnosis.declared import Declared
    from territorial_lib.diagnosis.inventory import taking as inventory

    if is_file(source):
        from territorial_lib.workshop import open_workshop

        workshop = open_workshop(source, catalogue(), read_only=True)
        try:
            return workshop.case()
        finally:
            workshop.close()
    known = gazetteer()
    taken = inventory.diagnose(known.territory(source), known.catalogue)
    return Case.of(taken, known.catalogue, Declared())


def material(source: str) -> Material:
    """Diagnose a territory, or what a workshop's file says of its own.

    Parameters
    ----------
    source : str
        A territory's code, or a file's path.

    Returns
    -------
    Material
        What reports are written from.
    """
    from territorial_lib.report.material import of_case, of_workshop

    if not is_file(source):
        return of_case(case(source))
    from territorial_lib.workshop import open_workshop

    workshop = open_workshop(source, catalogue(), read_only=True)
    try:
        return of_workshop(workshop)
    finally:
        workshop.close()


def is_file(source: str) -> bool:
    """Tell a file's path from a territory's code.

    Parameters
    ----------
    source : str
        What was typed.

    Returns
    -------
    bool
        True where it has a suffix or a folder; the file may be absent.
    """
    return bool(Path(source).suffix) or "/" in source or "\\" in source


def settings(store: str | None, notebooks: Path | None) -> Settings:
    """Take the settings of the environment, and what the command says instead.

    Parameters
    ----------
    store : str or None
        Workshop's file or address.
    notebooks : Path or None
        Folder of the notebooks.
    """
    found = Settings.from_environment()
    return replace(
        found,
        store=store or found.store,
        notebooks=notebooks.resolve() if notebooks else found.notebooks,
    )


def ready(asked: Settings) -> Settings:
    """Check what is asked before any door opens; a file asked for becomes the one being led.

    Parameters
    ----------
    asked : Settings
        What the command says.

    Raises
    ------
    TerritorialError
        Where the workshops' folder cannot be written, or the store cannot be read.
    """
    from territorial_lib.store import current
    from territorial_lib.store.log import Store as Log

    require_writable(asked.home)
    if asked.store is None:
        return asked
    Log.open(asked.store, read_only=True).close()
    if "://" in asked.store:
        return asked
    current.remember(asked.home, asked.store)
    return replace(asked, store=None)


def require_writable(folder: Path) -> None:
    """Make a folder and try to write in it.

    Parameters
    ----------
    folder : Path
        The workshops' folder.

    Raises
    ------
    ReadOnlyPlace
        Where it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise ReadOnlyPlace(
            f"Le dossier des ateliers {folder} ne peut pas être écrit ({error.strerror}).",
            "Choisissez-en un autre avec la variable TERRITORIAL_HOME.",
        ) from error
