"""National tables: they come as they are, once, with their own unit, year and source by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from territorial_lib.geography.bring_cut import variables
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.layout import Identity, framed, words
from territorial_lib.geography.proxies import Flags
from territorial_lib.geography.rules import Rule
from territorial_lib.schemas.tables import Column, Table

NATION = "FR"
_MISSING = "Aucune valeur dans la source."
_BAND = ("low", "high")


def bring(table: Table, rule: Rule, ground: Ground) -> pd.DataFrame:
    """Bring a national table.

    Parameters
    ----------
    table : Table
        Its schema.
    rule : Rule
        Unused: nothing is cut.
    ground : Ground
        The territories, which change nothing.

    Returns
    -------
    pandas.DataFrame
        One row a row of the table and variable; the territory is "FR".
    """
    return ground.catalogue.once(("national", table.name), lambda: _laid(table, ground))


def _laid(table: Table, ground: Ground) -> pd.DataFrame:
    frame = ground.catalogue.load(table.name).frame
    figures = _figures(table)
    rows = len(frame) * len(figures)
    value = np.concatenate([frame[each.name].to_numpy(dtype=float) for each in figures])
    names = [name for name in table.key if name not in ("code", "year")]
    columns = {name: _repeated(frame[name], figures) for name in names}
    columns |= {"territory": words([NATION], [rows]), "value": value}
    for name in _BAND:
        known = name in frame and len(figures) == 1
        columns[name] = _repeated(frame[name], figures) if known else np.full(rows, np.nan)
    identity = ground.identity(table)
    return framed(columns | _identified(frame, figures, identity, np.isnan(value)))


def _figures(table: Table) -> list[Column]:
    """List what is measured; a value that has its own band is the only figure."""
    numbers = [column for column in table.columns if column.kind == "number"]
    if {"value", *_BAND} <= {column.name for column in numbers}:
        return [table.column("value")]
    return numbers or variables(table)


def _identified(
    frame: pd.DataFrame, figures: Sequence[Column], identity: Identity, missing: Flags
) -> dict[str, Any]:
    card, times, rows = identity.card, [len(frame)] * len(figures), len(missing)
    told = "status" in frame
    status = _repeated(frame["status"], figures) if told else words([identity.observed], [rows])
    unit = [each.unit for each in figures]
    year = frame["year"] if "year" in frame else pd.Series(float(card.vintage), frame.index)
    source = frame["source"] if "source" in frame else pd.Series(card.source, frame.index)
    return {
        "variable": words([each.name for each in figures], times),
        "unit": _repeated(frame["unit"], figures) if "unit" in frame else words(unit, times),
        "year": np.tile(year.to_numpy(dtype=float, na_value=np.nan), len(figures)),
        "source": _repeated(source.fillna(card.source), figures),
        "level": words(["nation"], [rows]),
        "status": pd.Series(status).where(~missing, "missing").array,
        "note": words(["", _MISSING], [1, 1]).take(missing.astype(int)),
    }


def _repeated(column: pd.Series, figures: Sequence[Column]) -> Any:
    return column.array.take(np.tile(np.arange(len(column)), len(figures)))
