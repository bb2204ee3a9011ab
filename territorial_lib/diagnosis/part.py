"""A part of a step: what it reads once, what it computes again each time a lever moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from territorial_lib.diagnosis.case import Case
from territorial_lib.schemas import reads
from territorial_lib.schemas.blocks import Block, Lever, Notion
from territorial_lib.sources import Catalogue


def nothing(_: Case) -> None:
    """Read nothing: for a block whose inputs are shared with another's.

    Parameters
    ----------
    _ : Case
        Not read.
    """


@dataclass(frozen=True)
class Part:
    """One block of a step, before it is computed.

    Parameters
    ----------
    notion : Notion
        What it is about.
    levers : callable
        Gives the levers of a catalogue: their defaults are cited coefficients.
    read : callable
        Reads, once a case, all that the block needs for every territory of the case; slow.
    block : callable
        Computes the block of the first territory from what was read and the levers' values by
        key; pure and quick, since a lever moved in the room waits for it.
    besides : callable
        Gives what else of a case the block depends on, beside what is read and its levers: answers,
        purchases, the levers of other parts. Nothing by default.
    """

    notion: Notion
    levers: Callable[[Catalogue], tuple[Lever, ...]]
    read: Callable[[Case], Any]
    block: Callable[[Case, Any, Mapping[str, float]], Block]
    besides: Callable[[Case], object] = lambda _: None

    def values(self, case: Case) -> dict[str, float]:
        """Give the levers in force: the room's, else the defaults.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """
        return {each.key: case.lever(each) for each in self.levers(case.catalogue)}

    @property
    def key(self) -> str:
        """Name under which the block is kept, and published."""
        return f"block/{self.notion.key}"

    def depends(self, case: Case) -> object:
        """Give all that the block depends on beside what the case reads.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """
        return self.values(case), self.besides(case)

    def ahead(self, case: Case) -> None:
        """Read what the block is computed from, for a lever that may move.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """
        case.once(self.notion.key, self.read)

    def of(self, case: Case) -> Block:
        """Give the block with the levers in force: the one published, else computed here.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """
        reads.note("block", self.notion.key)
        key = values, _ = self.values(case), self.besides(case)
        found: Block = case.latest(
            self.key,
            key,
            lambda: case.shared(self.key, key, Block) or self._computed(case, values),
        )
        return found

    def moved(self, case: Case, values: Mapping[str, float]) -> Block:
        """Compute the block with these values of the levers.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        values : Mapping of str to float
            Values of the levers, by key.
        """
        key = dict(values), self.besides(case)
        found: Block = case.latest(self.key, key, lambda: self._computed(case, values))
        return found

    def _computed(self, case: Case, values: Mapping[str, float]) -> Block:
        return self.block(case, case.once(self.notion.key, self.read), values)


Made = TypeVar("Made")


@dataclass(frozen=True)
class View(Generic[Made]):
    """What a page shows beside its blocks, shared with every other page as blocks are.

    Parameters
    ----------
    key : str
        Name under which it is kept, and published.
    kind : type
        What it is read back as, from JSON.
    make : callable
        Computes it.
    depends : callable
        Gives all that it depends on beside what the case reads: levers, answers.
    """

    key: str
    kind: Any
    make: Callable[[Case], Made]
    depends: Callable[[Case], object] = lambda _: None

    def of(self, case: Case) -> Made:
        """Give it as it now is: the one published, else computed here.

        Parameters
        ----------
        case : Case
            The territory and what the room said of it.
        """

        def _made() -> Made:
            found: Made | None = case.shared(self.key, key, self.kind)
            return self.make(case) if found is None else found

        key = self.depends(case)
        found: Made = case.latest(self.key, key, _made)
        return found
