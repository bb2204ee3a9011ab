"""A figure's identity in French words and HTML."""

from __future__ import annotations

from html import escape

from territorial_lib.schemas.figures import STATUS_LABELS, Figure
from territorial_lib.typography import quantity

LEVEL_LABELS: dict[str, str] = {
    "commune": "commune",
    "epci": "intercommunalité",
    "departement": "département",
    "region": "région",
    "zone_emploi": "zone d’emploi",
    "nation": "France entière",
    "perimeter": "périmètre de l’atelier",
    "other": "autre découpage",
}


def level(figure: Figure) -> str:
    """Name the geographic level of a figure.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    str
        The level in French; the level's own word where unknown.
    """
    return LEVEL_LABELS.get(figure.level, figure.level)


def band(figure: Figure) -> str:
    """Say the band around a figure.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    str
        "entre 10 et 12 ha", empty where there is none.
    """
    if figure.low is None or figure.high is None:
        return ""
    low, high = quantity(figure.low, figure.unit), quantity(figure.high, figure.unit)
    return f"entre {low} et {high}"


def badge(figure: Figure) -> str:
    """Write the status of a figure, as words first.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    str
        HTML, escaped.
    """
    return (
        f'<span class="tw-badge tw-badge--{escape(figure.status)}">'
        f"{escape(STATUS_LABELS[figure.status])}</span>"
    )


def line(figure: Figure) -> str:
    """Write a figure on one line, the same from one run to the next.

    Parameters
    ----------
    figure : Figure
        Any figure.

    Returns
    -------
    str
        "Population (2023, observé) : 31 268 hab."; plain text.
    """
    known = [str(figure.year)] if figure.year is not None else []
    identity = ", ".join([*known, STATUS_LABELS[figure.status]])
    return f"{figure.label} ({identity})\u00a0: {quantity(figure.value, figure.unit)}"
