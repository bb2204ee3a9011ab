"""Where does the money go, and what keeps it? The blocks of the fourth step, joined."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import what_if_block as leaks_what_if_block
from territorial_lib.diagnosis.leaks.balance import assess
from territorial_lib.diagnosis.leaks.inputs import shared
from territorial_lib.diagnosis.leaks.room_blocks import CIRCULAR_PART, CURRENCY_PART, SURVEY_PART
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


def overview(case: Case) -> pd.DataFrame:
    """Give the leaks of every territory of a case, one line each.

    Parameters
    ----------
    case : Case
        Many territories, or one and those it is compared with.

    Returns
    -------
    pandas.DataFrame
        Indexed by territory: ``demand``, ``local``, ``rest``, ``abroad``, ``leak`` (€ of 2010 a
        year), all but the first with ``_low`` and ``_high``; ``leak_share`` and
        ``households_local_share`` (%), ``leak_per_inhabitant`` (€), each with its band; NaN where
        no job by sector is known.
    """
    found = assess(shared(case).hearing(case.declared), leaks_block.PART.values(case))
    totals, homes, people = found.totals, found.buyer("households"), found.inputs.population
    columns = {}
    for end in ("", "_low", "_high"):
        columns[f"leak_share{end}"] = 100 * totals[f"leak{end}"] / _some(totals["demand"])
        columns[f"households_local_share{end}"] = (
            100 * homes[f"local{end}"] / _some(homes["demand"])
        )
        columns[f"leak_per_inhabitant{end}"] = totals[f"leak{end}"] / _some(people)
    return totals.assign(**columns)


def _some(values: pd.Series) -> pd.Series:
    return values.where(values > 0)
