"""2:00 to 2:30: actions are proposed, judged, chosen within a budget, decided."""

from __future__ import annotations

from datetime import date, timedelta

from territorial_lib.diagnosis.plan.catalogue import ActionKind, proposed, suited
from territorial_lib.diagnosis.plan.portfolio import BUDGET
from territorial_lib.diagnosis.plan.step import DOTS
from territorial_lib.rehearsal.choosing import retained
from territorial_lib.rehearsal.moves import Send, item_of
from territorial_lib.rehearsal.naming import completed
from territorial_lib.rehearsal.night import Night, place_of
from territorial_lib.rehearsal.words import ACTORS
from territorial_lib.schemas.acting import GRADES
from territorial_lib.schemas.blocks import Gap
from territorial_lib.schemas.entries import (
    Assumption,
    Decision,
    Effect,
    Entry,
    Forced,
    Lock,
    Moderation,
    Precedence,
    Timer,
)
from territorial_lib.steps.plan.votes_panel import dot_ballot
from territorial_lib.steps.room.asked import ACTION, ballot
from territorial_lib.store.board import EVERYWHERE
from territorial_lib.store.items import Item
from territorial_lib.store.log import Logged

COSTS = (12000, 45000, 80000, 150000, 30000, 220000, 9000, 60000)
BUDGET_EUROS, DOTS_EACH, BEGINNING = 250000.0, 5, date(2027, 1, 4)
_FROM_CATALOGUE, _PROPOSED = 2, 8
_JUDGED, _DOTTED, _CHOSEN, _DECIDED = 126.0, 132.0, 137.0, 140.0


def write(night: Night) -> None:
    """Write this part of the evening.

    Parameters
    ----------
    night : Night
        The evening.
    """
    night.stage(120, "6 Plan")
    actions = _propose(night)
    _judge(night, actions)
    _put_dots(night, actions)
    night.close(136.5)
    _choose(night, actions)
    night.stage(_DECIDED, "Décider et clore")
    _decide(night, actions)
    night.lead(148.5, Timer(seconds=0))
    night.lead(149, Lock(step=EVERYWHERE, locked=True))


def _propose(night: Night) -> list[Item]:
    """Have phones propose, two of them the same thing, and take two kinds of the catalogue."""
    asked, chance = night.ask(120.2, ACTION), night.chance("actions")
    taken, found = answering(night), []
    leads = [words for words, *_ in ACTORS if night.towns(words)]
    for rank, (kind, gap) in enumerate(taken[_FROM_CATALOGUE:]):
        town = chance.choice(night.facts.towns)
        phone = (rank * 7 + 2) % len(night.people)
        start = BEGINNING + timedelta(days=30 * rank)
        move = night.answer(
            121 + 3.5 * chance.random(),
            phone,
            asked,
            title=completed(f"{kind.title}, {{at}}", town.name)[:200],
            answers=gap.label[:200] if gap else None,
            where=place_of(town, chance),
            lead=completed(leads[rank % len(leads)], town.name),
            needs="\n".join(kind.needs),
            start=start.isoformat() if rank % 3 else None,
            end=(start + timedelta(days=200)).isoformat() if rank % 3 else None,
            cost=COSTS[rank % len(COSTS)] if rank % 4 else None,
            beneficiaries=kind.who,
        )
        found.append(item_of(move, night.people[phone], asked))
    _twice(night, asked, found)
    return [*_from_catalogue(night, taken[:_FROM_CATALOGUE]), *found]


def _twice(night: Night, asked: Entry, found: list[Item]) -> None:
    """Have another phone propose the same; the facilitator makes one of both."""
    if not found:
        return
    title = getattr(found[0].body, "title", "")
    move: Send = night.answer(124.8, len(night.people) - 1, asked, title=title)
    merged = Moderation(entry=str(move.sent["id"]), action="merge", target=found[0].id)
    night.lead(125, merged)


