"""Bringing any table anywhere: shares add up to one, nothing is lost, nothing missing becomes 0."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.errors import DataError
from territorial_lib.geography.bring import bring, bring_to, themes
from territorial_lib.geography.ground import Ground
from territorial_lib.geography.rules import rule
from territorial_lib.geography.territories import Gazetteer, Territory, compose
from territorial_lib.schemas.registry import TABLES
from territorial_lib.sources import Catalogue

CATALOGUE = Catalogue(Path(__file__).parents[2] / "data")
GAZETTEER = Gazetteer(CATALOGUE)
DEMONSTRATION = "242600252"
BLANK = "200071892"
SHARED = (
    "census_2018", "crops_2010", "energy_use", "forest_stock", "landcover_2018", "leaky_dwellings",
    "renewable_output", "sau_2020", "zone_jobs_a38",
)  # fmt: skip


def of(table: str, *codes: str) -> pd.DataFrame:
    return bring(CATALOGUE, GAZETTEER, table, [GAZETTEER.territory(code) for code in codes])


def wide(frame: pd.DataFrame, *rows: str) -> pd.DataFrame:
    return frame.pivot(index=list(rows), columns="variable", values="value")


def test_every_value_has_its_identity():
    found = of("crops_2010", DEMONSTRATION)
    assert found[["unit", "source", "level", "status", "year"]].notna().all(axis=None)
    assert (found["value"].isna() == (found["status"] == "missing")).all()
    wheat = found[(found["crop"] == "soft_wheat") & (found["variable"] == "area")].iloc[0]
    assert wheat["unit"] == "ha"
    assert wheat["year"] == 2010
    assert wheat["level"] == "departement"
    assert wheat["status"] == "estimated"
    assert "surfaces agricoles" in wheat["note"]
    assert "terres arables" in wheat["note"]
    assert wheat["low"] <= wheat["value"] <= wheat["high"]
    assert wheat["low"] < wheat["high"]


def test_a_whole_departement_has_the_producers_own_figure_without_band():
    found = of("crops_2010", "dep:26").set_index(["crop", "variable"])
    published = CATALOGUE.load("crops_2010").frame
    own = published[(published["code"] == "26") & (published["crop"] == "barley")].iloc[0]
    assert found.at[("barley", "area"), "value"] == own["area"]
    assert found.at[("barley", "crop_yield"), "value"] == pytest.approx(own["crop_yield"])
    assert found.at[("barley", "area"), "status"] == "observed"
    assert found[["low", "high"]].isna().all(axis=None)


def test_a_yield_is_weighted_by_its_area():
    found = of("crops_2010", "reg:84").set_index(["crop", "variable"])["value"]
    rows = CATALOGUE.load("crops_2010").frame
    inside = GAZETTEER.units("departement")["region"].loc[lambda r: r == "84"].index
    wheat = rows[rows["code"].isin(inside) & (rows["crop"] == "soft_wheat")]
    expected = (wheat["area"] * wheat["crop_yield"]).sum() / wheat["area"].sum()
    assert found[("soft_wheat", "crop_yield")] == pytest.approx(expected)
    assert found[("soft_wheat", "area")] == pytest.approx(wheat["area"].sum())


def test_a_mean_of_medians_says_so():
    found = of("epci_profile_2022", DEMONSTRATION, f"{DEMONSTRATION}+200040459")
    found = found.set_index(["territory", "variable"])
    assert found.at[(DEMONSTRATION, "median_income"), "status"] == "observed"
    both = found.xs(f"200040459+{DEMONSTRATION}").loc["median_income"]
    assert both["status"] == "estimated"
    assert "non une médiane" in both["note"]
    assert found.at[(DEMONSTRATION, "median_income"), "year"] == 2021


def test_a_median_that_nothing_weights_is_not_averaged():
    found = of("canteens_epci", DEMONSTRATION, f"{DEMONSTRATION}+200040459")
    medians = found[found["variable"] == "organic_median"].set_index(["territory", "year"])
    assert medians.at[(DEMONSTRATION, 2023), "status"] == "observed"
    assert medians.at[(f"200040459+{DEMONSTRATION}", 2023), "status"] == "missing"


def test_a_blank_epci_is_missing_and_keeps_its_share():
    aisne = GAZETTEER.territory("dep:02")
    rest = Territory(
        "rest", "Reste", "perimeter",
        tuple(set(aisne.communes) - set(GAZETTEER.territory(BLANK).communes)),
    )  # fmt: skip
    found = bring(
        CATALOGUE, GAZETTEER, "sau_2020", [aisne, rest, GAZETTEER.territory(BLANK)]
    ).set_index("territory")
    assert found.at[BLANK, "status"] == "missing"
    assert found.at["rest", "value"] < 0.98 * found.at["dep:02", "value"]


def test_an_absent_shop_is_zero_and_an_unlisted_commune_is_not():
    shops = of("equipment_2020", "26108").set_index("type")
    assert (shops["value"] == 0).any()
    assert set(shops["status"]) == {"observed"}
    uncovered = CATALOGUE.load("equipment_coverage").frame
    unlisted = uncovered.loc[~uncovered["covered_2020"], "code"].iloc[0]
    assert set(of("equipment_2020", unlisted)["status"]) == {"missing"}


def test_islands_off_the_network_have_no_figure():
    found = of("energy_use", "29155", "29232")
    assert set(found.loc[found["territory"] == "29155", "status"]) == {"missing"}
    assert "estimated" in set(found.loc[found["territory"] == "29232", "status"])


def test_income_is_published_by_level_and_never_recomputed():
    rows = CATALOGUE.load("income_2019").frame.set_index(["level", "code"])
    found = of("income_2019", DEMONSTRATION, "26108", "dep:26", "reg:84")
    medians = found[found["variable"] == "median_income"].set_index("territory")
    for level, code in (("epci", DEMONSTRATION), ("commune", "26108"), ("departement", "26")):
        sought = f"dep:{code}" if level == "departement" else code
        assert medians.at[sought, "value"] == rows.at[(level, code), "median_income"]
        assert medians.at[sought, "status"] == "observed"
    assert medians.at["reg:84", "status"] == "estimated"
    assert "non une médiane" in medians.at["reg:84", "note"]


def test_a_national_table_comes_as_it_is():
    found = of("harvest_index", DEMONSTRATION)
    assert set(found["territory"]) == {"FR"}
    assert set(found["level"]) == {"nation"}
    coefficients = of("coefficients", DEMONSTRATION)
    assert (coefficients["low"] <= coefficients["high"]).any()
    assert coefficients["source"].nunique() > 20


def test_a_territory_without_any_change_of_land_has_one_row_that_says_so():
    found = of("landcover_change_2018", DEMONSTRATION, "01001", "97601")
    quiet = found[found["territory"] == "01001"].iloc[0]
    assert (quiet["value"], quiet["from_class"], quiet["status"]) == (0, "", "observed")
    assert set(found.loc[found["territory"] == "97601", "status"]) == {"missing"}
    events = CATALOGUE.load("landcover_change_2018").frame
    inside = events["code"].isin(GAZETTEER.territory(DEMONSTRATION).communes)
    brought = found.loc[found["territory"] == DEMONSTRATION, "value"].sum()
    assert brought == pytest.approx(events.loc[inside, "area"].sum())


def test_places_are_counted_once():
    rows = CATALOGUE.load("support_places").frame
    found = of("support_places", "reg:84").set_index("kind")["value"]
    inside = rows["code"].isin(GAZETTEER.territory("reg:84").communes)
    expected = rows[inside].groupby("kind")["id"].nunique()
    assert found[expected.index].to_dict() == expected.to_dict()


def test_a_table_that_describes_territories_brings_no_figure():
    with pytest.raises(DataError, match="commune_contours"):
        of("commune_contours", DEMONSTRATION)
    with pytest.raises(DataError, match="unheard_of"):
        of("unheard_of", DEMONSTRATION)


def _columns(table):
    return TABLES[table].columns


def _added(table):
    return [column.name for column in _columns(table) if column.extensive]


ADDED = [name for name in themes() if rule(name, TABLES[name].level).kind == "cut" and _added(name)]


@pytest.mark.parametrize("table", SHARED)
def test_the_epci_of_whole_departements_sum_back_to_them(table):
    """A région without blank EPCI, whose EPCI do not cross its border: Corsica."""
    inside = GAZETTEER.communes[GAZETTEER.communes["region"] == "94"]["epci"].unique()
    parts = bring(CATALOGUE, GAZETTEER, table, map(GAZETTEER.territory, inside))
    whole = of(table, "reg:94")
    extensive = _added(table)
    keys = [name for name in whole if name in _keys(table)] + ["variable"]
    sums, total = (
        frame[frame["variable"].isin(extensive)].groupby(keys)["value"].sum(min_count=1)
        for frame in (parts, whole)
    )
    pd.testing.assert_series_equal(sums, total, rtol=1e-9)


def _keys(table):
    return {*TABLES[table].key, "year"} - {"code"}


COMMUNES = st.sets(
    st.sampled_from(sorted(GAZETTEER.communes.index[GAZETTEER.communes["departement"] == "26"])),
    min_size=1,
    max_size=60,
)


@settings(max_examples=15, deadline=None)
@given(COMMUNES, COMMUNES)
def test_merging_two_perimeters_equals_the_perimeter_of_both(one, two):
    two = two - one
    if not two:
        return
    parts = [Territory(n, n, "perimeter", tuple(sorted(c))) for n, c in (("a", one), ("b", two))]
    both = compose(parts)
    ground = Ground.of(CATALOGUE, GAZETTEER, [*parts, both])
    for table in ADDED:
        found = bring_to(ground, table)
        found = found[found["variable"].isin(_added(table))]
        values = found["value"].fillna(0).to_numpy()
        a, b, whole = (values[found["territory"] == code] for code in ("a", "b", "a+b"))
        np.testing.assert_allclose(a + b, whole, rtol=1e-9, atol=1e-9, err_msg=table)


def test_nothing_in_a_list_that_is_not_full_is_missing_and_never_zero():
    found = of("local_structures", DEMONSTRATION, "reg:84")
    assert not (found["value"] == 0).any()
    assert {"missing", "observed"} == set(found["status"])
    assert found.loc[found["status"] == "missing", "note"].str.contains("non exhaustive").all()


def test_the_jobs_of_a_zone_brought_to_every_epci_are_those_of_the_estimate():
    """An EPCI across several zones takes its part of each."""
    ground = Ground.every(CATALOGUE, GAZETTEER, "epci")
    zones = bring_to(ground, "zone_jobs_a38")
    zones = zones[zones["variable"] == "jobs_2023"].set_index(["territory", "sector"])["value"]
    estimate = bring_to(ground, "epci_jobs_a38").set_index(["territory", "sector"])["value"]
    pd.testing.assert_series_equal(
        zones.sort_index(), estimate.sort_index(), check_names=False, rtol=1e-9
    )


def test_small_panels_follow_the_homes_and_large_ones_the_land():
    found = of("renewable_output", DEMONSTRATION)
    sun = found[(found["kind"] == "photovoltaic") & (found["year"] == 2021)].set_index("variable")
    assert "réparti selon les logements" in sun.at["up_to_36_kva", "note"]
    assert "réparti selon la surface" in sun.at["above_36_kva", "note"]
    wind = found[(found["kind"] == "wind") & (found["year"] == 2021)].set_index("variable")
    assert "réparti selon la surface" in wind.at["above_36_kva", "note"]


def test_the_energy_of_each_sector_has_its_own_proxy():
    found = of("energy_use", DEMONSTRATION)
    last = found[(found["year"] == 2021) & (found["variable"] == "consumption")]
    notes = last[last["energy"] == "electricity"].set_index("sector")["note"]
    assert "réparti selon les habitants" in notes["residential"]
    assert "réparti selon les emplois industriels estimés" in notes["industry"]
    assert "réparti selon les surfaces agricoles" in notes["agriculture"]


def test_what_is_brought_carries_the_year_of_its_own_rows():
    people = of("communes", "dep:976", DEMONSTRATION).set_index(["territory", "variable"])
    assert people.at[("dep:976", "population"), "year"] == 2017
    assert people.at[(DEMONSTRATION, "population"), "year"] == 2023
    assert people.at[("dep:976", "area_km2"), "year"] == 2026
    assert people.at[("dep:976", "area_km2"), "source"].startswith("IGN")
    rows = CATALOGUE.load("establishments_2022").frame
    old = rows[(rows["year"] < 2022) & (rows["status"] == "observed")].iloc[0]
    (firms,) = of("establishments_2022", old["code"]).to_dict("records")
    assert (firms["value"], firms["year"]) == (old["establishments"], old["year"])


def test_what_is_put_together_from_several_years_says_the_oldest():
    found = of("communes", "200050532+26108").set_index("variable").loc["population"]
    assert found["year"] == 2023
    assert found["note"] == "Une partie est plus ancienne, jusqu’à 2017."
    assert found["status"] == "observed"


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(sorted(GAZETTEER.units("epci").index)))
def test_an_epci_alone_is_what_it_is_among_others(code):
    alone = Ground.of(CATALOGUE, GAZETTEER, [GAZETTEER.territory(code)])
    several = Ground.of(CATALOGUE, GAZETTEER, map(GAZETTEER.territory, (BLANK, code, "dep:973")))
    for table in themes():
        one, among = bring_to(alone, table), bring_to(several, table)
        if "FR" in set(one["territory"]):
            continue
        keys = ["variable", *sorted(_keys(table) & set(one))]
        own = among[among["territory"] == code]
        pd.testing.assert_frame_equal(*(
            each.sort_values(keys, ignore_index=True) for each in (one, own)
        ))  # fmt: skip
