"""The Sankey: ribbons as wide as what flows, words that escape, a table with bands."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from territorial_lib.charts.sankey import SankeyLink, SankeyNode, sankey

NODES = (
    SankeyNode("h", "Ménages <b>", 0),
    SankeyNode("f", "Firmes", 0),
    SankeyNode("p", "Pain", 1),
    SankeyNode("here", "Ici", 2, "accent"),
    SankeyNode("away", "Ailleurs", 2, "warm"),
)
LINKS = (
    SankeyLink("h", "p", 30),
    SankeyLink("f", "p", 10),
    SankeyLink("p", "here", 10, 5, 30),
    SankeyLink("p", "away", 30, 10, 35),
)


def ribbons(svg: str) -> list[float]:
    return [float(each) for each in re.findall(r'stroke-width="([\d.]+)" stroke-opacity', svg)]


def test_ribbons_are_as_wide_as_what_flows() -> None:
    wide = ribbons(sankey(NODES, LINKS, title="Argent").svg)
    assert len(wide) == len(LINKS)
    per_unit = [each / link.value for each, link in zip(wide, LINKS, strict=True)]
    assert per_unit == pytest.approx([per_unit[0]] * 4, rel=1e-2)


def test_it_is_a_sound_picture_with_words_and_a_table() -> None:
    chart = sankey(NODES, LINKS, title="Argent", unit="M€")
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert "Ménages <b> 30\u00a0M€" in chart.alt
    assert "&lt;b&gt;" in chart.svg
    assert chart.rows[2] == ("Pain", "Ici", "10\u00a0M€", "5\u00a0M€", "30\u00a0M€")
    assert "<b>" not in chart.html()


def test_nothing_is_drawn_outside() -> None:
    many = tuple(SankeyNode(f"n{rank}", f"N{rank}", rank % 3) for rank in range(30))
    links = tuple(SankeyLink(f"n{a}", f"n{a + 1}", 10.0**-a + 1e-9) for a in range(29) if a % 3 < 2)
    root = ElementTree.fromstring(sankey(many, links, title="x").svg)
    wide, high = map(float, (root.get("viewBox") or "").split()[2:])
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, w, h = (float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
        assert x >= 0 <= y
        assert x + w <= wide + 0.1
        assert y + h <= high + 0.1


def test_no_flow_is_said() -> None:
    assert sankey((), (), title="Argent").alt == "Aucun flux."


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (SankeyLink("h", "x", 1), "unknown nodes"),
        (SankeyLink("p", "h", 1), "later column"),
        (SankeyLink("h", "p", 0), "not above 0"),
        (SankeyLink("h", "p", float("nan")), "not above 0"),
    ],
)
def test_wrong_links_are_refused(link: SankeyLink, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        sankey(NODES, (link,), title="x")
