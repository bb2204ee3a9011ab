"""A table that publishes communes, EPCI and départements side by side: never recomputed.

A territory of a kind that the table does not publish (région, zone, perimeter) is averaged over
its communes, and says so.
"""

from __future__ import annotations

import pandas as pd

from territorial_lib.geography import bring_cut
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.perimeter import Selection
from territorial_lib.geography.rules import Rule
from territorial_lib.schemas.tables import Table

_PUBLISHED = ("commune", "epci", "departement")


def bring(table: Table, rule: Rule, ground: Ground) -> pd.DataFrame:
    """Bring each territory the rows of its own level.

    Parameters
    ----------
    table : Table
        A schema whose key is ``level`` and ``code``.
    rule : Rule
        How it is brought.
    ground : Ground
        The territories.

    Returns
    -------
    pandas.DataFrame
        Every variable for every territory.
    """
    frames = []
    for level in _PUBLISHED:
        read = ground.kinds.where(ground.kinds.isin(_PUBLISHED), "commune") == level
        if read.any():
            frames.append(_at(level, table, rule, _part(ground, read)))
    return pd.concat(frames, ignore_index=True)


def _part(ground: Ground, read: pd.Series) -> Ground:
    members = ground.selection.members
    kept = members[members["territory"].isin(read.index[read])]
    selection = Selection(kept.reset_index(drop=True), ground.selection.communes)
    return Ground(ground.catalogue, ground.gazetteer, selection, ground.kinds[read])


def _at(level: str, table: Table, rule: Rule, ground: Ground) -> pd.DataFrame:
    catalogue = ground.catalogue
    rows = catalogue.once(
        ("level", table.name, level), lambda: _of_level(catalogue.load(table.name).frame, level)
    )
    columns = tuple(column for column in table.columns if column.name != "level")
    schema = Table(table.name, level, ("code",), columns)  # type: ignore[arg-type]
    return bring_cut.bring(schema, rule, ground, rows)


def _of_level(frame: pd.DataFrame, level: str) -> pd.DataFrame:
    return frame[frame["level"] == level].drop(columns="level").reset_index(drop=True)
