"""Refresh: official files fetched, checked, put in place whole; the former ones stay otherwise."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from territorial_lib.errors import DataError, DownloadFailed, ImportRefused, TerritorialError
from territorial_lib.imports.disk import reason
from territorial_lib.imports.door import Door
from territorial_lib.imports.fetching import Patience, checksum, fetch
from territorial_lib.imports.imported import Draft, ImportedTable
from territorial_lib.imports.limits import weight
from territorial_lib.typography import number

_LOG = logging.getLogger(__name__)
FOLDER = "données officielles"
"""Folder of the tables fetched, in the folder of the workshops."""
_DOWNLOADS = "téléchargements"
_ENDING = ".parquet"
_REFUSED_SHARE = 0.02


@dataclass(frozen=True)
class OfficialFile:
    """A file that a producer publishes at a fixed address.

    Parameters
    ----------
    title : str
        What it is, in French.
    url : str
        Its address.
    name : str
        Name given to the file here; it may tell the year.
    sha256 : str
        Its checksum where it is known; empty otherwise.
    territories : int
        Fewest territories it must hold.
    totals : mapping of str to tuple of (float, float)
        For some measures, the bounds of their national sum.
    """

    title: str
    url: str
    name: str
    sha256: str = ""
    territories: int = 1
    totals: Mapping[str, tuple[float, float]] = field(default_factory=dict)


OFFICIAL: tuple[OfficialFile, ...] = (
    OfficialFile(
        "Insee, recensement 2021 : emplois au lieu de travail par secteur et commune",
        "https://www.insee.fr/fr/statistiques/fichier/7632867/"
        "base-cc-emploi-pop-active-2021_csv.zip",
        "base-cc-emploi-pop-active-2021_csv.zip",
        territories=34_000,
        totals={"jobs": (25e6, 31e6)},
    ),
    OfficialFile(
        "Insee, Flores 2024 : postes salariés par activité (A17) et commune",
        "https://api.insee.fr/melodi/file/DS_FLORES_A17/DS_FLORES_A17_2024_CSV_FR",
        "DS_FLORES_A17_2024_CSV_FR.zip",
        territories=25_000,
        totals={"jobs": (24e6, 30e6)},
    ),
    OfficialFile(
        "Insee, base permanente des équipements 2024 par type et commune",
        "https://api.insee.fr/melodi/file/DS_BPE/DS_BPE_2024_CSV_FR",
        "DS_BPE_2024_CSV_FR.zip",
        territories=30_000,
        totals={"units": (2.5e6, 3.2e6)},
    ),
    OfficialFile(
        "Agence ORE : électricité et gaz par commune et secteur",
        "https://opendata.agenceore.fr/api/explore/v2.1/catalog/datasets/"
        "conso-elec-gaz-annuelle-par-secteur-dactivite-agregee-commune/exports/csv"
        "?lang=fr&timezone=Europe%2FBerlin&use_labels=true&delimiter=%3B",
        "conso-elec-gaz-annuelle-par-secteur-dactivite-agregee-commune.csv",
        territories=30_000,
        totals={"residential": (2e8, 4e8)},
    ),
)
"""Addresses read in public code and not tried from here: a producer may move its files."""

Telling = Callable[[OfficialFile, int, int | None], None]


@dataclass(frozen=True)
class Outcome:
    """What became of an official file.

    Parameters
    ----------
    file : OfficialFile
        The file.
    sentence : str
        What happened, in French.
    error : TerritorialError or None
        Why nothing was changed; None where the table is in place.
    """

    file: OfficialFile
    sentence: str
    error: TerritorialError | None = None


def update(
    home: Path,
    door: Door,
    telling: Telling,
    files: Sequence[OfficialFile] | None = None,
    patience: Patience | None = None,
) -> list[Outcome]:
    """Fetch official files and put their tables in place; never called but by a person.

    Parameters
    ----------
    home : Path
        Folder of the workshops (`Settings.home`).
    door : Door
        Where files come in.
    telling : callable
        Told of the bytes received, file by file.
    files : sequence of OfficialFile, optional
        What to fetch; `OFFICIAL` by default.
    patience : Patience, optional
        When to give up.

    Returns
    -------
    list of Outcome
        One a file; a file that fails leaves the former table as it was.
    """
    outcomes = []
    for file in OFFICIAL if files is None else files:
        try:
            outcomes.append(_updated(file, home / FOLDER, door, telling, patience or Patience()))
        except TerritorialError as error:
            outcomes.append(Outcome(file, str(error), error))
    return outcomes


def updated(home: Path) -> dict[str, ImportedTable]:
    """Give the official tables fetched on this machine.

    Parameters
    ----------
    home : Path
        Folder of the workshops.

    Returns
    -------
    dict of str to ImportedTable
        By name; a damaged one is left out, and told by `damaged`.
    """
    tables = (_unpacked(path) for path in _paths(home))
    return {table.name: table for table in tables if table is not None}


def damaged(home: Path) -> list[str]:
    """Name the tables fetched that can no longer be read.

    Parameters
    ----------
    home : Path
        Folder of the workshops.

    Returns
    -------
    list of str
        Their names: those of the program are used instead, until they are fetched again.
    """
    return [path.stem for path in _paths(home) if _unpacked(path) is None]


def _paths(home: Path) -> list[Path]:
    folder = home / FOLDER
    return sorted(folder.glob(f"*{_ENDING}")) if folder.is_dir() else []


def _unpacked(path: Path) -> ImportedTable | None:
    try:
        return ImportedTable.unpacked(path.read_bytes())
    except (DataError, OSError) as error:
        _LOG.warning("The table fetched %s cannot be read: %s", path, error)
        return None


def withdraw(home: Path, name: str) -> bool:
    """Go back to what the program carries.

    Parameters
    ----------
    home : Path
        Folder of the workshops.
    name : str
        Name of the table fetched.

    Returns
    -------
    bool
        False where no such table was fetched.
    """
    known = {path.stem: path for path in _paths(home)}
    if name not in known:
        return False
    known[name].unlink()
    return True


def _updated(
    file: OfficialFile, folder: Path, door: Door, telling: Telling, patience: Patience
) -> Outcome:
    target = folder / _DOWNLOADS / file.name
    fetch(file.url, target, patience, lambda got, expected: telling(file, got, expected))
    try:
        _require_checksum(file, target)
        draft = _read(file, door, target)
        _require_totals(file, draft)
        _place(folder / f"{draft.imported.name}{_ENDING}", draft.imported.packed())
    finally:
        target.unlink(missing_ok=True)  # a file that lied must not be taken for received
    card = draft.imported.sourced.card
    rows = number(len(draft.frame))
    return Outcome(file, f"{file.title} : en place ({card.vintage}, {rows} lignes).")


def _require_checksum(file: OfficialFile, path: Path) -> None:
    found = checksum(path)
    if file.sha256 and found != file.sha256:
        size = weight(path.stat().st_size)
        raise _refused(file, f"son empreinte n’est pas celle attendue ({found[:12]}…, {size})")


def _read(file: OfficialFile, door: Door, path: Path) -> Draft:
    try:
        draft = door.recognise(path)
    except ImportRefused as error:
        raise _refused(file, f"il n’a pas la forme attendue. {error.fault}") from error
    if draft.refused > _REFUSED_SHARE * draft.total:
        first = draft.rejected[0]
        raise _refused(
            file,
            f"{number(draft.refused)} lignes sur {number(draft.total)} sont refusées "
            f"(ligne {first.line} : {first.reason})",
        )
    return draft


def _require_totals(file: OfficialFile, draft: Draft) -> None:
    count = draft.frame["code"].nunique()
    if count < file.territories:
        raise _refused(
            file, f"{number(count)} territoires au lieu de {number(file.territories)} au moins"
        )
    for name, (low, high) in file.totals.items():
        total = float(draft.frame[name].sum())
        if not low <= total <= high:
            label = draft.imported.table.column(name).label
            raise _refused(
                file,
                f"le total « {label} » est de {number(total)}, "
                f"hors de {number(low)} à {number(high)}",
            )


def _place(path: Path, content: bytes) -> None:
    """Write aside, flush, then take the place of the former table in one step."""
    aside = path.with_name(path.name + ".partial")
    try:
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError as error:
        raise DownloadFailed(
            f"La table {path.name} n’a pas pu être écrite ({reason(error)}).",
            "Libérez de la place ou choisissez un autre dossier ; rien n’a été changé.",
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def _refused(file: OfficialFile, why: str) -> DownloadFailed:
    return DownloadFailed(
        f"Le fichier « {file.title} » est refusé : {why}.",
        "Les données déjà en place restent inchangées ; recommencez, ou signalez-le.",
    )


def sentences(outcomes: Iterable[Outcome]) -> str:
    """Sum up an update.

    Parameters
    ----------
    outcomes : iterable of Outcome
        What `update` gave.

    Returns
    -------
    str
        One line a file, in French.
    """
    return "\n".join(outcome.sentence for outcome in outcomes)
