"""Where something is: a point tapped on the map, a commune chosen in the list, or both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from territorial_lib.schemas.checking import Checked

CommuneCode = Annotated[
    str,
    Meta(
        pattern=r"\A(?:[0-9]{5}|2[AB][0-9]{3})\Z",
        title="commune",
        extra={"expects": "un code de commune de cinq caractères, comme 26113 ou 2A004"},
    ),
]
Longitude = Annotated[float, Meta(ge=-180, le=180, title="longitude")]
Latitude = Annotated[float, Meta(ge=-90, le=90, title="latitude")]


class Place(Checked, frozen=True):
    """A point, a commune, or both; at least one of them.

    Parameters
    ----------
    lon, lat : float or None
        Degrees, WGS 84, together or not at all; None where only the commune is known (a
        centroid would pretend to a precision nobody gave).
    commune : str or None
        Commune code of 2026; None where only the point is known.
    """

    lon: Longitude | None = None
    lat: Latitude | None = None
    commune: CommuneCode | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude in degrees, None where unknown.

        Returns
        -------
        tuple[float, float] | None
            WGS 84.
        """
        if self.lon is None or self.lat is None:
            return None
        return self.lon, self.lat

    def faults(self) -> Iterator[str]:
        """Yield what the fields break together.

        Yields
        ------
        str
            A French sentence.
        """
        if (self.lon is None) != (self.lat is None):
            yield "Le lieu n’a qu’une coordonnée : indiquez la longitude et la latitude."
        if self.lon is None and self.lat is None and self.commune is None:
            yield "Le lieu est vide : touchez la carte ou choisissez une commune."
