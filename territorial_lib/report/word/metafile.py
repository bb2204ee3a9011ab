"""A picture as an Enhanced Metafile: drawn by every word processor, sharp at any size.

Records as in Microsoft's open specification [MS-EMF]. Nothing is rasterised, nothing to install.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

from territorial_lib.report.word.drawing import Drawing, Outline, Words
from territorial_lib.report.word.letters import advances

_FINE = 20
"""Logical units in one unit of the drawing."""
_DOTS, _MILLIMETRES = 3840, 1016  # the reference screen: 96 dots an inch
_FACE = "Arial"
_HEADER, _EOF = 1, 14
_WINDOW_EXTENT, _WINDOW_ORIGIN, _VIEW_EXTENT, _VIEW_ORIGIN = 9, 10, 11, 12
_BACKGROUND, _FILL_MODE, _ALIGN, _TEXT_COLOUR, _MAP_MODE = 18, 19, 22, 24, 17
_SELECT, _DELETE, _BRUSH, _FONT, _TEXT, _PEN = 37, 40, 39, 82, 84, 95
_POLYGONS, _POLYLINES = 8, 7
_NO_BRUSH, _NO_PEN = 0x80000005, 0x80000008  # stock objects
_GEOMETRIC, _FLAT, _ROUND_JOIN, _DASH = 0x10000, 0x200, 0x0, 0x1
_BASE_LINE, _TRANSPARENT, _ANISOTROPIC, _ALTERNATE = 24, 1, 8, 1
_THIN_SPACES = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0"})


def metafile(drawing: Drawing) -> bytes:
    """Write a picture as an Enhanced Metafile.

    Parameters
    ----------
    drawing : Drawing
        Outlines and words.

    Returns
    -------
    bytes
        The file.
    """
    wide, high = math.ceil(drawing.width), math.ceil(drawing.height)
    records = [
        _record(_MAP_MODE, struct.pack("<I", _ANISOTROPIC)),
        _record(_WINDOW_ORIGIN, struct.pack("<ii", 0, 0)),
        _record(_WINDOW_EXTENT, struct.pack("<ii", wide * _FINE, high * _FINE)),
        _record(_VIEW_ORIGIN, struct.pack("<ii", 0, 0)),
        _record(_VIEW_EXTENT, struct.pack("<ii", wide, high)),
        _record(_BACKGROUND, struct.pack("<I", _TRANSPARENT)),
        _record(_FILL_MODE, struct.pack("<I", _ALTERNATE)),
        _record(_ALIGN, struct.pack("<I", _BASE_LINE)),
    ]
    for mark in drawing.marks:
        records += _outline(mark) if isinstance(mark, Outline) else _words(mark)
    records.append(_record(_EOF, struct.pack("<III", 0, 16, 20)))
    return _headed(records, wide, high)


def _headed(records: Sequence[bytes], wide: int, high: int) -> bytes:
    body = b"".join(records)
    scale = 100 * _MILLIMETRES / _DOTS
    frame = struct.pack("<iiii", 0, 0, round(wide * scale), round(high * scale))
    head = struct.pack("<iiii", 0, 0, wide - 1, high - 1) + frame
    head += struct.pack(
        "<IIIIHHIII", 0x464D4520, 0x10000, 88 + len(body), len(records) + 1, 2, 0, 0, 0, 0
    )
    head += struct.pack("<iiii", _DOTS, _DOTS, _MILLIMETRES, _MILLIMETRES)
    return _record(_HEADER, head) + body


def _record(kind: int, content: bytes) -> bytes:
    content += b"\0" * (-len(content) % 4)
    return struct.pack("<II", kind, 8 + len(content)) + content


def _outline(mark: Outline) -> list[bytes]:
    records = []
    filled = [path for path in mark.paths if len(path) > 2] if mark.fill else []
    if filled:
        brush = _record(_BRUSH, struct.pack("<IIII", 1, 0, _shade(mark.fill), 0))
        records += [brush, *_chosen(1, _NO_PEN), _lines(_POLYGONS, filled), *_dropped(1)]
    if mark.stroke and mark.width > 0:
        records += [_pen(mark), *_chosen(1, _NO_BRUSH), _lines(_POLYLINES, mark.paths)]
        records += _dropped(1)
    return records


def _pen(mark: Outline) -> bytes:
    style = _GEOMETRIC | _FLAT | _ROUND_JOIN | (_DASH if mark.dashed else 0)
    width = max(1, round(mark.width * _FINE))
    look = struct.pack("<IIIIII", style, width, 0, _shade(mark.stroke), 0, 0)
    return _record(_PEN, struct.pack("<IIIII", 1, 0, 0, 0, 0) + look)


def _lines(kind: int, paths: Sequence[Sequence[tuple[float, float]]]) -> bytes:
    points = [(_fine(x), _fine(y)) for path in paths for x, y in path]
    xs, ys = zip(*points, strict=True)
    content = struct.pack("<iiii", min(xs), min(ys), max(xs), max(ys))
    content += struct.pack("<II", len(paths), len(points))
    content += struct.pack(f"<{len(paths)}I", *(len(path) for path in paths))
    content += b"".join(struct.pack("<ii", x, y) for x, y in points)
    return _record(kind, content)


def _words(mark: Words) -> list[bytes]:
    text = mark.text.translate(_THIN_SPACES)
    steps = [round(each * mark.size * _FINE) for each in advances(text, mark.bold)]
    x, y = (_fine(each) for each in mark.at)
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * sum(steps)
    turn = math.radians(mark.turned)
    x, y = round(x - back * math.cos(turn)), round(y - back * math.sin(turn))
    halo = _halo(text, steps, (x, y), mark.halo) if mark.halo else []
    colour = _record(_TEXT_COLOUR, struct.pack("<I", _shade(mark.fill)))
    return [_font(mark), *_chosen(1), *halo, colour, _written(text, steps, (x, y)), *_dropped(1)]


def _halo(text: str, steps: Sequence[int], at: tuple[int, int], width: float) -> list[bytes]:
    """Write the words in white all around, so that they are read over anything."""
    far = round(width * _FINE / 2)
    around = [(dx, dy) for dx in (-far, 0, far) for dy in (-far, 0, far) if dx or dy]
    white = _record(_TEXT_COLOUR, struct.pack("<I", 0xFFFFFF))
    return [white, *(_written(text, steps, (at[0] + dx, at[1] + dy)) for dx, dy in around)]


def _font(mark: Words) -> bytes:
    height = -max(1, round(mark.size * _FINE))
    turn = round(-10 * mark.turned)
    look = struct.pack("<iiiii", height, 0, turn, turn, 700 if mark.bold else 400)
    look += struct.pack("<8B", 0, 0, 0, 1, 0, 0, 0, 0)
    look += _FACE.encode("utf-16-le").ljust(64, b"\0")
    return _record(_FONT, struct.pack("<I", 1) + look + b"\0" * 228)


def _written(text: str, steps: Sequence[int], at: tuple[int, int]) -> bytes:
    units = text.encode("utf-16-le")
    count = len(units) // 2
    padded = units + b"\0" * (-len(units) % 4)
    steps = _by_unit(text, steps)
    content = struct.pack("<iiii", 0, 0, -1, -1) + struct.pack("<Iff", 1, 1.0, 1.0)
    content += struct.pack("<iiIII", *at, count, 76, 0) + struct.pack("<iiii", 0, 0, -1, -1)
    content += struct.pack("<I", 76 + len(padded)) + padded
    return _record(_TEXT, content + struct.pack(f"<{count}i", *steps))


def _by_unit(text: str, steps: Sequence[int]) -> list[int]:
    """Give a width to each half of the characters that take two."""
    found: list[int] = []
    for letter, step in zip(text, steps, strict=True):
        found += [step, 0] if ord(letter) > 0xFFFF else [step]
    return found


def _chosen(*objects: int) -> list[bytes]:
    return [_record(_SELECT, struct.pack("<I", each)) for each in objects]


def _dropped(which: int) -> list[bytes]:
    return [*_chosen(_NO_PEN, _NO_BRUSH), _record(_DELETE, struct.pack("<I", which))]


def _shade(colour: str) -> int:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red | green << 8 | blue << 16


def _fine(value: float) -> int:
    return round(value * _FINE)
