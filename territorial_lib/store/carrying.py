"""Carrying a workshop: archive the one being led, open one that comes from elsewhere, join two."""

from __future__ import annotations

from pathlib import Path

from territorial_lib.errors import WorkshopMissing
from territorial_lib.schemas.entries import WorkshopSettings
from territorial_lib.settings import Settings
from territorial_lib.store import current, projections
from territorial_lib.store.archive import archive, restore
from territorial_lib.store.log import Store
from territorial_lib.store.merging import merge


def archive_current(settings: Settings, path: Path | None = None, overwrite: bool = False) -> Path:
    """Write the workshop being led in one file, while the room goes on.

    Parameters
    ----------
    settings : Settings
        Where things are.
    path : Path, optional
        Where; by default a new name in the workshops' folder ``archives``.
    overwrite : bool
        True replaces a file already there.

    Returns
    -------
    Path
        The archive, which opens from a read-only folder.
    """
    target = current.chosen(settings)
    if target is None:
        raise WorkshopMissing("Aucun atelier n’est ouvert.", "Ouvrez-en un dans « Préparer ».")
    with Store.open(target) as store:
        named = _settings(store)
        where = path or current.proposed_path(settings.home / "archives", named.name, named.date)
        return archive(store, where, overwrite)


def open_archive(settings: Settings, source: Path) -> Path:
    """Make a workshop from an archive and lead it; the archive is left as it is.

    Parameters
    ----------
    settings : Settings
        Where things are.
    source : Path
        An archive, or a workshop's file; one already in the workshops' folder is led as it is.

    Returns
    -------
    Path
        The workshop's file, remembered as the one being led.
    """
    source = source.expanduser().absolute()
    if source.parent == settings.home.absolute():
        Store.open(source).close()
        current.remember(settings.home, source)
        return source
    with Store.open(source, read_only=True, glance=True) as store:
        named = _settings(store)
    path = current.proposed_path(settings.home, named.name, named.date)
    restore(source, path).close()
    current.remember(settings.home, path)
    return path


def merge_files(settings: Settings, first: Path, second: Path, path: Path | None = None) -> Path:
    """Join two rooms' files in a new workshop, which is not led until it is opened.

    Parameters
    ----------
    settings : Settings
        Where things are.
    first, second : Path
        The files, left as they are; the name and the date are the first's.
    path : Path, optional
        Where; by default a new name in the workshops' folder.

    Returns
    -------
    Path
        The new workshop's file.
    """
    with Store.open(first, read_only=True, glance=True) as store:
        named = _settings(store)
    where = path or current.proposed_path(settings.home, f"{named.name} réuni", named.date)
    merge(first, second, where).close()
    return where


def _settings(store: Store) -> WorkshopSettings:
    found = projections.settings(store.entries())
    if found is None:
        raise WorkshopMissing(
            f"L’atelier {store.where} n’a ni nom ni territoire.",
            "Choisissez un territoire dans « Préparer ».",
        )
    return found
