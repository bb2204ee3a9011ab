"""The only reader of ``data/``: a table comes with its identity card."""

from __future__ import annotations

import os
import threading
import tomllib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import pandas as pd
from pyarrow import parquet
from pyarrow.lib import ArrowException

from territorial_lib.errors import DataError
from territorial_lib.schemas import reads

if TYPE_CHECKING:
    import geopandas as gpd

BoundingBox = tuple[float, float, float, float]
Made = TypeVar("Made")
_SMALL = 50_000
"""Rows of a table that may be kept whole although only some were asked."""
_LARGEST = 400_000
"""Rows beyond which a table is not read ahead: few pages look at it."""
_BOUNDS = ("xmin", "ymin", "xmax", "ymax")
_State = tuple[tuple[str, int, int], ...]


class RawFile(msgspec.Struct, frozen=True):
    """A raw file a table was built from, and its checksum."""

    file: str
    sha256: str


class Card(msgspec.Struct, frozen=True):
    """The identity card of a table.

    Parameters
    ----------
    title : str
        What the table is, in French.
    source : str
        What is printed beside a figure: producer and publication.
    publisher, licence, url : str
        Who publishes it, under which terms, at which address a person finds it.
    vintage : int
        Year the values are about.
    geography_year : int
        Year of the codes.
    level : str
        What a row is about.
    caveat : str
        Holes and estimates, in French.
    sha256 : str
        Checksum of our file.
    raw : tuple of RawFile
        The raw files it was built from.
    """

    title: str
    source: str
    publisher: str
    licence: str
    url: str
    vintage: int
    geography_year: int
    level: str
    caveat: str
    sha256: str
    raw: tuple[RawFile, ...]


@dataclass(frozen=True)
class Sourced:
    """A table and its identity card.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows; never changed in place by anyone.
    card : Card
        Where they come from.
    """

    frame: pd.DataFrame
    card: Card


@dataclass
class Catalogue:
    """The tables of ``data/``, read when asked and kept in memory.

    Parameters
    ----------
    base : Path
        Folder that holds ``sources.toml`` and ``tables/``.
    imported : Mapping of str to Sourced
        Tables brought by the facilitator, which take precedence over ours.
    """

    base: Path
    imported: Mapping[str, Sourced] = field(default_factory=dict)
    _loaded: dict[str, Sourced] = field(default_factory=dict, init=False, repr=False)
    _indexed: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)
    _reads: dict[Hashable, set[str]] = field(default_factory=dict, init=False, repr=False)
    _selected: set[str] = field(default_factory=set, init=False, repr=False)
    _shapes: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def at(cls, base: Path) -> Catalogue:
        """Give the tables of a folder, with what this process read of them already.

        Parameters
        ----------
        base : Path
            Folder that holds ``sources.toml`` and ``tables/``.

        Returns
        -------
        Catalogue
            The one given before, unless a file of the folder has changed since; a new one then.
        """
        with _GIVING:
            now = _state(base)
            if not _GIVEN or _GIVEN[0][:2] != (base, now):
                _GIVEN[:] = [(base, now, cls(base))]
            return _GIVEN[0][2]

    def read_ahead(self) -> None:
        """Read every table but the largest, contours included; starts no thread."""
        for name in self.cards:
            if parquet.read_metadata(self._path(name)).num_rows > _LARGEST:
                continue
            if name.endswith("_contours"):
                self._shapes[name] = _with_bounds(self._read(name))
            elif "code" in self.load(name).frame:
                self.indexed(name)

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Every identity card, by the name of its table."""
        path = self.base / "sources.toml"
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            ours = {name: msgspec.convert(card, Card) for name, card in content.items()}
        except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise DataError(
                f"Le catalogue des données {path} est absent ou abîmé ({error}).",
                "Réinstallez le classeur, ou rétablissez le dossier «\u00a0data\u00a0».",
            ) from error
        return ours | {name: sourced.card for name, sourced in self.imported.items()}

    def listed(self, name: str) -> dict[str, Any]:
        """Read a list that a person edits, such as the catalogue of actions.

        Parameters
        ----------
        name : str
            Its file name in ``data/``, ending in ``.toml``.

        Returns
        -------
        dict
            Its content; DataError where it is absent or damaged.
        """
        path = self.base / name
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise DataError(
                f"La liste {path} est absente ou abîmée ({error}).",
                "Rétablissez ce fichier, ou corrigez la ligne indiquée.",
            ) from error

    def load(self, name: str) -> Sourced:
        """Read a whole table, once.

        Parameters
        ----------
        name : str
            The table's name, as in ``sources.toml``.

        Returns
        -------
        Sourced
            The table, without geometry, and its card.
        """
        reads.note("source", name)
        if name in self.imported:
            return self.imported[name]
        if name not in self._loaded:
            self._loaded[name] = Sourced(self._read(name), self.cards[name])
        return self._loaded[name]

    def indexed(self, name: str) -> pd.DataFrame:
        """Give a whole table by its code, indexed once for all who look rows up.

        Parameters
        ----------
        name : str
            The name of a table with a column ``code`` that identifies its rows.

        Returns
        -------
        pandas.DataFrame
            Indexed by ``code``, which is kept as a column.
        """
        reads.note("source", name)
        if name not in self._indexed:
            self._indexed[name] = self.load(name).frame.set_index("code", drop=False)
        return self._indexed[name]

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Keep what is computed from the tables alone: indexes, proxies, parsed columns.

        Parameters
        ----------
        key : hashable
            Names it.
        make : callable
            Computes it the first time.

        Returns
        -------
        object
            What `make` gave; never changed in place by anyone.
        """
        if key not in self._made:
            with reads.apart() as noted:
                fresh = make()
            self._reads[key], self._made[key] = noted, fresh
        reads.note_all(self._reads[key])
        made: Made = self._made[key]
        return made

    def holds(self, name: str) -> bool:
        """Tell whether a whole table is in memory.

        Parameters
        ----------
        name : str
            The table's name.

        Returns
        -------
        bool
            True also for an imported table.
        """
        return name in self.imported or name in self._loaded

    def select(self, name: str, column: str, values: Iterable[str]) -> Sourced:
        """Read only the rows whose column is one of some values.

        The first time without reading the rest; a table asked again is read whole and kept, unless
        it is large.

        Parameters
        ----------
        name : str
            The table's name.
        column : str
            The column to look at.
        values : iterable of str
            The values wanted.

        Returns
        -------
        Sourced
            The rows found and the table's card.
        """
        if self.holds(name) or (name in self._selected and self._small(name)):
            whole = self.load(name).frame
            return Sourced(whole[whole[column].isin(list(values))], self.cards[name])
        found = self._read(name, [(column, "in", list(values))])
        self._selected.add(name)
        return Sourced(found, self.cards[name])

    def contours(
        self,
        name: str,
        column: str | None = None,
        values: Iterable[str] = (),
        bbox: BoundingBox | None = None,
    ) -> gpd.GeoDataFrame:
        """Read the contours of a set of codes or of a window.

        Parameters
        ----------
        name : str
            A table of contours, such as "commune_contours".
        column : str, optional
            The column to look at; None for every row.
        values : iterable of str
            The values wanted in that column.
        bbox : tuple of four float, optional
            West, south, east, north in degrees.

        Returns
        -------
        geopandas.GeoDataFrame
            The rows found, in EPSG:4326.
        """
        import geopandas as gpd

        if name in self._shapes:
            return _shaped(_within(self._shapes[name], column, values, bbox))
        wanted = list(values) or [""]  # an empty list has no type that Parquet could compare
        filters = [(column, "in", wanted)] if column else None
        try:
            return gpd.read_parquet(self._path(name), filters=filters, bbox=bbox)
        except (OSError, ArrowException, ValueError) as error:
            raise self._damaged(name, error) from error

    def _small(self, name: str) -> bool:
        rows: int = parquet.read_metadata(self._path(name)).num_rows
        return rows <= _SMALL

    def _path(self, name: str) -> Path:
        return self.base / "tables" / f"{name}.parquet"

    def _read(
        self, name: str, filters: list[tuple[str, str, list[str]]] | None = None
    ) -> pd.DataFrame:
        if name not in self.cards:
            raise DataError(
                f"La table «\u00a0{name}\u00a0» n’a pas de fiche d’identité.",
                "Tapez «\u00a0territorial data\u00a0» pour voir les tables connues.",
            )
        try:
            if filters is None:
                return _whole(self._path(name))
            return parquet.read_table(self._path(name), filters=filters).to_pandas()
        except (OSError, ArrowException) as error:
            raise self._damaged(name, error) from error

    def _damaged(self, name: str, error: Exception) -> DataError:
        return DataError(
            f"La table «\u00a0{name}\u00a0» ({self._path(name)}) est absente ou abîmée\u00a0: "
            f"{error}.",
            "Réinstallez le classeur, ou rétablissez le dossier «\u00a0data\u00a0».",
        )


