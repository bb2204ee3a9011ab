"""How long the plan's page takes with a long programme: 200 actors, 300 actions, 60 voters.

Run: ``python benchmarks/plan.py``. Seconds of processor, first and again; what passes the aim of
1 s a gesture is marked. In a room the blocks that actions answer are published by another process
and only read here: they are timed apart.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from territorial_lib.diagnosis.actors import step as actors
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan.gaps import gap_of
from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Assumption,
    Author,
    Entry,
    Precedence,
    Vote,
    WorkshopSettings,
    new_id,
)
from territorial_lib.settings import Settings
from territorial_lib.sources import Catalogue
from territorial_lib.steps.actors.naming import ActorTable
from territorial_lib.steps.actors.power import PowerPanel
from territorial_lib.steps.actors.room import ActorsRoom
from territorial_lib.steps.actors.stakes import StakePanel
from territorial_lib.steps.actors.teams import MissingPanel, TeamPanel
from territorial_lib.steps.plan.cards import CardPanel
from territorial_lib.steps.plan.decisions import DecisionPanel
from territorial_lib.steps.plan.effects_panel import EffectsPanel
from territorial_lib.steps.plan.feed import PlanFeed
from territorial_lib.steps.plan.follow_panel import FollowPanel
from territorial_lib.steps.plan.portfolio_panel import PortfolioPanel
from territorial_lib.steps.plan.proposals import ProposalPanel
from territorial_lib.steps.plan.ranking_panel import RankingPanel
from territorial_lib.steps.plan.timetable import TimetablePanel
from territorial_lib.steps.plan.votes_panel import VotePanel
from territorial_lib.workshop import Workshop, create

ACTORS, ACTIONS, VOTERS, BALLOT = 200, 300, 60, 40
AIM = 1.0
PANELS = (
    ProposalPanel,
    CardPanel,
    VotePanel,
    RankingPanel,
    PortfolioPanel,
    EffectsPanel,
    TimetablePanel,
    DecisionPanel,
    FollowPanel,
    PlanFeed,
)
FACILITATOR = Author(pseudonym="", group="facilitator")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(Settings.from_environment({}).data)
        settings = WorkshopSettings(name="Mesure", date=date(2026, 1, 2), territory="242600252")
        workshop = create(Path(folder) / "mesure.atelier", settings, catalogue)
        workshop.store.append(programme())
        print(f"{'':45} {'CPU':>8}   {'wall':>8}   aim {AIM:g} s CPU")
        timed("the whole log read", workshop.case)
        timed("the blocks answered, computed here", lambda: blocks(workshop))
        timed("plan.diagnose, first", lambda: plan.diagnose(workshop.case()))
        timed("plan.diagnose, nothing changed", lambda: plan.diagnose(workshop.case()))
        panels(workshop)
        people(workshop)
        workshop.close()


def blocks(workshop: Workshop) -> None:
    """Compute the blocks that the actions answer, as a page does where nobody published them."""
    case = workshop.case()
    for key in sorted({each.answers for each in case.declared.plan.actions}):
        gap_of(case, key)


def people(workshop: Workshop) -> None:
    """Time the page of actors: its coalitions are one for each action."""
    actions = workshop.case().declared.plan.actions
    timed("one action's coalition", lambda: actors.team_of(workshop.case(), actions[7]))
    timed("actors.diagnose, first", lambda: actors.diagnose(workshop.case()))
    room = ActorsRoom(workshop)
    for make in (ActorTable, PowerPanel, StakePanel, MissingPanel, TeamPanel):
        found: list[object] = []
        timed(f"{make.__name__}, made", lambda make=make, found=found: found.append(make(room)))
        workshop.add(Actor(name=f"Venu {make.__name__}"))
        timed(f"{make.__name__}, someone named", found[0].refresh)  # type: ignore[attr-defined]


def panels(workshop: Workshop) -> None:
    for rank, make in enumerate(PANELS):
        found: list[object] = []
        timed(f"{make.__name__}, made", lambda make=make, found=found: found.append(make(workshop)))
        workshop.add(Assumption(key="plan/weight/cost", value=1.0 + rank % 4))
        timed(f"{make.__name__}, a weight moved", found[0].refresh)  # type: ignore[attr-defined]


def timed(what: str, do: Callable[[], object]) -> None:
    started, at = time.process_time(), time.perf_counter()
    do()
    cpu, wall = time.process_time() - started, time.perf_counter() - at
    print(f"{what:45} {cpu:6.2f} s   {wall:6.2f} s   {'beyond' if cpu > AIM else ''}".rstrip())


def programme() -> list[Entry]:
    chance, made = random.Random(8), []
    skills = [f"savoir {n}" for n in range(30)]
    for n in range(ACTORS):
        body = Actor(name=f"Acteur {n}", capacities=chance.sample(skills, 3))
        made.append(Entry(id=new_id(), who=FACILITATOR, body=body))
    actions = [
        Entry(id=new_id(), who=FACILITATOR, body=action(n, chance, skills)) for n in range(ACTIONS)
    ]
    made += actions
    groups = ("citizen", "firm", "administration", "elected", "association")
    for n in range(VOTERS):
        who = Author(pseudonym="", group=groups[n % 5], participant=new_id())
        for each in actions[:BALLOT]:
            body = Vote(entry=each.id, scale="judgment", value=chance.randint(0, 6))
            made.append(Entry(id=new_id(), who=who, body=body))
    for first, second in zip(actions[:20], actions[20:40], strict=True):
        pair = Precedence(before=first.id, after=second.id)
        made.append(Entry(id=new_id(), who=FACILITATOR, body=pair))
    budget = Assumption(key="plan/budget", value=9_000_000.0)
    return [*made, Entry(id=new_id(), who=FACILITATOR, body=budget)]


def action(n: int, chance: random.Random, skills: list[str]) -> Action:
    gaps = ("gaps/food/meat", "gaps/energy/bill", "leaks/ca", "gaps/people/poverty", "")
    start = date(2027 + n % 3, 1 + n % 12, 1)
    return Action(
        title=f"Action {n}",
        answers=gaps[n % 5],
        lead=f"Acteur {n % 40}",
        needs=chance.sample(skills, 2),
        cost=1000.0 * chance.randint(5, 400),
        people=chance.randint(1, 12) / 4,
        weakest=n % 2 == 0,
        start=start,
        end=start.replace(year=start.year + 1 + n % 2),
    )


if __name__ == "__main__":
    main()
