"""What does this territory lack? The blocks of the second step, joined, and ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from territorial_lib.diagnosis import food, land
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.energy import block as energy_block
from territorial_lib.diagnosis.firms import block as firms_block
from territorial_lib.diagnosis.gaps import diversity, wellbeing
from territorial_lib.diagnosis.gaps.priorities import Priority, rank, votes
from territorial_lib.diagnosis.housing import block as housing_block
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.people import block as people_block
from territorial_lib.diagnosis.services import block as services_block
from territorial_lib.diagnosis.shock import block as shock_block
from territorial_lib.diagnosis.ways import block as ways_block
from territorial_lib.schemas.blocks import Block, Gap


def _land(case: Case, inputs: land.Inputs, values: Mapping[str, float]) -> Block:
    """Ask of the same hectares what the blocks before ask for."""
    demands = [asked for each in _ASKING for asked in each.of(case).hectares]
    return land.block(case, inputs, demands, values)


def _asked(case: Case) -> object:
    return [each.values(case) for each in _ASKING]


_ASKING = (food.PART, energy_block.PART, housing_block.PART)
LAND = Part(notion=land.NOTION, levers=land.levers, read=land.read, block=_land, besides=_asked)
PARTS: tuple[Part, ...] = (
    *_ASKING,
    LAND,
    services_block.PART,
    people_block.PART,
    diversity.PART,
    firms_block.PART,
    ways_block.PART,
    wellbeing.PART,
    shock_block.PART,
)
"""The blocks, in the order of the page."""


@dataclass(frozen=True)
class Gaps:
    """What a territory lacks.

    Parameters
    ----------
    blocks : tuple of Block
        One a question, in the order of the page.
    priorities : tuple of Priority
        Every gap of every block, the first to answer first.
    """

    blocks: tuple[Block, ...]
    priorities: tuple[Priority, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap of every block."""
        return tuple(gap for block in self.blocks for gap in block.gaps)

    def block(self, key: str) -> Block:
        """Give the block of a notion; KeyError where there is none.

        Parameters
        ----------
        key : str
            Its key.
        """
        return {each.notion.key: each for each in self.blocks}[key]


def part(key: str) -> Part:
    """Give the part of a notion; KeyError where there is none.

    Parameters
    ----------
    key : str
        Its key.
    """
    return {each.notion.key: each for each in PARTS}[key]


def diagnose(case: Case) -> Gaps:
    """Compute every block, the room's levers in force, and rank what is lacking.

    Parameters
    ----------
    case : Case
        The territory, those it is compared with, what the room said.

    Returns
    -------
    Gaps
        The blocks and the priorities.
    """
    blocks = tuple(each.of(case) for each in PARTS)
    return Gaps(blocks, ranked(case, blocks))


def ranked(case: Case, blocks: tuple[Block, ...]) -> tuple[Priority, ...]:
    """Rank the gaps of some blocks by severity and by the room's votes.

    Parameters
    ----------
    case : Case
        What the room said.
    blocks : tuple of Block
        Where the gaps are.

    Returns
    -------
    tuple of Priority
        The first to answer first.
    """
    gaps = [gap for block in blocks for gap in block.gaps]
    return rank(gaps, votes(case.declared.answers), case.declared.retained)
