"""The imported tables in force in a workshop: read once, put before ours in its catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from territorial_lib.errors import TerritorialError
from territorial_lib.imports.imported import Draft, ImportedTable
from territorial_lib.schemas.bringing import Import
from territorial_lib.sources import Catalogue


class KeptTables:
    """The imported tables, read from the workshop's file when they change.

    Parameters
    ----------
    read : callable
        Gives the bytes kept under a checksum.
    ours : Catalogue
        The tables before any import.
    """

    def __init__(self, read: Callable[[str], bytes], ours: Catalogue) -> None:
        self._read, self._ours = read, ours
        self._checksums: dict[str, str] = {}
        self.tables: dict[str, ImportedTable] = {}
        self.faults: dict[str, str] = {}

    def follow(self, checksums: Mapping[str, str]) -> Catalogue | None:
        """Take the tables now in force.

        Parameters
        ----------
        checksums : mapping of str to str
            By name of the table, the checksum of its bytes.

        Returns
        -------
        Catalogue or None
            A catalogue that holds them; None where nothing changed. A table that cannot be read
            is left out and told in `faults`.
        """
        if checksums == self._checksums:
            return None
        self._checksums, self.tables, self.faults = dict(checksums), {}, {}
        for name, checksum in checksums.items():
            try:
                self.tables[name] = ImportedTable.unpacked(self._read(checksum))
            except TerritorialError as error:
                self.faults[name] = str(error)
        brought = {name: table.sourced for name, table in self.tables.items()}
        return Catalogue(self._ours.base, {**self._ours.imported, **brought})


def entry(draft: Draft, checksum: str) -> Import:
    """Describe an import as the log keeps it.

    Parameters
    ----------
    draft : Draft
        What the facilitator confirmed.
    checksum : str
        Of the bytes kept.

    Returns
    -------
    Import
        The entry's body.
    """
    card = draft.imported.sourced.card
    return Import(
        table=draft.imported.name,
        title=card.title[:200],
        content=checksum,
        rows=len(draft.frame),
        year=card.vintage,
        file=card.raw[0].file[:200],
        source=card.source[:200],
    )
