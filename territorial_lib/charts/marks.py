"""Small signs for groups: a shape and a colour each, colour never the only difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from territorial_lib.identity import colour

Shape = Literal["square", "triangle", "diamond", "circle", "cross"]


@dataclass(frozen=True)
class Mark:
    """How a group is drawn.

    Parameters
    ----------
    label : str
        The group, plain text.
    shade : str
        Colour of the palette.
    shape : Shape
        Its sign.
    """

    label: str
    shade: str
    shape: Shape


def sign(mark: Mark, x: float, y: float, size: float, hollow: bool = False) -> str:
    """Draw a group's sign.

    Parameters
    ----------
    mark : Mark
        The group.
    x, y : float
        Its middle, in the drawing's units.
    size : float
        Half of its width.
    hollow : bool
        True to draw its outline alone.

    Returns
    -------
    str
        An SVG element.
    """
    shade, ground = colour(mark.shade), colour("card")
    inside = ground if hollow else shade
    look = f'fill="{inside}" stroke="{shade if hollow else ground}" stroke-width="2"'
    if mark.shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {look}/>'
    path = _PATHS[mark.shape]
    points = " ".join(f"{x + size * dx:.1f},{y + size * dy:.1f}" for dx, dy in path)
    return f'<polygon points="{points}" {look}/>'


def legend_of(marks: list[Mark], x: float, y: float, wide: float, step: float) -> list[str]:
    """Explain the signs, on as many lines as they need.

    Parameters
    ----------
    marks : list of Mark
        Groups present.
    x, y : float
        Where the first one stands.
    wide : float
        Width available.
    step : float
        Width of one of them.

    Returns
    -------
    list of str
        SVG elements, escaped by construction: labels are ours.
    """
    across = max(1, int(wide // step))
    drawn = []
    for rank, mark in enumerate(marks):
        left, top = x + step * (rank % across), y + 26 * (rank // across)
        drawn.append(sign(mark, left + 8, top - 6, 7))
        drawn.append(
            f'<text x="{left + 22:.1f}" y="{top:.1f}" font-size="16" '
            f'fill="{colour("ink")}">{mark.label}</text>'
        )
    return drawn


_PATHS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.15), (1.1, 0.9), (-1.1, 0.9)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "cross": (
        *((-1, -0.35), (-0.35, -0.35), (-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35)),
        *((1, 0.35), (0.35, 0.35), (0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35)),
    ),
}
