"""Exchanges around a circle, wholes cut in the same parts: words escape, tables tell all."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from territorial_lib.charts.circle import Arrow, circle
from territorial_lib.charts.stacks import StackPart, stacks

PARTS = (StackPart("here", "Ici", "accent"), StackPart("away", "Ailleurs", "warm"))


def widths(svg: str) -> list[float]:
    return [float(each) for each in re.findall(r'stroke-width="([\d.]+)"', svg)]


def test_what_stays_is_drawn_inside_what_is_paid():
    arrows = [Arrow("A", "B", 100, 40), Arrow("B", "A", 50), Arrow("A", "C", 10, lacking=True)]
    chart = circle(["A", "B", "C"], arrows, title="Boucles", unit="€/an")
    ElementTree.fromstring(chart.svg)
    assert chart.rows == (
        ("A → B", "100\u00a0€/an", "40\u00a0€/an"),
        ("B → A", "50\u00a0€/an", "0\u00a0€/an"),
        ("A → C", "lien à créer", ""),
    )
    other, whole, inside, lacking = widths(chart.svg)
    assert whole > other > inside
    assert "stroke-dasharray" in chart.svg
    assert lacking == 2.5
    assert "A vers C, lien qui manque" in chart.alt


def test_two_ways_between_two_actors_do_not_cover_each_other():
    chart = circle(["A", "B"], [Arrow("A", "B", 1), Arrow("B", "A", 1)], title="Deux")
    there, back = re.findall(r"Q([\d.]+) ([\d.]+)", chart.svg)
    assert there != back


def test_names_are_words_and_long_ones_are_cut_in_the_picture_alone():
    name = "<script>" + "x" * 40
    chart = circle([name, "B"], [Arrow(name, "B", 1)], title="Noms")
    assert "<script>" not in chart.html()
    assert "x" * 40 not in re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)[0]
    assert "x" * 40 in chart.rows[0][0]


def test_nobody_is_an_empty_circle():
    assert circle([], [], title="Vide").rows == ()


def test_every_bar_is_a_whole():
    bars = [("Basse", {"here": 1.0, "away": 3.0}), ("Haute <b>", {"here": 3.0, "away": 1.0})]
    chart = stacks(PARTS, bars, title="Lectures", unit="M€")
    root = ElementTree.fromstring(chart.svg)
    rects = root.findall("{http://www.w3.org/2000/svg}rect")[:4]
    wide = [float(each.get("width", 0)) for each in rects]
    assert wide[0] + wide[1] == pytest.approx(wide[2] + wide[3])
    assert wide[0] == pytest.approx(wide[3])
    assert chart.rows[0] == ("Basse", "25\u00a0% (1\u00a0M€)", "75\u00a0% (3\u00a0M€)")
    assert "<b>" not in chart.html()


def test_nothing_at_all_is_no_share():
    chart = stacks(PARTS, [("Rien", {"here": 0.0, "away": 0.0})], title="Rien")
    assert chart.rows[0][1].startswith("0\u00a0%")