def answering(night: Night) -> list[tuple[ActionKind, Gap | None]]:
    """Choose the kinds of actions proposed, each with the gap or leak that it answers.

    Parameters
    ----------
    night : Night
        The evening.

    Returns
    -------
    list of (ActionKind, Gap or None)
        Eight: those that answer what the room carries on, then what lacks most; None where a kind
        completes the list from the catalogue.
    """
    facts, carried = night.facts, retained(night)
    lacking = [*carried, *carried, *facts.gaps, *facts.leaks[:3]]
    found: dict[ActionKind, Gap | None] = {}
    for gap in lacking:
        left = [each for each in facts.kinds if each not in found]
        found.update(dict.fromkeys(suited(left, gap.key)[:1], gap))
    for each in facts.kinds:
        found.setdefault(each, None)
    return list(found.items())[:_PROPOSED]


def _from_catalogue(night: Night, taken: list[tuple[ActionKind, Gap | None]]) -> list[Item]:
    made = []
    for rank, (kind, gap) in enumerate(taken):
        entry = night.lead(120.5 + rank / 10, proposed(kind, gap.key if gap else "", None))
        made.append(Item(Logged(0, "", entry), entry, "visible"))
    return made


def _judge(night: Night, actions: list[Item]) -> None:
    asked = night.ask(_JUDGED, ballot("Que pensez-vous de chaque action\u202f?", actions))
    night.lead(_JUDGED + 0.1, Timer(seconds=300, label="Voter"))
    chance = night.chance("judgment")
    for phone in range(len(night.people)):
        graded = [each for each in actions if chance.random() < 0.93]
        grades = {f"p_{a.id}": GRADES[night.opinion(phone, a.id, 0, 6)] for a in graded}
        if grades:
            night.answer(_JUDGED + 0.5 + 4 * chance.random(), phone, asked, **grades)
        if grades and chance.random() < 0.1:  # some change their mind
            grades = {name: GRADES[chance.randrange(len(GRADES))] for name in grades}
            night.answer(_JUDGED + 5 + chance.random() / 2, phone, asked, **grades)


def _put_dots(night: Night, actions: list[Item]) -> None:
    each = Assumption(key=DOTS, value=float(DOTS_EACH), label="Points par personne")
    night.lead(_DOTTED - 0.1, each)
    asked, chance = night.ask(_DOTTED, dot_ballot(actions, DOTS_EACH)), night.chance("dots")
    for phone in range(len(night.people)):
        weights = [night.opinion(phone, a.id, 1, 9) for a in actions]
        allowed = DOTS_EACH + (1 if chance.random() < 0.05 else 0)  # one too many does not count
        drawn = chance.choices(actions, weights, k=allowed)
        dots = {f"p_{a.id}": sum(a is d for d in drawn) for a in actions if a in drawn}
        kept = {name: min(count, DOTS_EACH) for name, count in dots.items()}
        night.answer(_DOTTED + 0.3 + 3.5 * chance.random(), phone, asked, **kept)


def _choose(night: Night, actions: list[Item]) -> None:
    limit = Assumption(key=BUDGET, value=BUDGET_EUROS, label="Budget du plan", unit="€")
    night.lead(_CHOSEN, limit)
    first, second, last = actions[0].id, actions[1].id, actions[-1].id
    cost = {"cost": 35000.0, "start": BEGINNING.isoformat(), "end": "2027-06-30"}
    night.lead(_CHOSEN + 0.2, Moderation(entry=first, action="edit", fields=cost))
    night.lead(_CHOSEN + 0.4, Precedence(before=first, after=second, reason="Le lieu d’abord"))
    night.lead(_CHOSEN + 0.6, Forced(entry=last, choice="leave", reason="Trop tôt"))
    about = "Estimation de la table"
    effect = Effect(entry=first, measure="jobs", value=2.0, low=1.0, high=3.0, reason=about)
    night.lead(_CHOSEN + 0.8, effect)


def _decide(night: Night, actions: list[Item]) -> None:
    phones = range(len(night.people))
    liked = sorted(
        actions[:-1], key=lambda a: (-sum(night.opinion(p, a.id, 0, 6) for p in phones), a.id)
    )
    for rank, action in enumerate(liked[:3]):
        decision = Decision(
            title=f"Nous commençons : {getattr(action.body, 'title', '')}"[:200],
            basis="vote" if rank else "consent",
            mandate="L’assemblée de la répétition",
            entry=action.id,
            reason="C’est ce que tous les groupes jugent au moins assez bien.",
            review=BEGINNING + timedelta(days=180),
        )
        night.lead(_DECIDED + 1 + 2 * rank, decision)
