"""The pictures of the fourth step, on real territories."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from territorial_lib.diagnosis.declared import SpendingLine, Survey
from territorial_lib.diagnosis.leaks.survey import money_trail
from territorial_lib.steps.leaks.pictures import money_picture, trail_picture
from tests.diagnosis.leaks_cases import HERE, MAYOTTE, PARIS, VILLAGE, found


@pytest.mark.parametrize(("code", "unit"), [(HERE, "M€"), (PARIS, "M€"), (VILLAGE, "k€")])
def test_the_money_is_drawn_with_its_table(code: str, unit: str) -> None:
    chart = money_picture(found(), code)
    assert chart is not None
    ElementTree.fromstring(chart.svg)
    assert unit in chart.title
    assert "Reste de la France" in chart.alt
    assert len(chart.rows) > 20
    assert any(low for *_, low, _ in chart.rows), "what leaves has its band"


def test_what_is_unknown_is_not_drawn() -> None:
    assert money_picture(found(), MAYOTTE) is None


def test_the_trail_is_drawn_and_escaped() -> None:
    survey = Survey("<b>Bar</b>", 100.0, (SpendingLine("pain", 40.0, "CA"),))
    chart = trail_picture(money_trail(survey, found(), HERE))
    assert "<b>" not in chart.html()
    assert [row[0][0] for row in chart.rows] == ["1", "2", "3"]
    assert chart.rows[0][2] == "", "what is received has no band"
    assert chart.rows[1][2] != ""
