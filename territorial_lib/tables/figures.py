"""The inventory's figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from territorial_lib.schemas.figures import FAMILY_LABELS, STATUS_LABELS, Resource
from territorial_lib.tables.data_table import Column, DataTable
from territorial_lib.tables.wording import badge, level, line, published, sure
from territorial_lib.typography import quantity

USE_LABELS: dict[str, str] = {
    "used": "utilisée",
    "underused": "sous-utilisée",
    "missing": "manquante",
    "unknown": "à dire par la salle",
}


class FigureTable(DataTable[Resource]):
    """Every figure with its identity, to sort, filter and take away.

    Parameters
    ----------
    resources : sequence of Resource
        Rows of the inventory.
    caption : str
        What the table is, in French.
    file_name : str
        Name of the file proposed.
    """

    def __init__(
        self,
        resources: Sequence[Resource],
        caption: str = "Les ressources et leurs chiffres",
        file_name: str = "ressources.csv",
    ) -> None:
        super().__init__(resources, _COLUMNS, caption=caption, file_name=file_name)

    def text(self) -> str:
        """List the figures as plain text, the same from one run to the next.

        Returns
        -------
        str
            One line a figure.
        """
        return "\n".join(line(resource.figure) for resource in self._rows)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return {**(bundle or {}), "text/plain": self.text()}


def figure_table(resources: Sequence[Resource]) -> FigureTable:
    """Make the table of some figures.

    Parameters
    ----------
    resources : sequence of Resource
        Rows of the inventory.

    Returns
    -------
    FigureTable
        A widget that can be updated in place.
    """
    return FigureTable(resources)


def _median(resource: Resource) -> float | None:
    return None if resource.comparison is None else resource.comparison.median.value


def _published(resource: Resource) -> float | None:
    """Give the value before any correction."""
    return published(resource).value


def _year(resource: Resource) -> str:
    return "" if resource.figure.year is None else str(resource.figure.year)


_COLUMNS: tuple[Column[Resource], ...] = (
    Column("Ressource", lambda r: r.figure.label),
    Column("Famille", lambda r: FAMILY_LABELS[r.family], shown=False),
    Column("Rubrique", lambda r: r.category),
    Column(
        "Valeur",
        lambda r: r.figure.value,
        text=lambda r: quantity(sure(r.figure, r.figure.value), r.figure.unit),
        numeric=True,
    ),
    Column("Unité", lambda r: r.figure.unit, shown=False),
    Column("Valeur publiée", _published, numeric=True, shown=False),
    Column("Bas", lambda r: r.figure.low, numeric=True, shown=False),
    Column("Haut", lambda r: r.figure.high, numeric=True, shown=False),
    Column(
        "Territoires semblables (médiane)",
        _median,
        text=lambda r: quantity(_median(r), r.figure.unit) if r.comparison else "",
        numeric=True,
    ),
    Column("Année", _year),
    Column("Statut", lambda r: STATUS_LABELS[r.figure.status], html=lambda r: badge(r.figure)),
    Column("Usage", lambda r: USE_LABELS[r.use]),
    Column("Lieu", lambda r: r.place, shown=False),
    Column("Niveau", lambda r: level(r.figure), shown=False),
    Column("Source", lambda r: r.figure.source),
    Column("Note", lambda r: r.figure.note, shown=False),
    Column("Identifiant", lambda r: r.figure.id, shown=False),
)
