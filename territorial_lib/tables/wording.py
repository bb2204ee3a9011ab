"""A figure's identity in French words and HTML."""

from __future__ import annotations

from html import escape

from territorial_lib.schemas.figures import STATUS_LABELS, Figure, Row
from territorial_lib.schemas.rounding import sure
from territorial_lib.typography import number, quantity

__all__ = ["LEVEL_LABELS", "badge", "band", "level", "line", "published", "sure"]

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
    low = number(sure(figure, figure.low))
    return f"entre {low} et {quantity(sure(figure, figure.high), figure.unit)}"


def published(resource: Row) -> Figure:
    """Give the figure as its producer publishes it, before any correction of the room.

    Parameters
    ----------
    resource : Row
        A row of a diagnosis.

    Returns
    -------
    Figure
        The first version that the room did not declare; the figure itself where there is none.
    """
    official = [each for each in resource.versions if each.status != "declared"]
    return official[0] if official else resource.figure


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
    return f"{figure.label} ({identity})\u00a0: {quantity(sure(figure, figure.value), figure.unit)}"
