"""A damaged workshop's entries, copied one by one into a sound file; the damaged one is left."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import insert

from territorial_lib.errors import DamagedWorkshop, NotAWorkshop, TerritorialError
from territorial_lib.schemas.entries import Erased, stored
from territorial_lib.store import faults, leaves, migrations
from territorial_lib.store.erasure import blanks, erased_participants
from territorial_lib.store.files import placed
from territorial_lib.store.log import Logged
from territorial_lib.store.merging import log_rows
from territorial_lib.store.migrations import CONTENTS, ENTRIES
from territorial_lib.store.sqlite import MAGIC, SQLiteDatabase, require_ours

_ENTRY, _CONTENT = 5, 3
_SHOWN = 8


@dataclass(frozen=True)
class Recovered:
    """What was found in a damaged file.

    Parameters
    ----------
    path : Path
        The new file, sound.
    entries : int
        How many entries it holds.
    missing : tuple of int
        Numbers, up to the last one found, of the entries that could not be read.
    contents : int
        How many imported tables were found whole.
    """

    path: Path
    entries: int
    missing: tuple[int, ...]
    contents: int


def recover(source: Path, target: Path) -> Recovered:
    """Copy everything readable of a damaged workshop's file into a new one.

    Parameters
    ----------
    source : Path
        The damaged file; only read, as is the -wal beside it.
    target : Path
        A file that does not exist.

    Returns
    -------
    Recovered
        What was found; numbers follow each other again in the new file. DamagedWorkshop or
        NotAWorkshop where no entry is readable, NewerWorkshop where the file says so itself.
    """
    fault = _fault(source)
    with faults.told(str(source)):
        found = list(leaves.rows(source))
    log, imported = _log(found), dict(_contents(found))
    if not log:
        raise fault or faults.damaged(str(source), "plus rien n’est lisible")
    with placed(target) as aside:
        _write(aside, target, log, imported)
    numbers = {logged.seq for logged in log}
    missing = tuple(seq for seq in range(1, max(numbers) + 1) if seq not in numbers)
    return Recovered(target, len(log), missing, len(imported))


def said(found: Recovered) -> str:
    """Tell what was found.

    Parameters
    ----------
    found : Recovered
        What `recover` gave.

    Returns
    -------
    str
        French sentences.
    """
    told = [
        f"{_counted(found.entries, 'contribution retrouvée', 'contributions retrouvées')}, "
        f"dans «\u00a0{found.path}\u00a0»."
    ]
    if found.contents:
        tables = _counted(found.contents, "tableau importé est entier", "tableaux importés entiers")
        told.append(f"{tables}.")
    if found.missing:
        numbers = ", ".join(map(str, found.missing[:_SHOWN]))
        more = f" et {len(found.missing) - _SHOWN} autres" if len(found.missing) > _SHOWN else ""
        told.append(
            f"{_counted(len(found.missing), 'manque', 'manquent')}\u00a0: n°\u00a0{numbers}{more}."
        )
    told.append("Ce qui suivait la dernière retrouvée, s’il y en avait, est perdu.")
    return " ".join(told)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _fault(source: Path) -> TerritorialError | None:
    """Say why a file cannot be opened; raise where it is sound and not for this program."""
    try:
        require_ours(source)
    except DamagedWorkshop as error:
        return error
    except NotAWorkshop as error:
        if source.is_dir() or source.read_bytes()[: len(MAGIC)] == MAGIC:
            raise
        return error  # its first page may be what is lost
    return None


def _log(found: list[leaves.Row]) -> list[Logged]:
    """Keep the rows that are entries of ours, in order, erasures in force."""
    kept: dict[int, Logged] = {}
    for logged in _entries(found):
        known = kept.get(logged.seq)
        if known is None or isinstance(logged.entry.body, Erased):
            kept[logged.seq] = logged
    log = [kept[seq] for seq in sorted(kept)]
    blanked = {entry.id: entry for entry in blanks(log, erased_participants(log))}
    return [each._replace(entry=blanked.get(each.entry.id, each.entry)) for each in log]


def _entries(found: list[leaves.Row]) -> Iterator[Logged]:
    for seq, values in found:
        if len(values) != _ENTRY or values[0] is not None:
            continue
        _, id_, kind, received_at, document = values
        if not isinstance(document, str) or not isinstance(received_at, str):
            continue
        try:
            entry = stored(document)
        except msgspec.MsgspecError:
            continue
        if (entry.id, entry.kind) == (id_, kind):
            yield Logged(seq, received_at, entry)


def _contents(found: list[leaves.Row]) -> Iterator[tuple[str, dict[str, object]]]:
    for _, values in found:
        if len(values) != _CONTENT:
            continue
        checksum, kept_at, content = values
        whole = isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == checksum
        if whole and isinstance(checksum, str):
            yield checksum, {"checksum": checksum, "kept_at": kept_at, "content": content}


def _write(
    aside: Path, target: Path, log: list[Logged], imported: dict[str, dict[str, object]]
) -> None:
    aside.touch()
    database = SQLiteDatabase(aside, where=str(target))
    try:
        migrations.migrate(database)
        with database.writing() as connection:
            connection.execute(insert(ENTRIES), [*log_rows(log)])
            if imported:
                connection.execute(insert(CONTENTS), list(imported.values()))
    finally:
        database.close()
