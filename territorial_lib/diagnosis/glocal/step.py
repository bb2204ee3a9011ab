"""Use, develop, ally, import knowingly: the third step, joined."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps.step import Gaps
from territorial_lib.diagnosis.glocal import block as glocal_block
from territorial_lib.diagnosis.glocal import develop_block, specialities_block
from territorial_lib.diagnosis.glocal.ways import Answered, answered
from territorial_lib.diagnosis.part import Part
from territorial_lib.schemas.blocks import Block

PARTS: tuple[Part, ...] = (specialities_block.PART, develop_block.PART, glocal_block.PART)
"""The blocks, in the order of the page."""


@dataclass(frozen=True)
class Glocalisation:
    """How a territory could answer what it lacks.

    Parameters
    ----------
    blocks : tuple of Block
        Specialities, what could be developed, who would supply.
    ways : tuple of Answered
        Each gap carried on, in its place.
    """

    blocks: tuple[Block, ...]
    ways: tuple[Answered, ...]


def part(key: str) -> Part:
    """Give the part of a notion; KeyError where there is none.

    Parameters
    ----------
    key : str
        Its key.
    """
    return {each.notion.key: each for each in PARTS}[key]


def diagnose(case: Case, lacking: Gaps) -> Glocalisation:
    """Say how a territory could answer what it lacks, the room's choices in force.

    Parameters
    ----------
    case : Case
        The territory.
    lacking : Gaps
        What it lacks.

    Returns
    -------
    Glocalisation
        The blocks and the ways.
    """
    return Glocalisation(tuple(each.of(case) for each in PARTS), answered(case, lacking))
