"""A table imported: its rows, schema and card, and the bytes that carry it in a workshop."""

from __future__ import annotations

import io
from dataclasses import dataclass

import msgspec
import pandas as pd
import pyarrow as pa
from pyarrow import parquet
from pyarrow.lib import ArrowException

from territorial_lib.errors import DataError
from territorial_lib.imports.rows import RejectedRow
from territorial_lib.schemas.tables import Table
from territorial_lib.sources import Card, Sourced

_KEY = b"territorial_import"
STATUSES = ("imported", "estimated", "missing")


class Label(msgspec.Struct, frozen=True):
    """What is known of an imported table beside its rows, carried with them."""

    table: Table
    card: Card
    theme: str = ""


@dataclass(frozen=True)
class ImportedTable:
    """A table that the facilitator brought.

    Parameters
    ----------
    table : Table
        Its schema; the last column is ``status``: imported, estimated (carried through a change
        of communes) or missing.
    sourced : Sourced
        Its rows, in codes of 2026, and its card.
    theme : str
        Heading under which its numbers are shown, in French.
    """

    table: Table
    sourced: Sourced
    theme: str = ""

    @property
    def name(self) -> str:
        """The table's name in a catalogue."""
        return self.table.name

    def packed(self) -> bytes:
        """Write the table as the bytes that a workshop's file carries.

        Returns
        -------
        bytes
            A Parquet file (zstd) that holds rows, schema and card; the same table always gives
            the same bytes with the same versions.
        """
        frame = pa.Table.from_pandas(self.sourced.frame, preserve_index=False)
        label = msgspec.json.encode(Label(self.table, self.sourced.card, self.theme))
        carried = frame.replace_schema_metadata({**(frame.schema.metadata or {}), _KEY: label})
        stream = io.BytesIO()
        parquet.write_table(carried, stream, compression="zstd", compression_level=15)
        return stream.getvalue()

    @classmethod
    def unpacked(cls, content: bytes) -> ImportedTable:
        """Read what `packed` gave.

        Parameters
        ----------
        content : bytes
            The bytes carried by a workshop.

        Returns
        -------
        ImportedTable
            The table; DataError where the bytes are damaged or break their own schema.
        """
        try:
            carried = parquet.read_table(io.BytesIO(content))
            label = msgspec.json.decode(carried.schema.metadata[_KEY], type=Label)
            frame = carried.to_pandas()
        except (ArrowException, OSError, KeyError, TypeError, msgspec.MsgspecError) as error:
            raise _damaged(str(error)) from error
        faults = label.table.validate(frame)
        if faults:
            raise _damaged("; ".join(faults))
        return cls(label.table, Sourced(frame, label.card), label.theme)


@dataclass(frozen=True)
class Draft:
    """An import before it is confirmed: what would be kept, and everything to know first.

    Parameters
    ----------
    imported : ImportedTable
        What would be kept.
    told : tuple of str
        What was understood, repaired, carried or left out, in French.
    rejected : tuple of RejectedRow
        The refused rows, the first ones where they are very many.
    refused : int
        How many rows are refused.
    total : int
        Rows of the file, below its header.
    layout : str
        Title of the official layout recognised; empty for a mapping chosen on screen.
    """

    imported: ImportedTable
    told: tuple[str, ...]
    rejected: tuple[RejectedRow, ...]
    refused: int
    total: int
    layout: str = ""

    @property
    def frame(self) -> pd.DataFrame:
        """The rows that would be kept."""
        return self.imported.sourced.frame


def _damaged(why: str) -> DataError:
    return DataError(
        f"Un tableau importé dans cet atelier est abîmé ({why}).",
        "Retirez cet import et recommencez depuis le fichier d’origine.",
    )
