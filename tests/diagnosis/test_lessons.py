"""Notions to learn: one lesson a notion, worked out on figures that are the blocks' own."""

from __future__ import annotations

import re

import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.glocal import step as glocal
from territorial_lib.diagnosis.inventory import taking
from territorial_lib.diagnosis.leaks import block as leaks_block
from territorial_lib.diagnosis.leaks import step as leaks
from territorial_lib.diagnosis.lessons.catalogue import LESSONS, STEPS, lesson
from territorial_lib.diagnosis.lessons.example import Figures
from territorial_lib.typography import quantity

NATIONAL = {"sourcing", "glocalisation"}
"""Seconds of a national allocation, tested elsewhere."""
ROOM = {"wellbeing", "lm3", "circular", "currency", "plan"}
ROOM |= {"actors/power", "actors/stakes", "actors/teams"}
"""What nobody can work out before the room has spoken."""


def case_of(code, catalogue, gazetteer, declared=Declared()):  # noqa: B008 - frozen
    territory = gazetteer.territory(code)
    return Case.of(taking.diagnose(territory, catalogue, declared), catalogue, declared)


@pytest.fixture(scope="module")
def case(catalogue, gazetteer):
    return case_of("242600252", catalogue, gazetteer)


def test_every_block_of_every_step_has_its_lesson():
    keys = [each.key for each in LESSONS]
    assert len(set(keys)) == len(keys)
    blocks = [part.notion for part in (*gaps.PARTS, *glocal.PARTS, *leaks.PARTS)]
    assert {each.key for each in blocks} <= set(keys)
    assert all(lesson(each.key).notion is each for each in blocks)  # the same words, once
    assert all(each.step in STEPS and each.terms for each in LESSONS)


def test_every_notion_says_its_formula_and_limits():
    for each in LESSONS:
        notion = each.notion
        assert notion.meaning and notion.formula and notion.limits, notion.key


def test_every_lesson_is_worked_out_or_says_why(case):
    for each in LESSONS:
        if each.key in NATIONAL:
            continue
        example = each.example(case)
        assert bool(example.lines) != bool(example.missing), each.key
        assert bool(example.missing) == (each.key in ROOM), (each.key, example)
        assert all(figure.source and figure.status for figure in example.figures)
        assert not re.search(r"nan|None|inf\b", " ".join(example.lines)), each.key


def test_the_result_is_the_blocks_own_figure(case):
    figures = Figures.of(leaks_block.PART, case)
    leak = quantity(figures["leak"], "M€/an", 0)
    assert any(line.endswith(f"= {leak}.") for line in lesson("leaks").example(case).lines)


def test_an_island_and_overseas_say_what_is_missing(catalogue, gazetteer):
    mayotte = case_of("200059871", catalogue, gazetteer)
    jobs = lesson("specialities").example(mayotte)
    assert jobs.missing.startswith("Non chiffrable ici.")
    assert not jobs.lines
    assert lesson("food").example(mayotte).missing
    assert lesson("similar").example(mayotte).lines
