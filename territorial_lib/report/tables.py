"""Every table of an export, in order."""

from __future__ import annotations

import pandas as pd

from territorial_lib.report.communes import commune_measures
from territorial_lib.report.figure_tables import figure_tables
from territorial_lib.report.material import Material
from territorial_lib.report.plan_tables import plan_tables
from territorial_lib.report.room_tables import made, room_tables
from territorial_lib.report.source_tables import method_table, source_table
from territorial_lib.report.table import Field, Table
from territorial_lib.schemas.figures import STATUS_LABELS


def tables(material: Material) -> tuple[Table, ...]:
    """Give every table that has a row.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    tuple of Table
        Figures, what the room said, actors and plan, communes, sources.
    """
    every = (
        *figure_tables(material),
        *room_tables(material),
        *plan_tables(material),
        commune_table(material),
        method_table(material),
        source_table(material),
    )
    return tuple(each for each in every if each.rows)


def commune_table(material: Material) -> Table:
    """Give each measure of each commune on a row of its own, with its identity.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    Table
        One row a commune and a measure.
    """
    fields = (
        Field("Code de la commune"),
        Field("Commune"),
        Field("Chiffre", "long"),
        Field("Valeur", "number"),
        Field("Unité"),
        Field("Année", "year"),
        Field("Statut"),
        Field("Source", "long"),
        Field("Note", "long"),
    )
    rows = (
        (
            code,
            line.name,
            each.label,
            line.value,
            each.figure.unit,
            each.figure.year,
            STATUS_LABELS["missing" if pd.isna(line.value) else line.status],
            each.figure.source,
            line.note if isinstance(line.note, str) else "",
        )
        for each in commune_measures(material)
        for code, line in zip(each.values.index, each.values.itertuples(), strict=True)
    )
    return made(material, ("communes", "Communes", "Commune par commune"), fields, rows)
