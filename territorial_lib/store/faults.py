"""What a database, or the system, says went wrong, told in French with what to do."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import exc

from territorial_lib.errors import (
    DamagedWorkshop,
    DiskFull,
    NewerWorkshop,
    NotAWorkshop,
    ReadOnlyPlace,
    StoreUnreachable,
    WorkshopBusy,
    WorkshopExists,
    WorkshopFileError,
    WorkshopMissing,
)

ALMOST_NOTHING = 1024 * 1024
"""Bytes free under which an unexplained failure to write is a full disk."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn errors of databases and of the system into sentences.

    Parameters
    ----------
    where : str
        Path or URL of the workshop, without password.

    Yields
    ------
    None
        The body runs once.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _from_database(error.orig, where) from error
    except exc.TimeoutError as error:
        raise busy(where) from error
    except sqlite3.Error as error:
        raise _from_sqlite(error, where) from error
    except OSError as error:
        raise _from_system(error, where) from error


def _from_database(error: BaseException | None, where: str) -> WorkshopFileError:
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error, where)
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith("53"):  # insufficient resources, 53100 is disk_full
        return disk_full(where)
    if state in ("25006", "42501"):  # read-only transaction, insufficient privilege
        return read_only(where)
    if state in ("55P03", "57014"):  # lock not available, query cancelled by a timeout
        return busy(where)
    return unreachable(where, str(error))


def _from_sqlite(error: sqlite3.Error, where: str) -> WorkshopFileError:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL" or (name.startswith("SQLITE_IOERR") and _no_space(where)):
        return disk_full(where)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return read_only(where)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "no such table" in str(error):
        return damaged(where, str(error))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy(where)
    return WorkshopFileError(
        f"L’atelier « {where} » ne peut pas être lu ou écrit ({error}).",
        "Vérifiez que le disque ou la clé est bien branché, puis rouvrez l’atelier.",
    )


def _from_system(error: OSError, where: str) -> WorkshopFileError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(where)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(where)
    if error.errno == errno.EEXIST:
        return exists(where)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return missing(where)
    return WorkshopFileError(
        f"L’atelier « {where} » est hors d’atteinte ({error.strerror or error}).",
        "Vérifiez que le disque ou la clé est bien branché, puis rouvrez l’atelier.",
    )


def _no_space(where: str) -> bool:
    folder = Path(where).parent
    return folder.is_dir() and shutil.disk_usage(folder).free < ALMOST_NOTHING


def not_a_workshop(where: str, why: str) -> NotAWorkshop:
    """Say that a file belongs to another program; it was left as it is.

    Parameters
    ----------
    where : str
        Path or URL, without password.
    why : str
        The cause, in French or as the system says it.

    Returns
    -------
    NotAWorkshop
        Ready to raise.
    """
    return NotAWorkshop(
        f"Le fichier « {where} » n’est pas un atelier ({why}) ; il n’a pas été touché.",
        "Choisissez un fichier dont le nom finit par .atelier, ou créez un nouvel atelier.",
    )


def damaged(where: str, why: str) -> DamagedWorkshop:
    """Say that a workshop is corrupt.

    Parameters
    ----------
    where : str
        Path or URL, without password.
    why : str
        The cause, in French or as the system says it.

    Returns
    -------
    DamagedWorkshop
        Ready to raise.
    """
    return DamagedWorkshop(
        f"L’atelier « {where} » est abîmé ({why}).",
        "Rouvrez une copie : une archive, ou la dernière sauvegarde automatique. Sans copie, "
        "« territorial recover FICHIER » retrouve ce qui se lit encore.",
    )


def newer(where: str, found: str) -> NewerWorkshop:
    """Say that a workshop needs a later version of the program.

    Parameters
    ----------
    where : str
        Path or URL, without password.
    found : str
        What tells it, in French.

    Returns
    -------
    NewerWorkshop
        Ready to raise.
    """
    return NewerWorkshop(
        f"L’atelier « {where} » vient d’une version plus récente du programme ({found}).",
        "Installez la dernière version, puis rouvrez-le : rien n’a été modifié.",
    )


def exists(where: str) -> WorkshopExists:
    """Say that creating would overwrite.

    Parameters
    ----------
    where : str
        Path or URL, without password.

    Returns
    -------
    WorkshopExists
        Ready to raise.
    """
    return WorkshopExists(
        f"« {where} » existe déjà ; rien n’a été écrasé.",
        "Ouvrez-le, ou choisissez un autre nom.",
    )


def missing(where: str) -> WorkshopMissing:
    """Say that nothing is there.

    Parameters
    ----------
    where : str
        Path or URL, without password.

    Returns
    -------
    WorkshopMissing
        Ready to raise.
    """
    return WorkshopMissing(
        f"Aucun atelier à l’adresse « {where} ».",
        "Vérifiez le nom et le dossier, ou créez un nouvel atelier.",
    )


def read_only(where: str) -> ReadOnlyPlace:
    """Say that writing is refused there.

    Parameters
    ----------
    where : str
        Path or URL, without password.

    Returns
    -------
    ReadOnlyPlace
        Ready to raise.
    """
    return ReadOnlyPlace(
        f"L’écriture est refusée à l’emplacement de l’atelier « {where} ».",
        "Copiez-le dans un dossier où vous pouvez écrire, ou ouvrez-le en lecture seule.",
    )


def disk_full(where: str) -> DiskFull:
    """Say that the disk is full; what was received before is kept.

    Parameters
    ----------
    where : str
        Path or URL, without password.

    Returns
    -------
    DiskFull
        Ready to raise.
    """
    return DiskFull(
        f"Le disque de l’atelier « {where} » est plein : la dernière contribution n’est pas "
        "enregistrée, les précédentes le sont.",
        "Libérez de la place, puis envoyez de nouveau.",
    )


def busy(where: str) -> WorkshopBusy:
    """Say that another program keeps the workshop locked.

    Parameters
    ----------
    where : str
        Path or URL, without password.

    Returns
    -------
    WorkshopBusy
        Ready to raise.
    """
    return WorkshopBusy(
        f"Un autre programme bloque l’atelier « {where} ».",
        "Fermez-le (sauvegarde, synchronisation, antivirus), puis envoyez de nouveau.",
    )


def unreachable(where: str, why: str) -> StoreUnreachable:
    """Say that the database server does not answer or refuses.

    Parameters
    ----------
    where : str
        Path or URL, without password.
    why : str
        The cause, in French or as the system says it.

    Returns
    -------
    StoreUnreachable
        Ready to raise.
    """
    return StoreUnreachable(
        f"La base partagée « {where} » ne répond pas ou refuse ({' '.join(why.split())[:300]}).",
        "Vérifiez l’adresse, le réseau et le mot de passe, puis recommencez.",
    )