_GIVEN: list[tuple[Path, _State, Catalogue]] = []
"""The catalogue given last by `Catalogue.at`, and the state of its folder then."""
_GIVING = threading.Lock()


def _state(base: Path) -> _State:
    """Date and size every file of a folder of tables; nothing where it cannot be listed."""
    found = []
    for folder in (base, base / "tables"):
        try:
            with os.scandir(folder) as listed:
                files = [(each.path, each.stat()) for each in listed if each.is_file()]
        except OSError:
            return ()
        found += [(path, stat.st_mtime_ns, stat.st_size) for path, stat in files]
    return tuple(sorted(found))


def _whole(path: Path) -> pd.DataFrame:
    """Read a whole file in this very thread: no other one is started, so a fork stays safe."""
    with parquet.ParquetFile(path, pre_buffer=False) as file:
        return file.read(use_threads=False).to_pandas(use_threads=False)


def _with_bounds(rows: pd.DataFrame) -> pd.DataFrame:
    """Spread the bounds of each contour in columns."""
    bounds = pd.DataFrame(rows["bbox"].tolist(), columns=list(_BOUNDS), index=rows.index)
    return pd.concat([rows.drop(columns="bbox"), bounds], axis=1)


def _within(
    rows: pd.DataFrame, column: str | None, values: Iterable[str], bbox: BoundingBox | None
) -> pd.DataFrame:
    """Choose contours as `geopandas.read_parquet` does: those that touch the window."""
    if column:
        rows = rows[rows[column].isin(list(values))]
    if bbox is not None:
        west, south, east, north = bbox
        wide = (rows["xmin"] <= east) & (rows["xmax"] >= west)
        rows = rows[wide & (rows["ymin"] <= north) & (rows["ymax"] >= south)]
    return rows.drop(columns=list(_BOUNDS)).reset_index(drop=True)


def _shaped(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import shapely

    shapes = shapely.from_wkb(rows["geometry"].to_numpy())
    return gpd.GeoDataFrame(rows.assign(geometry=shapes), geometry="geometry", crs=_degrees())


@cache
def _degrees() -> Any:
    from pyproj import CRS

    return CRS.from_epsg(4326)
