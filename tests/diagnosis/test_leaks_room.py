"""What the room declares: money trails, meetings, loops of purchases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from territorial_lib.diagnosis.declared import (
    Declared,
    Proposal,
    Purchase,
    SpendingLine,
    Survey,
)
from territorial_lib.diagnosis.leaks import balance as leaks
from territorial_lib.diagnosis.leaks.circular import meetings
from territorial_lib.diagnosis.leaks.currency import circulation
from territorial_lib.diagnosis.leaks.shares import SURVEY_WEIGHT
from territorial_lib.diagnosis.leaks.survey import money_trail, respent_shares, share_trace
from tests.diagnosis.leaks_cases import HERE, PARIS, VILLAGE, found, inputs

BAKERY = Survey(
    "Boulangerie",
    200_000.0,
    (
        SpendingLine("Farine", 40_000.0, "CA", 0.5),
        SpendingLine("Salaires", 80_000.0, "wages", 0.9),
        SpendingLine("Loyer", 12_000.0, "LZ", 1.0, 0.2),
        SpendingLine("Divers", 5_000.0),
    ),
)


def test_the_trail_is_counted_round_by_round() -> None:
    trail = money_trail(BAKERY, found(), HERE)
    low, central, high = trail.multiplier
    assert 1 <= low < central < high <= 3
    declared = 0.5 * 40_000 + 0.9 * 80_000 + 12_000
    assert trail.rounds.at["here", "low"] > declared
    assert trail.lines.set_index("label").at["Loyer", "again"] == pytest.approx(2_400)
    assert trail.lines["local_known"].tolist() == [True, True, True, False]
    assert central == pytest.approx(trail.rounds["central"].sum() / 200_000)


def test_where_everything_was_said_there_is_no_band() -> None:
    told = Survey("A", 100.0, (SpendingLine("tout", 100.0, "CA", 0.8, 0.8),))
    trail = money_trail(told, found(), HERE)
    assert trail.multiplier == pytest.approx((2.44, 2.44, 2.44)), "Ward & Lewis (2002)"


def test_nothing_spent_gives_one() -> None:
    assert money_trail(Survey("A", 100.0), found(), HERE).multiplier == (1, 1, 1)


def test_a_larger_territory_spends_more_again() -> None:
    means = [respent_shares(found(), code, "central")[""] for code in (VILLAGE, HERE, PARIS)]
    assert 0 < means[0] < means[1] < means[2] < 1
    for reading in ("low", "central", "high"):
        shares = respent_shares(found(), HERE, reading)
        assert shares.between(0, 1).all()


def test_surveys_correct_the_shares_and_leave_a_trace() -> None:
    declared = replace(inputs(), declared=Declared(surveys=(BAKERY,)))
    few = leaks.assess(declared, {})
    trace = share_trace(declared, {}, few, HERE)
    assert trace.index.tolist() == ["CA", "LZ"]
    demand = found().table(HERE).at["CA", "demand"]
    estimated = trace.at["CA", "estimated"]
    assert trace.at["CA", "retained"] == pytest.approx(
        estimated + 40_000 / demand * (0.5 - estimated)
    )
    all_alike = leaks.assess(declared, {SURVEY_WEIGHT: 100.0}).table(HERE)
    assert all_alike.at["CA", "share"] == pytest.approx(0.5)
    assert all_alike.at["CA", "share_low"] == pytest.approx(0.5)
    assert trace.at["CA", "organisations"] == 1


def proposal(name: str, actor: str, category: str, point=None, **more) -> Proposal:  # type: ignore[no-untyped-def]
    return Proposal(name, actor, f"sciure {name}", category, point=point, **more)


def test_who_should_talk_to_whom() -> None:
    offers = (
        proposal("o1", "Scierie", "Matériaux", (5.0, 44.7), quantity=10.0, unit="t"),
        proposal("o2", "Ferme", "materiaux", (5.0, 44.7), quantity=9.0, unit="T"),
        proposal("o3", "Lycée", "Machines"),
    )
    requests = (proposal("r1", "ferme", "materiaux", (5.1, 44.7), quantity=12.0, unit="t"),)
    result = meetings(Declared(offers=offers, requests=requests), 50)
    assert [(each.offer.id, each.quantity) for each in result.pairs] == [("o1", 10.0)]
    assert result.pairs[0].distance == pytest.approx(7.9, abs=0.05)
    assert result.pairs[0].shared == ("sciure",)
    assert [each.id for each in result.offers_left] == ["o2", "o3"]
    assert not meetings(Declared(offers=offers, requests=requests), 5).pairs
    assert meetings(Declared(), 50).pairs == ()


def test_loops_are_conserved_and_names_forgiven() -> None:
    purchases = [
        Purchase("Café", "Boulangerie", 10),
        Purchase("boulangerie", "Moulin", 7.5),
        Purchase("Moulin", "CAFE", 9),
        Purchase("Moulin", "Banque", 5),
        Purchase("Banque", "Café", None),
    ]
    result = circulation(purchases)
    assert result.settled == pytest.approx(22.5)
    assert result.unsaid == 1
    paid = result.loops.groupby("buyer")["amount"].sum().sort_index()
    received = result.loops.groupby("seller")["amount"].sum().sort_index()
    assert paid.to_dict() == received.to_dict()
    best = result.missing.iloc[0]
    assert (best["buyer"], best["seller"]) == ("Banque", "Moulin")
    assert best["gain"] > 0


def test_no_purchase_no_loop() -> None:
    result = circulation([])
    assert result.settled == 0
    assert result.missing.empty


@pytest.mark.parametrize(
    ("survey", "said"),
    [
        (Survey("A", 0.0), "recettes manquent"),
        (Survey("A", 10.0, (SpendingLine("x", 11.0),)), "dépassent"),
        (Survey("A", 10.0, (SpendingLine("x", -1.0),)), "montant"),
        (Survey("A", 10.0, (SpendingLine("x", 1.0, "CA", 1.5),)), "entre 0 et 100"),
    ],
)
def test_what_people_mistype_is_said_not_computed(survey: Survey, said: str) -> None:
    assert said in survey.fault
    heard = replace(inputs(), declared=Declared(surveys=(survey,)))
    assert share_trace(heard, {}, leaks.assess(heard, {}), HERE).empty


def test_very_large_purchases_still_close() -> None:
    result = circulation([Purchase("a", "b", 1e12), Purchase("b", "a", 3.01)])
    assert result.settled == pytest.approx(6.02)
