"""Figures of an imported table for any territory, each with its identity, marked as imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
import pandas as pd

from territorial_lib.geography import perimeter
from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.imports.imported import ImportedTable
from territorial_lib.imports.words import words
from territorial_lib.schemas.figures import Figure, Status, figure_id
from territorial_lib.schemas.tables import Column
from territorial_lib.typography import number

MOST = 60
"""Cuts of a table beyond which only the largest are made into figures."""
_WHOLE = 1 - 1e-9


def figures(imported: ImportedTable, territory: Territory, gazetteer: Gazetteer) -> list[Figure]:
    """Give what an imported table says of a territory.

    Parameters
    ----------
    imported : ImportedTable
        The table.
    territory : Territory
        Any territory.
    gazetteer : Gazetteer
        Where all the territories are known.

    Returns
    -------
    list of Figure
        One a measure and cut, of status "imported"; "estimated" where communes are lacking, where
        a larger unit is cut or where rates are averaged; none where the table knows nothing here.
    """
    table = imported.table
    cuts = [name for name in table.key if name not in ("code", "year")]
    measures = [column for column in table.columns if column.kind == "number"]
    latest = imported.sourced.frame[imported.sourced.frame["year"] == imported.sourced.card.vintage]
    selection = Selection.of([territory], gazetteer)
    meaning = words(imported.name, gazetteer.catalogue)
    found = []
    for cut, rows in _cut(latest, cuts, measures):
        known = rows.set_index("code")
        for measure in measures:
            brought = _brought(selection, known[measure.name], measure, table.level)
            if brought is not None:
                figure = _figure(imported, territory, measure, cut, brought)
                found.append(msgspec.structs.replace(figure, label=_label(measure, cut, meaning)))
    return found


def _cut(
    frame: pd.DataFrame, cuts: list[str], measures: list[Column]
) -> Iterator[tuple[str, pd.DataFrame]]:
    if not cuts:
        yield "", frame
        return
    sizes = frame.groupby(cuts)[measures[0].name].sum().sort_values(ascending=False)
    kept = sizes.index[:MOST]
    for key, rows in frame.groupby(cuts):
        if (key[0] if len(cuts) == 1 else key) in kept:
            yield ", ".join(map(str, key)), rows


def _brought(
    selection: Selection, values: pd.Series, measure: Column, level: str
) -> tuple[float, Status, str] | None:
    """Give the value, its status and its note; None where nothing is known here."""
    if level == "commune":
        return _from_communes(selection, values, measure)
    parts = selection.parts(level)
    if measure.extensive:
        row = perimeter.part_sum(parts, values).iloc[0]
    else:
        weights = pd.Series(selection.communes.groupby(level)["population"].sum())
        row = perimeter.part_mean(parts, values, weights).iloc[0]
    return _judged(row, averaged=not measure.extensive and row["units"] > 1)


def _from_communes(
    selection: Selection, values: pd.Series, measure: Column
) -> tuple[float, Status, str] | None:
    if measure.extensive:
        return _judged(perimeter.commune_sum(selection, values).iloc[0], averaged=False)
    population = selection.communes["population"].reindex(values.index)
    weighted = perimeter.commune_sum(selection, values * population)
    weight = perimeter.commune_sum(selection, population.where(values.notna()))
    row = perimeter.ratio_of_sums(weighted, weight, 1.0).iloc[0]
    return _judged(row, averaged=row["units"] > 1)


def _judged(row: pd.Series, averaged: bool) -> tuple[float, Status, str] | None:
    if pd.isna(row["value"]):
        return None
    notes = []
    if not row["exact"]:
        notes.append("Ramené au territoire au prorata des habitants.")
    if averaged:
        notes.append("Moyenne pondérée par les habitants.")
    if row["covered"] < _WHOLE:
        share = number(min(100 * float(row["covered"]), 99.9), 1)
        notes.append(f"Donnée connue pour {share} % de la population seulement.")
    status: Status = "estimated" if notes else "imported"
    return float(row["value"]), status, " ".join(["Fichier importé dans cet atelier.", *notes])


def _label(measure: Column, cut: str, meaning: Mapping[str, str]) -> str:
    return f"{measure.label} ({meaning.get(cut, cut)})" if cut else measure.label


def _figure(
    imported: ImportedTable,
    territory: Territory,
    measure: Column,
    cut: str,
    brought: tuple[float, Status, str],
) -> Figure:
    card = imported.sourced.card
    value, status, note = brought
    return Figure(
        id=figure_id(
            imported.name,
            measure.name,
            territory.code,
            card.vintage,
            cut.replace("/", "-").replace("\n", " "),
        ),
        label=measure.label,
        value=value,
        unit=measure.unit,
        year=card.vintage,
        source=card.source,
        level=card.level,
        status=status,
        note=note,
    )
