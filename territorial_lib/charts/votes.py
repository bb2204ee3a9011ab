"""Grades of a majority judgment: one stacked line a proposal, the middle marked, groups apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from territorial_lib.charts.chart import Chart, picture
from territorial_lib.identity import colour
from territorial_lib.typography import quantity

_WIDE, _ROW, _BAR, _TOP, _DOT = 720, 62, 18, 54, 6.5
SHADES = ("#8c2d04", "#d9772b", "#f2bf85", "#e8e4d8", "#a9cfe0", "#4f94bd", "#114b72")
"""Worst to best, from brown to blue through grey: safe for colour-blind readers."""


@dataclass(frozen=True)
class VoteItem:
    """The grades of a proposal.

    Parameters
    ----------
    label : str
        What is graded, plain text.
    counts : tuple of int
        How many gave each grade, worst first.
    grade : int
        Rank of the majority grade.
    groups : tuple of tuple of (str, int)
        Name and rank of the majority grade of each group.
    unexpressed : int
        Voters who did not grade it, counted as the worst.
    """

    label: str
    counts: tuple[int, ...]
    grade: int
    groups: tuple[tuple[str, int], ...] = ()
    unexpressed: int = 0


def vote_profiles(items: Sequence[VoteItem], grades: Sequence[str], *, title: str) -> Chart:
    """Draw what each proposal received, and where each group stands.

    Parameters
    ----------
    items : sequence of VoteItem
        From best to worst.
    grades : sequence of str
        Words of the grades, worst first, at most seven.
    title : str
        What was voted on, in French.

    Returns
    -------
    Chart
        Stacked shares of the grades, a line at the middle, a second line with the groups' majority
        grades; a table of all counts.
    """
    marks = [*_legend(grades)]
    for rank, item in enumerate(items):
        marks.extend(_line(item, _TOP + rank * _ROW, grades))
    high = _TOP + max(1, len(items)) * _ROW
    alt = " ; ".join(f"{each.label} {grades[each.grade]}{_said(each, grades)}" for each in items)
    svg = picture(title, f"{alt}.", (_WIDE, high), marks)
    header = ("", "Mention majoritaire", *grades, "Sans avis", "Par groupe")
    return Chart(title, f"{alt}.", svg, header, tuple(_cells(each, grades) for each in items))


def _legend(grades: Sequence[str]) -> Iterator[str]:
    step = _WIDE / 4
    for rank, words in enumerate(grades):
        x, y = (rank % 4) * step, 4 + (rank // 4) * 20
        yield (
            f'<rect x="{x + 1:.1f}" y="{y}" width="14" height="14" fill="{SHADES[rank]}" '
            f'stroke="{colour("ink-soft")}" stroke-width="0.7"/>'
            f'<text x="{x + 20:.1f}" y="{y + 12}" font-size="13" fill="{colour("ink")}">'
            f"{escape(words)}</text>"
        )


def _line(item: VoteItem, top: float, grades: Sequence[str]) -> Iterator[str]:
    yield (
        f'<text x="2" y="{top + 14}" font-size="15" fill="{colour("ink")}">'
        f"{escape(_short(item.label))}</text>"
        f'<text x="{_WIDE - 2}" y="{top + 14}" font-size="15" font-weight="700" text-anchor="end" '
        f'fill="{colour("ink")}">{escape(grades[item.grade])}</text>'
    )
    counts = [item.counts[0] + item.unexpressed, *item.counts[1:]]
    whole, left = sum(counts) or 1, 0.0
    for rank in reversed(range(len(counts))):
        wide = counts[rank] / whole * _WIDE
        if wide:
            yield (
                f'<rect x="{left:.1f}" y="{top + 20}" width="{wide:.1f}" height="{_BAR}" '
                f'fill="{SHADES[rank]}" stroke="#fff" stroke-width="1"/>'
            )
        left += wide
    yield _middle(top + 20)
    yield from _groups(item, top + 20 + _BAR + 14)


def _groups(item: VoteItem, y: float) -> Iterator[str]:
    """Draw each group as a dot of its grade and its name, from left to right."""
    x = 4.0
    for name, grade in item.groups:
        yield (
            f'<circle cx="{x + _DOT:.1f}" cy="{y - 4:.1f}" r="{_DOT}" fill="{SHADES[grade]}" '
            f'stroke="{colour("ink-soft")}" stroke-width="0.8"/>'
            f'<text x="{x + 2 * _DOT + 4:.1f}" y="{y:.1f}" font-size="12.5" '
            f'fill="{colour("ink-soft")}">{escape(_short(name, 24))}</text>'
        )
        x += 2 * _DOT + 18 + 7.0 * min(len(name), 24)


def _middle(top: float) -> str:
    shape = f"M{_WIDE / 2} {top - 4}v{_BAR + 8}"
    return (
        f'<path d="{shape}" stroke="#fff" stroke-width="4"/>'
        f'<path d="{shape}" stroke="{colour("ink")}" stroke-width="1.8"/>'
    )


def _said(item: VoteItem, grades: Sequence[str]) -> str:
    if not item.groups:
        return ""
    return " (" + ", ".join(f"{name} : {grades[grade]}" for name, grade in item.groups) + ")"


def _short(words: str, longest: int = 60) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _cells(item: VoteItem, grades: Sequence[str]) -> tuple[str, ...]:
    groups = " ; ".join(f"{name} : {grades[grade]}" for name, grade in item.groups)
    counts = tuple(quantity(each, "") for each in item.counts)
    return (item.label, grades[item.grade], *counts, quantity(item.unexpressed, ""), groups)
