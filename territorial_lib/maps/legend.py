"""What stands beside a map: its title, its classes, what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from territorial_lib.maps.points import MARK_LABELS, SYMBOLS
from territorial_lib.typography import MISSING


def legend(
    label: str, unit: str, classes: Sequence[tuple[str, str]], *, missing: bool, extent: str
) -> str:
    """Write the legend of the classes.

    Parameters
    ----------
    label : str
        What is mapped, plain text.
    unit : str
        Its unit and year as read in French, plain text.
    classes : sequence of (colour, wording)
        The classes from low to high.
    missing : bool
        True where some area has no value: the hatching is then explained.
    extent : str
        Lowest and highest value, in words.

    Returns
    -------
    str
        HTML, escaped.
    """
    rows = [_row(f"background:{colour}", "", wording) for colour, wording in classes]
    if missing:
        rows.append(_row("", " swatch--missing", MISSING))
    return (
        f"<h1>{escape(label)}</h1><p class='unit'>{escape(unit)}</p>"
        f"<ul aria-label='Légende'>{''.join(rows)}</ul><p class='range'>{escape(extent)}</p>"
    )


def signs(marks: Iterable[str], labels: Mapping[str, str] = MARK_LABELS) -> str:
    """Explain the shapes of the points present.

    Parameters
    ----------
    marks : iterable of str
        Marks of the points shown, as in `MapPoint`.
    labels : Mapping of str to str
        What each mark means, in French.

    Returns
    -------
    str
        HTML, empty without points.
    """
    present = set(marks)
    rows = [
        f"<li><span class='point point--{mark}' aria-hidden='true'>{symbol}</span>"
        f"{escape(labels[mark])}</li>"
        for mark, symbol in SYMBOLS.items()
        if mark in present
    ]
    return f"<ul class='signs' aria-label='Points'>{''.join(rows)}</ul>" if rows else ""


def _row(style: str, kind: str, wording: str) -> str:
    return f"<li><span class='swatch{kind}' style='{style}'></span>{escape(wording)}</li>"
