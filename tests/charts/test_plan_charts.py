"""The timetable and the votes drawn: words escaped, every figure in the table, nothing lost."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from territorial_lib.charts.gantt import GanttItem, gantt
from territorial_lib.charts.votes import VoteItem, vote_profiles
from territorial_lib.schemas.acting import GRADES

HOSTILE = '<script>alert(1)</script> & "x"'


def rects(svg: str) -> list[dict[str, str]]:
    return [each.attrib for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("rect")]


def test_bars_stand_in_proportion_of_their_days():
    one = GanttItem("Moulin", "Ana", date(2027, 1, 1), date(2027, 3, 1))
    two = GanttItem("Haies", "", date(2027, 1, 1), date(2027, 4, 29))
    short, long = rects(gantt([one, two], title="Calendrier").svg)
    assert float(long["width"]) == pytest.approx(2 * float(short["width"]), rel=1e-2)
    assert short["x"] == long["x"]


def test_the_end_promised_and_what_is_done_are_in_the_table():
    item = GanttItem("Moulin", "Ana", date(2027, 1, 1), date(2027, 6, 1), "en cours",
                     promised=date(2027, 3, 1), share=40)  # fmt: skip
    chart = gantt([item], title="Calendrier", today=date(2027, 2, 1))
    (row,) = chart.rows
    assert "1 mars 2027" in row[4].replace("1er", "1")
    assert row[5:] == ("en cours", "40\u00a0%")
    assert "aujourd’hui" in chart.svg


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(1900, 1, 1), date(2199, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_one_day_and_three_centuries_are_drawn_inside(start, end):
    chart = gantt([GanttItem("Moulin", "", start, end)], title="Calendrier")
    (bar,) = rects(chart.svg)
    assert 0 <= float(bar["x"]) <= 960
    assert float(bar["x"]) + float(bar["width"]) <= 960
    assert len(re.findall("<text", chart.svg)) <= 12


def test_a_bar_that_may_be_moved_says_its_days_and_has_room_for_a_finger():
    one = GanttItem("Moulin", HOSTILE, date(2027, 1, 1), date(2027, 1, 2), key="a" * 32)
    other = GanttItem("Haies", "", date(2027, 1, 1), date(2029, 1, 1))
    root = ElementTree.fromstring(gantt([one, other], title="Calendrier").svg)
    (held,) = [each for each in root.iter() if "data-bar" in each.attrib]
    assert (held.get("data-start"), held.get("data-end")) == ("2027-01-01", "2027-01-02")
    assert held.get("data-name") == f"Moulin, {HOSTILE}"
    days = (date(2029, 1, 1) - date(2027, 1, 1)).days
    (whole,) = rects(gantt([other], title="Calendrier").svg)
    assert float(held.get("data-day")) * days == pytest.approx(float(whole["width"]), abs=0.1)
    grips = {
        r["data-grip"]: r for r in rects(ElementTree.tostring(held).decode()) if "data-grip" in r
    }
    assert set(grips) == {"both", "start", "end"}
    assert all(float(grips[each]["width"]) >= 12 for each in ("start", "end"))
    assert all(float(each["height"]) >= 24 for each in grips.values())


def test_nothing_to_draw_is_said():
    assert "Aucune action" in gantt([], title="Calendrier").alt


def test_stacked_grades_fill_the_line_and_the_unexpressed_count_as_worst():
    item = VoteItem("Moulin", (1, 0, 0, 1, 0, 0, 2), 3, (("Élu·e", 6),), unexpressed=4)
    chart = vote_profiles([item], GRADES, title="Votes")
    bars = [each for each in rects(chart.svg) if each["height"] == "18"]
    assert sum(float(each["width"]) for each in bars) == pytest.approx(720, abs=0.5)
    assert float(bars[-1]["width"]) == pytest.approx(720 * 5 / 8, abs=0.1)
    assert chart.rows[0][-2:] == ("4", "Élu·e : Excellent")


def test_words_typed_are_never_markup():
    bar = GanttItem(HOSTILE, HOSTILE, date(2027, 1, 1), date(2027, 2, 1), HOSTILE)
    vote = VoteItem(HOSTILE, (0,) * 6 + (1,), 6, ((HOSTILE, 6),))
    for chart in (gantt([bar], title=HOSTILE), vote_profiles([vote], GRADES, title=HOSTILE)):
        assert "<script" not in chart.html()
        ElementTree.fromstring(chart.svg)
