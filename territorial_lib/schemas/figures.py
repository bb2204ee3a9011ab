"""A figure and its identity: no number reaches a screen without source, year, level and status."""

from __future__ import annotations

from typing import Literal

import msgspec

Status = Literal["observed", "estimated", "imported", "declared", "assumed", "missing"]
"""How a value is known.

observed: the producer's figure for this very territory; estimated: brought down from a larger
zone or carried through a change of perimeter, the proxy named; imported: from the facilitator's
own file; declared: entered by the room; assumed: a parameter anyone can move; missing: no value.
"""
Family = Literal["natural", "human", "economic"]
Use = Literal["used", "underused", "missing", "unknown"]

STATUS_LABELS: dict[str, str] = {
    "observed": "observé",
    "estimated": "estimé",
    "imported": "importé",
    "declared": "déclaré par la salle",
    "assumed": "hypothèse",
    "missing": "manquant",
}
FAMILY_LABELS: dict[str, str] = {
    "natural": "Ressources naturelles",
    "human": "Ressources humaines",
    "economic": "Ressources économiques",
}


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """A number with its identity.

    Parameters
    ----------
    id : str
        ``theme/variable/territory/vintage/dimension``, stable from one session to the next.
    label : str
        What is counted, in French.
    value : float or None
        The value in `unit`; None when `status` is "missing", or when the room named something
        without counting it.
    unit : str
        Unit as read in French.
    year : int or None
        Year the value is about; None where no year makes sense.
    source : str
        Producer and publication, in French.
    level : str
        Geographic level the value was read at: commune, epci, departement, region, zone_emploi,
        nation or perimeter.
    status : Status
        How it is known.
    low, high : float or None
        Band around the value where the method is uncertain.
    note : str
        The proxy used, why it is missing, who declared it, in French.
    """

    id: str
    label: str
    value: float | None
    unit: str
    year: int | None
    source: str
    level: str
    status: Status
    low: float | None = None
    high: float | None = None
    note: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """The median of a figure over similar territories.

    Parameters
    ----------
    median : Figure
        The median, estimated, its note naming how many territories had the figure.
    values : tuple of float
        The values compared, sorted.
    """

    median: Figure
    values: tuple[float, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a diagnosis: a figure, beside the same one elsewhere and its other versions.

    Parameters
    ----------
    figure : Figure
        The quantity retained: declared over imported over observed over estimated.
    category : str
        Sub-heading, in French.
    key : bool
        True for the few shown first.
    place : str
        Where, in words; empty for the whole territory.
    comparison : Comparison or None
        The same figure among similar territories.
    versions : tuple of Figure
        Every known value of this figure, the retained one included, official ones beside
        declared ones.
    """

    figure: Figure
    category: str = ""
    key: bool = False
    place: str = ""
    comparison: Comparison | None = None
    versions: tuple[Figure, ...] = ()


class Resource(Row, frozen=True, kw_only=True):
    """A row of the inventory: something the territory has, does not use, or lacks.

    Parameters
    ----------
    family : Family
        natural, human or economic.
    use : Use
        used, underused, missing, or unknown where only the room can tell.
    """

    family: Family
    use: Use = "used"


def figure_id(
    theme: str, variable: str, territory: str, vintage: int | None, dimension: str = ""
) -> str:
    """Build the stable id of a figure.

    Parameters
    ----------
    theme : str
        Table or theme the figure comes from.
    variable : str
        Name of the variable.
    territory : str
        Code of the territory, as the command line takes it.
    vintage : int or None
        Year of the figure; "-" in the id where None.
    dimension : str
        Sector, product... where the variable has several.

    Returns
    -------
    str
        The five parts joined by slashes.
    """
    year = "-" if vintage is None else str(vintage)
    return "/".join([theme, variable, territory, year, dimension or "-"])
