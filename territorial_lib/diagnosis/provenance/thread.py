"""The thread of a figure: its formula, its inputs, what the room said on the way."""

from __future__ import annotations

from dataclasses import dataclass

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.glocal import step as glocal
from territorial_lib.diagnosis.inventory.measures import MEASURES
from territorial_lib.diagnosis.leaks import step as leaks
from territorial_lib.diagnosis.part import Part
from territorial_lib.diagnosis.provenance.inputs import Inputs, behind, inputs
from territorial_lib.schemas.blocks import Lever, Notion

PARTS: dict[str, Part] = {
    part.notion.key: part for part in (*gaps.PARTS, *glocal.PARTS, *leaks.PARTS)
}
"""Every block that may have computed a figure, by the key of its notion."""
_MEASURED = frozenset(each.variable for each in MEASURES)
_OWN_WORDS = ("plan", "room")
"""Themes of what the room says itself."""
_PURCHASES = ("leaks", "what-if")


@dataclass(frozen=True)
class Thread:
    """How a figure was obtained.

    Parameters
    ----------
    notion : Notion or None
        The block that computed it, its formula; None for what is read as it is published.
    inputs : Inputs
        What it was computed from.
    levers : tuple of (Lever, float)
        Parameters of the block with the value in force.
    read : frozenset of str
        All that was read on the way, as `schemas.reads` names it.
    """

    notion: Notion | None
    inputs: Inputs
    levers: tuple[tuple[Lever, float], ...] = ()
    read: frozenset[str] = frozenset()


def thread(case: Case, figure: str, part: Part | None = None) -> Thread:
    """Unroll a figure of the diagnosis.

    Parameters
    ----------
    case : Case
        The territory whose inventory is taken, and what the room said.
    figure : str
        Id of a figure of the inventory, of a block or of the plan.
    part : Part or None
        The block that shows it; looked for where it is not said.

    Returns
    -------
    Thread
        Empty inputs where the room itself is the source.
    """
    theme, variable = figure.split("/", 2)[:2]
    if theme in _OWN_WORDS:
        return _planned(case) if figure.endswith("/purchases") else Thread(None, Inputs())
    if variable in _MEASURED and theme not in PARTS:
        read = frozenset([f"measure/{variable}"])
        return Thread(None, behind(case, variable), read=read)
    part = part or owner(case, figure)
    return Thread(None, Inputs()) if part is None else block_thread(case, part)


def _planned(case: Case) -> Thread:
    """Unroll what the plan would change: the what-if of the leaks, moved by its targets."""
    read = frozenset(each for key in _PURCHASES for each in _read(case, PARTS[key]))
    found = inputs(case, {*read, *(f"block/{key}" for key in _PURCHASES)}, ())
    return Thread(None, found, read=read)


def block_thread(case: Case, part: Part) -> Thread:
    """Unroll a block: its inputs are those of each of its figures.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    part : Part
        The block.

    Returns
    -------
    Thread
        Inputs of the other blocks that it reads are left to these.
    """
    read = _read(case, part)
    values = part.values(case)
    levers = tuple((each, values[each.key]) for each in part.levers(case.catalogue))
    others = [PARTS[key] for key in inputs(case, read, ()).blocks if key in PARTS]
    shared: set[str] = set().union(*(_read(case, each) for each in others))
    return Thread(part.notion, inputs(case, read, read - shared), levers, read)


def owner(case: Case, figure: str) -> Part | None:
    """Find the block that computed a figure.

    Parameters
    ----------
    case : Case
        The territory and what the room said.
    figure : str
        Id of the figure.

    Returns
    -------
    Part or None
        None for a figure that no block shows.
    """
    for part in PARTS.values():
        if any(row.figure.id == figure for row in part.of(case).rows):
            return part
    return None


def _read(case: Case, part: Part) -> frozenset[str]:
    part.of(case)
    return case.reads(part.key) - {f"block/{part.notion.key}"}
