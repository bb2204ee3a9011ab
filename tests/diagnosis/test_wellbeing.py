"""The room's own rating: by group, never under three, never one score, beside what is published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from territorial_lib.diagnosis.declared import Declared, Said
from territorial_lib.diagnosis.gaps import wellbeing
from territorial_lib.diagnosis.gaps.ratings import EVERYONE, OTHERS, disagreement, ratings
from territorial_lib.schemas.room_votes import FEW, THEMES, WELLBEING_KEY
from territorial_lib.steps.room import asked
from tests.diagnosis.gap_cases import DEMO, MAYOTTE, TERRITORIES, case_of, sound

ROOM = (
    *(Said("citizen", {"housing": value, "nature": 9}) for value in (2, 3, 4, 6)),
    *(Said("firm", {"housing": value, "nature": 9, "time": 2}) for value in (7, 8, 9)),
    Said("elected", {"housing": 10, "nature": 8}),
    Said("association", {"housing": 0}),
    Said("administration", {"housing": 5}),
)


def said(case, answers):
    declared = Declared(answers={WELLBEING_KEY: tuple(answers)})
    return replace(case, declared=declared)


@pytest.fixture(scope="module")
def demo(catalogue, gazetteer):
    return case_of(DEMO, catalogue, gazetteer)


@pytest.mark.parametrize("code", TERRITORIES.values(), ids=TERRITORIES.keys())
@pytest.mark.parametrize("answers", [(), ROOM], ids=["silent", "rated"])
def test_the_block_is_sound_everywhere(code, answers, catalogue, gazetteer):
    case = said(case_of(code, catalogue, gazetteer), answers)
    block = wellbeing.PART.of(case)
    assert any(row.figure.status == "declared" for row in block.rows) is bool(answers)
    sound(block, case.territory.code)


def test_a_group_has_its_median_spread_and_count():
    everyone, citizens, firms, others = ratings(ROOM, "housing")
    assert (everyone.group, everyone.count) == (EVERYONE, 10)
    assert (citizens.group, citizens.count, citizens.median) == ("citizen", 4, 3.5)
    assert (citizens.low, citizens.high) == (2.75, 4.5)
    assert (firms.median, firms.count) == (8, 3)
    assert (others.group, others.count, others.median) == (OTHERS, 3, 5)
    assert disagreement((everyone, citizens, firms, others)) == 4.5


def test_a_group_under_three_is_never_shown_alone():
    for theme, _ in THEMES:
        for each in ratings(ROOM, theme):
            assert each.count >= FEW
            assert each.group in (EVERYONE, OTHERS, "citizen", "firm")


def test_one_small_group_is_not_disguised_as_several():
    room = (*(Said("citizen", {"say": 5}) for _ in range(4)), Said("elected", {"say": 0}))
    assert [each.group for each in ratings(room, "say")] == [EVERYONE, "citizen"]
    assert disagreement(ratings(room, "say")) is None


def test_under_three_answers_nothing_is_shown():
    assert ratings(ROOM[:2], "housing") == ()
    assert ratings((), "housing") == ()


@pytest.mark.parametrize("value", [None, "7", True, 11, -1])
def test_what_is_no_grade_is_not_counted(value):
    room = (*(Said("citizen", {"say": 5}) for _ in range(3)), Said("citizen", {"say": value}))
    assert ratings(room, "say")[0].count == 3


def test_nobody_rated_yet_is_said(demo):
    block = wellbeing.PART.of(said(demo, ()))
    assert block.says.startswith("Personne n’a encore noté")
    assert not block.gaps
    assert all(row.figure.status != "declared" for row in block.rows)


def test_too_few_notes_are_counted_not_shown(demo):
    block = wellbeing.PART.of(said(demo, ROOM[:2]))
    assert "2 reçues" in block.says
    assert all(row.figure.status != "declared" for row in block.rows)


def test_the_room_is_shown_beside_what_is_published_never_with_it(demo):
    block = wellbeing.PART.of(said(demo, ROOM))
    themes = {label for _, label in THEMES}
    assert {row.category for row in block.rows} <= themes
    statuses = {row.figure.status for row in block.rows if row.category == "Se loger"}
    assert {"declared", "observed"} <= statuses
    figures = [row.figure for row in block.rows if row.figure.status == "declared"]
    assert {each.id.split("/")[1] for each in figures} <= {name for name, _ in THEMES}
    assert all(each.unit == "sur 10" for each in figures)


def test_a_theme_is_a_gap_where_a_group_is_under_the_middle(demo):
    gaps = {each.key: each for each in wellbeing.PART.of(said(demo, ROOM)).gaps}
    assert set(gaps) == {"gaps/wellbeing/housing", "gaps/wellbeing/time"}
    housing = gaps["gaps/wellbeing/housing"]
    assert housing.severity == pytest.approx(0.45)
    assert (housing.low, housing.high) == pytest.approx((0.2, 0.65))


def test_the_groups_that_differ_are_named(demo):
    says = wellbeing.PART.of(said(demo, ROOM)).says
    assert "Les groupes s’écartent le plus" in says
    assert "3,5 (Habitant·e)" in says and "8 (Entreprise)" in says


def test_one_theme_rated_leaves_published_figures_in_front(demo):
    block = wellbeing.PART.of(said(demo, [Said("citizen", {"say": 5})] * 3))
    sound(block, DEMO)
    assert {"declared", "observed"} <= {row.figure.status for row in block.rows if row.key}


def test_a_new_answer_counts_at_once(demo):
    inputs = wellbeing.read(demo)
    before = wellbeing.block(said(demo, ROOM), inputs, {})
    after = wellbeing.block(said(demo, (*ROOM, Said("citizen", {"housing": 0}))), inputs, {})
    value = {row.figure.id: row.figure.value for row in before.rows}
    moved = {row.figure.id for row in after.rows if row.figure.value != value.get(row.figure.id)}
    assert moved == {
        f"wellbeing/housing/{DEMO}/-/all",
        f"wellbeing/housing/{DEMO}/-/citizen",
    }


def test_the_page_follows_the_answers(demo):
    silent = wellbeing.PART.of(demo)
    assert demo.inventory is not None
    loud = demo.saying(Declared(answers={WELLBEING_KEY: ROOM}), demo.taken)
    assert wellbeing.PART.of(loud).says != silent.says
    assert wellbeing.PART.of(demo.saying(Declared(), demo.taken)).says == silent.says


def test_the_themes_are_those_that_the_room_is_asked():
    assert asked.WELLBEING.key == WELLBEING_KEY
    assert list(asked.WELLBEING.form["properties"]) == [name for name, _ in THEMES]


def test_the_table_says_the_same(demo):
    table = wellbeing.table(ROOM)
    assert len(table) == sum(len(each) for each in wellbeing.by_group(ROOM).values())
    assert (table["count"] >= FEW).all()
    assert (table["low"] <= table["median"]).all() and (table["median"] <= table["high"]).all()
    assert wellbeing.table(()).empty


def test_mayotte_has_no_forest_figure_and_says_so(catalogue, gazetteer):
    block = wellbeing.PART.of(said(case_of(MAYOTTE, catalogue, gazetteer), ()))
    (forest,) = [row.figure for row in block.rows if "forest-share" in row.figure.id]
    assert forest.value is None and forest.note
