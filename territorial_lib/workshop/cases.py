"""The case of a workshop: what is computed of its territory, kept until what it is from changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock
from typing import Generic, TypeVar

from territorial_lib.diagnosis.case import Case, Results
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import taking
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.diagnosis.readings import Scope
from territorial_lib.geography.similar import Likeness, retained, similar
from territorial_lib.geography.territories import Gazetteer, Territory
from territorial_lib.sources import Catalogue

Made = TypeVar("Made")


class Later(Generic[Made]):
    """Something made when first asked for, once, whichever thread asks.

    Parameters
    ----------
    make : callable
        Makes it.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make, self._lock = make, RLock()
        self._made: list[Made] = []

    @property
    def made(self) -> Made | None:
        """What was made; None where nobody asked for it yet."""
        return self._made[0] if self._made else None

    def __call__(self) -> Made:
        """Give it.

        Returns
        -------
        object
            The same each time.
        """
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


class Cases:
    """The last case laid out from some tables: its look-alikes, its inventory, what it read.

    Parameters
    ----------
    catalogue : Catalogue
        The tables.
    gazetteer : Gazetteer
        The territories of the same tables.
    """

    def __init__(self, catalogue: Catalogue, gazetteer: Gazetteer) -> None:
        self._catalogue, self._gazetteer, self._lock = catalogue, gazetteer, RLock()
        self._likeness: dict[tuple[str, tuple[str, ...] | None], Likeness] = {}
        self._inventory: tuple[object, Later[Inventory]] | None = None
        self._case: Case | None = None
        self._laid: Scope | None = None

    def likeness(self, territory: Territory, chosen: Sequence[str] | None) -> Likeness:
        """Find the territories to compare with, once.

        Parameters
        ----------
        territory : Territory
            The territory diagnosed.
        chosen : sequence of str or None
            Codes that the room chose; None lets the program choose.

        Returns
        -------
        Likeness
            The nearest ones, and the sentence that explains why.
        """
        with self._lock:
            key = (territory.code, None if chosen is None else tuple(chosen))
            if key not in self._likeness:
                self._likeness[key] = (
                    similar(territory, self._gazetteer)
                    if chosen is None
                    else retained(territory, self._gazetteer, chosen)
                )
            return self._likeness[key]

    def inventory(
        self, territory: Territory, likeness: Likeness, declared: Declared
    ) -> Later[Inventory]:
        """Give the inventory of a territory, taken when it is first looked at.

        Parameters
        ----------
        territory : Territory
            The territory diagnosed.
        likeness : Likeness
            Those it is compared with.
        declared : Declared
            What the room said.

        Returns
        -------
        Later of Inventory
            The same as long as nothing that it is taken from has changed.
        """
        with self._lock:
            compared = [each.code for each in likeness.territories]
            stated = (declared.corrections, declared.resources, declared.imported)
            key = (territory, compared, stated)
            if self._inventory is None or self._inventory[0] != key:
                before = None if self._inventory is None else self._inventory[1].made
                laid = self._laid if before is None else before.laid
                self._laid = laid
                take = Later(
                    lambda: taking.diagnose(territory, self._catalogue, declared, likeness, laid)
                )
                self._inventory = key, take
            return self._inventory[1]

    def case(
        self, territory: Territory, likeness: Likeness, declared: Declared, published: Results
    ) -> Case:
        """Lay out what the steps after the inventory are computed from.

        Parameters
        ----------
        territory : Territory
            The territory diagnosed.
        likeness : Likeness
            Those it is compared with.
        declared : Declared
            What the room said.
        published : Results
            What was computed of it already, by whoever shares its results.

        Returns
        -------
        Case
            What was read is kept where the room only moved a lever, answered or chose.
        """
        with self._lock:
            take = self.inventory(territory, likeness, declared)
            case = self._case
            others = [each for each in likeness.territories if each.code != territory.code]
            if case is None or case.scope.territories != (territory, *others):
                case = Case.every((territory, *others), self._catalogue)
            self._case = case.saying(declared, take, published)
            return self._case
