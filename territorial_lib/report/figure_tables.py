"""The tables of figures: one a step, each figure with its whole identity."""

from __future__ import annotations

from collections.abc import Iterator

from territorial_lib.report.figures import STEPS, Line, lines, use
from territorial_lib.report.material import Material
from territorial_lib.report.table import Cell, Field, Table, plain
from territorial_lib.schemas.figures import STATUS_LABELS, Figure
from territorial_lib.tables.figures import USE_LABELS
from territorial_lib.tables.wording import level, published

TERRITORY = (Field("Code du territoire"), Field("Territoire"))
"""The first columns of every table."""
_KEYS = {
    "summary": ("synthese", "Synthèse"),
    "inventory": ("inventaire", "Inventaire"),
    "gaps": ("manques", "Manques"),
    "glocal": ("glocalisation", "Glocalisation"),
    "leaks": ("fuites", "Fuites"),
    "actors": ("notes-des-acteurs", "Notes des acteurs"),
    "plan": ("effets-du-plan", "Effets du plan"),
}
_FIELDS = (
    *TERRITORY,
    Field("Question", "long"),
    Field("Rubrique"),
    Field("Chiffre", "long"),
    Field("Valeur", "number"),
    Field("Unité"),
    Field("Année", "year"),
    Field("Bas", "number"),
    Field("Haut", "number"),
    Field("Semblables (médiane)", "number"),
    Field("Statut"),
    Field("Niveau"),
    Field("Valeur publiée", "number"),
    Field("Usage"),
    Field("Lieu"),
    Field("Premier plan"),
    Field("Source", "long"),
    Field("Note", "long"),
    Field("Identifiant", "long"),
)
_VERSION_FIELDS = (
    *TERRITORY,
    Field("Chiffre", "long"),
    Field("Retenue"),
    Field("Valeur", "number"),
    Field("Unité"),
    Field("Année", "year"),
    Field("Bas", "number"),
    Field("Haut", "number"),
    Field("Statut"),
    Field("Niveau"),
    Field("Source", "long"),
    Field("Note", "long"),
    Field("Identifiant", "long"),
)


def figure_tables(material: Material) -> Iterator[Table]:
    """Give a table of figures a step, then every version of those that have several.

    Parameters
    ----------
    material : Material
        What is exported.

    Yields
    ------
    Table
        Its rows may be none.
    """
    every = list(lines(material.found))
    for step, (key, name) in _KEYS.items():
        rows = tuple(_row(material, each) for each in every if each.step == step)
        yield Table(key, name, STEPS[step], _FIELDS, rows)
    versions = tuple(row for each in every for row in _versions(material, each))
    title = "Les autres valeurs connues d’un même chiffre, toutes gardées"
    yield Table("versions", "Versions", title, _VERSION_FIELDS, versions)


def territory(material: Material) -> tuple[str, str]:
    """Give the first cells of every row.

    Parameters
    ----------
    material : Material
        What is exported.
    """
    return material.territory.code, material.territory.name


def _row(material: Material, line: Line) -> tuple[Cell, ...]:
    row, figure = line.row, line.row.figure
    return plain(
        (
            *territory(material),
            line.question,
            row.category,
            figure.label,
            figure.value,
            figure.unit,
            figure.year,
            figure.low,
            figure.high,
            None if row.comparison is None else row.comparison.median.value,
            STATUS_LABELS[figure.status],
            level(figure),
            published(row).value,
            USE_LABELS.get(use(row), ""),
            row.place,
            row.key,
            figure.source,
            figure.note,
            figure.id,
        )
    )


def _versions(material: Material, line: Line) -> Iterator[tuple[Cell, ...]]:
    if len(line.row.versions) > 1:
        for each in line.row.versions:
            yield _version(material, each, each == line.row.figure)


def _version(material: Material, figure: Figure, retained: bool) -> tuple[Cell, ...]:
    return plain(
        (
            *territory(material),
            figure.label,
            retained,
            figure.value,
            figure.unit,
            figure.year,
            figure.low,
            figure.high,
            STATUS_LABELS[figure.status],
            level(figure),
            figure.source,
            figure.note,
            figure.id,
        )
    )
