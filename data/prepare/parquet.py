"""Writes a table to parquet: zstd, small row groups, the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd


def write(frame: pd.DataFrame, path: Path, rows_per_group: int) -> None:
    """Write a table; a geometry column makes it GeoParquet with a covering box.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table, in its final order.
    path : Path
        The file, replaced at once.
    rows_per_group : int
        Rows in a row group.
    """
    draft = path.with_suffix(".draft")
    options = {"compression": "zstd", "compression_level": 19, "row_group_size": rows_per_group}
    if isinstance(frame, gpd.GeoDataFrame):
        frame.to_parquet(
            draft, index=False, schema_version="1.1.0", write_covering_bbox=True, **options
        )
    else:
        frame.to_parquet(draft, index=False, **options)
    draft.replace(path)
