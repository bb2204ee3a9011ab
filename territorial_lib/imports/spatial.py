"""GeoJSON and GeoPackage: attributes, and where each feature stands, in any coordinates."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from territorial_lib.errors import UnreadableFile
from territorial_lib.imports.cells import cell_text
from territorial_lib.imports.delimited import checked_size, plain_cell, too_large
from territorial_lib.imports.limits import Limits
from territorial_lib.imports.rows import Row, Sheet
from territorial_lib.imports.watching import EXAMINING, READING, UNWATCHED, Watch
from territorial_lib.typography import number

if TYPE_CHECKING:
    import geopandas as gpd

WGS84 = "EPSG:4326"
COMMUNE, LONGITUDE, LATITUDE = "commune (d’après la position)", "longitude", "latitude"
FEATURES = 500_000
_BATCH = 20_000
Locator = Callable[["gpd.GeoSeries"], list[str]]
"""Gives the commune of each point, empty outside every commune."""


def spatial(
    name: str, path: Path, limits: Limits, locate: Locator, watch: Watch = UNWATCHED
) -> list[Sheet]:
    """Read a GeoJSON or a GeoPackage.

    Parameters
    ----------
    name : str
        Name of the file.
    path : Path
        The file.
    limits : Limits
        What is refused.
    locate : callable
        Finds the communes of points in EPSG:4326.
    watch : Watch
        Who follows the reading.

    Returns
    -------
    list of Sheet
        One a layer: its attributes, then the commune, the longitude and the latitude of a point
        of each feature.
    """
    watch.step(EXAMINING)
    return [_layer(name, path, layer, limits, locate, watch) for layer in _layers(name, path)]


def _layers(name: str, path: Path) -> list[str]:
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        layers = [str(layer) for layer, _ in pyogrio.list_layers(path)]
    except (DataSourceError, OSError, ValueError) as error:
        raise _damaged(name, error) from error
    if not layers:
        raise UnreadableFile(f"Le fichier « {name} » n’a aucune couche.", "Vérifiez l’export.")
    return layers


def _layer(
    name: str, path: Path, layer: str, limits: Limits, locate: Locator, watch: Watch
) -> Sheet:
    import pyogrio

    information = pyogrio.read_info(path, layer=layer)
    count = int(information["features"])
    if count > FEATURES:
        raise too_large(name, f"{number(count)} objets dans la couche « {layer} »")
    projected = information["geometry_type"] is not None
    if projected and not information["crs"]:
        raise UnreadableFile(
            f"La couche « {layer} » du fichier « {name} » ne dit pas son système de coordonnées.",
            "Enregistrez-la depuis un SIG en indiquant son système, par exemple EPSG:2154.",
        )
    told = (f"Coordonnées lues en {_named(information['crs'])}.",) if projected else ()

    @cache
    def read() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        batches = _batches(path, layer, count, watch)
        return _read(name, batches, locate if projected else None)

    def rows() -> Iterator[Row]:
        header, records = read()
        checked_size(name, len(records), len(header), limits)
        yield Row(1, header)
        for line, cells in enumerate(records, start=2):
            yield Row(line, cells)

    return Sheet(f"{name}, couche « {layer} »", rows, told)


def _batches(
    path: Path, layer: str, count: int, watch: Watch
) -> Iterator[gpd.GeoDataFrame | pd.DataFrame]:
    """Read a GeoPackage part by part; a GeoJSON, which can only be read from its start, whole."""
    import pyogrio

    size = _BATCH if path.suffix == ".gpkg" else max(count, 1)
    for start in range(0, max(count, 1), size):
        watch.step(READING, start, count if size < count else None)
        yield pyogrio.read_dataframe(path, layer=layer, skip_features=start, max_features=size)


def _read(
    name: str, batches: Iterator[gpd.GeoDataFrame | pd.DataFrame], locate: Locator | None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    header: tuple[str, ...] = ()
    records: list[tuple[str, ...]] = []
    try:
        for frame in batches:
            header, more = _texts(frame, locate)
            records += more
    except (DataSourceError, DataLayerError, FeatureError, OSError, ValueError) as error:
        raise _damaged(name, error) from error
    return header, records


def _texts(
    frame: gpd.GeoDataFrame | pd.DataFrame, locate: Locator | None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    attributes = frame.drop(columns="geometry", errors="ignore")
    columns = [[_text(value) for value in attributes[column]] for column in attributes]
    header = [str(column) for column in attributes]
    if locate is not None:
        header += [COMMUNE, LONGITUDE, LATITUDE]
        columns += _places(frame, locate)
    return tuple(header), list(zip(*columns, strict=True)) if len(frame) else []


def _places(frame: gpd.GeoDataFrame, locate: Locator) -> list[list[str]]:
    """Give the commune and the coordinates of a point inside each feature."""
    points = frame.geometry.representative_point().to_crs(WGS84)
    sound = points.notna() & ~points.is_empty
    communes = [""] * len(frame)
    for rank, commune in zip(sound.to_numpy().nonzero()[0], locate(points[sound]), strict=True):
        communes[rank] = commune
    longitudes = [_degrees(x) for x in points.x.where(sound)]
    latitudes = [_degrees(y) for y in points.y.where(sound)]
    return [communes, longitudes, latitudes]


def _degrees(angle: float) -> str:
    return "" if math.isnan(angle) else f"{angle:.6f}"


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT:
        return ""
    plain = value.item() if hasattr(value, "item") else value
    return plain_cell(cell_text(plain, "n"))


def _named(crs: str) -> str:
    return crs if len(crs) < 30 else "un système propre au fichier"


def _damaged(name: str, error: Exception) -> UnreadableFile:
    return UnreadableFile(
        f"Le fichier géographique « {name} » est abîmé ({error}).",
        "Enregistrez-le de nouveau en GeoPackage ou en GeoJSON depuis un SIG.",
    )
