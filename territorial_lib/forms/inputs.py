"""What forms hand over: checked values, not yet entries of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from territorial_lib.schemas.figures import Family, Use


@dataclass(frozen=True)
class PlaceInput:
    """A place.

    Parameters
    ----------
    commune : str or None
        Code of the commune; None outside the territory.
    lon, lat : float or None
        Degrees, WGS 84; None where only the commune is known.
    name : str
        Name of the commune, for the screen.
    """

    commune: str | None
    lon: float | None = None
    lat: float | None = None
    name: str = ""


@dataclass(frozen=True)
class ResourceInput:
    """A resource that the room adds, or says is missing.

    Parameters
    ----------
    label : str
        What it is; never empty.
    family : Family
        natural, human or economic.
    use : Use
        used, underused or missing.
    category : str
        Sub-heading in French; may be empty.
    quantity : float or None
        How much or how many; None where unknown.
    unit : str
        Unit of the quantity; may be empty.
    place : PlaceInput or None
        Where; None for the whole territory.
    note : str
        Anything else; may be empty.
    """

    label: str
    family: Family
    use: Use
    category: str = ""
    quantity: float | None = None
    unit: str = ""
    place: PlaceInput | None = None
    note: str = ""


@dataclass(frozen=True)
class CorrectionInput:
    """Another value for a figure.

    Parameters
    ----------
    figure_id : str
        Id of the figure corrected.
    value : float
        The value that the room declares, in the figure's unit.
    unit : str
        That unit.
    year : int or None
        Year of the declared value.
    reason : str
        Why; never empty.
    source : str
        Where the value comes from; may be empty.
    """

    figure_id: str
    value: float
    unit: str
    year: int | None
    reason: str
    source: str = ""


@dataclass(frozen=True)
class WorkshopInput:
    """A workshop to create.

    Parameters
    ----------
    name : str
        Its name; never empty.
    date : datetime.date
        Its day.
    facilitator : str
        Who leads it; may be empty.
    """

    name: str
    date: date
    facilitator: str = ""


@dataclass(frozen=True)
class ExistingWorkshop:
    """A workshop's file found on this machine.

    Parameters
    ----------
    key : str
        Path or address, handed back when chosen.
    name : str
        Its name, or the file's where it cannot be read.
    day : str
        Its day in French; may be empty.
    fault : str
        French sentence that says why it cannot be opened; empty where it can.
    """

    key: str
    name: str
    day: str = ""
    fault: str = ""
