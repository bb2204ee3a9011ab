"""The actors of a workshop, read once a change for every panel of the page."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

from territorial_lib.diagnosis.actors import step as actors
from territorial_lib.diagnosis.actors.record import Actors, Known
from territorial_lib.schemas import entries
from territorial_lib.schemas.places import Place
from territorial_lib.workshop import Workshop

ROWS = 12
"""Rows of a table of actors in sight; the others are one click away."""


class ActorsRoom:
    """What the diagnosis says of actors now, and what the facilitator does about them.

    Parameters
    ----------
    workshop : Workshop
        The workshop shown.
    """

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._lock = RLock()
        self._known: tuple[int, Actors] | None = None

    def found(self) -> Actors:
        """Give who can act, computed again only when the log has grown.

        Returns
        -------
        Actors
            As `diagnosis.actors.diagnose` gives it.
        """
        with self._lock:
            log = self.workshop.log()
            version = log[-1].seq if log else 0
            if self._known is None or self._known[0] != version:
                self._known = version, actors.diagnose(self.workshop.case())
            return self._known[1]

    def adopt(self, chosen: Sequence[Known]) -> list[str]:
        """Write actors that open data knows as the room's own.

        Parameters
        ----------
        chosen : sequence of Known
            Those to add; those already adopted are left as they are.

        Returns
        -------
        list of str
            Ids of the entries.
        """
        free = [each for each in chosen if not each.adopted]
        return self.workshop.add_all([(_entry(each), _place(each)) for each in free])


def _entry(known: Known) -> entries.Actor:
    year = f" ({known.year})" if known.year else ""
    note = f"{known.what}. Connu par les données ouvertes\u00a0: {known.source}{year}."
    return entries.Actor(
        name=known.name[:200],
        sort=known.sort,
        capacities=list(known.capacities),
        note=f"{note} {known.note}".strip()[:2000],
    )


def _place(known: Known) -> Place | None:
    return Place(commune=known.commune) if known.commune else None
