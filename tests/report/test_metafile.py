"""Our pictures as metafiles: records as the specification wants them, words where they stand."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest

from territorial_lib.charts import BarItem, bars
from territorial_lib.report.word.drawing import Outline, Words, read
from territorial_lib.report.word.letters import advances
from territorial_lib.report.word.metafile import metafile

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'


def records(file: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(file):
        kind, size = struct.unpack_from("<II", file, at)
        assert size % 4 == 0
        yield kind, file[at + 8 : at + size]
        at += size
    assert at == len(file)


def test_the_header_says_what_follows() -> None:
    chart = bars([BarItem("Blé & « seigle »", 3.0, 2.0, 4.0)], title="Essai", unit="t")
    file = metafile(read(chart.svg))
    kinds = [kind for kind, _ in records(file)]
    assert kinds[0] == 1
    assert kinds[-1] == 14
    signature, _, size, count = struct.unpack_from("<IIII", file, 40)
    assert (signature, size, count) == (0x464D4520, len(file), len(kinds))
    assert "Blé & « seigle »".encode("utf-16-le") in file


def test_a_see_through_colour_is_blended_with_white() -> None:
    (mark,) = read(SVG.format('<rect width="2" height="2" fill="#000" opacity="0.5"/>')).marks
    assert isinstance(mark, Outline)
    assert mark.fill == "#808080"
    assert not mark.stroke


def test_relative_and_absolute_steps_draw_the_same() -> None:
    shapes = ("M1 2h3v4l-1 1z", "M1 2H4V6L3 7Z")
    drawn = [read(SVG.format(f'<path d="{each}"/>')).marks[0] for each in shapes]
    assert drawn[0] == drawn[1]


def test_a_curve_ends_where_it_says() -> None:
    (mark,) = read(SVG.format('<path d="M0 0C10 0 20 10 20 20" fill="none"/>')).marks
    assert isinstance(mark, Outline)
    (path,) = mark.paths
    assert path[0] == (0, 0)
    assert path[-1] == pytest.approx((20, 20))
    assert path[10] == pytest.approx((13.75, 6.25))  # (P0 + 3 P1 + 3 P2 + P3) / 8


def test_words_keep_their_weight_their_side_and_their_turn() -> None:
    turned = '<text x="9" y="8" text-anchor="end" transform="rotate(-90 9 8)">{}</text>'
    told = turned.format('<tspan font-weight="600">Gras</tspan>')
    (mark,) = read(SVG.format(told)).marks
    assert isinstance(mark, Words)
    assert (mark.text, mark.bold, mark.anchor, mark.turned) == ("Gras", True, "end", -90.0)


def test_an_element_that_we_never_write_is_refused() -> None:
    with pytest.raises(ValueError, match="foreignObject"):
        read(SVG.format("<foreignObject/>"))


def test_letters_are_as_wide_as_in_the_font() -> None:
    assert sum(advances("Territoire", bold=False)) == pytest.approx(4.0)  # widths of Helvetica
    assert sum(advances("É", bold=False)) == sum(advances("E", bold=False))
