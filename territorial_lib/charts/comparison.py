"""A figure among similar territories: one dot each, their median, this territory."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.schemas.figures import Comparison, Figure
from territorial_lib.typography import MISSING, quantity

_WIDE, _HIGH, _SIDE, _LINE = 300, 34, 10, 20

Scale = Callable[[float], float]


def comparison_bar(figure: Figure, comparison: Comparison | None) -> Chart:
    """Show a figure on the strip of similar territories.

    Parameters
    ----------
    figure : Figure
        The territory's figure; missing, only the others are drawn.
    comparison : Comparison or None
        The same figure elsewhere; None where there is nothing to compare with.

    Returns
    -------
    Chart
        A narrow strip: dots are territories, the tall line their median, the diamond is here.
    """
    title = f"{figure.label}, parmi des territoires semblables"
    others = comparison.values if comparison is not None else ()
    median = comparison.median.value if comparison is not None else None
    known = [v for v in (figure.value, figure.low, figure.high, median, *others) if v is not None]
    marks: list[str] = []
    if known:
        scale = _scale(min(known), max(known))
        marks = [_axis(), *_dots(others, scale), *_median(median, scale), *_here(figure, scale)]
    alt = _words(figure, median, others)
    svg = picture(title, alt, (_WIDE, _HIGH), marks)
    return Chart(title, alt, svg, ("Territoire", "Valeur"), _rows(figure, median, others))


def _scale(low: float, high: float) -> Scale:
    if high == low:
        return lambda value: _WIDE / 2
    return lambda value: _SIDE + (value - low) / (high - low) * (_WIDE - 2 * _SIDE)


def _axis() -> str:
    return (
        f'<line x1="{_SIDE}" x2="{_WIDE - _SIDE}" y1="{_LINE}" y2="{_LINE}" '
        f'stroke="{colour("line")}" stroke-width="2"/>'
    )


def _dots(values: Iterable[float], scale: Scale) -> list[str]:
    shade = colour("ink-soft")
    return [
        f'<circle cx="{scale(value):.1f}" cy="{_LINE}" r="3.2" fill="{shade}" opacity="0.45"/>'
        for value in values
    ]


def _median(value: float | None, scale: Scale) -> list[str]:
    if value is None:
        return []
    return [
        f'<line x1="{scale(value):.1f}" x2="{scale(value):.1f}" y1="8" y2="32" '
        f'stroke="{colour("ink")}" stroke-width="2"/>'
    ]


def _here(figure: Figure, scale: Scale) -> list[str]:
    if figure.value is None:
        return []
    shade, at = colour("warm"), scale(figure.value)
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    whisker = (
        f'<line x1="{scale(low):.1f}" x2="{scale(high):.1f}" y1="{_LINE}" y2="{_LINE}" '
        f'stroke="{shade}" stroke-width="4" opacity="0.55"/>'
    )
    diamond = (
        f'<path d="M{at:.1f} {_LINE - 9}l8 9l-8 9l-8 -9z" '
        f'fill="{shade}" stroke="#fff" stroke-width="1.5"/>'
    )
    return [whisker, diamond] if high > low else [diamond]


def _words(figure: Figure, median: float | None, others: tuple[float, ...]) -> str:
    here = f"Ici {quantity(figure.value, figure.unit)}"
    if figure.low is not None and figure.high is not None:
        here += f", entre {_text(figure.low, figure)} et {_text(figure.high, figure)}"
    if median is None or not others:
        return f"{here}\u202f; pas de comparaison disponible."
    return (
        f"{here}\u202f; médiane de {len(others)} territoires semblables {_text(median, figure)}, "
        f"de {_text(min(others), figure)} à {_text(max(others), figure)}."
    )


def _rows(
    figure: Figure, median: float | None, others: tuple[float, ...]
) -> tuple[tuple[str, ...], ...]:
    spread = [min(others), max(others)] if others else [None, None]
    named = (
        ("Ici", figure.value),
        ("Médiane des territoires semblables", median),
        ("Le plus faible", spread[0]),
        ("Le plus fort", spread[1]),
    )
    return tuple((name, _text(value, figure)) for name, value in named)


def _text(value: float | None, figure: Figure) -> str:
    return MISSING if value is None else quantity(value, figure.unit)
