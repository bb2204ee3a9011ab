"""1:35 to 2:00: who buys what from whom, what can be exchanged, who can act."""

from __future__ import annotations

from random import Random

from territorial_lib.diagnosis.actors.record import Standing
from territorial_lib.diagnosis.actors.sorts import SORTS
from territorial_lib.rehearsal.choosing import leak
from territorial_lib.rehearsal.naming import completed
from territorial_lib.rehearsal.night import Night, place_of
from territorial_lib.rehearsal.words import ACTORS, EXCHANGES, PURCHASES, SURVEYS
from territorial_lib.schemas.entries import Entry
from territorial_lib.steps.actors.questions import grading
from territorial_lib.steps.leaks.questions import survey_question
from territorial_lib.steps.room.asked import ACTOR, OFFER, PURCHASE, REQUEST

_GRADED = 0.6


def write(night: Night) -> None:
    """Write this part of the evening.

    Parameters
    ----------
    night : Night
        The evening.
    """
    night.stage(95, "4 Fuites")
    _purchases(night)
    _surveys(night)
    _exchanges(night)
    carried = leak(night)
    if carried is not None:
        night.lead(109, carried)
    night.close(109.5)
    night.stage(110, "5 Acteurs")
    _actors(night)
    night.close(119.5)


def _purchases(night: Night) -> None:
    asked, chance = night.ask(95.2, PURCHASE), night.chance("purchases")
    town = night.facts.towns[0].name
    for rank, (buyer, seller, label, amount) in enumerate(PURCHASES):
        if not night.towns(f"{buyer} {seller}"):
            continue
        phone = rank * 3 % len(night.people)
        night.answer(
            96 + 5 * chance.random(),
            phone,
            asked,
            buyer=completed(buyer, town),
            seller=completed(seller, town),
            label=label,
            amount=_about(amount, chance) if chance.random() < 0.8 else None,
        )


def _surveys(night: Night) -> None:
    asked, chance = night.ask(96, survey_question(night.facts.products)), night.chance("surveys")
    for rank, (name, income, wages, paid_here, what, spent, here, product) in enumerate(SURVEYS):
        towns = night.towns(name)
        if not towns:
            continue
        town = towns[rank % len(towns)].name
        night.answer(
            97 + 6 * chance.random(),
            (rank * 5 + 1) % len(night.people),
            asked,
            organisation=completed(name, town),
            income=income,
            wages_amount=wages,
            wages_local=paid_here,
            line1_label=what,
            line1_amount=spent,
            line1_local=here,
            line1_product=product if product in night.facts.products else None,
        )


def _exchanges(night: Night) -> None:
    offers, requests = night.ask(102, OFFER), night.ask(102.1, REQUEST)
    chance = night.chance("exchanges")
    for rank, (offered, category, quantity, unit, wanted) in enumerate(EXCHANGES):
        for asked, words, share in ((offers, offered, 1.0), (requests, wanted, 0.7)):
            label, town = night.told(words, chance)
            night.answer(
                103 + 5 * chance.random(),
                chance.randrange(len(night.people)),
                asked,
                label=label,
                category=category,
                where=place_of(town, chance),
                quantity=round(quantity * share, 1) if rank % 4 else None,
                unit=unit if rank % 4 else None,
            )


def _actors(night: Night) -> None:
    asked, chance = night.ask(110.2, ACTOR), night.chance("actors")
    named: dict[str, Standing] = {}
    for rank, (words, sort, capacities, stakes) in enumerate(ACTORS):
        name, town = night.told(words, chance)
        if name in named or not night.towns(words):
            continue
        move = night.answer(
            110.5 + 2.5 * chance.random(),
            (rank * 2 + 1) % len(night.people),
            asked,
            name=name,
            sort=sort,
            capacities=capacities,
            stakes=stakes,
            where=place_of(town, chance),
        )
        id_ = str(move.sent["id"])
        named[name] = Standing(id_, name, sort, SORTS[sort], (), ())
    _grade(night, list(named.values()), chance)


def _grade(night: Night, actors: list[Standing], chance: Random) -> None:
    asked: list[Entry] = [
        night.ask(114, grading("power", actors)),
        night.ask(114.1, grading("interest", actors)),
    ]
    for phone in range(len(night.people)):
        for question in asked:
            known = [each for each in actors if chance.random() < _GRADED]
            notes = {
                f"p_{a.id}": night.opinion(phone, f"{question.id}/{a.id}", 0, 10) for a in known
            }
            if notes:
                night.answer(114.5 + 4 * chance.random(), phone, question, **notes)


def _about(amount: int, chance: Random) -> float:
    """Say an amount as people do: two digits, more or less."""
    return float(f"{amount * chance.uniform(0.8, 1.2):.2g}")
