"""A complete inventory for any territory; what the room says moves what it should, no more."""

from __future__ import annotations

import msgspec
import pytest

from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.document import inventory_document
from territorial_lib.diagnosis.inventory.measures import MEASURES, UNKNOWN
from territorial_lib.diagnosis.inventory.taking import by_commune, diagnose
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.geography.similar import Likeness

BIOVALLEE = "242600252"
TERRITORIES = {
    "demonstration": BIOVALLEE,
    "metropolis": "200054781",
    "petite_terre": "200050532",
    "village": "01311",
    "region": "reg:84",
    "two_departements": "242600252+07019",
    "island_without_epci": "29083",
    "zone": "ze:8405",
    "corsica": "dep:2A",
}
FIELDS = {"id", "label", "value", "unit", "year", "source", "level", "status", "low", "high"}


def correction(figure: str, value: float) -> Correction:
    return Correction(figure, value, "comptage", "Nadia", "24 novembre 2026", "vu sur place")


@pytest.fixture(scope="module", params=TERRITORIES.values(), ids=TERRITORIES.keys())
def inventory(request, catalogue, gazetteer):
    return diagnose(gazetteer.territory(request.param), catalogue)


def test_every_row_is_there_and_missing_is_said(inventory):
    assert len(inventory.resources) == len(MEASURES) + len(UNKNOWN)
    for each in inventory.resources:
        figure = each.figure
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.source
        assert figure.level
        assert figure.note or figure.status == "observed", figure
        assert figure.low is None or figure.low <= figure.value <= figure.high


def test_ids_are_stable_and_name_the_territory(inventory):
    ids = [each.figure.id for each in inventory.resources]
    assert len(set(ids)) == len(ids)
    assert all(len(each.split("/")) == 5 for each in ids)
    assert all(each.split("/")[2] == inventory.territory.code for each in ids)


def test_the_document_is_plain_and_every_figure_complete(inventory):
    written = inventory_document(inventory)
    assert set(written) == {"territory", "similar", "inventory"}
    for row in written["inventory"]:
        assert set(row) >= FIELDS
        if row["comparison"]:
            assert set(row["comparison"]) >= FIELDS


def test_it_is_compared_with_others_that_exist(inventory):
    codes = [each.code for each in inventory.likeness.territories]
    assert inventory.territory.code not in codes
    assert len(set(codes)) == len(codes) >= 12
    assert inventory.likeness.reason.endswith(".")


def test_the_demonstration_says_what_its_sources_say(catalogue, gazetteer):
    found = diagnose(gazetteer.territory(BIOVALLEE), catalogue)
    population = found.resource("population").figure
    assert (population.value, population.year, population.status) == (31268, 2023, "observed")
    assert found.resource("unemployment_rate").figure.value == 10.2
    assert found.resource("unemployment_rate").figure.source.endswith("population 2022")
    assert found.resource("median_income").figure.value == 23060
    assert found.resource("median_income").figure.year == 2021
    assert found.resource("employers").figure.value == 951
    assert found.resource("establishments").figure.value == 2966


def test_a_departement_has_exactly_its_own_farmland(catalogue, gazetteer):
    sau = catalogue.indexed("sau_2020")["sau"]
    found = diagnose(gazetteer.territory("dep:26"), catalogue).resource("farmland").figure
    assert found.value == pytest.approx(sau["26"])
    assert found.status == "observed"


def test_the_epci_of_a_departement_sum_to_its_farmland(catalogue, gazetteer):
    from territorial_lib.diagnosis.inventory.methods import UnitSum
    from territorial_lib.diagnosis.readings import Scope
    from territorial_lib.geography.farmland import cells

    land = UnitSum("landcover_2018", ("clc_2",)).values(Scope(catalogue, gazetteer, ()))
    sau = catalogue.indexed("sau_2020")["sau"]
    shared = cells(gazetteer, land, sau)
    assert shared.groupby("departement")["sau"].sum().to_dict() == pytest.approx(
        sau[sau.notna()].to_dict()
    )


def test_mayotte_says_it_is_missing_and_is_compared_overseas(catalogue, gazetteer):
    found = diagnose(gazetteer.territory(TERRITORIES["petite_terre"]), catalogue)
    assert found.resource("population").figure.value > 0
    assert found.resource("median_income").figure.status == "missing"
    assert "outre-mer" in found.resource("median_income").figure.note
    assert all(each.communes[0].startswith("97") for each in found.likeness.territories)


def test_mayotte_tells_the_year_of_its_census_and_hides_what_is_incomplete(catalogue, gazetteer):
    found = diagnose(gazetteer.territory("dep:976"), catalogue)
    assert found.resource("population").figure.year == 2017
    assert found.resource("density").figure.year == 2017
    assert found.resource("population").figure.id == "communes/population/dep:976/2023/-"
    assert found.resource("establishments").figure.value is None
    mixed = diagnose(gazetteer.territory("200050532+26108"), catalogue).resource("population")
    assert mixed.figure.year == 2023
    assert "2017" in mixed.figure.note


