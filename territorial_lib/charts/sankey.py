"""Flows from left to right through columns of nodes: a Sankey diagram, its words and its table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _HIGH, _BAR = 640, 560, 12
_GAP, _SLOT = 10, 42
"""Space between two nodes, and the least that a node and its two lines of words take."""
_BLANK = "line"


@dataclass(frozen=True)
class SankeyNode:
    """A node.

    Parameters
    ----------
    key : str
        What links call it.
    label : str
        What it is, plain text.
    column : int
        From 0, left to right.
    shade : str
        Colour of the palette of the flows that end there; empty for the neutral one.
    """

    key: str
    label: str
    column: int
    shade: str = ""


@dataclass(frozen=True)
class SankeyLink:
    """A flow between two nodes.

    Parameters
    ----------
    source, target : str
        Keys of the nodes, the target in a later column.
    value : float
        Its quantity, above 0.
    low, high : float or None
        Band around the value.
    """

    source: str
    target: str
    value: float
    low: float | None = None
    high: float | None = None


def sankey(
    nodes: Sequence[SankeyNode],
    links: Sequence[SankeyLink],
    *,
    title: str,
    unit: str = "",
    digits: int | None = None,
) -> Chart:
    """Draw flows as ribbons whose width is their quantity.

    Parameters
    ----------
    nodes : sequence of SankeyNode
        From top to bottom in each column.
    links : sequence of SankeyLink
        The flows; where a node has both, what enters should be what leaves.
    title : str
        What flows, in French.
    unit : str
        Unit of every value, as read in French.
    digits : int, optional
        Decimals to keep.

    Returns
    -------
    Chart
        The ribbons, the node's names beside them; a table of every flow with its band.
    """
    by_key = {each.key: each for each in nodes}
    _check(by_key, links)
    values = _values(nodes, links)
    boxes, high = _boxes(nodes, values)
    marks = [*_ribbons(by_key, links, boxes, values), *_bars(nodes, boxes)]
    marks += [
        _words(node, boxes[node.key], quantity(values[node.key], unit, digits), _last(nodes))
        for node in nodes
    ]
    rows = tuple(
        (by_key[each.source].label, by_key[each.target].label, *_cells(each, unit, digits))
        for each in links
    )
    alt = _alt(nodes, links, values, (unit, digits))
    svg = picture(title, alt, (_WIDE, math.ceil(high)), marks)
    return Chart(title, alt, svg, ("De", "Vers", "Valeur", "Bas", "Haut"), rows)


def _check(nodes: Mapping[str, SankeyNode], links: Sequence[SankeyLink]) -> None:
    for each in links:
        unknown = {each.source, each.target} - set(nodes)
        if unknown:
            raise ValueError(f"links name unknown nodes: {sorted(unknown)}")
        if nodes[each.source].column >= nodes[each.target].column:
            raise ValueError(f"{each.source} to {each.target} does not go to a later column")
        if not (math.isfinite(each.value) and each.value > 0):
            raise ValueError(f"{each.source} to {each.target} is {each.value}, not above 0")


def _values(nodes: Sequence[SankeyNode], links: Sequence[SankeyLink]) -> dict[str, float]:
    """Give the size of each node: the larger of what enters and what leaves."""
    inside: dict[str, float] = defaultdict(float)
    outside: dict[str, float] = defaultdict(float)
    for each in links:
        outside[each.source] += each.value
        inside[each.target] += each.value
    return {each.key: max(inside[each.key], outside[each.key]) for each in nodes}


def _last(nodes: Sequence[SankeyNode]) -> int:
    return max((each.column for each in nodes), default=0)


def _boxes(
    nodes: Sequence[SankeyNode], values: Mapping[str, float]
) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Place each node: left, top and height of its bar; then the height of the drawing."""
    largest = max(
        (math.fsum(values[n.key] for n in nodes if n.column == c) for c in range(_last(nodes) + 1)),
        default=0.0,
    )
    scale = _HIGH / largest if largest else 0.0
    step = (_WIDE - _BAR) / max(1, _last(nodes))
    tops: dict[int, float] = defaultdict(float)
    boxes = {}
    for node in nodes:
        tall = max(1.0, values[node.key] * scale)
        boxes[node.key] = (node.column * step, tops[node.column], tall)
        tops[node.column] += max(tall + _GAP, _SLOT)
    high = max(tops.values(), default=0.0)
    centred = {}
    for node in nodes:
        left, top, tall = boxes[node.key]
        centred[node.key] = (left, top + (high - tops[node.column]) / 2, tall)
    return centred, high


