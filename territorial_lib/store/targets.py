"""Where a workshop is: a path, or the URL of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from territorial_lib.store import faults
from territorial_lib.store.database import Database
from territorial_lib.store.postgresql import PostgreSQLDatabase
from territorial_lib.store.sqlite import SQLiteDatabase, require_ours

Target = str | Path


def located(target: Target) -> Path | URL:
    """Tell a path from a PostgreSQL URL.

    Parameters
    ----------
    target : str or Path
        A path, ``~`` allowed, or ``postgresql://...``.

    Returns
    -------
    Path or sqlalchemy.URL
        The absolute path, or the URL; StoreUnreachable for any other kind of URL.
    """
    if isinstance(target, Path) or "://" not in target:
        return Path(target).expanduser().absolute()
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        raise faults.unreachable("postgresql://…", "adresse illisible") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise faults.unreachable(f"{url.drivername}://…", "seul postgresql:// est pris en charge")
    return url


def existing(target: Target, read_only: bool = False, glance: bool = False) -> Database:
    """Connect to a workshop that must be there.

    Parameters
    ----------
    target : str or Path
        Path or URL.
    read_only : bool
        True makes writing impossible.
    glance : bool
        True for a short reading that leaves nothing beside the file.

    Returns
    -------
    Database
        Ours, sound, of a version that can be read; a WorkshopFileError otherwise.
    """
    place = located(target)
    database: Database
    if isinstance(place, Path):
        require_ours(place)
        database = SQLiteDatabase(place, read_only, glance=glance)
    else:
        database = PostgreSQLDatabase(place, read_only)
    try:
        database.check()
    except BaseException:
        database.close()
        raise
    return database
