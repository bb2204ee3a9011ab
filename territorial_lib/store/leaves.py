"""The rows that an SQLite file still holds, read page by page: neither index nor tree is trusted.

The format is documented at https://www.sqlite.org/fileformat2.html: a leaf of a table (first byte
0x0D) lists its cells; a cell is a size, a row number and a record, whose end may be on other pages.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

Value = int | float | str | bytes | None
Row = tuple[int, list[Value]]
_MAGIC = b"SQLite format 3\x00"
_LEAF, _HEADER, _FRAME, _WAL_HEADER = 0x0D, 100, 24, 32
_PAGE, _LARGEST_PAGE = 4096, 65536
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def rows(path: Path) -> Iterator[Row]:
    """Read every row of every leaf of a file and of its write-ahead log, damaged or not.

    Parameters
    ----------
    path : Path
        The file; opened for reading only.

    Yields
    ------
    tuple of (int, list)
        The row's number and its values; from stale pages too, so that a row may come twice and
        whoever reads judges what it holds.
    """
    content = path.read_bytes()
    size = _page_size(content)
    pages = {
        rank: content[start : start + size]
        for rank, start in enumerate(range(0, len(content), size), start=1)
    }
    frames = list(_frames(path.with_name(path.name + "-wal")))
    latest = {**pages, **dict(frames)}
    usable = size - (content[20] if content.startswith(_MAGIC) else 0)
    for number, page in [*frames, *pages.items()]:
        yield from _of_leaf(page, _HEADER if number == 1 else 0, usable, latest.get)


def _page_size(content: bytes) -> int:
    """Read the size of the pages; SQLite's own where the header does not say."""
    told = int.from_bytes(content[16:18], "big") if content.startswith(_MAGIC) else 0
    size = _LARGEST_PAGE if told == 1 else told
    return size if size >= 512 and not size & (size - 1) else _PAGE


def _frames(wal: Path) -> Iterator[tuple[int, bytes]]:
    """Give the pages of a write-ahead log, oldest first, those of its present round only."""
    if not wal.exists():
        return
    content = wal.read_bytes()
    size = int.from_bytes(content[8:12], "big")
    if size < 512:
        return
    salts = content[16:24]
    for start in range(_WAL_HEADER, len(content) - size - _FRAME + 1, size + _FRAME):
        if content[start + 8 : start + 16] != salts:
            return
        number = int.from_bytes(content[start : start + 4], "big")
        yield number, content[start + _FRAME : start + _FRAME + size]


def _of_leaf(
    page: bytes, start: int, usable: int, page_of: Callable[[int], bytes | None]
) -> Iterator[Row]:
    if len(page) < start + 8 or page[start] != _LEAF:
        return
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    for rank in range(count):
        at = start + 8 + 2 * rank
        cell = int.from_bytes(page[at : at + 2], "big")
        try:
            yield _cell(page, cell, usable, page_of)
        except (IndexError, ValueError, struct.error):
            continue  # this cell is damaged: the others may not be


def _cell(page: bytes, at: int, usable: int, page_of: Callable[[int], bytes | None]) -> Row:
    size, at = _varint(page, at)
    number, at = _varint(page, at)
    here = _local(size, usable)
    payload = page[at : at + here]
    if here < size:
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        payload += _overflow(following, size - here, usable, page_of)
    if len(payload) != size:
        raise ValueError("the record is cut")
    return number, _record(payload)


def _local(size: int, usable: int) -> int:
    """Give how many bytes of a record are on the leaf itself."""
    most = usable - 35
    if size <= most:
        return size
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (size - least) % (usable - 4)
    return wanted if wanted <= most else least


def _overflow(number: int, size: int, usable: int, page_of: Callable[[int], bytes | None]) -> bytes:
    found, seen = b"", set[int]()
    while len(found) < size:
        page = page_of(number)
        if page is None or number in seen:
            raise ValueError("the end of the record is lost")
        seen.add(number)
        number = int.from_bytes(page[:4], "big")
        found += page[4:usable]
    return found[:size]


def _record(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    kinds, values, body = [], [], end
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    for kind in kinds:
        value, body = _value(payload, kind, body)
        values.append(value)
    return values


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind == 7:
        return float(struct.unpack(">d", payload[at : at + 8])[0]), at + 8
    size = _INTEGERS.get(kind, (kind - 12) // 2)
    raw = payload[at : at + size]
    if kind in (10, 11) or len(raw) != size:
        raise ValueError("no such value")
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True), at + size
    return (raw.decode() if kind % 2 else raw), at + size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for rank in range(9):
        byte = content[at + rank]
        if rank == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + rank + 1
    raise ValueError("no such number")
