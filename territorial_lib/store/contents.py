"""Bytes too long for the log, kept beside it under their checksum: the tables imported."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, inspect, select

from territorial_lib.errors import InvalidEntry
from territorial_lib.schemas.entries import Import
from territorial_lib.store import faults
from territorial_lib.store.group import utc_text
from territorial_lib.store.items import Item, visible
from territorial_lib.store.log import Logged, Store
from territorial_lib.store.migrations import CONTENTS

MAXIMUM_BYTES = 64_000_000


def keep(store: Store, content: bytes) -> str:
    """Keep bytes; keeping the same ones again changes nothing.

    Parameters
    ----------
    store : Store
        The workshop, open for writing.
    content : bytes
        At most `MAXIMUM_BYTES`.

    Returns
    -------
    str
        Their SHA-256, once they are on the disk.
    """
    if len(content) > MAXIMUM_BYTES:
        raise InvalidEntry(
            f"Le tableau pèse {len(content) // 1_000_000} Mo, plus que les "
            f"{MAXIMUM_BYTES // 1_000_000} Mo qu’un atelier peut porter.",
            "Gardez seulement votre territoire, puis recommencez.",
        )
    checksum = hashlib.sha256(content).hexdigest()
    with store.database.writing() as connection:
        if checksum not in _known(connection, [checksum]):
            kept_at = utc_text(store.clock())
            row = {"checksum": checksum, "kept_at": kept_at, "content": content}
            connection.execute(insert(CONTENTS), row)
    return checksum


def kept(store: Store, checksum: str) -> bytes:
    """Give bytes kept.

    Parameters
    ----------
    store : Store
        The workshop.
    checksum : str
        What `keep` gave.

    Returns
    -------
    bytes
        The same bytes; DamagedWorkshop where they are absent or altered.
    """
    with store.database.reading() as connection:
        query = select(CONTENTS.c.content).where(CONTENTS.c.checksum == checksum)
        found = connection.execute(query).scalar()
    content = b"" if found is None else bytes(found)
    if hashlib.sha256(content).hexdigest() != checksum:
        raise faults.damaged(store.where, f"le contenu {checksum[:12]} est absent ou altéré")
    return content


def copy(source: Connection, target: Connection) -> None:
    """Copy every content that another database lacks.

    Parameters
    ----------
    source, target : sqlalchemy.Connection
        A transaction on each.
    """
    if not inspect(source).has_table(CONTENTS.name):
        return
    there = source.execute(select(CONTENTS.c.checksum)).scalars().all()
    known = _known(target, there)
    for checksum in there:
        if checksum not in known:
            query = select(CONTENTS).where(CONTENTS.c.checksum == checksum)
            target.execute(insert(CONTENTS), dict(source.execute(query).mappings().one()))


def weight(store: Store) -> int:
    """Count the bytes kept.

    Parameters
    ----------
    store : Store
        The workshop.

    Returns
    -------
    int
        Bytes, 0 where nothing is kept.
    """
    with store.database.reading() as connection:
        if not inspect(connection).has_table(CONTENTS.name):
            return 0
        query = select(func.coalesce(func.sum(func.length(CONTENTS.c.content)), 0))
        return int(connection.execute(query).scalar_one())


def imports(log: Sequence[Logged]) -> dict[str, Item]:
    """Give the tables imported in force.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to Item
        By name of the table, the last import not withdrawn; its `body` is an Import.
    """
    if not any(isinstance(logged.entry.body, Import) for logged in log):
        return {}
    return {i.body.table: i for i in visible(log, Import) if isinstance(i.body, Import)}


def checksums(log: Sequence[Logged]) -> dict[str, str]:
    """Give what the tables imported in force are kept under.

    Parameters
    ----------
    log : sequence of Logged
        The whole log, in order.

    Returns
    -------
    dict of str to str
        By name of the table, the checksum of its bytes.
    """
    found = {name: item.body for name, item in imports(log).items()}
    return {name: body.content for name, body in found.items() if isinstance(body, Import)}


def _known(connection: Connection, wanted: Sequence[str]) -> set[str]:
    query = select(CONTENTS.c.checksum).where(CONTENTS.c.checksum.in_(wanted))
    return set(connection.execute(query).scalars())
