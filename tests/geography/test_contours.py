"""Contours of a territory and of what surrounds it."""

from __future__ import annotations

import pytest

from territorial_lib.geography.compact import compact_map
from territorial_lib.geography.contours import commune_contours, surroundings


@pytest.mark.parametrize("code", ["15031", "15035", "15047", "15171"])
def test_a_commune_without_contour_is_shown_in_the_one_it_left(gazetteer, code):
    territory = gazetteer.territory(code)
    inside = commune_contours(territory, gazetteer)
    whole = commune_contours(gazetteer.territory("15141"), gazetteer)
    assert list(inside.index) == [code]
    assert inside.geometry.iloc[0].equals(whole.geometry.iloc[0])
    assert "dans le contour de Neussargues" in inside["name"].iloc[0]
    assert len(surroundings(territory, inside, gazetteer)) < 100
    assert compact_map(territory, gazetteer)["areas"]


def test_an_epci_shows_each_contour_once(gazetteer):
    territory = gazetteer.territory(gazetteer.communes.at["15031", "epci"])
    inside = commune_contours(territory, gazetteer)
    assert inside.index.is_unique
    assert "15031" not in inside.index
    assert inside["name"].notna().all()
