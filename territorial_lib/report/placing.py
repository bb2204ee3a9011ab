"""Files that appear whole or not at all, never over another: a name taken is numbered."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from territorial_lib.errors import DiskFull, ReadOnlyPlace, TerritorialError, WorkshopMissing
from territorial_lib.typography import folded

_LONGEST = 60
_TRIES = 1000


def plain_name(*words: str) -> str:
    """Make a file's name of words.

    Parameters
    ----------
    *words : str
        Words of any language; empty ones are left out.

    Returns
    -------
    str
        Such as "biovallee-2026-11-24": lower-case letters, digits and dashes.
    """
    letters = [folded(each).encode("ascii", "ignore").decode() for each in words]
    parts = [re.sub(r"[^a-z0-9]+", "-", each)[:_LONGEST].strip("-") for each in letters]
    return "-".join(each for each in parts if each) or "export"


def folder_ready(folder: Path) -> Path:
    """Check that files may be written in a folder, made where only its last part is absent.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    Path
        The folder, absolute; ReadOnlyPlace or WorkshopMissing where nothing can be written.
    """
    folder = folder.expanduser().absolute()
    with told(folder):
        if not folder.is_dir():
            folder.mkdir()
        probe = folder / f".{secrets.token_hex(4)}.partial"
        probe.touch(exist_ok=False)
        probe.unlink()
    return folder


def place(folder: Path, name: str, write: Callable[[Path], None]) -> Path:
    """Write a file, or a folder of files, under a temporary name, then give it its own.

    Parameters
    ----------
    folder : Path
        Where; it exists.
    name : str
        Its name; " 2", " 3"... is added before the ending where it is taken.
    write : callable
        Writes to the path that it is given, where nothing exists.

    Returns
    -------
    Path
        What was written.
    """
    aside = folder / f".{secrets.token_hex(6)}.partial"
    with told(folder):
        try:
            write(aside)
            return _named(aside, folder, name)
        finally:
            if aside.is_dir():
                shutil.rmtree(aside)
            else:
                aside.unlink(missing_ok=True)


def _named(aside: Path, folder: Path, name: str) -> Path:
    """Give what was written the first name that nothing has."""
    stem, dot, ending = name.rpartition(".")
    for rank in range(1, _TRIES):
        more = "" if rank == 1 else f"-{rank}"
        target = folder / (f"{stem}{more}.{ending}" if dot else f"{name}{more}")
        try:
            _reserve(aside, target)
        except FileExistsError:
            continue
        aside.replace(target)
        return target
    raise FileExistsError(errno.EEXIST, "too many files of this name", str(folder / name))


def _reserve(aside: Path, target: Path) -> None:
    """Take a name that nobody else can take meanwhile."""
    if aside.is_dir():
        target.mkdir()
        if os.name == "nt":  # a folder is not replaced there
            target.rmdir()
    else:
        target.touch(exist_ok=False)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into a French sentence.

    Parameters
    ----------
    folder : Path
        Where one writes.

    Yields
    ------
    None
        The body runs once.
    """
    try:
        yield
    except OSError as error:
        raise _sentence(error, folder) from error


def _sentence(error: OSError, folder: Path) -> TerritorialError:
    where = f"«\u00a0{folder}\u00a0»"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            f"Le disque du dossier {where} est plein\u00a0: le fichier n’est pas écrit.",
            "Libérez de la place, ou choisissez un autre dossier.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyPlace(
            f"L’écriture est refusée dans le dossier {where}.",
            "Choisissez un dossier où vous pouvez écrire.",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return WorkshopMissing(
            f"Le dossier {where} n’existe pas.",
            "Vérifiez son adresse, ou branchez la clé, puis recommencez.",
        )
    if error.errno == errno.EEXIST:
        return TerritorialError(
            f"{where} n’est pas un dossier, ou ce nom y est pris mille fois.",
            "Choisissez un autre dossier.",
        )
    return TerritorialError(
        f"Le dossier {where} est hors d’atteinte ({error.strerror or error}).",
        "Vérifiez que le disque ou la clé est bien branché, puis recommencez.",
    )
