"""Where does the money go, and what keeps it? The blocks of the fourth step, joined."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis import leaks_block, leaks_what_if_block
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.leaks_room_blocks import CIRCULAR_PART, CURRENCY_PART, SURVEY_PART
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block

PARTS: tuple[Part, ...] = (
    leaks_block.PART,
    leaks_what_if_block.PART,
    SURVEY_PART,
    CIRCULAR_PART,
    CURRENCY_PART,
)
"""The blocks, in the order of the page."""


@dataclass(frozen=True)
class LeaksStep:
    """Where a territory's money goes.

    Parameters
    ----------
    blocks : tuple of Block
        One a question, in the order of the page.
    """

    blocks: tuple[Block, ...]

    def block(self, key: str) -> Block:
        """Give the block of a notion.

        Parameters
        ----------
        key : str
            Key of the notion: leaks, what-if, lm3, circular, currency.

        Returns
        -------
        Block
            The block; KeyError where there is none.
        """
        return {each.notion.key: each for each in self.blocks}[key]


def diagnose(case: Case) -> LeaksStep:
    """Compute every block, the room's levers in force.

    Parameters
    ----------
    case : Case
        The territory, those it is compared with, what the room said.

    Returns
    -------
    LeaksStep
        The blocks.
    """
    return LeaksStep(tuple(each.of(case) for each in PARTS))
