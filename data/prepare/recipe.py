"""A recipe: the schema of a table and the function that builds it from the raw files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.prepare.raw import Raw
from territorial_lib.schemas.tables import Table


@dataclass(frozen=True)
class Recipe:
    """How a table is made.

    Parameters
    ----------
    schema : Table
        What the result must obey; its name is the file's and the card's.
    build : callable
        Takes the raw files, gives the table (a GeoDataFrame where it has a geometry column).
    rows_per_group : int
        Rows in a parquet row group: small where a reader takes one EPCI or one window.
    """

    schema: Table
    build: Callable[[Raw], pd.DataFrame]
    rows_per_group: int = 8192
