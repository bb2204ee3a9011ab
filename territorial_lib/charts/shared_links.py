"""Two sides and what they share in the middle: actors, their stakes, the lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.charts.marks import Mark, legend_of, sign
from territorial_lib.identity import colour

_WIDE, _ROW, _HEAD = 640, 36, 34
_PILL, _SIDE = 204, 196
_LETTER, _FONT = 8.9, 16
_MIDDLE = (_WIDE - _PILL) / 2
Where = Literal["left", "right"]


@dataclass(frozen=True)
class End:
    """Someone on a side.

    Parameters
    ----------
    key : str
        What links call them.
    label : str
        Who they are, plain text.
    group : str
        Key of their mark.
    strong : bool
        True to write them in bold.
    """

    key: str
    label: str
    group: str
    strong: bool = False


@dataclass(frozen=True)
class Shared:
    """Something shared, in the middle.

    Parameters
    ----------
    label : str
        What it is, plain text; its key too.
    ends : tuple of str
        Keys of those who share it.
    strong : bool
        True to set it off.
    """

    label: str
    ends: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class Sides:
    """What the picture is about.

    Parameters
    ----------
    title : str
        What is shown, in French.
    heads : tuple of str
        Headings of the left, the middle and the right.
    marks : Mapping of str to Mark
        How each group is drawn.
    header : tuple of str
        Headings of the table: what is shared, who, which group.
    """

    title: str
    heads: tuple[str, str, str]
    marks: Mapping[str, Mark]
    header: tuple[str, str, str]


def shared_links(
    left: Sequence[End],
    middle: Sequence[Shared],
    right: Sequence[End],
    sides: Sides,
    beside: str = "",
) -> Chart:
    """Draw who is tied to what.

    Parameters
    ----------
    left : sequence of End
        One side, put in the order of what it shares.
    middle : sequence of Shared
        What is shared, from top to bottom.
    right : sequence of End
        The other side, put in order too.
    sides : Sides
        What the picture is about.
    beside : str
        What the picture leaves out, said in its text alternative.

    Returns
    -------
    Chart
        The lines, and a table of every tie drawn.
    """
    placed = {where: _ordered(ends, middle) for where, ends in (("left", left), ("right", right))}
    tall = _ROW * max(1, len(middle), *(len(ends) for ends in placed.values()))
    tops = {each.label: _top(rank, len(middle), tall) for rank, each in enumerate(middle)}
    marks = [*_heads(sides)]
    for where, ends in placed.items():
        spots = {each.key: _top(rank, len(ends), tall) for rank, each in enumerate(ends)}
        marks += _lines(ends, middle, spots, tops, where, sides)
        marks += [_end(each, spots[each.key], where, sides) for each in ends]
    marks += [mark for each in middle for mark in _pill(each, tops[each.label])]
    present = [
        mark for key, mark in sides.marks.items() if any(e.group == key for e in (*left, *right))
    ]
    below = _HEAD + tall + 30
    marks += legend_of(present, 0, below, _WIDE, 160)
    high = below + 30 * -(-len(present) // 4)
    alt = " ".join(part for part in (_alt(middle, (*left, *right)), beside) if part)
    svg = picture(sides.title, alt, (_WIDE, int(high)), marks)
    return Chart(sides.title, alt, svg, sides.header, _rows(middle, (*left, *right), sides))


def _ordered(ends: Sequence[End], middle: Sequence[Shared]) -> list[End]:
    """Put each end at the mean rank of what it shares: fewer lines cross."""

    def rank(end: End) -> float:
        ranks = [place for place, each in enumerate(middle) if end.key in each.ends]
        return sum(ranks) / len(ranks) if ranks else float(len(middle))

    return sorted(ends, key=rank)


def _top(rank: int, count: int, tall: float) -> float:
    return _HEAD + tall * (rank + 0.5) / max(1, count)


def _heads(sides: Sides) -> Iterator[str]:
    places = ((0, "start"), (_WIDE / 2, "middle"), (_WIDE, "end"))
    for words, (x, anchor) in zip(sides.heads, places, strict=True):
        yield (
            f'<text x="{x}" y="18" font-size="{_FONT}" font-weight="700" '
            f'text-anchor="{anchor}" fill="{colour("ink-soft")}">{escape(words)}</text>'
        )


def _lines(
    ends: Sequence[End],
    middle: Sequence[Shared],
    spots: Mapping[str, float],
    tops: Mapping[str, float],
    where: str,
    sides: Sides,
) -> Iterator[str]:
    start, stop = (_SIDE, _MIDDLE) if where == "left" else (_WIDE - _SIDE, _MIDDLE + _PILL)
    for end in ends:
        for each in middle:
            if end.key in each.ends:
                y, b = spots[end.key], tops[each.label]
                halfway = (start + stop) / 2
                yield (
                    f'<path d="M{start} {y:.1f}C{halfway} {y:.1f} {halfway} {b:.1f} {stop} '
                    f'{b:.1f}" fill="none" stroke="{colour(sides.marks[end.group].shade)}" '
                    f'stroke-width="{2.5 if each.strong else 1.5}" stroke-opacity="0.7"/>'
                )


def _end(end: End, y: float, where: str, sides: Sides) -> str:
    left = where == "left"
    short = _short(end.label, _SIDE - 24, end.strong)
    x, anchor = (_SIDE - 20, "end") if left else (_WIDE - _SIDE + 20, "start")
    weight = "700" if end.strong else "400"
    spot = sign(sides.marks[end.group], _SIDE - 8 if left else _WIDE - _SIDE + 8, y, 6)
    return (
        f'{spot}<text x="{x}" y="{y + 5:.1f}" font-size="{_FONT}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colour("ink")}">{escape(short)}'
        f"<title>{escape(end.label)}</title></text>"
    )


def _pill(each: Shared, y: float) -> Iterator[str]:
    ground = colour("accent-soft" if each.strong else "card")
    line = colour("accent" if each.strong else "field-line")
    yield (
        f'<rect x="{_MIDDLE}" y="{y - 14:.1f}" width="{_PILL}" height="28" rx="14" '
        f'fill="{ground}" stroke="{line}" stroke-width="{2.5 if each.strong else 1}"/>'
    )
    weight = "700" if each.strong else "400"
    short = _short(each.label, _PILL - 20, each.strong)
    yield (
        f'<text x="{_WIDE / 2}" y="{y + 5:.1f}" font-size="{_FONT}" font-weight="{weight}" '
        f'text-anchor="middle" fill="{colour("ink")}">{escape(short)}'
        f"<title>{escape(each.label)}</title></text>"
    )


def _short(text: str, wide: float, strong: bool) -> str:
    most = int(wide / (_LETTER + 1.6 * strong))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _rows(
    middle: Sequence[Shared], ends: Sequence[End], sides: Sides
) -> tuple[tuple[str, ...], ...]:
    known = {each.key: each for each in ends}
    return tuple(
        (each.label, known[key].label, sides.marks[known[key].group].label)
        for each in middle
        for key in each.ends
        if key in known
    )


def _alt(middle: Sequence[Shared], ends: Sequence[End]) -> str:
    if not middle:
        return "Rien n’est encore partagé."
    names = {each.key: each.label for each in ends}
    parts = []
    for each in middle[:8]:
        held = [names[key] for key in each.ends if key in names]
        more = f" et {len(held) - 5} autres" if len(held) > 5 else ""
        parts.append(f"{each.label}\u00a0: {', '.join(held[:5])}{more}")
    return ". ".join(parts) + "."
