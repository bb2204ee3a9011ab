"""Every step of a diagnosis, in order: what is here, lacking, possible, leaking, who, what."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from territorial_lib.diagnosis.actors import step as actors
from territorial_lib.diagnosis.actors.record import Actors
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.gaps.step import Gaps
from territorial_lib.diagnosis.glocal import step as glocal
from territorial_lib.diagnosis.glocal.step import Glocalisation
from territorial_lib.diagnosis.inventory.taking import Inventory
from territorial_lib.diagnosis.leaks import step as leaks_step
from territorial_lib.diagnosis.leaks.step import LeaksStep
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.step import Plan
from territorial_lib.schemas.blocks import Block


@dataclass(frozen=True)
class Diagnosis:
    """A territory, all its steps computed.

    Parameters
    ----------
    inventory : Inventory
        What it has.
    gaps : Gaps
        What it lacks.
    glocal : Glocalisation
        How it could answer that.
    leaks : LeaksStep
        Where its money goes.
    actors : Actors
        Who can act.
    plan : Plan
        What is decided.
    """

    inventory: Inventory
    gaps: Gaps
    glocal: Glocalisation
    leaks: LeaksStep
    actors: Actors
    plan: Plan

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of every step that has some, in the order of the pages."""
        return (*self.gaps.blocks, *self.glocal.blocks, *self.leaks.blocks)


def diagnose(case: Case, today: datetime.date | None = None) -> Diagnosis:
    """Compute every step.

    Parameters
    ----------
    case : Case
        A territory whose inventory is taken, and what the room said.
    today : datetime.date, optional
        The day when it is looked at; without it no action of the plan is late.

    Returns
    -------
    Diagnosis
        The steps.
    """
    assert case.inventory is not None
    lacking = gaps.diagnose(case)
    return Diagnosis(
        inventory=case.inventory,
        gaps=lacking,
        glocal=glocal.diagnose(case, lacking),
        leaks=leaks_step.diagnose(case),
        actors=actors.diagnose(case),
        plan=plan.diagnose(case, today),
    )