def _ribbons(
    nodes: Mapping[str, SankeyNode],
    links: Sequence[SankeyLink],
    boxes: Mapping[str, tuple[float, float, float]],
    values: Mapping[str, float],
) -> list[str]:
    """Draw each flow, stacked along its nodes in the order of the other ends."""
    order = {key: rank for rank, key in enumerate(nodes)}
    leaving: dict[str, float] = defaultdict(float)
    entering: dict[str, float] = defaultdict(float)
    marks = []
    for each in sorted(links, key=lambda link: (order[link.source], order[link.target])):
        (left, top, tall), (right, bottom, large) = boxes[each.source], boxes[each.target]
        wide = tall * each.value / values[each.source]
        arrives = large * each.value / values[each.target]
        start = top + leaving[each.source] + wide / 2
        end = bottom + entering[each.target] + arrives / 2
        leaving[each.source] += wide
        entering[each.target] += arrives
        marks.append(_ribbon((left + _BAR, start), (right, end), wide, nodes[each.target].shade))
    return marks


def _ribbon(start: tuple[float, float], end: tuple[float, float], wide: float, shade: str) -> str:
    (x, y), (a, b) = start, end
    middle = (x + a) / 2
    return (
        f'<path d="M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {b:.1f} {a:.1f} {b:.1f}" '
        f'fill="none" stroke="{colour(shade or _BLANK)}" stroke-width="{max(wide, 0.5):.2f}" '
        f'stroke-opacity="0.55"/>'
    )


def _bars(
    nodes: Sequence[SankeyNode], boxes: Mapping[str, tuple[float, float, float]]
) -> list[str]:
    return [
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{_BAR}" height="{tall:.1f}" '
        f'fill="{colour(node.shade or "ink-soft")}"/>'
        for node in nodes
        for left, top, tall in [boxes[node.key]]
    ]


def _words(node: SankeyNode, box: tuple[float, float, float], text: str, last: int) -> str:
    """Write a node's name and value beside its bar, haloed: ribbons pass under."""
    left, top, tall = box
    inward = node.column == last and last > 0
    x, anchor = (left - 6, "end") if inward else (left + _BAR + 6, "start")
    y = max(top + tall / 2 - 4, top + 14)
    common = (
        f'x="{x:.1f}" text-anchor="{anchor}" fill="{colour("ink")}" stroke="{colour("card")}" '
        f'stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"'
    )
    return (
        f'<text {common} y="{y:.1f}" font-size="17">{escape(node.label)}</text>'
        f'<text {common} y="{y + 18:.1f}" font-size="16" font-weight="700">{escape(text)}</text>'
    )


def _cells(link: SankeyLink, unit: str, digits: int | None) -> list[str]:
    band = ["" if each is None else quantity(each, unit, digits) for each in (link.low, link.high)]
    return [quantity(link.value, unit, digits), *band]


def _alt(
    nodes: Sequence[SankeyNode],
    links: Sequence[SankeyLink],
    values: Mapping[str, float],
    unit: tuple[str, int | None],
) -> str:
    """Say what each column holds, from left to right."""
    if not links:
        return "Aucun flux."
    columns = []
    for column in range(_last(nodes) + 1):
        held = [
            f"{node.label} {quantity(values[node.key], *unit)}"
            for node in nodes
            if node.column == column
        ]
        columns.append(" ; ".join(held))
    return "De gauche à droite. " + ". Puis ".join(columns) + "."
