"""Zip files: looked at before anything is unpacked, for bombs and for the table they carry."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from territorial_lib.errors import UnreadableFile
from territorial_lib.imports.delimited import too_large
from territorial_lib.imports.limits import Limits, weight

_DESCRIPTIONS = ("meta", "readme", "lisez", "varmod", "dictionnaire", "documentation")
_TABLES = (".csv", ".txt", ".tsv", ".xlsx")


def checked_members(name: str, path: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """List a zip's files once sure that they can be unpacked.

    Parameters
    ----------
    name : str
        Name of the file.
    path : Path
        The zip.
    limits : Limits
        What is refused.

    Returns
    -------
    list of ZipInfo
        Its files; FileTooLarge for a bomb, UnreadableFile for a damaged or locked one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(
            f"L’archive « {name} » est abîmée ({error}).", "Téléchargez-la de nouveau."
        ) from error
    if len(members) > limits.members:
        raise too_large(name, f"{len(members)} fichiers dans l’archive")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(
            f"L’archive « {name} » est protégée par un mot de passe.",
            "Ouvrez-la vous-même d’abord.",
        )
    _refuse_bomb(name, members, limits)
    return members


def _refuse_bomb(name: str, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    if unpacked > limits.text_bytes:
        raise too_large(name, f"{weight(unpacked)} une fois décompressée")
    if unpacked > limits.suspect_bytes and unpacked > limits.packing * packed:
        raise too_large(
            name,
            f"{weight(unpacked)} une fois décompressée pour {weight(packed)} reçus, "
            "ce qui n’est pas le fait d’un vrai tableau",
        )


def table_member(name: str, members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Choose the file of a zip that is the table.

    Parameters
    ----------
    name : str
        Name of the zip.
    members : list of ZipInfo
        Its files.

    Returns
    -------
    ZipInfo
        The only table, descriptions left out; UnreadableFile where there is none or several.
    """
    tables = [each for each in members if PurePosixPath(each.filename).suffix.lower() in _TABLES]
    kept = [each for each in tables if not _is_description(each.filename)]
    data = [each for each in kept if each.filename.lower().endswith("_data.csv")] or kept
    if len(data) == 1:
        return data[0]
    names = ", ".join(f"« {each.filename} »" for each in data[:5])
    what = f"plusieurs tableaux ({names})" if data else "aucun tableau CSV ou XLSX"
    raise UnreadableFile(
        f"L’archive « {name} » contient {what}.", "Décompressez-la et donnez le fichier voulu."
    )


def _is_description(filename: str) -> bool:
    stem = PurePosixPath(filename).stem.lower()
    return stem.startswith(_DESCRIPTIONS) or stem.endswith(("_metadata", "_meta"))
