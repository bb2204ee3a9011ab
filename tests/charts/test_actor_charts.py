"""Quadrants and shared links: everyone drawn, words that escape, tables that say it all."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from territorial_lib.charts.marks import Mark
from territorial_lib.charts.quadrants import Frame, QuadrantItem, quadrants
from territorial_lib.charts.shared_links import End, Shared, Sides, shared_links

MARKS = {
    "town": Mark("Mairies", "assumed", "square"),
    "firm": Mark("Firmes", "warm", "triangle"),
    "people": Mark("Gens", "accent", "circle"),
}
NAMES = {
    (True, True): ("Piliers", ""),
    (True, False): ("À convaincre", ""),
    (False, True): ("À renforcer", ""),
    (False, False): ("À informer", ""),
}
FRAME = Frame("Qui pèse", "Intérêt", "Pouvoir", NAMES, MARKS)
SIDES = Sides("Qui partage", ("Public", "Enjeux", "Privé"), MARKS, ("Enjeu", "Qui", "Groupe"))


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]


def test_each_one_is_drawn_in_its_quadrant_and_told() -> None:
    items = [
        QuadrantItem("Mairie <b>", 8, 9, "town", (7, 9), (8, 10)),
        QuadrantItem("Firme", 2, 9, "firm"),
        QuadrantItem("Voisins", 8, 1, "people", hollow=True),
    ]
    chart = quadrants(items, FRAME)
    assert [row[4] for row in chart.rows] == [
        "Piliers",
        "À convaincre",
        "À renforcer (convenu à voix haute)",
    ]
    assert chart.rows[0][2:4] == ("9 (de 8 à 10)", "8 (de 7 à 9)")
    assert "<b>" not in chart.svg
    assert "À renforcer\u00a0: Voisins" in chart.alt and "À informer\u00a0: personne" in chart.alt
    assert any("Mairie <b>" in each for each in texts(chart.svg))


def test_more_power_is_higher_and_more_interest_is_further_right() -> None:
    def spot(across: float, up: float) -> tuple[float, float]:
        svg = quadrants([QuadrantItem("x", across, up, "people")], FRAME).svg
        found = re.search(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
        assert found
        return float(found[1]), float(found[2])

    low, high = spot(2, 2), spot(9, 9)
    assert high[0] > low[0] and high[1] < low[1]


@pytest.mark.parametrize("count", [1, 30, 200])
def test_those_on_one_spot_are_spread_and_kept_inside(count: int) -> None:
    items = [QuadrantItem(f"Numéro {n}", 10, 10, "people") for n in range(count)]
    chart = quadrants(items, FRAME)
    spots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="\d', chart.svg)[:count]
    assert len(spots) == count
    assert all(62 <= float(x) <= 542 and 32 <= float(y) <= 512 for x, y in spots)
    assert count > 100 or len(set(spots)) > count * 0.6
    assert len(chart.rows) == count


def test_names_without_room_bear_a_number_that_the_table_tells() -> None:
    items = [QuadrantItem(f"Organisation {n}", 5, 5, "firm") for n in range(30)]
    chart = quadrants(items, FRAME)
    numbered = [row[0] for row in chart.rows if re.match(r"\d+\. ", row[0])]
    assert numbered
    shown = [each for each in texts(chart.svg) if each.isdigit()]
    assert {row.split(".")[0] for row in numbered} <= set(shown)


def test_nobody_placed_is_said() -> None:
    assert quadrants([], FRAME).alt == "Personne n’est encore placé."


def test_links_tie_both_sides_to_what_they_share() -> None:
    left = [End("t", "Mairie & co", "town", True)]
    right = [
        End("f", "Firme", "firm"),
        End("p", "Une très longue association de voisins", "people"),
    ]
    middle = [Shared("L’eau", ("t", "f", "away"), True), Shared("Le bois", ("p",))]
    chart = shared_links(left, middle, right, SIDES, "Hors du dessin\u00a0: 1 acteur.")
    assert chart.rows == (
        ("L’eau", "Mairie & co", "Mairies"),
        ("L’eau", "Firme", "Firmes"),
        ("Le bois", "Une très longue association de voisins", "Gens"),
    )
    assert chart.svg.count("<path") == 3  # who is not drawn has no line
    assert "Mairie &amp; co" in chart.svg
    assert chart.alt.endswith("1 acteur.")
    assert any("…" in each for each in texts(chart.svg))


def test_nothing_shared_is_said() -> None:
    assert shared_links([], [], [], SIDES).alt == "Rien n’est encore partagé."
