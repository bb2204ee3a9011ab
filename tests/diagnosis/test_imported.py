"""What the facilitator's file says goes before ours, and both stay in sight."""

from __future__ import annotations

import msgspec

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.geography.bring import bring_to
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.similar import Likeness
from territorial_lib.geography.territories import Gazetteer
from territorial_lib.schemas.figures import Figure
from territorial_lib.sources import Catalogue, Sourced

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


def with_own_census(catalogue):
    """A census of the facilitator's own: our table replaced by theirs, under its name."""
    ours = catalogue.load("census_2018")
    card = msgspec.structs.replace(ours.card, source="Mairie, comptage", vintage=2025)
    frame = ours.frame.assign(jobs=ours.frame["jobs"] + 1, status="imported")
    return Catalogue(catalogue.base, {"census_2018": Sourced(frame, card)})


def test_a_table_that_replaces_ours_is_said_to_be_imported(catalogue, gazetteer):
    replaced, nobody = with_own_census(catalogue), Likeness((), (), "")
    found = diagnose(gazetteer.territory("26108"), replaced, likeness=nobody)
    for variable in ("jobs", "salaried", "vacant_dwellings", "unemployment_rate_2018"):
        figure = found.resource(variable).figure
        assert (figure.status, figure.source) == ("imported", "Mairie, comptage"), variable
        assert figure.year == 2025
    assert found.resource("farmland").figure.status == "estimated"
    assert found.resource("population").figure.status == "observed"


def test_an_imported_table_brought_says_so_in_every_shape(catalogue):
    tables = ("census_2018", "income_2019", "support_places", "harvest_index")
    own = {name: catalogue.load(name) for name in tables}
    replaced = Catalogue(catalogue.base, own)
    gazetteer = Gazetteer(replaced)
    ground = Ground.of(replaced, gazetteer, [gazetteer.territory("26108")])
    for name in tables:
        statuses = set(bring_to(ground, name)["status"])
        assert "imported" in statuses, name
        assert "observed" not in statuses, name


def test_france_services_are_counted_in_the_newest_list(catalogue, gazetteer):
    figure = diagnose(gazetteer.territory(BIOVALLEE), catalogue).resource("france_services").figure
    assert figure.year == 2025
    listed = catalogue.load("france_services_2025").frame["code"]
    assert figure.value == listed.isin(gazetteer.territory(BIOVALLEE).communes).sum()
