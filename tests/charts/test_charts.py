"""Charts: well-formed, said in words, true to their values."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from territorial_lib.charts import BarItem, Chart, SharePart, bars, comparison_bar, stacked_share
from territorial_lib.schemas.figures import Comparison, Figure

SVG = "{http://www.w3.org/2000/svg}"


def figure(**changes: Any) -> Figure:
    whole = {
        "id": "t/v/c/2021/-",
        "label": "Logements <vacants>",
        "value": 8.2,
        "unit": "%",
        "year": 2021,
        "source": "Insee",
        "level": "epci",
        "status": "observed",
    }
    return Figure(**{**whole, **changes})


def comparison(*values: float) -> Comparison:
    middle = sorted(values)[len(values) // 2]
    return Comparison(median=figure(value=middle, status="estimated"), values=tuple(sorted(values)))


def drawn(chart: Chart) -> ET.Element:
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    return root


def test_each_similar_territory_is_a_dot_in_order() -> None:
    root = drawn(comparison_bar(figure(), comparison(4.0, 6.0, 9.0, 12.0, 5.0)))
    places = [float(dot.get("cx", "")) for dot in root.iter(f"{SVG}circle")]
    assert len(places) == 5
    assert places == sorted(places)
    assert places[0] < places[-1]


def test_the_comparison_is_said() -> None:
    chart = comparison_bar(figure(low=7.0, high=9.0), comparison(4.0, 6.0, 9.0))
    assert chart.alt == (
        "Ici 8,2\u00a0%, entre 7\u00a0% et 9\u00a0%\u202f; médiane de 3 territoires semblables "
        "6\u00a0%, de 4\u00a0% à 9\u00a0%."
    )


def test_a_missing_figure_is_said_not_drawn() -> None:
    chart = comparison_bar(figure(value=None, status="missing"), comparison(4.0, 6.0, 9.0))
    assert "Ici non disponible" in chart.alt
    assert list(drawn(chart).iter(f"{SVG}path")) == []


@pytest.mark.parametrize("other", [None, comparison(8.2)])
def test_nothing_to_compare_or_all_alike(other: Comparison | None) -> None:
    drawn(comparison_bar(figure(), other))


def test_bars_are_proportional_and_signed() -> None:
    chart = bars([BarItem("a", 10.0), BarItem("b", -5.0), BarItem("c", None)], title="T", unit="ha")
    boxes = list(drawn(chart).iter(f"{SVG}rect"))
    assert len(boxes) == 2
    wide = [float(box.get("width", "")) for box in boxes]
    assert wide[0] == pytest.approx(2 * wide[1], abs=0.2)
    start = [float(box.get("x", "")) for box in boxes]
    assert start[1] + wide[1] == pytest.approx(start[0], abs=0.2)
    assert "c non disponible" in chart.alt


def test_a_band_is_a_whisker() -> None:
    assert len(list(drawn(bars([BarItem("a", 3.0, 2.0, 4.0)], title="T")).iter(f"{SVG}path"))) == 2


def test_shares_fill_the_bar() -> None:
    chart = stacked_share(
        [SharePart("a", 30.0), SharePart("b", 70.0), SharePart("c", None)], title="T"
    )
    boxes = [box for box in drawn(chart).iter(f"{SVG}rect") if box.get("y") == "0"]
    assert sum(float(box.get("width", "")) for box in boxes) == pytest.approx(560)
    assert chart.rows[0] == ("a", "30\u00a0%", "30")
    assert chart.rows[2] == ("c", "non disponible", "non disponible")


def test_shares_refuse_what_they_cannot_show() -> None:
    with pytest.raises(ValueError, match="negative"):
        stacked_share([SharePart("a", -1.0)], title="T")
    with pytest.raises(ValueError, match="told apart"):
        stacked_share([SharePart(str(n), 1.0) for n in range(9)], title="T")


def test_labels_are_text() -> None:
    for chart in (
        comparison_bar(figure(), comparison(1.0, 2.0)),
        bars([BarItem("<b>", 1.0)], title="<i>"),
        stacked_share([SharePart("<b>", 1.0)], title="<i>"),
    ):
        assert "<b>" not in chart.html()
        assert "<i>" not in chart.html()
        assert "<vacants>" not in chart.html()
        assert "<caption>" in chart.table()


def test_drawing_is_the_same_from_one_run_to_the_next() -> None:
    assert (
        bars([BarItem("a", 1.0)], title="T").html() == bars([BarItem("a", 1.0)], title="T").html()
    )
