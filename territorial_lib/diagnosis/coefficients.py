"""The cited parameters: each with its source, year, confidence and the levers made of them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from territorial_lib.errors import DataError
from territorial_lib.schemas import reads
from territorial_lib.schemas.blocks import Lever
from territorial_lib.schemas.figures import Figure, figure_id
from territorial_lib.sources import Catalogue

TABLE = "coefficients"


def coefficient(catalogue: Catalogue, name: str) -> Figure:
    """Give a cited parameter.

    Parameters
    ----------
    catalogue : Catalogue
        Where tables are read.
    name : str
        Its id in the table "coefficients".

    Returns
    -------
    Figure
        Value, unit, year, source and status; `low` and `high` where the publication gives a range;
        DataError where no such coefficient is in the table.
    """
    reads.note("coefficient", name)
    with reads.apart():
        row = _row(catalogue, name)
    year = None if pd.isna(row["year"]) else int(row["year"])
    caveat = "" if pd.isna(row["caveat"]) else str(row["caveat"])
    return Figure(
        id=figure_id(TABLE, name, "FR", year),
        label=str(row["quantity"]),
        value=float(row["value"]),
        unit=str(row["unit"]),
        year=year,
        source=str(row["source"]),
        level="nation",
        status=row["status"],
        low=None if pd.isna(row["low"]) else float(row["low"]),
        high=None if pd.isna(row["high"]) else float(row["high"]),
        note=". ".join(each for each in (f"Confiance : {row['confidence']}", caveat) if each),
    )


def lever(key: str, label: str, default: Figure, bounds: tuple[float, float, float]) -> Lever:
    """Make a lever of a cited parameter.

    Parameters
    ----------
    key : str
        Key of the log entry that moves it.
    label : str
        What it is on screen, in French.
    default : Figure
        The parameter, in the lever's unit.
    bounds : tuple of float
        Lowest, highest, smallest move.

    Returns
    -------
    Lever
        The lever, at the parameter's value.
    """
    low, high, step = bounds
    assert default.value is not None
    return Lever(
        key=key,
        label=label,
        unit=default.unit,
        default=default.value,
        low=low,
        high=high,
        step=step,
        source=default.source,
        year=default.year,
        note=default.note,
    )


def _row(catalogue: Catalogue, name: str) -> Any:
    rows = catalogue.load(TABLE).frame
    found = rows[(rows["id"] == name) & ~rows["discarded"].astype(bool)]
    if found.empty:
        raise DataError(
            f"Le coefficient « {name} » n’est pas dans la table « {TABLE} ».",
            "Réinstallez le classeur, ou reconstruisez la table.",
        )
    return found.iloc[0]
