"""Similar territories: the nearest, then what the room adds and removes, told in one sentence."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import pytest

from territorial_lib.errors import UnknownTerritory
from territorial_lib.geography.similar import named, retained, similar
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.sources import Catalogue

GAZETTEER = Gazetteer(Catalogue(Path(__file__).parents[2] / "data"))
TERRITORY = GAZETTEER.territory("242600252")
OTHER = "200040459"  # CC Val de Drôme's neighbour, far from being the nearest


@pytest.fixture(scope="module")
def nearest():
    return similar(TERRITORY, GAZETTEER)


def codes(likeness):
    return [each.code for each in likeness.territories]


def test_fifteen_nearest_first(nearest):
    assert len(nearest.territories) == 15
    assert list(nearest.distances) == sorted(nearest.distances)
    assert TERRITORY.code not in codes(nearest)
    assert not nearest.adjusted


def test_the_room_removes_one_and_none_takes_its_place(nearest):
    gone = codes(nearest)[0]
    found = similar(TERRITORY, GAZETTEER, exclude=[gone])
    assert codes(found) == codes(nearest)[1:]
    assert found.adjusted
    assert found.reason.startswith(nearest.reason)
    assert f"a retiré {nearest.territories[0].name}" in found.reason


def test_the_room_adds_one_in_its_place_by_distance(nearest):
    assert OTHER not in codes(nearest)
    found = similar(TERRITORY, GAZETTEER, include=[OTHER])
    assert set(codes(found)) == {*codes(nearest), OTHER}
    assert list(found.distances) == sorted(found.distances)
    assert "a ajouté" in found.reason


def test_one_of_another_kind_comes_last_and_has_no_distance():
    found = similar(TERRITORY, GAZETTEER, include=["dep:26"])
    assert codes(found)[-1] == "dep:26"
    assert isnan(found.distances[-1])


def test_keeping_the_nearest_changes_nothing(nearest):
    found = retained(TERRITORY, GAZETTEER, codes(nearest))
    assert found == nearest


def test_keeping_none_says_that_there_is_no_comparison():
    found = retained(TERRITORY, GAZETTEER, [])
    assert found.territories == ()
    assert "plus de comparaison" in found.reason


def test_the_territory_itself_is_never_compared(nearest):
    assert codes(similar(TERRITORY, GAZETTEER, include=[TERRITORY.code])) == codes(nearest)


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownTerritory, match="999999999"):
        similar(TERRITORY, GAZETTEER, include=["999999999"])


def test_codes_are_those_of_the_gazetteer_however_they_are_typed(nearest):
    assert named([" DEP:2a ", "dep:2A", "26108+242600252", OTHER, OTHER], GAZETTEER) == [
        "dep:2A",
        "242600252+26108",
        OTHER,
    ]
    twice = similar(TERRITORY, GAZETTEER, include=["DEP:26", "dep:26"])
    assert codes(twice) == [*codes(nearest), "dep:26"]
    spaced = [f" {code}" for code in codes(nearest)]
    assert retained(TERRITORY, GAZETTEER, [*spaced, *spaced]) == nearest
