"""A timetable: one bar an action from its start to its end, its words above, its table behind.

Bars that have a key say which days they stand for, so that a page's script may let a hand move
them; without a script the picture is only looked at.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from babel.dates import format_date

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import long_date, quantity

_WIDE, _ROW, _BAR, _TOP = 960, 40, 14, 30
_GRIP = 12
"""Width by which the end of a bar may be held outside it."""
_LETTER = 8
"""Width of a letter, roughly."""
_TICKS = 8
"""Dates written above the bars, at most."""


@dataclass(frozen=True)
class GanttItem:
    """A bar.

    Parameters
    ----------
    label : str
        What is done, plain text.
    who : str
        Who leads, plain text.
    start, end : datetime.date
        Days, the end not before the start.
    state : str
        In what state it is, in French, such as "en cours".
    shade : str
        Colour of the palette.
    promised : datetime.date or None
        The end first promised, where it differs: drawn as a mark.
    share : int or None
        % done: drawn as a thinner bar inside.
    key : str
        What names the bar where it may be moved by hand; empty where it may not.
    """

    label: str
    who: str
    start: datetime.date
    end: datetime.date
    state: str = ""
    shade: str = "accent"
    promised: datetime.date | None = None
    share: int | None = None
    key: str = ""


def gantt(items: Sequence[GanttItem], *, title: str, today: datetime.date | None = None) -> Chart:
    """Draw a timetable.

    Parameters
    ----------
    items : sequence of GanttItem
        From top to bottom.
    title : str
        What is planned, in French.
    today : datetime.date, optional
        Drawn as a line where it is within the bars.

    Returns
    -------
    Chart
        The bars; a table with every date, and the end first promised where it moved.
    """
    if not items:
        return Chart(
            title, "Aucune action datée.", picture(title, "Vide.", (_WIDE, 1), ()), ("",), ()
        )
    first, last = _span(items, today)
    scale = _Scale(first, (_WIDE - 8) / max(1, (last - first).days))
    high = _TOP + len(items) * _ROW + 6
    marks = [*_axis(first, last, scale, high)]
    if today is not None and first <= today <= last:
        marks.append(_today(scale.at(today), high))
    for rank, item in enumerate(items):
        marks.extend(_held(item, _TOP + rank * _ROW, scale))
    alt = " ; ".join(
        f"{each.label}, du {long_date(each.start)} au {long_date(each.end)}" for each in items[:12]
    )
    more = "" if len(items) <= 12 else f" ; et {len(items) - 12} autres, dans le tableau"
    svg = picture(title, f"{alt}{more}.", (_WIDE, high), marks)
    header = ("Action", "Qui mène", "Début", "Fin", "Fin promise", "État", "Avancement")
    return Chart(title, f"{alt}{more}.", svg, header, tuple(_cells(each) for each in items))


@dataclass(frozen=True)
class _Scale:
    first: datetime.date
    day: float

    def at(self, day: datetime.date) -> float:
        return 4 + (day - self.first).days * self.day


def _span(
    items: Sequence[GanttItem], today: datetime.date | None
) -> tuple[datetime.date, datetime.date]:
    """Give whole months around every bar; today only where it does not stretch them much."""
    days = [d for each in items for d in (each.start, each.end, each.promised) if d is not None]
    first, last = min(days), max(days)
    if today is not None and abs((today - first).days) <= (last - first).days + 180:
        first, last = min(first, today), max(last, today)
    return first.replace(day=1), last + datetime.timedelta(days=15)


def _axis(first: datetime.date, last: datetime.date, scale: _Scale, high: float) -> Iterator[str]:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600, 9999) if months / n <= _TICKS)
    for count in range(0, months, step):
        day = _month(first, count)
        x = scale.at(day)
        if x > _WIDE - 62:
            continue
        words = format_date(day, "yyyy" if step >= 12 else "MMM yyyy", locale="fr_FR")
        yield (
            f'<path d="M{x:.1f} {_TOP - 8}V{high}" stroke="{colour("line")}" stroke-width="1"/>'
            f'<text x="{x + 3:.1f}" y="14" font-size="13" fill="{colour("ink-soft")}">'
            f"{escape(words)}</text>"
        )


def _month(first: datetime.date, count: int) -> datetime.date:
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return datetime.date(year, month + 1, 1)


def _today(x: float, high: float) -> str:
    return (
        f'<path d="M{x:.1f} {_TOP - 10}V{high}" stroke="{colour("warm")}" stroke-width="2" '
        f'stroke-dasharray="4 3"/><text x="{x + 3:.1f}" y="{_TOP - 3}" font-size="12" '
        f'fill="{colour("warm")}">aujourd’hui</text>'
    )


def _held(item: GanttItem, top: float, scale: _Scale) -> Iterator[str]:
    """Draw a bar; one that has a key with its days, and with room for a finger."""
    if not item.key:
        yield from _bar(item, top, scale)
        return
    name = f"{item.label}{f', {item.who}' if item.who else ''}"
    yield (
        f'<g data-bar="{escape(item.key)}" data-start="{item.start}" data-end="{item.end}" '
        f'data-day="{scale.day:.6f}" data-name="{escape(name)}">'
    )
    yield from _bar(item, top, scale)
    left, right = scale.at(item.start), max(scale.at(item.end), scale.at(item.start) + 3.0)
    for grip, x, wide in (
        ("both", left, right - left),
        ("start", left - _GRIP, _GRIP + min(4.0, (right - left) / 3)),
        ("end", right - min(4.0, (right - left) / 3), _GRIP + min(4.0, (right - left) / 3)),
    ):
        yield (
            f'<rect data-grip="{grip}" x="{x:.1f}" y="{top + 13}" width="{wide:.1f}" '
            f'height="{_BAR + 12}" fill="#000" fill-opacity="0"/>'
        )
    yield "</g>"


def _bar(item: GanttItem, top: float, scale: _Scale) -> Iterator[str]:
    left, right = scale.at(item.start), scale.at(item.end)
    wide = max(right - left, 3.0)
    label, who = _short(item.label), _short(f" · {item.who}" if item.who else "", 30)
    late = min(left, _WIDE - _LETTER * len(label + who))
    yield (
        f'<text x="{max(2.0, late):.1f}" y="{top + 14}" font-size="14" fill="{colour("ink")}" '
        f'stroke="{colour("card")}" stroke-width="3" stroke-linejoin="round" '
        f'paint-order="stroke"><tspan font-weight="600">{escape(label)}</tspan>'
        f"{escape(who)}</text>"
        f'<rect class="tw-bar" x="{left:.1f}" y="{top + 19}" width="{wide:.1f}" '
        f'height="{_BAR}" rx="3" fill="{colour(item.shade)}"/>'
    )
    if item.share:
        yield (
            f'<rect x="{left + 1:.1f}" y="{top + 23}" width="{(wide - 2) * item.share / 100:.1f}" '
            f'height="{_BAR - 8}" rx="2" fill="#fff" fill-opacity="0.75"/>'
        )
    if item.promised is not None:
        x = scale.at(item.promised)
        yield (
            f'<path d="M{x:.1f} {top + 16}v{_BAR + 6}" stroke="#fff" stroke-width="5"/>'
            f'<path d="M{x:.1f} {top + 16}v{_BAR + 6}" stroke="{colour("warm")}" '
            f'stroke-width="2.5"/>'
        )


def _short(words: str, longest: int = 52) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _cells(item: GanttItem) -> tuple[str, ...]:
    return (
        item.label,
        item.who,
        long_date(item.start),
        long_date(item.end),
        "" if item.promised is None else long_date(item.promised),
        item.state,
        "" if item.share is None else quantity(item.share, "%"),
    )
