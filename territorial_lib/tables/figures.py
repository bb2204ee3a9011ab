"""A diagnosis's figures as a table: the inventory's resources, or a block's rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from territorial_lib.schemas.figures import FAMILY_LABELS, STATUS_LABELS, Resource, Row
from territorial_lib.tables.data_table import Column, DataTable
from territorial_lib.tables.wording import badge, band, level, line, published, sure
from territorial_lib.typography import quantity

USE_LABELS: dict[str, str] = {
    "used": "utilisée",
    "underused": "sous-utilisée",
    "missing": "manquante",
    "unknown": "à dire par la salle",
}
Line = TypeVar("Line", bound=Row)


class FigureTable(DataTable[Line]):
    """Every figure with its identity, to sort, filter and take away."""

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


def figure_table(resources: Sequence[Resource]) -> FigureTable[Resource]:
    """Make the table of the inventory.

    Parameters
    ----------
    resources : sequence of Resource
        Rows of the inventory.

    Returns
    -------
    FigureTable
        A widget that can be updated in place.
    """
    caption = "Les ressources et leurs chiffres"
    return FigureTable(resources, _RESOURCE_COLUMNS, caption=caption, file_name="ressources.csv")


def row_table(rows: Sequence[Row], caption: str, file_name: str) -> FigureTable[Row]:
    """Make the table of a block.

    Parameters
    ----------
    rows : sequence of Row
        Its rows.
    caption : str
        What the table is, in French.
    file_name : str
        Name of the file proposed, ending in ``.csv``.

    Returns
    -------
    FigureTable
        A widget that can be updated in place.
    """
    return FigureTable(rows, _ROW_COLUMNS, caption=caption, file_name=file_name)


def _median(row: Row) -> float | None:
    return None if row.comparison is None else row.comparison.median.value


def _published(row: Row) -> float | None:
    """Give the value before any correction."""
    return published(row).value


def _year(row: Row) -> str:
    return "" if row.figure.year is None else str(row.figure.year)


_CATEGORY: Column[Any] = Column("Rubrique", lambda r: r.category)
_VALUES: tuple[Column[Any], ...] = (
    Column(
        "Valeur",
        lambda r: r.figure.value,
        text=lambda r: quantity(sure(r.figure, r.figure.value), r.figure.unit),
        numeric=True,
    ),
    Column("Unité", lambda r: r.figure.unit, shown=False),
    Column("Valeur publiée", _published, numeric=True, shown=False),
)
_BOUNDS: tuple[Column[Any], ...] = (
    Column("Bas", lambda r: r.figure.low, numeric=True, shown=False),
    Column("Haut", lambda r: r.figure.high, numeric=True, shown=False),
)
_COMPARED: tuple[Column[Any], ...] = (
    Column(
        "Territoires semblables (médiane)",
        _median,
        text=lambda r: quantity(_median(r), r.figure.unit) if r.comparison else "",
        numeric=True,
    ),
    Column("Année", _year),
    Column("Statut", lambda r: STATUS_LABELS[r.figure.status], html=lambda r: badge(r.figure)),
)
_IDENTITY: tuple[Column[Any], ...] = (
    Column("Lieu", lambda r: r.place, shown=False),
    Column("Niveau", lambda r: level(r.figure), shown=False),
    Column("Source", lambda r: r.figure.source),
    Column("Note", lambda r: r.figure.note, shown=False),
    Column("Identifiant", lambda r: r.figure.id, shown=False),
)
_RESOURCE_COLUMNS: tuple[Column[Resource], ...] = (
    Column("Ressource", lambda r: r.figure.label),
    Column("Famille", lambda r: FAMILY_LABELS[r.family], shown=False),
    _CATEGORY,
    *_VALUES,
    *_BOUNDS,
    *_COMPARED,
    Column("Usage", lambda r: USE_LABELS[r.use]),
    *_IDENTITY,
)
_ROW_COLUMNS: tuple[Column[Row], ...] = (
    Column("Chiffre", lambda r: r.figure.label),
    _CATEGORY,
    *_VALUES,
    Column("Fourchette", lambda r: band(r.figure)),
    *_BOUNDS,
    *_COMPARED,
    *_IDENTITY,
)
