"""How much a file may hold before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.typography import quantity

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The largest file that is read.

    Parameters
    ----------
    text_bytes : int
        Bytes of a text file, unpacked: it is streamed, so it may be large.
    whole_bytes : int
        Bytes of a file that must be held in memory: workbook, GeoJSON, GeoPackage.
    packing : int
        How many times its packed size a member of a zip may weigh, once beyond `suspect_bytes`.
    suspect_bytes : int
        Unpacked bytes below which the packing is not looked at.
    members : int
        Files in a zip.
    rows, columns : int
        Rows and columns of a table.
    line : int
        Characters of a line of text.
    """

    text_bytes: int = 2_000 * MEGABYTE
    whole_bytes: int = 200 * MEGABYTE
    packing: int = 200
    suspect_bytes: int = 20 * MEGABYTE
    members: int = 2_000
    rows: int = 20_000_000
    columns: int = 3_000
    line: int = 1_000_000


DEFAULT = Limits()


def weight(size: int) -> str:
    """Write a size as read in French.

    Parameters
    ----------
    size : int
        Bytes.

    Returns
    -------
    str
        In megabytes (Mo).
    """
    return quantity(size / MEGABYTE, "Mo", 1 if size < 10 * MEGABYTE else 0)