def test_a_commune_without_contour_has_unknown_land_not_none(catalogue, gazetteer):
    found = diagnose(gazetteer.territory("15031"), catalogue, likeness=Likeness((), (), ""))
    for each in found.resources:
        if each.family == "natural":
            assert each.figure.value is None, each.figure


def test_an_area_is_of_the_year_of_its_contour(catalogue, gazetteer):
    figure = diagnose(gazetteer.territory("26108"), catalogue).resource("area").figure
    assert figure.year == catalogue.cards["commune_contours"].vintage
    assert figure.source == catalogue.cards["commune_contours"].source


def test_a_land_cover_that_leaves_communes_out_says_so(catalogue, gazetteer):
    found = diagnose(gazetteer.territory("244900015"), catalogue, likeness=Likeness((), (), ""))
    assert "Connu pour 83 % de la superficie" in found.resource("forest").figure.note
    other = diagnose(gazetteer.territory(BIOVALLEE), catalogue, likeness=Likeness((), (), ""))
    assert "superficie" not in other.resource("forest").figure.note


def test_a_count_of_an_older_year_says_so(catalogue, gazetteer):
    rows = catalogue.load("establishments_2022").frame
    old = rows[(rows["year"] < 2022) & (rows["status"] == "observed")].iloc[0]
    figure = diagnose(gazetteer.territory(old["code"]), catalogue).resource("establishments").figure
    assert (figure.value, figure.year) == (old["establishments"], old["year"])


@pytest.mark.parametrize(
    ("code", "level"), [("26108", "commune"), (BIOVALLEE, "epci"), ("dep:26", "departement")]
)
def test_a_published_median_names_the_level_it_was_read_at(catalogue, gazetteer, code, level):
    figure = diagnose(gazetteer.territory(code), catalogue).resource("median_income_2019").figure
    assert figure.level == level
    assert figure.value is not None


def test_what_is_published_for_communes_only_is_not_said_to_be_secret(catalogue, gazetteer):
    for code in (BIOVALLEE, "dep:26"):
        figure = diagnose(gazetteer.territory(code), catalogue).resource("poverty_rate_2019").figure
        assert figure.value is None
        assert "par commune" in figure.note
        assert "secret" not in figure.note


def test_a_rate_lent_by_an_epci_says_so(catalogue, gazetteer):
    figure = diagnose(gazetteer.territory("26108"), catalogue).resource("share_75_plus").figure
    assert figure.status == "estimated"
    assert "intercommunalité" in figure.note


def test_a_correction_keeps_the_official_figure_beside(catalogue, gazetteer):
    territory = gazetteer.territory(BIOVALLEE)
    figure_id = f"census_2018/vacant_dwellings/{BIOVALLEE}/2018/-"
    declared = Declared(corrections=(correction(figure_id, 900),))
    row = diagnose(territory, catalogue, declared).resource("vacant_dwellings")
    assert (row.figure.value, row.figure.status) == (900, "declared")
    assert [each.status for each in row.versions] == ["observed", "declared"]
    assert row.figure.id == row.versions[0].id == figure_id


def test_a_commune_corrected_moves_its_epci_by_the_difference(catalogue, gazetteer):
    territory = gazetteer.territory(BIOVALLEE)
    official = diagnose(territory, catalogue)
    commune = diagnose(gazetteer.territory("26166"), catalogue).resource("vacant_dwellings").figure
    declared = Declared(corrections=(correction(commune.id, commune.value + 50),))
    found = diagnose(territory, catalogue, declared)
    before, after = (each.resource("vacant_dwellings").figure for each in (official, found))
    assert after.value == pytest.approx(before.value + 50)
    assert after.status == "declared"
    moved = ("vacant_dwellings", "vacancy_rate")
    others = [each for each in MEASURES if each.variable not in moved]
    for each in others:
        assert found.resource(each.variable).figure == official.resource(each.variable).figure


def test_a_correction_elsewhere_changes_nothing(catalogue, gazetteer):
    territory = gazetteer.territory(BIOVALLEE)
    elsewhere = Declared(corrections=(correction("census_2018/jobs/26362/2018/-", 1),))
    official, found = diagnose(territory, catalogue), diagnose(territory, catalogue, elsewhere)
    assert official.resources == found.resources


@pytest.mark.parametrize("code", ["similar", "99999", "26", "xx:1"])
def test_a_correction_of_no_known_territory_closes_no_page(catalogue, gazetteer, code):
    territory = gazetteer.territory(BIOVALLEE)
    odd = Declared(corrections=(correction(f"census_2018/jobs/{code}/2018/-", 1),))
    found = diagnose(territory, catalogue, odd).resource("jobs")
    assert found.figure == diagnose(territory, catalogue).resource("jobs").figure


