"""Any file given: recognised by its content, never by its name alone."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj

from territorial_lib.errors import UnreadableFile
from territorial_lib.imports.delimited import delimited, too_large
from territorial_lib.imports.disk import reason
from territorial_lib.imports.limits import DEFAULT, Limits, weight
from territorial_lib.imports.packed import checked_members, table_member
from territorial_lib.imports.rows import Sheet
from territorial_lib.imports.spatial import Locator, spatial
from territorial_lib.imports.watching import UNPACKING, UNWATCHED, Watch

_CHUNK = 1 << 20
_REFUSED = {
    b"\xd0\xcf\x11\xe0": "un ancien classeur (XLS)",
    b"%PDF": "un document PDF",
    b"\x1f\x8b": "une archive GZ",
    b"7z\xbc\xaf": "une archive 7z",
    b"PAR1": "un fichier Parquet",
}


@contextmanager
def opened(
    path: Path, locate: Locator, limits: Limits = DEFAULT, watch: Watch = UNWATCHED
) -> Iterator[list[Sheet]]:
    """Open a CSV, an XLSX, a GeoJSON, a GeoPackage, or a zip that carries one table.

    Parameters
    ----------
    path : Path
        The file.
    locate : callable
        Finds the communes of points in EPSG:4326.
    limits : Limits
        What is refused.
    watch : Watch
        Who follows the reading.

    Yields
    ------
    list of Sheet
        Its tables, to be read before the end of the block; ImportRefused says why it cannot be.
    """
    with tempfile.TemporaryDirectory(prefix="territorial-") as folder:
        yield _Opening(Path(folder), locate, limits, watch).sheets(path, path.name)


@dataclass(frozen=True)
class _Opening:
    folder: Path
    locate: Locator
    limits: Limits
    watch: Watch

    def sheets(self, path: Path, name: str) -> list[Sheet]:
        start = _start(path, name)
        _refuse(start, name)
        if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
            return self._zipped(path, name)
        if start.startswith(b"SQLite format 3\x00"):
            return self._spatial(path, name, ".gpkg")
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return self._spatial(path, name, ".geojson")
        size = path.stat().st_size
        return [delimited(name, lambda: path.open("rb"), self.limits, size, self.watch)]

    def _spatial(self, path: Path, name: str, ending: str) -> list[Sheet]:
        whole = _whole(path, name, self.limits, ending, self.folder)
        return spatial(name, whole, self.limits, self.locate, self.watch)

    def _zipped(self, path: Path, name: str) -> list[Sheet]:
        members = checked_members(name, path, self.limits)
        if any(member.filename == "xl/workbook.xml" for member in members):
            from territorial_lib.imports.spreadsheet import spreadsheet

            whole = _whole(path, name, self.limits, ".xlsx", self.folder)
            return spreadsheet(name, whole, self.limits, self.watch)
        member = table_member(name, members)
        inside = self.folder / ("table" + Path(member.filename).suffix.lower())
        self._unpack(path, member, inside, name)
        return self.sheets(inside, f"{name} ({member.filename})")

    def _unpack(self, path: Path, member: zipfile.ZipInfo, target: Path, name: str) -> None:
        try:
            with (
                zipfile.ZipFile(path) as archive,
                archive.open(member) as packed,
                target.open("wb") as whole,
            ):
                while chunk := packed.read(_CHUNK):
                    whole.write(chunk)
                    self.watch.step(UNPACKING, whole.tell(), member.file_size)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise UnreadableFile(
                f"L’archive « {name} » est abîmée ({error}).", "Téléchargez-la de nouveau."
            ) from error


def _refuse(start: bytes, name: str) -> None:
    for magic, kind in _REFUSED.items():
        if start.startswith(magic):
            raise UnreadableFile(
                f"Le fichier « {name} » est {kind}, qui n’est pas lu.",
                "Enregistrez-le en CSV, XLSX, GeoJSON ou GeoPackage.",
            )


def _start(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            start = stream.read(64)
    except OSError as error:
        raise UnreadableFile(
            f"Le fichier « {path} » ne peut pas être ouvert ({reason(error)}).",
            "Vérifiez son emplacement et son nom.",
        ) from error
    if not start:
        raise UnreadableFile(
            f"Le fichier « {name} » est vide : 0 octet.",
            "Téléchargez-le ou exportez-le de nouveau.",
        )
    return start


def _whole(path: Path, name: str, limits: Limits, ending: str, folder: Path) -> Path:
    """Check the size of what is held in memory; lend it the ending that its format wants."""
    size = path.stat().st_size
    if size > limits.whole_bytes:
        raise too_large(name, f"{weight(size)}, {weight(limits.whole_bytes)} au plus")
    if path.suffix.lower() == ending:
        return path
    lent = folder / f"lent{ending}"
    with path.open("rb") as source, lent.open("wb") as target:
        copyfileobj(source, target, 1 << 20)
    return lent
