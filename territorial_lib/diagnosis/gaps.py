"""What does this territory lack? The blocks of the second step, joined."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block, Gap

PARTS: tuple[Part, ...] = ()
"""The blocks, in the order of the page."""


@dataclass(frozen=True)
class Gaps:
    """What a territory lacks.

    Parameters
    ----------
    blocks : tuple of Block
        One a question, in the order of the page.
    """

    blocks: tuple[Block, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap of every block."""
        return tuple(gap for block in self.blocks for gap in block.gaps)

    def block(self, key: str) -> Block:
        """Give the block of a notion; KeyError where there is none."""
        return {each.notion.key: each for each in self.blocks}[key]


def part(key: str) -> Part:
    """Give the part of a notion; KeyError where there is none."""
    return {each.notion.key: each for each in PARTS}[key]


def diagnose(case: Case) -> Gaps:
    """Compute every block, the room's levers in force.

    Parameters
    ----------
    case : Case
        The territory, those it is compared with, what the room said.

    Returns
    -------
    Gaps
        The blocks.
    """
    return Gaps(tuple(each.of(case) for each in PARTS))
