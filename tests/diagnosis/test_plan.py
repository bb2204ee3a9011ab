"""The plan: votes and disagreements, ranking, exact portfolio, timetable, effects counted once."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import msgspec
import pytest

from territorial_lib.diagnosis.declared import Actor, Declared
from territorial_lib.diagnosis.plan import catalogue as action_catalogue
from territorial_lib.diagnosis.plan import effects as plan_effects
from territorial_lib.diagnosis.plan import follow as plan_follow
from territorial_lib.diagnosis.plan import gaps as plan_gaps
from territorial_lib.diagnosis.plan import schedule as plan_schedule
from territorial_lib.diagnosis.plan import step as plan
from territorial_lib.diagnosis.plan import votes as plan_votes
from territorial_lib.diagnosis.plan.planned import (
    Decided,
    Dots,
    Expected,
    Hand,
    Planned,
    PlannedAction,
    Told,
)
from territorial_lib.diagnosis.plan.ranking import SPREAD, WEIGHT, levers, rapprochements, score_key
from tests.diagnosis.gap_cases import DEMO, TERRITORIES, case_of, every_epci

DAY = datetime.date(2027, 1, 1)
MILL, HEDGE, TOWER = "a" * 32, "b" * 32, "c" * 32


def action(id_: str, title: str = "Moulin", **more: object) -> PlannedAction:
    return PlannedAction(id=id_, title=title, **more)  # type: ignore[arg-type]


ACTIONS = (
    action(MILL, "Moulin", cost=100.0, people=2.0, lead="Ana", start=DAY, end=DAY.replace(month=6)),
    action(HEDGE, "Haies", cost=60.0, people=1.0, lead="Ana", start=DAY, end=DAY.replace(month=3)),
    action(TOWER, "Tour"),
)


def told(catalogue, gazetteer, planned: Planned, code: str = DEMO, **more):
    """Give the case of a territory whose room wrote a plan; what was read before is kept."""
    case = case_of(code, catalogue, gazetteer)
    declared = Declared(plan=planned, **more)
    return replace(case, declared=declared, _kept=dict(case._kept))


def voted(**grades) -> Planned:
    """Votes by group on the mill and the hedges."""
    return Planned(
        actions=ACTIONS,
        votes={"judgment": grades["ballots"]},
        voters={"judgment": grades["voters"]},
    )


SPLIT = voted(
    ballots={
        MILL: {"citizen": {6: 2}, "firm": {0: 2}, "elected": {4: 1}},
        HEDGE: {"citizen": {4: 2}, "firm": {4: 1}},
    },
    voters={"citizen": 2, "firm": 2, "elected": 1},
)


def test_votes_are_ranked_and_what_divides_is_written():
    mill, hedge = plan_votes.judged(SPLIT)
    assert (hedge.action, hedge.rank, hedge.grade, hedge.unexpressed) == (HEDGE, 2, 4, 2)
    assert (mill.rank, mill.grade, mill.spread, mill.divides) == (1, 4, 6, True)
    assert "À rejeter" in mill.split
    assert "Excellent" in mill.split
    assert plan.divided((mill, hedge)) == (f"«\u00a0Moulin\u00a0». {mill.split}",)


def test_the_grade_of_somebody_alone_in_their_group_is_not_shown():
    mill, _ = plan_votes.judged(SPLIT)
    assert {each.group for each in mill.groups} == {"citizen", "firm"}
    more = voted(
        ballots={MILL: {"elected": {4: 1}, "association": {2: 1}, "citizen": {6: 2}}},
        voters={"elected": 1, "association": 1, "citizen": 2},
    )
    (mill,) = plan_votes.judged(more)
    assert [(each.group, each.grade, each.votes) for each in mill.groups] == [
        ("citizen", 6, 2),
        ("alone", 2, 2),
    ]


def test_one_voter_alone_is_counted_and_no_group_is_told_apart():
    (mill,) = plan_votes.judged(voted(ballots={MILL: {"firm": {3: 1}}}, voters={"firm": 1}))
    assert (mill.grade, mill.groups, mill.spread, mill.split) == (3, (), None, "")


def test_votes_on_what_is_no_action_any_more_are_left_out():
    gone = voted(ballots={"f" * 32: {"firm": {3: 1}}}, voters={"firm": 1})
    assert plan_votes.judged(gone) == ()


def test_dots_beyond_the_allowance_are_not_counted():
    planned = Planned(
        actions=ACTIONS,
        dots=(
            Dots("firm", {MILL: 3}),
            Dots("citizen", {MILL: 1, HEDGE: 2}),
            Dots("firm", {MILL: 9}),
        ),
    )
    found = plan_votes.dotted(planned, 5)
    assert [(each.action, each.dots, each.voters) for each in found.lines] == [
        (MILL, 4, 2),
        (HEDGE, 2, 1),
    ]
    assert found.overdrawn == 1


def test_nothing_proposed_is_said(catalogue, gazetteer):
    found = plan.diagnose(case_of(DEMO, catalogue, gazetteer))
    assert found.actions == ()
    assert found.selection is None
    assert "Aucune action" in found.says
    assert [each.status for each in found.effects] == ["missing"] * 3


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES)
def test_a_whole_plan_on_every_sort_of_territory(code, catalogue, gazetteer):
    case = case_of(code, catalogue, gazetteer)
    gap = "leaks/ca" if code in (DEMO, "26108") else "gaps/energy/electricity"
    figures = plan_gaps.indicators(case, gap)
    kind = action_catalogue.kinds(catalogue)[0]
    made = action_catalogue.proposed(kind, gap, figures[0] if figures else None)
    fields = {n: getattr(made, n) for n in ("title", "answers", "figure", "baseline", "unit")}
    aiming = action(MILL, target=(made.baseline or 0) + 1, cost=5.0, **fields)
    other = told(
        catalogue, gazetteer, Planned(actions=(aiming,)), code, assumptions={"plan/budget": 9.0}
    )
    found = plan.diagnose(other, DAY)
    assert found.selection is not None
    assert found.selection.chosen == (MILL,)
    assert msgspec.json.decode(msgspec.json.encode(found))["says"] == found.says
    for each in found.effects:
        assert len(each.id.split("/")) == 5
        assert (each.value is None) == (each.status == "missing")
        assert each.source


def test_nobody_said_anything_of_every_epci(catalogue, gazetteer):
    assert plan.diagnose(every_epci(catalogue, gazetteer)).actions == ()


def test_the_ranking_follows_the_weights(catalogue, gazetteer):
    votes_only = {f"{WEIGHT}{key}": 0.0 for key in ("cost", "soon", "agreement")}
    case = told(catalogue, gazetteer, SPLIT, assumptions=votes_only)
    first = plan.ranking(case)
    assert [each.action for each in first] == [HEDGE, MILL, TOWER] or first[0].score == first[
        1
    ].score
    assert first[-1].rank is None
    assert first[-1].score is None
    cost_only = {
        f"{WEIGHT}weakest": 0.0,
        f"{WEIGHT}votes": 0.0,
        f"{WEIGHT}agreement": 0.0,
        f"{WEIGHT}soon": 0.0,
        SPREAD: 0.0,
    }
    other = plan.ranking(told(catalogue, gazetteer, SPLIT, assumptions=cost_only))
    assert [each.action for each in other][:2] == [HEDGE, MILL]
    assert (other[0].best, other[0].worst) == (1, 1)


def test_what_somebody_can_do_counts_and_a_criterion_of_the_room_too(catalogue, gazetteer):
    needing = action(MILL, needs=("Meunerie", "vente"), cost=1.0)
    planned = Planned(actions=(needing,), criteria={"plan/own/beaute": "Beauté"})
    case = told(
        catalogue,
        gazetteer,
        planned,
        actors=(Actor(id="1", name="Ana", capacities=("meunerie",)),),
        assumptions={score_key("beaute", MILL): 8.0},
    )
    (found,) = plan.ranking(case)
    assert (found.scores["able"], found.scores["beaute"]) == (0.5, 0.8)
    assert f"{WEIGHT}beaute" in {each.key for each in levers(case)}


def test_a_capacity_said_otherwise_is_the_same_one(catalogue, gazetteer):
    one = action(MILL, needs=("Légumeries", "logistique"))
    actor = Actor("f" * 32, "Atelier", "Association", ("transformer les produits de la ferme",))
    case = told(catalogue, gazetteer, Planned((one,)), actors=(actor,))
    assert plan.ranking(case)[0].scores["able"] == 0.5
    assert ("logistique", "Transporter et stocker") in rapprochements(case, (one,))


def test_the_portfolio_respects_the_room_and_says_what_it_lacks(catalogue, gazetteer):
    limit = {"plan/budget": 100.0}
    free = plan.portfolio(told(catalogue, gazetteer, SPLIT, assumptions=limit))
    assert free is not None
    assert [(each.title, each.why) for each in free.apart] == [("Tour", "coût à chiffrer")]
    assert free.cost <= 100
    for hands, chosen in (
        ({MILL: Hand("take")}, (MILL,)),
        ({MILL: Hand("leave")}, (HEDGE,)),
    ):
        planned = replace(SPLIT, hands=hands)
        found = plan.portfolio(told(catalogue, gazetteer, planned, assumptions=limit))
        assert found is not None
        assert found.chosen == chosen


def test_order_binds_and_the_next_euro_is_named(catalogue, gazetteer):
    planned = replace(SPLIT, precedence=((MILL, HEDGE),))
    found = plan.portfolio(told(catalogue, gazetteer, planned, assumptions={"plan/budget": 60.0}))
    assert found is not None
    assert (found.chosen, found.extra, found.gains) == ((), 40.0, (MILL,))
    assert "Moulin" in found.says


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hands": {MILL: Hand("take"), HEDGE: Hand("take")}}, "demandent"),
        ({"precedence": ((MILL, HEDGE), (HEDGE, MILL))}, "tourne en rond"),
        (
            {"precedence": ((MILL, HEDGE),), "hands": {MILL: Hand("leave"), HEDGE: Hand("take")}},
            "dépend",
        ),
        ({"precedence": ((TOWER, HEDGE),), "hands": {HEDGE: Hand("take")}}, "dépend"),
    ],
)
def test_choices_that_cannot_hold_are_said(changes, words, catalogue, gazetteer):
    planned = replace(SPLIT, **changes)
    found = plan.portfolio(told(catalogue, gazetteer, planned, assumptions={"plan/budget": 100.0}))
    assert found is not None
    assert words in found.fault
    assert found.chosen == ()


def test_people_count_only_where_a_limit_is_set(catalogue, gazetteer):
    unsaid = replace(SPLIT, actions=(replace(ACTIONS[0], people=None), *ACTIONS[1:]))
    loose = plan.portfolio(told(catalogue, gazetteer, unsaid, assumptions={"plan/budget": 200.0}))
    assert loose is not None
    assert set(loose.chosen) == {MILL, HEDGE}
    assert loose.staff is None
    limits = {"plan/budget": 200.0, "plan/people": 5.0}
    tight = plan.portfolio(told(catalogue, gazetteer, unsaid, assumptions=limits))
    assert tight is not None
    assert tight.chosen == (HEDGE,)
    assert tight.staff == 1.0


def test_bars_slip_and_loads_add_up():
    moved = replace(ACTIONS[0], first_end=datetime.date(2027, 5, 1), status="started")
    planned = Planned(actions=(moved, *ACTIONS[1:]), progress=(Told("1", MILL, DAY, 40),))
    first, second = plan_schedule.bars(planned, datetime.date(2027, 4, 1))
    assert (first.action, first.late, first.slipped) == (HEDGE, True, 0)
    assert (second.action, second.late, second.slipped, second.share) == (MILL, False, 31, 40)
    ana, nobody = plan_schedule.loads(planned)
    assert (ana.lead, ana.actions, ana.together, ana.people) == ("Ana", 2, 2, 3.0)
    assert (nobody.lead, nobody.month, nobody.people) == (plan_schedule.NOBODY, None, None)
    assert [each.id for each in plan_schedule.undated(planned)] == [TOWER]


def test_nothing_is_late_without_a_day():
    assert not any(each.late for each in plan_schedule.bars(Planned(actions=ACTIONS)))


def test_the_way_from_the_baseline():
    assert plan_follow.covered(10.0, 20.0, 15.0) == 0.5
    assert plan_follow.covered(20.0, 10.0, 25.0) == -0.5
    assert plan_follow.covered(10.0, 10.0, 12.0) is None
    assert plan_follow.covered(10.0, 20.0, None) is None


def buying(id_: str, catalogue, gazetteer, points: float) -> PlannedAction:
    figure = plan_gaps.indicators(case_of(DEMO, catalogue, gazetteer), "leaks/ca")[0]
    return action(
        id_, answers="leaks/ca", figure=figure.id, unit="%", indicator=figure.label,
        baseline=figure.value, target=figure.value + points,
    )  # fmt: skip


def test_the_same_purchases_are_kept_once(catalogue, gazetteer):
    def kept(*actions: PlannedAction) -> float:
        case = told(catalogue, gazetteer, Planned(actions=actions))
        found = plan_effects.effects(case, actions)
        (money,) = [each for each in found if each.label == "Argent gardé ici"]
        assert money.value is not None
        return money.value

    five, three = (buying(i, catalogue, gazetteer, n) for i, n in ((MILL, 5.0), (HEDGE, 3.0)))
    assert kept(five) == pytest.approx(kept(five, three))
    assert kept(three) == pytest.approx(kept(five) * 0.6, rel=1e-6)


def test_what_the_room_says_of_an_action_already_in_the_sum_is_not_added(catalogue, gazetteer):
    five = buying(MILL, catalogue, gazetteer, 5.0)
    said = (Expected(MILL, "jobs", 9.0), Expected(TOWER, "jobs", 4.0, 2.0, 6.0))
    actions = (five, ACTIONS[2])
    case = told(catalogue, gazetteer, Planned(actions=actions, effects=said))
    (jobs,) = [f for f in plan_effects.effects(case, actions) if "dits par la salle" in f.label]
    assert (jobs.value, jobs.low, jobs.high) == (4.0, 2.0, 6.0)


def test_targets_on_one_figure_count_once(catalogue, gazetteer):
    case = case_of(DEMO, catalogue, gazetteer)
    figure = plan_gaps.indicators(case, "gaps/energy/electricity")[0]
    near, far = (
        action(i, answers="gaps/energy/electricity", figure=figure.id, unit="%",
               baseline=36.0, target=36.0 + n)
        for i, n in ((MILL, 4.0), (HEDGE, 10.0))
    )  # fmt: skip
    found = plan_effects.effects(case, (near, far))
    (aimed,) = [each for each in found if each.label.startswith("Visé")]
    assert (aimed.value, aimed.unit, aimed.status) == (10.0, "points", "assumed")


def test_a_dropped_action_counts_for_nothing(catalogue, gazetteer):
    five = replace(buying(MILL, catalogue, gazetteer, 5.0), status="dropped")
    case = told(catalogue, gazetteer, Planned(actions=(five,)))
    assert all(each.value is None for each in plan.diagnose(case).effects)


def test_decisions_keep_mandate_reason_and_review(catalogue, gazetteer):
    taken = Decided("1", "Oui", "consent", "Conseil", MILL, "Promis", DAY)
    case = told(catalogue, gazetteer, replace(SPLIT, decisions=(taken,)))
    found = plan.diagnose(case)
    assert found.decisions == (taken,)
    assert "une décision prise" in found.says
    assert found.divided


def test_the_catalogue_is_whole_and_in_french(catalogue):
    kinds = action_catalogue.kinds(catalogue)
    assert 40 <= len(kinds) <= 60
    assert len({each.key for each in kinds}) == len(kinds)
    known = set(catalogue.load("action_facts").frame["kind"])
    sectors = set(catalogue.indexed("sectors_a38").index)
    assert known == {fact for each in kinds for fact in each.facts}
    for each in kinds:
        assert set(each.leaks) <= sectors
        assert each.needs
        assert all(key.startswith("gaps/") for key in each.answers)
        text = f"{each.title} {each.sentence} {each.measure} {each.who}"
        assert not re.search(r"[^\u00a0\u202f«][:;!?]|'", text), text


def test_every_gap_of_the_demonstration_has_an_answer(catalogue, gazetteer):
    kinds = action_catalogue.kinds(catalogue)
    gaps = plan_gaps.every(case_of(DEMO, catalogue, gazetteer))
    assert not [each.key for each in gaps if not action_catalogue.suited(kinds, each.key)]


def test_a_fact_carries_its_place_year_and_source(catalogue):
    kind = action_catalogue.kind(catalogue, "achats-responsables")
    assert kind is not None
    facts = action_catalogue.facts(catalogue, kind)
    assert all(each.source and each.level == "project" for each in facts)
    assert any(each.value is None and (each.low, each.high) == (0.0, 25.0) for each in facts)


def test_the_closest_kind_comes_first(catalogue):
    kinds = action_catalogue.kinds(catalogue)
    assert action_catalogue.suited(kinds, "gaps/food/meat")[0].key == "abattoir"
    assert action_catalogue.suited(kinds, "words of the room") == ()
