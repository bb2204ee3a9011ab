"""The territory chosen is shown with the year and source of its figures, missing ones said."""

from __future__ import annotations

from pathlib import Path

import pytest

from territorial_lib.geography.territories import Gazetteer
from territorial_lib.sources import Catalogue
from territorial_lib.steps.imports.preview import Preview

GAZETTEER = Gazetteer(Catalogue(Path(__file__).parents[2] / "data"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("26108", ("8\u202f658\u00a0hab.", "Population de 2023", "Insee", "IGN")),
        ("200050532", ("29\u202f273\u00a0hab.", "Population de 2017")),
        ("200050532+26108", ("Population de 2017 et 2023",)),
        ("15031", ("superficie non disponible",)),
    ],
)
def test_facts_carry_their_year_and_source(code, words):
    preview = Preview(GAZETTEER, GAZETTEER.territory(code))
    facts = preview.children[0].value
    assert all(each in facts for each in words), facts
