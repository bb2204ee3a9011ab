"""Results already published by the engine: a page computes only what is not there yet."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import territorial_lib
from territorial_lib.store import contents
from territorial_lib.store.published import Published

if TYPE_CHECKING:
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
