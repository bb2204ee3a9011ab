"""A room that said a lot, some of it hostile: every text is a script, a formula or a template."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from territorial_lib.schemas.entries import (
    Action,
    Actor,
    Assumption,
    Author,
    Body,
    Correction,
    Decision,
    Effect,
    Entry,
    Offer,
    Place,
    Placement,
    Progress,
    Purchase,
    Request,
    Resource,
    Retained,
    SpendingLine,
    Survey,
    Vote,
    WorkshopSettings,
    new_id,
)
from territorial_lib.sources import Catalogue
from territorial_lib.workshop import Workshop, create
from tests.room.xss import CORPUS

NAME = '=HYPERLINK("http://x") <b>Atelier</b> d’été'
DAY = date(2026, 11, 24)
FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "＝1+1", '=HYPERLINK("http://x","y")')
HOSTILE = (*FORMULAS, *CORPUS)
FACILITATOR = Author(pseudonym="<i>Nadia</i>", group="facilitator")
GROUPS = ("citizen", "firm", "elected")
GAP = "gaps/food/vegetables"


def fill(path: Path, catalogue: Catalogue, territory: str) -> Workshop:
    """Make the workshop of a room that said something at every step."""
    settings = WorkshopSettings(name=NAME, date=DAY, territory=territory, facilitator="=Nadia")
    workshop = create(path, settings, catalogue)
    commune = workshop.territory.communes[0]
    workshop.store.append(list(_said(workshop, commune)))
    return workshop


def _entry(body: Body, place: Place | None = None, who: Author = FACILITATOR) -> Entry:
    return Entry(id=new_id(), who=who, body=body, place=place)


def _said(workshop: Workshop, commune: str) -> Iterator[Entry]:
    row = workshop.gazetteer.communes.loc[commune]
    point = Place(lon=float(row["lon"]), lat=float(row["lat"]), commune=commune)
    for rank, text in enumerate(HOSTILE):
        place = point if rank % 2 else Place(commune=commune)
        yield _entry(
            Resource(
                family="natural",
                label=text[:200],
                use=("used", "underused", "missing")[rank % 3],
                quantity=float(rank),
                unit="m²",
                note=text,
            ),
            place,
        )
    population = workshop.inventory().resource("population").figure
    yield _entry(
        Correction(
            figure_id=population.id,
            value=31500.0,
            unit="hab.",
            reason=HOSTILE[0],
            source=HOSTILE[6],
        )
    )
    yield _entry(Assumption(key="gaps/food/organic", value=42.0, label=HOSTILE[7], unit="%"))
    yield _entry(Retained(step="gaps", subject=GAP, label="Légumes"))
    yield _entry(Placement(gap=GAP, way="develop", label="Légumes", reason=HOSTILE[8]))
    yield from _actors(point)
    yield from _money()
    yield from _plan(point)


def _actors(point: Place) -> Iterator[Entry]:
    for rank, text in enumerate(HOSTILE[:8]):
        actor = Actor(
            name=f"{text} {rank}"[:200],
            sort="Association",
            capacities=[HOSTILE[9][:200]],
            stakes=["l’eau"],
        )
        yield _entry(actor, point)
    yield _entry(Offer(label=HOSTILE[3], quantity=3.5, unit="t", actor=HOSTILE[10]), point)
    yield _entry(Request(label=HOSTILE[4], quantity=2.0, unit="t", actor=HOSTILE[11]), point)


def _money() -> Iterator[Entry]:
    spending = [SpendingLine(label=HOSTILE[12], amount=10_000.0, product="CA", local=0.5)]
    yield _entry(Survey(organisation=HOSTILE[13][:200], income=50_000.0, spending=spending))
    yield _entry(Purchase(buyer="=A", seller="+B", label=HOSTILE[14], amount=1000.0))
    yield _entry(Purchase(buyer="+B", seller="=A", label=HOSTILE[15], amount=400.0))


def _plan(point: Place) -> Iterator[Entry]:
    actions = [
        _entry(
            Action(
                title=f"{text} {rank}"[:200],
                answers=GAP if rank % 2 else HOSTILE[20],
                lead=HOSTILE[16][:200],
                partners=[HOSTILE[17][:200]],
                start=date(2027, 1 + rank, 1),
                end=date(2027, 6 + rank, 30),
                cost=10_000.0 * (rank + 1),
                funding=1000.0,
                people=0.5,
                indicator="Surface",
                baseline=0.0,
                target=10.0,
                unit="ha",
                weakest=True,
                note=text,
            ),
            point,
        )
        for rank, text in enumerate(HOSTILE[:5])
    ]
    yield from actions
    for rank in range(9):
        who = Author(pseudonym="", group=GROUPS[rank % 3], participant=new_id())
        for order, each in enumerate(actions):
            grade = (order + 3 * (rank % 3)) % 7
            yield _entry(Vote(entry=each.id, scale="judgment", value=grade), who=who)
    yield _entry(Assumption(key="plan/budget", value=60_000.0))
    yield _entry(Effect(entry=actions[0].id, measure="jobs", value=2.0, low=1.0, high=3.0))
    yield _entry(
        Decision(
            title=HOSTILE[18][:200],
            basis="consent",
            mandate=HOSTILE[19][:200],
            entry=actions[0].id,
            reason=HOSTILE[5],
            review=date(2027, 5, 24),
        )
    )
    yield _entry(
        Progress(entry=actions[0].id, day=date(2027, 3, 1), share=40, value=4.0, note=HOSTILE[2])
    )
