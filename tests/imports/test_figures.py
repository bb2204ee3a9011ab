"""Figures of imported tables: sums kept, rates weighted, what is not whole said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from territorial_lib.geography.territories import Gazetteer
from territorial_lib.imports.door import Door
from territorial_lib.imports.figures import figures
from territorial_lib.imports.imported import Draft
from territorial_lib.imports.mapping import ColumnMapping, Measure
from territorial_lib.sources import Catalogue
from tests.imports.conftest import DATA, FIXTURES

Drafted = Callable[..., Draft]


def test_a_commune_shows_its_own_value(drafted: Drafted, gazetteer: Gazetteer) -> None:
    draft = drafted("code;valeur\n26108;12,5\n26113;3\n")
    figure = figures(draft.imported, gazetteer.territory("26108"), gazetteer)[0]
    assert (figure.value, figure.status, figure.year) == (12.5, "imported", 2024)
    assert figure.id == "import_essai/valeur/26108/2024/-"
    assert figures(draft.imported, gazetteer.territory("01001"), gazetteer) == []


def test_parts_sum_to_the_whole_and_holes_are_said(drafted: Drafted, gazetteer: Gazetteer) -> None:
    epci = gazetteer.territory("242600252")
    lines = [f"{code};{rank}" for rank, code in enumerate(epci.communes)]
    whole = drafted("code;valeur\n" + "\n".join(lines))
    figure = figures(whole.imported, epci, gazetteer)[0]
    assert (figure.value, figure.status) == (sum(range(len(lines))), "imported")
    part = drafted("code;valeur\n" + "\n".join(lines[:-3]))
    figure = figures(part.imported, epci, gazetteer)[0]
    assert figure.status == "estimated"
    assert "de la population seulement" in figure.note


def test_rates_are_weighted_by_inhabitants(
    drafted: Drafted, mapping: ColumnMapping, gazetteer: Gazetteer
) -> None:
    how = replace(mapping, measures=(Measure("taux", "taux", "Taux", "%", extensive=False),))
    draft = drafted("code;taux\n26108;10\n26113;20\n", how=how)
    figure = figures(draft.imported, gazetteer.territory("26108+26113"), gazetteer)[0]
    people = gazetteer.communes.loc[["26108", "26113"], "population"]
    expected = (10 * people["26108"] + 20 * people["26113"]) / people.sum()
    assert figure.value == pytest.approx(expected)
    assert (figure.status, "pondérée" in figure.note) == ("estimated", True)


def test_a_departement_is_cut_by_inhabitants(
    drafted: Drafted, mapping: ColumnMapping, gazetteer: Gazetteer
) -> None:
    draft = drafted("code;valeur\n1;10\n26;100\n38;5\n", how=replace(mapping, level="departement"))
    whole = figures(draft.imported, gazetteer.territory("dep:26"), gazetteer)[0]
    assert (whole.value, whole.status) == (100.0, "imported")
    part = figures(draft.imported, gazetteer.territory("26108"), gazetteer)[0]
    share = gazetteer.communes.at["26108", "population"] / (
        gazetteer.communes.query("departement == '26'")["population"].sum()
    )
    assert part.value == pytest.approx(100 * share)
    assert (part.status, "prorata" in part.note) == ("estimated", True)


def test_cuts_are_figures_of_their_own(door: Door, gazetteer: Gazetteer) -> None:
    draft = door.recognise(FIXTURES / "DS_FLORES_A38_2024_data.csv")
    found = figures(draft.imported, gazetteer.territory("26108"), gazetteer)
    assert {figure.id.split("/")[-1]: figure.value for figure in found} == {"CA": 210, "GZ": 640}


@pytest.mark.parametrize(
    ("name", "code", "label"),
    [
        ("DS_FLORES_A38_2024_data.csv", "CA", "Postes salariés fin d’année (Agroalimentaire)"),
        ("DS_BPE_2024_data.csv", "B203", "Équipements (Boulangerie)"),
        (
            "conso-elec-gaz-annuelle-par-secteur-dactivite-agregee-commune.csv",
            "gas",
            "Consommation, résidentiel (gaz)",
        ),
    ],
)
def test_codes_are_read_as_words(
    door: Door, gazetteer: Gazetteer, name: str, code: str, label: str
) -> None:
    draft = door.recognise(FIXTURES / name)
    found = figures(draft.imported, gazetteer.territory("26108"), gazetteer)
    assert label in {figure.label for figure in found if figure.id.split("/")[-1] == code}


def test_a_catalogue_gives_the_imported_table_first(drafted: Drafted) -> None:
    imported = drafted("code;valeur\n26108;12\n").imported
    catalogue = Catalogue(DATA, {"sau_2020": imported.sourced, imported.name: imported.sourced})
    assert catalogue.load("sau_2020").frame["valeur"].tolist() == [12.0]
    assert catalogue.cards["import_essai"].title == "Essai"