def test_a_part_of_a_whole_without_figure_is_told_not_dropped(catalogue, gazetteer):
    said = correction("census_2018/jobs/97601/2018/-", 500)
    row = diagnose(
        gazetteer.territory("dep:976"), catalogue, Declared((said,)), Likeness((), (), "")
    ).resource("jobs")
    assert (row.figure.value, row.figure.status) == (None, "missing")
    assert "500\u00a0emplois au moins" in row.figure.note
    assert len(row.versions) == 1


@pytest.mark.parametrize(
    ("recent", "older"),
    [
        ("unemployment_rate", "unemployment_rate_2018"),
        ("poverty_rate", "poverty_rate_2019"),
        ("median_income", "median_income_2019"),
    ],
)
def test_two_years_side_by_side_say_which_to_read(catalogue, gazetteer, recent, older):
    found = diagnose(gazetteer.territory("26108"), catalogue, likeness=Likeness((), (), ""))
    first, second = found.resource(recent).figure, found.resource(older).figure
    assert first.year > second.year
    assert f"lire celui de {second.year}" in first.note
    assert f"lire d’abord celui de {first.year}" in second.note


def jobs(gazetteer, catalogue, code, *corrections):
    """Read the jobs of a territory, compared with nobody: quicker."""
    nobody = Likeness((), (), "")
    territory = gazetteer.territory(code)
    return diagnose(territory, catalogue, Declared(corrections), nobody).resource("jobs").figure


@pytest.mark.parametrize(
    ("whole", "larger", "smaller"),
    [
        ("reg:11", "dep:75", "75056"),  # the same communes under two codes
        ("dep:26", BIOVALLEE, "26166"),  # one inside the other
        ("reg:84", "ze:8431", BIOVALLEE),  # neither inside the other
    ],
)
def test_two_corrections_of_the_same_ground_count_once(
    catalogue, gazetteer, whole, larger, smaller
):
    parts = [jobs(gazetteer, catalogue, code) for code in (larger, smaller)]
    said = [correction(part.id, part.value + 100) for part in parts]
    before, after = (jobs(gazetteer, catalogue, whole, *each) for each in ((), said))
    assert after.value == pytest.approx(before.value + 100)


def test_a_part_corrected_moves_the_imported_whole_not_the_estimate_it_replaced(
    catalogue, gazetteer
):
    nobody, territory = Likeness((), (), ""), gazetteer.territory(BIOVALLEE)
    before = diagnose(territory, catalogue, likeness=nobody).resource("farmland").figure
    brought = msgspec.structs.replace(
        before, id=f"sau_commune/sau/{BIOVALLEE}/2020/-", value=18_000.0, status="imported"
    )
    part = diagnose(gazetteer.territory("26166"), catalogue, likeness=nobody).resource("farmland")
    said = correction(part.figure.id, part.figure.value + 50)
    found = diagnose(territory, catalogue, Declared((said,), imported=(brought,)), nobody)
    assert found.resource("farmland").figure.value == pytest.approx(18_050)
    assert len(found.resource("farmland").versions) == 3


def test_a_corrected_whole_scales_its_communes(catalogue, gazetteer):
    territory = gazetteer.territory(BIOVALLEE)
    official = by_commune(territory, catalogue, "jobs")
    figure_id = f"census_2018/jobs/{BIOVALLEE}/2018/-"
    double = Declared(corrections=(correction(figure_id, 2 * official["value"].sum()),))
    found = by_commune(territory, catalogue, "jobs", double)
    assert found["value"].to_numpy() == pytest.approx(2 * official["value"].to_numpy())
    assert set(found["status"]) == {"estimated"}


def test_two_perimeters_merged_equal_the_perimeter_of_both(catalogue, gazetteer):
    one, two = gazetteer.territory(BIOVALLEE), gazetteer.territory("242600534")
    both = gazetteer.territory(f"{one.code}+{two.code}")
    parts = [diagnose(each, catalogue) for each in (one, two)]
    whole = diagnose(both, catalogue)
    for variable in ("population", "jobs", "dwellings", "forest", "farmland", "establishments"):
        values = [each.resource(variable).figure.value for each in parts]
        assert whole.resource(variable).figure.value == pytest.approx(sum(values)), variable


def test_all_the_regions_sum_to_the_nation(catalogue, gazetteer):
    codes = [f"reg:{code}" for code in gazetteer.units("region").index]
    from territorial_lib.diagnosis.readings import Scope

    scope = Scope(catalogue, gazetteer, tuple(gazetteer.territory(code) for code in codes))
    measures = {each.variable: each for each in MEASURES}
    read = {
        name: measures[name].read(scope).frame["value"].sum() for name in ("population", "jobs")
    }
    assert read["population"] == 68_350_798
    assert read["jobs"] == pytest.approx(26_599_318, abs=1)
    assert measures["farmland"].read(scope).frame["value"].sum() == pytest.approx(26_865_430, abs=1)
