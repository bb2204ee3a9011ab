"""From the rows read to a table of ours, checked against its schema: a draft, nothing kept yet."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from territorial_lib.errors import ImportRefused
from territorial_lib.imports.carrying import carried
from territorial_lib.imports.codes import LEVEL_LABELS, CodeBook
from territorial_lib.imports.imported import STATUSES, Draft, ImportedTable
from territorial_lib.imports.mapping import ColumnMapping
from territorial_lib.imports.reading import LISTED, Reading, read
from territorial_lib.imports.rows import Grid, RejectedRow
from territorial_lib.imports.shaping import shaped
from territorial_lib.imports.watching import CARRYING, SIGNING, UNWATCHED, Watch
from territorial_lib.schemas.tables import Column, Table
from territorial_lib.sources import Card, RawFile, Sourced
from territorial_lib.typography import number

GEOGRAPHY = 2026


def draft(
    grid: Grid, mapping: ColumnMapping, book: CodeBook, path: Path, watch: Watch = UNWATCHED
) -> Draft:
    """Read a file with a mapping, without keeping anything.

    Parameters
    ----------
    grid : Grid
        The file's table.
    mapping : ColumnMapping
        What its columns mean.
    book : CodeBook
        The codes known.
    path : Path
        The file, for its name and checksum.
    watch : Watch
        Who follows the reading.

    Returns
    -------
    Draft
        What would be kept and what is refused; ImportRefused where no row can be kept.
    """
    reading = read(grid, mapping, book)
    watch.step(CARRYING)
    rows = _rows(reading, mapping)
    rows, told = _last_year(rows, mapping)
    rows = _unique(rows, mapping, reading)
    if rows.empty:
        raise _nothing(grid, reading)
    rows, mapping = shaped(rows, mapping)
    frame, changes = _in_2026(rows, mapping, book)
    told = [*grid.sheet.told, *_said(reading), *told, *changes]
    table = _table(mapping)
    frame = _finished(frame, table)
    faults = table.validate(frame)
    if faults:
        raise ImportRefused(
            f"Le tableau obtenu n’est pas conforme ({'; '.join(faults)}).", "Corrigez vos choix."
        )
    watch.step(SIGNING)
    sourced = Sourced(frame, _card(mapping, frame, path, told))
    imported = ImportedTable(table, sourced, mapping.theme)
    rejected = tuple(sorted(reading.rejected))
    return Draft(imported, tuple(told), rejected, reading.refused, reading.total, mapping.layout)


def _rows(reading: Reading, mapping: ColumnMapping) -> pd.DataFrame:
    columns: dict[str, object] = {
        "line": reading.lines,
        "code": pd.array(reading.codes, dtype="str"),
    }
    for dimension, cut in zip(mapping.dimensions, reading.cuts, strict=True):
        columns[dimension.name] = pd.array(cut, dtype="str")
    columns["year"] = reading.years
    for measure, values in zip(mapping.measures, reading.values, strict=True):
        columns[measure.name] = pd.array(values, dtype="float64")
    return pd.DataFrame(columns)


def _last_year(rows: pd.DataFrame, mapping: ColumnMapping) -> tuple[pd.DataFrame, list[str]]:
    if not mapping.latest or rows.empty:
        return rows, []
    years = sorted(rows["year"].unique())
    if len(years) == 1:
        return rows, []
    others = _counted(len(years) - 1, "autre année", "autres années")
    told = f"Année gardée : {years[-1]}. Laissé de côté : {others}, depuis {years[0]}."
    return rows[rows["year"] == years[-1]], [told]


def _key(mapping: ColumnMapping) -> list[str]:
    return ["code", *(dimension.name for dimension in mapping.dimensions), "year"]


def _unique(rows: pd.DataFrame, mapping: ColumnMapping, reading: Reading) -> pd.DataFrame:
    """Add up the parts where the layout says so; otherwise refuse every row of a repeated key."""
    key = _key(mapping)
    if mapping.add_up:
        names = [measure.name for measure in mapping.measures]
        grouped = rows.groupby(key, sort=False)
        known = rows[names].notna().groupby([rows[name] for name in key], sort=False).all()
        return grouped[names].sum(min_count=1).where(known).reset_index()
    doubled = rows.duplicated(key, keep=False)
    if not doubled.any():
        return rows
    for _, repeated in rows[doubled].groupby(key, sort=False):
        lines = " et ".join(map(str, repeated["line"].head(5)))
        for line, code in repeated[["line", "code"]].itertuples(index=False):
            reading.refused += 1
            if len(reading.rejected) < LISTED:
                reason = f"le code {code} figure plusieurs fois : lignes {lines}"
                reading.rejected.append(RejectedRow(int(line), reason, (str(code),)))
    return rows[~doubled]


def _in_2026(
    rows: pd.DataFrame, mapping: ColumnMapping, book: CodeBook
) -> tuple[pd.DataFrame, list[str]]:
    if mapping.level != "commune":
        return rows.assign(estimated=False), []
    extensive = [measure.name for measure in mapping.measures if measure.extensive]
    intensive = [measure.name for measure in mapping.measures if not measure.extensive]
    history = book.gazetteer.catalogue.load("commune_history").frame
    columns = [*_key(mapping), *extensive, *intensive]
    return carried(rows[columns], history, _key(mapping)[1:], extensive, intensive)


def _table(mapping: ColumnMapping) -> Table:
    cuts = [Column(each.name, "text", each.label) for each in mapping.dimensions]
    values = [
        Column(each.name, "number", each.label, each.unit, extensive=each.extensive, missing=True)
        for each in mapping.measures
    ]
    return Table(
        name=mapping.name,
        level=mapping.level,
        key=tuple(_key(mapping)),
        columns=(
            Column("code", "code", LEVEL_LABELS[mapping.level].capitalize()),
            *cuts,
            Column("year", "whole", "Année"),
            *values,
            Column("status", "text", "Statut", allowed=STATUSES),
        ),
    )


def _finished(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    values = [column.name for column in table.columns if column.kind == "number"]
    status = frame["estimated"].map({True: "estimated", False: "imported"})
    status = status.where(frame[values].notna().any(axis=1), "missing").astype("str")
    ordered = frame.assign(status=status, year=frame["year"].astype("int64"))
    names = [column.name for column in table.columns]
    return ordered.sort_values(list(table.key), ignore_index=True)[names]


def _card(mapping: ColumnMapping, frame: pd.DataFrame, path: Path, told: list[str]) -> Card:
    with path.open("rb") as stream:
        checksum = hashlib.file_digest(stream, "sha256").hexdigest()
    year, origin = int(frame["year"].max()), mapping.origin
    return Card(
        title=origin.title,
        source=origin.source or f"{origin.publisher or 'Fichier importé'}, {year}",
        publisher=origin.publisher or "Non précisé",
        licence=origin.licence or "Non précisée",
        url=origin.url,
        vintage=year,
        geography_year=GEOGRAPHY,
        level=mapping.level,
        caveat=" ".join(["Importé dans cet atelier.", *told]),
        sha256="",
        raw=(RawFile(path.name, checksum),),
    )


def _said(reading: Reading) -> list[str]:
    told = []
    if reading.repaired:
        sample = f" (par exemple {', '.join(reading.repairs)})" if reading.repairs else ""
        told.append(f"{_counted(reading.repaired, 'code réparé', 'codes réparés')}{sample}.")
    if reading.left_out:
        told.append(
            f"Laissé de côté : {_counted(reading.left_out, 'ligne', 'lignes')} d’une autre nature."
        )
    if reading.secret:
        secret = _counted(reading.secret, "valeur secrète", "valeurs secrètes")
        told.append(f"{secret} : cela manque, sans être compté pour 0.")
    if any(style.unsure for style in reading.styles):
        told.append(
            "Des nombres comme 1,234 sont lus avec une virgule décimale : vérifiez l’aperçu."
        )
    return told


def _counted(count: int, one: str, several: str) -> str:
    return f"{number(count)} {several if count > 1 else one}"


def _nothing(grid: Grid, reading: Reading) -> ImportRefused:
    if reading.rejected:
        first = min(reading.rejected)
        why = f"la ligne {first.line} est refusée : {first.reason}"
    else:
        why = f"{number(reading.left_out)} lignes ne sont pas du niveau attendu"
    return ImportRefused(
        f"Aucune ligne du fichier « {grid.sheet.name} » ne peut être gardée : {why}.",
        "Vérifiez la colonne des codes et le niveau choisi.",
    )
