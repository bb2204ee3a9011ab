"""One page of everything: ten figures always, every number with its identity, nothing invented."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest

from territorial_lib.diagnosis import whole
from territorial_lib.diagnosis.declared import Declared, Placement, Said
from territorial_lib.diagnosis.document import document
from territorial_lib.diagnosis.plan.planned import Decided, Planned, PlannedAction, Told
from territorial_lib.diagnosis.summary import document as written
from territorial_lib.diagnosis.summary import summarise
from territorial_lib.diagnosis.summary.key_figures import key_figures
from territorial_lib.diagnosis.summary.records import Summary
from territorial_lib.schemas.figures import Figure
from territorial_lib.schemas.room_votes import IMPORTANCE_KEY, property_name
from tests.diagnosis.gap_cases import DEMO, REUNION, case_of

MILL, HEDGE, TOWER = "a" * 32, "b" * 32, "c" * 32
START, END = datetime.date(2027, 1, 1), datetime.date(2027, 6, 30)
REVIEW = datetime.date(2027, 11, 23)
MEAT = "gaps/food/meat"
ACTIONS = (
    PlannedAction(
        id=MILL,
        title="Rouvrir le moulin",
        answers=MEAT,
        lead="Les Moulins d’ici",
        cost=120000.0,
        start=START,
        end=END,
        indicator="Farine d’ici",
        baseline=10.0,
        target=50.0,
        unit="t",
        who="Ana",
        when="23 novembre 2026",
    ),
    PlannedAction(id=HEDGE, title="Planter des haies", cost=60000.0),
    PlannedAction(id=TOWER, title="Une tour", status="dropped", cost=9e9),
)
PLANNED = Planned(
    actions=ACTIONS,
    decisions=(
        Decided("d" * 32, "Le moulin rouvre", "vote", "Le conseil", MILL, "Farine", REVIEW),
        Decided("e" * 32, "On se revoit", "consent"),
    ),
    progress=(Told("f" * 32, MILL, datetime.date(2027, 3, 1), share=40, value=20.0),),
    votes={"judgment": {MILL: {"citizen": {6: 2}, "firm": {0: 2}}}},
    voters={"judgment": {"citizen": 2, "firm": 2}},
)


def summary_of(code, catalogue, gazetteer, **said: object) -> Summary:
    case = case_of(code, catalogue, gazetteer)
    declared = Declared(**said)  # type: ignore[arg-type]
    return summarise(whole.diagnose(replace(case, declared=declared, _kept=dict(case._kept))))


@pytest.fixture(scope="module")
def silent(catalogue, gazetteer) -> Summary:
    return summary_of(DEMO, catalogue, gazetteer)


@pytest.fixture(scope="module")
def decided(catalogue, gazetteer) -> Summary:
    votes = tuple(Said(group, {property_name(MEAT): note}) for group, note in _NOTES)
    return summary_of(
        DEMO,
        catalogue,
        gazetteer,
        plan=PLANNED,
        retained={MEAT: "Viande"},
        answers={IMPORTANCE_KEY: votes},
        placements={MEAT: Placement("ally", "Les voisins en ont", "Ana", "hier")},
    )


_NOTES = (("citizen", 9), ("citizen", 8), ("citizen", 9), ("firm", 2), ("firm", 3), ("firm", 2))


def figures_in(value: object) -> Iterator[Figure]:
    """Walk through every figure of a record, however deep."""
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from figures_in(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from figures_in(each)


def sound(summary: Summary) -> None:
    assert len(summary.figures) == 10
    assert len({each.key for each in summary.figures}) == 10
    for figure in figures_in(summary):
        assert figure.label, figure.id
        assert figure.source, figure.id
        assert figure.level, figure.id
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.value is not None or figure.note, figure
        assert figure.low is None or figure.low <= figure.value <= figure.high, figure
        assert len(figure.id.split("/", 4)) == 5
    sentences = [summary.says, summary.compared, summary.leaks.says, summary.totals.says]
    assert all(each.endswith((".", "\u202f?")) for each in sentences), sentences


@pytest.mark.parametrize("code", [DEMO, REUNION])
def test_ten_figures_for_every_kind_of_territory(code, catalogue, gazetteer):
    sound(summary_of(code, catalogue, gazetteer))


def test_the_room_silent_nothing_is_invented(silent):
    assert silent.says.startswith(
        "CC du Val de Drôme en Biovallée, intercommunalité de 29\u00a0communes"
    )
    assert silent.decisions == silent.actions == silent.follow_up == silent.divided == ()
    assert silent.totals.cost.value is None
    assert silent.totals.decided.status == "missing"
    assert [each.status for each in silent.totals.effects] == ["missing"] * 3
    assert not any(each.chosen for each in (*silent.gaps, *silent.choices))
    assert all(each.importance.value is None for each in silent.gaps)


def test_figures_stand_beside_similar_territories(silent):
    assert len(silent.likes) == 15
    assert all(each.row.comparison is not None for each in silent.figures)
    assert [each.instead for each in silent.figures] == [""] * 10


def test_a_missing_figure_stays_and_a_substitute_says_so(catalogue, gazetteer):
    found = {e.key: e for e in summary_of(REUNION, catalogue, gazetteer).figures}
    assert found["income"].row.figure.status == "missing"
    assert found["unemployment"].row.figure.value is not None
    assert "qui manque ici" in found["unemployment"].instead


def test_what_is_counted_in_the_commune_is_worth_more_than_its_zone(catalogue, gazetteer):
    found = whole.diagnose(case_of(DEMO, catalogue, gazetteer))
    stock = found.inventory
    lent = tuple(_lent(each) for each in stock.resources)
    commune = replace(stock, territory=replace(stock.territory, kind="commune"), resources=lent)
    figures = {each.key: each for each in key_figures(replace(found, inventory=commune))}
    assert figures["unemployment"].row.figure.year == 2018
    assert "zone plus large" in figures["unemployment"].instead
    assert figures["income"].instead == ""


def _lent(row):
    """Give a row whose figure of 2018 is the commune's own, and any other its zone's."""
    own = row.figure.id.startswith("census_2018/")
    level, status = ("commune", "observed") if own else ("epci", "estimated")
    known = row.figure.value is not None
    figure = (
        msgspec.structs.replace(row.figure, level=level, status=status) if known else row.figure
    )
    return msgspec.structs.replace(row, figure=figure)


def test_the_largest_leaks_are_in_order_with_their_bands(silent):
    values = [row.figure.value for row in silent.leaks.largest]
    assert values == sorted(values, reverse=True)
    assert all(row.figure.low < row.figure.high for row in silent.leaks.largest)
    assert sum(values) < silent.leaks.total.figure.value
    assert silent.leaks.energy.figure.unit == "M€/an"


def test_gaps_carried_on_come_first_with_each_group_s_word(decided):
    assert len(decided.gaps) == 3
    meat = decided.gaps[0]
    assert (meat.key, meat.chosen) == (MEAT, True)
    assert meat.measure.figure.label.startswith("Viande")
    assert meat.importance.value == 5.5
    assert [(each.label, each.value) for each in meat.by_group] == [
        ("Habitant·e", 9.0),
        ("Entreprise", 2.0),
    ]
    assert meat.disagreement.value == 7.0


def test_the_room_s_ways_come_before_the_workbook_s(decided):
    first = decided.choices[0]
    assert (first.gap, first.way, first.chosen) == (MEAT, "ally", True)
    assert (first.reason, first.who) == ("Les voisins en ont", "Ana")


def test_a_decision_says_who_how_much_until_when_and_who_disagrees(decided):
    mill, again = decided.decisions
    assert (mill.basis, mill.mandate, mill.review) == ("vote", "Le conseil", REVIEW)
    assert again.action is None
    action = mill.action
    assert (action.lead, action.start, action.end) == ("Les Moulins d’ici", START, END)
    assert (action.cost.value, action.cost.status) == (120000.0, "declared")
    assert action.cost.note == "Dit par Ana, 23 novembre 2026."
    assert "À rejeter" in action.disagreement
    assert action.vote.endswith("(4\u00a0votes)")
    assert action.answers != MEAT
    assert decided.divided == (f"«\u00a0Rouvrir le moulin\u00a0». {action.disagreement}",)


def test_totals_count_what_lives_and_say_what_is_not_known(decided):
    assert [each.id for each in decided.actions] == [MILL, HEDGE]
    assert [each.decided for each in decided.actions] == [True, False]
    assert decided.totals.cost.value == 180000.0
    assert decided.totals.decided.value == 120000.0
    assert decided.totals.funding.status == "missing"


def test_before_and_after(decided):
    (mill,) = decided.follow_up
    assert [f.value for f in (mill.baseline, mill.target, mill.measured, mill.share, mill.way)] == [
        10.0,
        50.0,
        20.0,
        40.0,
        25.0,
    ]
    assert mill.measured.note == "Le 1er mars 2027."


def test_it_is_sound_whatever_the_room_said_and_plain_in_json(decided):
    sound(decided)
    plain = json.loads(json.dumps(written(decided), ensure_ascii=False))
    assert plain["decisions"][0]["review"] == "2027-11-23"
    assert msgspec.convert(plain, Summary) == msgspec.convert(written(decided), Summary)


def test_the_diagnosis_carries_it(catalogue, gazetteer, silent):
    found = whole.diagnose(case_of(DEMO, catalogue, gazetteer))
    assert document(found)["summary"] == written(silent)
