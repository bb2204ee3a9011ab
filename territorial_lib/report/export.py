"""Writing the exports asked for, one after the other, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from territorial_lib.errors import TerritorialError
from territorial_lib.report.chapters.whole import outlined
from territorial_lib.report.csv_files import write_csv
from territorial_lib.report.geopackage import write_gpkg
from territorial_lib.report.material import Material
from territorial_lib.report.outline import Outline
from territorial_lib.report.page.page import write_html
from territorial_lib.report.placing import folder_ready, place, plain_name
from territorial_lib.report.spreadsheet import write_xlsx
from territorial_lib.report.table import Table
from territorial_lib.report.tables import tables
from territorial_lib.report.word.document import write_docx

Tell = Callable[[str, float], None]
"""Receives what is being written, in French, and the share that is done."""


@dataclass(frozen=True)
class Format:
    """A way to take a diagnosis away.

    Parameters
    ----------
    key : str
        What the command line calls it: the ending of its file.
    label : str
        What it is, in French.
    name : str
        End of its file's name.
    """

    key: str
    label: str
    name: str


FORMATS = (
    Format("docx", "Rapport à mettre en forme (DOCX)", "rapport.docx"),
    Format("html", "Page autonome, cartes comprises (HTML)", "page.html"),
    Format("xlsx", "Tableur de tous les chiffres (XLSX)", "tableaux.xlsx"),
    Format("csv", "Un fichier par tableau (CSV)", "csv"),
    Format("gpkg", "Couches pour un logiciel de cartes (GeoPackage)", "carte.gpkg"),
)
"""Every format, in the order written."""


def export(
    material: Material,
    folder: Path,
    only: Collection[str] = (),
    tell: Tell = lambda _what, _share: None,
) -> tuple[Path, ...]:
    """Write a diagnosis in files.

    Parameters
    ----------
    material : Material
        What is exported.
    folder : Path
        Where; made where only its last part is absent.
    only : collection of str
        Keys of the formats wanted; all of them where empty.
    tell : callable
        Told what is being written.

    Returns
    -------
    tuple of Path
        What was written, in order; a name already taken is numbered. TerritorialError where a
        format is unknown or nothing can be written there.
    """
    check(only)
    folder = folder_ready(folder)
    wanted = [each for each in FORMATS if not only or each.key in only]
    maker, written = _Maker(material), []
    for rank, each in enumerate(wanted):
        tell(each.label, rank / len(wanted))
        name = f"{base_name(material)}-{each.name}"
        written.append(place(folder, name, lambda path, key=each.key: maker.write(key, path)))  # type: ignore[misc]
    tell("Terminé", 1.0)
    return tuple(written)


def base_name(material: Material) -> str:
    """Give what the names of the files begin with.

    Parameters
    ----------
    material : Material
        What is exported.

    Returns
    -------
    str
        The workshop's name and day, or the territory's name and code.
    """
    if material.day is not None:
        return plain_name(material.name, material.day.isoformat())
    return plain_name(material.territory.name, material.territory.code)


def check(only: Collection[str]) -> None:
    """Refuse formats that nobody knows: TerritorialError lists those that exist.

    Parameters
    ----------
    only : collection of str
        Keys of the formats wanted.
    """
    known = {each.key for each in FORMATS}
    strange = sorted(set(only) - known)
    if strange:
        raise TerritorialError(
            f"«\u00a0{strange[0]}\u00a0» n’est pas un format connu.",
            f"Choisissez parmi\u00a0: {', '.join(each.key for each in FORMATS)}.",
        )


class _Maker:
    """Writes formats that share the same outline and the same tables."""

    def __init__(self, material: Material) -> None:
        self._material = material

    @cached_property
    def _tables(self) -> tuple[Table, ...]:
        return tables(self._material)

    @cached_property
    def _outline(self) -> Outline:
        return outlined(self._material)

    def write(self, key: str, path: Path) -> None:
        if key == "docx":
            write_docx(self._outline, path)
        elif key == "html":
            write_html(self._outline, path)
        elif key == "xlsx":
            write_xlsx(self._material, self._tables, path)
        elif key == "csv":
            write_csv(self._tables, path)
        else:
            write_gpkg(self._material, path)
