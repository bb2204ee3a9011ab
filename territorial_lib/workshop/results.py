"""Results already published by the engine: a page computes only what is not there yet."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

import territorial_lib
from territorial_lib.diagnosis.bearing import bearing
from territorial_lib.diagnosis.case import Shown
from territorial_lib.store import contents
from territorial_lib.store.published import Published

if TYPE_CHECKING:
    from territorial_lib.diagnosis.declared import Declared
    from territorial_lib.store.database import Database
    from territorial_lib.workshop.workshop import Workshop

EVERYTHING = "*"


def fingerprint(workshop: Workshop, reads: Collection[str]) -> str:
    """Digest all that a result is computed from: code, data, territory, entries.

    Parameters
    ----------
    workshop : Workshop
        Its territory, its data, its log.
    reads : collection of str
        Kinds of entries that count; `EVERYTHING` for all, none for the territory alone.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    log = workshop.log()
    parts = [code(), workshop.settings.territory]
    parts += [f"{name} {card.sha256}" for name, card in sorted(workshop.catalogue.cards.items())]
    parts += [repr(each.sourced.card) for _, each in sorted(workshop.refreshed.items())]
    parts += [f"{name} {kept}" for name, kept in sorted(contents.checksums(log).items())]
    entries = [logged.entry for logged in log]
    counted = [e for e in entries if EVERYTHING in reads or e.kind in reads]
    parts += [f"{entry.id} {entry.kind}" for entry in counted]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def published(workshop: Workshop, key: str, reads: Collection[str]) -> Any:
    """Read a result that the engine published for what the workshop now is.

    Parameters
    ----------
    workshop : Workshop
        The workshop.
    key : str
        Name of the result: that of the engine's recipe.
    reads : collection of str
        Kinds of entries it depends on: the recipe's.

    Returns
    -------
    Any
        Plain data; None where it is not published, or was for another state: compute it then.
    """
    results = Published.seen(workshop.store.database)
    if results is None:
        return None
    try:
        return results.read(key, fingerprint(workshop, reads))
    finally:
        results.close()


class Sharing:
    """What was computed already of a workshop's territory, for what its room now says.

    Parameters
    ----------
    database : Database
        The workshop's own, open.
    state : bytes
        Digest of the code, the data and the territory.
    declared : Declared
        What its room says: the facts that bear on what a result read count with it.
    """

    def __init__(self, database: Database, state: bytes, declared: Declared) -> None:
        self._database, self._state, self._declared = database, state, declared

    def read(self, key: str, besides: object) -> Shown | None:
        """Read a result.

        Parameters
        ----------
        key : str
            Its name.
        besides : object
            All that it depends on beside the state: levers, answers.

        Returns
        -------
        Shown or None
            None where it is not published, or was for another state.
        """
        results = Published.seen(self._database)
        if results is None:
            return None
        try:
            found = results.get(key)
        finally:
            results.close()
        if found is None:
            return None
        try:
            shown = _DECODER.decode(found.document)
        except msgspec.DecodeError as error:
            _LOG.warning("%s is published but cannot be read: %s", key, error)
            return None
        now = self.fingerprint(besides, shown.reads)
        return shown if found.fingerprint == now else None

    def fingerprint(self, besides: object, read: Collection[str]) -> str:
        """Digest the state and what else a result depends on.

        Parameters
        ----------
        besides : object
            Plain data: levers, answers.
        read : collection of str
            What it read, as `schemas.reads` names it: only facts that bear on it count.

        Returns
        -------
        str
            32 hexadecimal digits.
        """
        stated = bearing(self._declared, read)
        return hashlib.sha256(self._state + _ENCODER.encode((besides, stated))).hexdigest()[:32]


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Shown)
_LOG = logging.getLogger(__name__)


def written(result: object, read: Collection[str]) -> str:
    """Write a result as it is shared.

    Parameters
    ----------
    result : object
        Plain data.
    read : collection of str
        What it was computed from.

    Returns
    -------
    str
        JSON.
    """
    made = msgspec.Raw(msgspec.json.encode(result))
    return msgspec.json.encode(Shown(tuple(sorted(read)), made)).decode()


def sharing(workshop: Workshop, declared: Declared) -> Sharing:
    """Say what the results of a workshop are computed from, as it now is.

    Parameters
    ----------
    workshop : Workshop
        Its territory and its tables.
    declared : Declared
        What its room says: facts, levers and answers count with each result.

    Returns
    -------
    Sharing
        Reads what was published for that very state.
    """
    settings = workshop.settings
    stated = (settings.territory, settings.territory_name, settings.similar)
    tables = [f"{name} {card.sha256}" for name, card in sorted(workshop.catalogue.cards.items())]
    tables += [repr(each.sourced.card) for _, each in sorted(workshop.refreshed.items())]
    tables += [
        f"{name} {kept}" for name, kept in sorted(contents.checksums(workshop.log()).items())
    ]
    digest = hashlib.sha256(_ENCODER.encode((code(), tables, stated))).digest()
    return Sharing(workshop.store.database, digest, declared)


@lru_cache
def code() -> str:
    """Digest the program itself: a result of another version is not this one's.

    Returns
    -------
    str
        64 hexadecimal digits, the same for the same files wherever they are installed.
    """
    package = Path(territorial_lib.__file__).parent
    digest = hashlib.sha256(territorial_lib.__version__.encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode() + path.read_bytes())
    return digest.hexdigest()
