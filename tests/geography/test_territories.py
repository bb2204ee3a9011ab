"""Codes become territories; names are found however they are typed."""

from __future__ import annotations

import pytest

from territorial_lib.errors import AmbiguousTerritory, UnknownTerritory
from territorial_lib.geography.search import SearchIndex


@pytest.mark.parametrize(
    ("code", "kind", "name", "count"),
    [
        ("26108", "commune", "Crest", 1),
        ("242600252", "epci", "CC du Val de Drôme en Biovallée", 29),
        ("dep:26", "departement", "Drôme", 362),
        ("DEP:2a", "departement", "Corse-du-Sud", 124),
        ("reg:84", "region", "Auvergne-Rhône-Alpes", None),
        (" ze:8405 ", "zone_emploi", "Bourg en Bresse", None),
        ("2A004", "commune", "Ajaccio", 1),
        ("2a004", "commune", "Ajaccio", 1),
        ("01001", "commune", "L’Abergement-Clémenciat", 1),
    ],
)
def test_a_code_gives_its_territory(gazetteer, code, kind, name, count):
    found = gazetteer.territory(code)
    assert (found.kind, found.name) == (kind, name)
    assert count is None or len(found.communes) == count


def test_a_perimeter_counts_overlaps_once_in_any_order(gazetteer):
    one = gazetteer.territory("242600252+26108")
    other = gazetteer.territory("26108 + 242600252+26108")
    assert one == other
    assert one.kind == "perimeter"
    assert len(one.communes) == 30


def test_the_same_part_twice_is_that_part(gazetteer):
    assert gazetteer.territory("26108+26108").kind == "commune"


@pytest.mark.parametrize("code", ["", " + ", "99999", "999999999", "dep:99", "xx:1", "2A", "abc"])
def test_an_unknown_code_says_what_to_do(gazetteer, code):
    with pytest.raises((UnknownTerritory, AmbiguousTerritory)) as caught:
        gazetteer.territory(code)
    assert caught.value.remedy


def test_a_bare_code_is_refused_with_the_choice(gazetteer):
    with pytest.raises(AmbiguousTerritory) as caught:
        gazetteer.territory("53")
    assert "dep:53 (Mayenne)" in caught.value.remedy
    assert "reg:53 (Bretagne)" in caught.value.remedy


def test_a_former_code_names_its_successor(gazetteer):
    with pytest.raises(UnknownTerritory) as caught:
        gazetteer.territory("14011")
    assert "14581" in caught.value.remedy


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("14011", "changé de code"),
        ("01018", "fusion"),
        ("75101", "arrondissement"),
        ("69385", "ville entière"),
    ],
)
def test_a_code_that_is_no_commune_says_why(gazetteer, code, said):
    with pytest.raises(UnknownTerritory) as caught:
        gazetteer.territory(code)
    assert said in caught.value.fault


@pytest.fixture(scope="module")
def index(gazetteer) -> SearchIndex:
    return SearchIndex(gazetteer)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("crest", "26108"),
        ("CREST", "26108"),
        ("biovallee", "242600252"),
        ("val de drome", "242600252"),
        ("saint etienne", "42218"),
        ("st étienne", "42218"),
        ("l'abergement clemenciat", "01001"),
        ("abergement-clémenciat", "01001"),
        ("drôme", "dep:26"),
        ("bretagne", "reg:53"),
        ("26108", "26108"),
        ("2a004", "2A004"),
        ("oeting", "57521"),
    ],
)
def test_a_name_is_found_however_typed(index, typed, code):
    assert index.search(typed, 5)[0].code == code or code in [
        m.code for m in index.search(typed, 3)
    ]


def test_homonyms_are_told_apart(index):
    found = index.search("saint denis", 10, kinds=("commune",))
    labels = [each.label for each in found if each.name == "Saint-Denis"]
    assert len(set(labels)) == len(labels) >= 2
    assert "Saint-Denis (commune, Seine-Saint-Denis)" in labels


def test_kinds_are_respected(index):
    assert {each.kind for each in index.search("drome", kinds=("epci",))} == {"epci"}


@pytest.mark.parametrize("typed", ["", "   ", "---", "zzzzzz", "(", "[zz", "\\dzz"])
def test_nothing_is_found_quietly(index, typed):
    assert index.search(typed) == []
