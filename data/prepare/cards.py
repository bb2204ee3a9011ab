"""Identity cards: writes what was measured (checksums) into ``sources.toml``, comments kept."""

from __future__ import annotations

from pathlib import Path

import tomlkit

from data.prepare.raw import Raw, checksum


class CardMissing(Exception):
    """A table was built and nobody wrote its card."""


def stamp(cards: Path, name: str, table: Path, raw: Raw) -> None:
    """Write a table's checksum, and those of the raw files it came from, in its card.

    Parameters
    ----------
    cards : Path
        The file ``sources.toml``.
    name : str
        The table's name; its card must exist.
    table : Path
        The table's file.
    raw : Raw
        The raw files as noted while building.
    """
    document = tomlkit.parse(cards.read_text(encoding="utf-8"))
    if name not in document:
        raise CardMissing(f"{cards}: write the card [{name}] before building the table")
    card = document[name]
    card["raw"] = _inline(raw.reads)
    card["tables"] = sorted(raw.tables_read)
    card["sha256"] = checksum(table)
    draft = cards.with_suffix(".draft")
    draft.write_text(tomlkit.dumps(document), encoding="utf-8")
    draft.replace(cards)


def _inline(reads: dict[str, str]) -> tomlkit.items.Array:
    listed = tomlkit.array().multiline(True)
    for file, digest in sorted(reads.items()):
        entry = tomlkit.inline_table()
        entry.update({"file": file, "sha256": digest})
        listed.append(entry)
    return listed
