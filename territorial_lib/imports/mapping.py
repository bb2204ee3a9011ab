"""What the columns of a file mean: a recognised layout and a person's choices give the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from territorial_lib.imports.codes import LEVEL_LABELS, CodeLevel
from territorial_lib.typography import folded

FIRST_YEAR, LAST_YEAR = 1950, 2100


@dataclass(frozen=True)
class Measure:
    """A column of numbers.

    Parameters
    ----------
    header : str
        Its name in the file.
    name : str
        Its name in our table: letters, digits, underscores.
    label : str
        What it counts, in French.
    unit : str
        Its unit, in French; may be empty.
    extensive : bool
        True where parts add up (inhabitants, hectares); False for rates, medians, prices.
    minimum : float or None
        A row below is refused.
    masked_by : str
        Name of a column of counts: where it is above 0, a value of 0 is a masked one; empty
        for none.
    """

    header: str
    name: str
    label: str
    unit: str = ""
    extensive: bool = True
    minimum: float | None = None
    masked_by: str = ""


@dataclass(frozen=True)
class Dimension:
    """A column that cuts the numbers: sector, energy, type of facility.

    Parameters
    ----------
    header, name, label : str
        As in `Measure`.
    words : mapping of str to str
        Our word for each of the file's, compared without case nor accents; empty keeps the
        file's. A row that holds another one is refused.
    """

    header: str
    name: str
    label: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """Where a table comes from, for its identity card.

    Parameters
    ----------
    title : str
        What the table is, in French.
    publisher, source, licence, url : str
        As in `Card`; unknown ones may be empty.
    """

    title: str
    publisher: str = ""
    source: str = ""
    licence: str = ""
    url: str = ""


@dataclass(frozen=True)
class ColumnMapping:
    """What the columns of a file mean.

    Parameters
    ----------
    name : str
        Name of the table made.
    origin : Origin
        Where it comes from.
    level : CodeLevel
        What the codes name.
    code : str
        The file's column of codes.
    measures : tuple of Measure
        At least one.
    year : int or None
        Year of the values where no column gives it.
    year_column : str
        The file's column of years; empty for none.
    latest : bool
        True keeps the last year only.
    dimensions : tuple of Dimension
        Columns that cut the numbers.
    keep : mapping of str to frozenset of str
        For some columns of the file, the only values kept; other rows are left out, not refused.
    drop : mapping of str to frozenset of str
        For some columns, values left out: totals beside their parts.
    add_up : bool
        True where several rows of one territory are parts to add; otherwise they are duplicates.
    spread : mapping of str to Measure
        For the last dimension, the measure that each of its words becomes; empty leaves it.
    gathered : tuple of (Dimension, Measure) or None
        Where a column is a type (one column a kind of equipment), the dimension that tells which,
        by its measure's label, and the only measure that remains; None leaves the columns.
    theme : str
        Heading under which the numbers are shown, in French.
    layout : str
        Title of the layout recognised; empty for a person's choices.
    """

    name: str
    origin: Origin
    level: CodeLevel
    code: str
    measures: tuple[Measure, ...]
    year: int | None = None
    year_column: str = ""
    latest: bool = False
    dimensions: tuple[Dimension, ...] = ()
    keep: Mapping[str, frozenset[str]] = field(default_factory=dict)
    drop: Mapping[str, frozenset[str]] = field(default_factory=dict)
    add_up: bool = False
    spread: Mapping[str, Measure] = field(default_factory=dict)
    gathered: tuple[Dimension, Measure] | None = None
    theme: str = ""
    layout: str = ""

    def faults(self, header: tuple[str, ...]) -> Iterator[str]:
        """Yield what prevents this mapping from being applied to a file.

        Parameters
        ----------
        header : tuple of str
            Names of the file's columns.

        Yields
        ------
        str
            A French sentence.
        """
        for name in self.columns():
            if name not in header:
                yield f"La colonne « {name} » n’est pas dans le fichier."
        if not self.measures:
            yield "Choisissez au moins une colonne de valeurs."
        if self.code in {measure.header for measure in self.measures}:
            yield f"La colonne « {self.code} » ne peut pas être à la fois le code et une valeur."
        names = [each.name for each in self._cells]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"Deux colonnes s’appelleraient « {name} » : changez l’un des libellés."
        if not self.origin.title.strip():
            yield "Donnez un titre à ce tableau."
        if self.level not in LEVEL_LABELS:
            yield f"Le niveau « {self.level} » est inconnu."
        if not self.year_column and not (self.year and FIRST_YEAR <= self.year <= LAST_YEAR):
            yield f"Donnez l’année des valeurs, entre {FIRST_YEAR} et {LAST_YEAR}."

    @property
    def _cells(self) -> tuple[Dimension | Measure, ...]:
        return (*self.dimensions, *self.measures)

    def columns(self) -> list[str]:
        """List the file's columns that are read.

        Returns
        -------
        list of str
            Their names in the file.
        """
        masks = [measure.masked_by for measure in self.measures if measure.masked_by]
        cut = [each.header for each in self._cells]
        year = [self.year_column] if self.year_column else []
        return list(dict.fromkeys([self.code, *cut, *year, *self.keep, *self.drop, *masks]))


def identifier(label: str) -> str:
    """Make the name of a column or of a table from its label.

    Parameters
    ----------
    label : str
        Any text.

    Returns
    -------
    str
        At most 60 lower-case letters, digits and underscores, beginning with a letter.
    """
    plain = re.sub(r"[^a-z0-9]+", "_", folded(label).encode("ascii", "ignore").decode())
    plain = plain.strip("_")[:60].rstrip("_") or "valeur"
    return plain if plain[0].isalpha() else f"v_{plain}"


def year_in(text: str) -> int | None:
    """Find a year in a file's or column's name.

    Parameters
    ----------
    text : str
        Such as "base-cc-emploi-pop-active-2021.csv".

    Returns
    -------
    int or None
        The last year named, None where there is none.
    """
    years = [int(each) for each in re.findall(r"(?<!\d)(?:19[5-9]\d|20\d{2})(?!\d)", text)]
    return years[-1] if years else None
