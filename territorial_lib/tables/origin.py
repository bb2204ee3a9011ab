"""Where a figure comes from: source, year, level, status, band, and every version of it."""

from __future__ import annotations

from html import escape

from territorial_lib.schemas.figures import STATUS_LABELS, Figure, Row
from territorial_lib.tables.wording import band, level
from territorial_lib.typography import quantity


def origin(resource: Row) -> str:
    """Write what stands behind a figure, one gesture away.

    Parameters
    ----------
    resource : Row
        A row of a diagnosis.

    Returns
    -------
    str
        A ``<details>`` element, escaped.
    """
    others = [version for version in resource.versions if version != resource.figure]
    return (
        f'<details class="tw-origin"><summary>D’où vient-il\u202f?'
        f'<span class="tw-hidden"> {escape(resource.figure.label)}</span></summary>'
        f"{identity(resource.figure)}{versions(others)}</details>"
    )


def identity(figure: Figure) -> str:
    """Write what stands behind a figure: source, year, level, status, band, note.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    str
        A ``<dl>`` element, escaped.
    """
    terms = (
        ("Source", figure.source or "non précisée"),
        ("Année", "" if figure.year is None else str(figure.year)),
        ("Niveau", level(figure)),
        ("Statut", STATUS_LABELS[figure.status]),
        ("Fourchette", band(figure)),
        ("Note", figure.note),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in terms if text)
    return f"<dl>{rows}</dl>"


def versions(figures: list[Figure]) -> str:
    """Write the other values known of a figure, all kept.

    Parameters
    ----------
    figures : list of Figure
        The other versions.

    Returns
    -------
    str
        HTML, escaped; empty where there is none.
    """
    if not figures:
        return ""
    rows = "".join(f"<li>{_version(figure)}</li>" for figure in figures)
    return f"<p>Autres valeurs connues, gardées\u00a0:</p><ul>{rows}</ul>"


def _version(figure: Figure) -> str:
    year = "" if figure.year is None else f", {figure.year}"
    words = f"{STATUS_LABELS[figure.status]}{year}\u00a0; {figure.source or 'source non précisée'}"
    note = f"\u00a0; {figure.note}" if figure.note else ""
    return f"<b>{escape(quantity(figure.value, figure.unit))}</b> ({escape(words + note)})"
