"""A small country: a grid of square communes around Crest."""

from __future__ import annotations

import geopandas as gpd
from shapely.geometry import box

SIDE = 0.04


def grid(
    columns: int = 4, rows: int = 3, west: float = 5.0, south: float = 44.7
) -> gpd.GeoDataFrame:
    cells = [(x, y) for x in range(columns) for y in range(rows)]
    return gpd.GeoDataFrame(
        {
            "code": [f"26{rank:03d}" for rank in range(len(cells))],
            "name": [f"Commune {rank}" for rank in range(len(cells))],
            "rate": [float(rank) for rank in range(len(cells))],
        },
        geometry=[
            box(west + x * SIDE, south + y * SIDE, west + (x + 1) * SIDE, south + (y + 1) * SIDE)
            for x, y in cells
        ],
        crs="EPSG:4326",
    )
