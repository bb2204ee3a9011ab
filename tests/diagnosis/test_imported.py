"""What the facilitator's file says goes before ours, and both stay in sight."""

from __future__ import annotations

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory import diagnose
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.schemas.figures import Figure

BIOVALLEE = "242600252"


def imported(theme: str, variable: str, value: float) -> Figure:
    return Figure(
        id=f"{theme}/{variable}/{BIOVALLEE}/2020/-",
        label="Surface agricole utilisée",
        value=value,
        unit="ha",
        year=2020,
        source="Agreste, recensement agricole 2020",
        level="commune",
        status="imported",
        note="Fichier importé dans cet atelier.",
    )


def test_an_imported_figure_goes_before_ours_and_keeps_its_source(catalogue, gazetteer):
    declared = Declared(imported=(imported("sau_commune", "sau", 20_000.0),))
    row = diagnose(gazetteer.territory(BIOVALLEE), catalogue, declared).resource("farmland")
    assert (row.figure.value, row.figure.status) == (20_000.0, "imported")
    assert row.figure.source.startswith("Agreste")
    assert [each.status for each in row.versions] == ["estimated", "imported"]
    assert len({each.id for each in row.versions}) == 1


def test_what_the_room_says_goes_before_an_imported_figure(catalogue, gazetteer):
    figure = f"sau_2020/farmland/{BIOVALLEE}/2020/-"
    said = Correction(figure, 21_000.0, "", "Nadia", "24 novembre 2026", "compté")
    declared = Declared((said,), (), (imported("sau_commune", "sau", 20_000.0),))
    row = diagnose(gazetteer.territory(BIOVALLEE), catalogue, declared).resource("farmland")
    assert (row.figure.value, row.figure.status) == (21_000.0, "declared")
    assert [each.status for each in row.versions] == ["estimated", "imported", "declared"]


def test_a_table_of_the_town_hall_is_a_row_of_its_own(catalogue, gazetteer):
    declared = Declared(imported=(imported("jardins_commune", "plots", 12.0),))
    found = diagnose(gazetteer.territory(BIOVALLEE), catalogue, declared)
    assert found.resource("plots").category == "Fichiers importés"
    assert found.resource("plots").figure.value == 12.0
