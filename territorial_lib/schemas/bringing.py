"""What the facilitator brings: a table of their own, whose rows are kept beside the log."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from territorial_lib.schemas.kinds import Key, Kind, Line, Title, Year

Checksum = Annotated[
    str,
    Meta(
        pattern=r"\A[0-9a-f]{64}\Z",
        title="empreinte",
        extra={"expects": "64 caractères parmi 0-9 et a-f"},
    ),
]


class Import(Kind, frozen=True, tag="import"):
    """A table imported; withdrawing the entry takes it back. The last one of a name counts.

    Parameters
    ----------
    table : str
        Name of the table in the catalogue.
    title : str
        What it is.
    content : str
        SHA-256 of the bytes kept by `store.contents`.
    rows : int
        How many rows it has.
    year : int
        Year of its values.
    file : str
        Name of the file it came from.
    source : str
        Who publishes it.
    """

    table: Key
    title: Annotated[Title, Meta(title="titre du tableau")]
    content: Checksum
    rows: Annotated[int, Meta(ge=1, le=10**8, title="nombre de lignes")]
    year: Year
    file: Annotated[Line, Meta(title="fichier")] = ""
    source: Annotated[Line, Meta(title="source")] = ""
