"""The energy bill: national totals, what each lever moves, what is missing and said."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.energy.bill import OUTPUT, PRICE, SOBRIETY, assess
from territorial_lib.diagnosis.energy.block import PART
from territorial_lib.diagnosis.energy.prices import BOUNDS, ELECTRICITY, KINDS, USES
from territorial_lib.diagnosis.energy.road import road_index
from territorial_lib.diagnosis.energy.uses import EnergyInputs
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.schemas.figures import Figure

BIOVALLEE = "242600252"
OUESSANT, CINOR = "29155", "249740119"
TODAY = {SOBRIETY: 0.0, OUTPUT: 0.0, PRICE: 1.0}
TERRITORIES = (
    BIOVALLEE, "200054781", "26108", "01311", "200041515", "245600465", OUESSANT, CINOR,
    "dep:26", "dep:2A", "reg:53", "242600252+26108",
)  # fmt: skip


@pytest.fixture(scope="module")
def nation(catalogue, gazetteer) -> Case:
    codes = gazetteer.units("epci").index
    return Case.every([gazetteer.territory(code) for code in codes], catalogue)


@pytest.fixture(scope="module")
def inputs(nation) -> EnergyInputs:
    return PART.read(nation).inputs


@pytest.fixture(scope="module")
def today(inputs):
    return assess(inputs, TODAY)


CASES: dict[str, Case] = {}
"""Cases of which the room said nothing: laid out once for all these tests."""


def case_of(catalogue, gazetteer, code: str, *corrections: Correction) -> Case:
    if code in CASES and not corrections:
        return CASES[code]
    declared = Declared(tuple(corrections))
    case = Case.of(diagnose(gazetteer.territory(code), catalogue, declared), catalogue, declared)
    if not corrections:
        CASES[code] = case
    return case


def test_the_epci_give_back_the_electricity_of_the_nation(inputs):
    found = inputs.electricity["value"].sum() / 1e6  # TWh
    assert found.sum() == pytest.approx(435.4, abs=0.5)
    published = {"residential": 169.6, "services": 139.3, "industry": 116.1, "agriculture": 7.1}
    for sector, terawatt_hours in published.items():
        assert found[f"electricity+{sector}"] == pytest.approx(terawatt_hours, abs=0.3), sector


def test_the_epci_give_back_the_renewable_output_of_the_nation(inputs):
    found = (inputs.output["value"].sum() / 1e6).groupby(lambda name: name.split("/")[1]).sum()
    # Photovoltaic: 17.9 published, and the last known small roofs of 25 départements kept secret.
    published = {"photovoltaic": 18.45, "wind": 40.8, "hydro": 4.8, "bioenergy": 6.0}
    for kind, terawatt_hours in published.items():
        assert found[kind] == pytest.approx(terawatt_hours, abs=0.1), kind


def test_the_bill_of_the_nation_is_near_the_national_accounts(inputs, today):
    road = today.uses["value"][["road+households", "road+firms"]].sum().sum() / 1e6
    assert road == pytest.approx(478, rel=0.03)  # TWh, SDES 2023
    # 227.9 bn euros in 2023 (SDES), wood, heat and the oil of firms included.
    assert 200e9 < today.totals["gross"]["value"].sum() < 228e9


def test_low_value_and_high_are_in_order_for_every_epci(today):
    assert len(today.totals["gross"]) == 1255
    for name, table in today.totals.items():
        known = table.dropna()
        assert (known["low"] <= known["value"] + 1e-6).all(), name
        assert (known["value"] <= known["high"] + 1e-6).all(), name


def test_what_is_not_known_is_missing_and_never_zero(today, gazetteer):
    overseas = gazetteer.units("epci").index.str[2:5].isin(["971", "972", "973", "974", "976"])
    overseas |= gazetteer.units("epci")["departement"].isin(
        ["2A", "2B", "971", "972", "973", "974", "976"]
    )
    assert (
        today.totals["output"]["value"]
        .isna()
        .equals(pd.Series(overseas, today.totals["output"].index))
    )
    assert today.totals["gross"]["value"].notna().all()


def test_road_fuels_sum_to_the_national_mean(nation, inputs):
    index, people = road_index(nation), inputs.people["population"]
    assert (index * people).sum() / people.sum() == pytest.approx(1.0, abs=1e-3)
    assert index["200054781"] < 0.7
    assert index[BIOVALLEE] > 1.2
    assert index[CINOR] == 1.0


def test_sobriety_moves_what_is_consumed_and_nothing_produced(inputs, today):
    found = assess(inputs, {**TODAY, SOBRIETY: 20.0})
    for bound in BOUNDS:
        np.testing.assert_allclose(found.uses[bound], 0.8 * today.uses[bound])
        pd.testing.assert_frame_equal(found.output[bound], today.output[bound])
    pd.testing.assert_frame_equal(found.totals["sold"], today.totals["sold"])
    np.testing.assert_allclose(found.totals["ratio"], today.totals["ratio"] / 0.8)


def test_local_output_moves_sales_and_the_ratio_and_no_purchase(inputs, today):
    found = assess(inputs, {**TODAY, OUTPUT: 50.0})
    pd.testing.assert_frame_equal(found.totals["gross"], today.totals["gross"])
    more = found.totals["ratio"]["value"] - today.totals["ratio"]["value"]
    np.testing.assert_allclose(more.dropna(), 50.0)
    sold = found.totals["sold"]["value"] - today.totals["sold"]["value"]
    expected = 0.5 * today.totals["electricity"]["value"] * inputs.new_sale
    np.testing.assert_allclose(sold.dropna(), expected[sold.notna()])


def test_price_moves_money_and_no_energy(inputs, today):
    found = assess(inputs, {**TODAY, PRICE: 2.0})
    np.testing.assert_allclose(found.totals["gross"], 2 * today.totals["gross"])
    pd.testing.assert_frame_equal(found.totals["sold"], today.totals["sold"])
    pd.testing.assert_frame_equal(found.totals["consumption"], today.totals["consumption"])


def test_levers_recompute_from_the_inputs(inputs, today):
    """One price changed: only the bill of its use moves."""
    prices = inputs.prices.copy()
    prices.loc["gas+residential"] *= 2
    found = assess(_replaced(inputs, prices=prices), TODAY)
    moved = (found.bills["value"] != today.bills["value"]) & today.bills["value"].notna()
    assert set(moved.columns[moved.any()]) == {"gas+residential"}
    pd.testing.assert_frame_equal(found.totals["ratio"], today.totals["ratio"])


def test_twice_the_inhabitants_at_the_same_consumption_halve_the_bill_a_head(inputs, today):
    people = inputs.people.assign(population=2 * inputs.people["population"])
    found = assess(_replaced(inputs, people=people), TODAY)
    np.testing.assert_allclose(found.totals["per_inhabitant"], today.totals["per_inhabitant"] / 2)


@pytest.mark.parametrize("code", TERRITORIES)
def test_every_row_has_its_identity(catalogue, gazetteer, code):
    block = PART.of(case_of(catalogue, gazetteer, code))
    figures = [each.figure for each in block.rows]
    own = [each for each in figures if each.id.split("/")[2] == code]
    assert len({each.id for each in own}) == len(own) > 30
    for each in figures:
        assert (each.value is None) == (each.status == "missing"), each
        assert each.source
        assert each.note or each.status == "observed", each
    assert 3 <= sum(each.key for each in block.rows) <= 6
    assert block.says
    assert "None" not in block.says
    assert "nan" not in block.says
    assert block.hectares[0].value is None
    assert block.hectares[0].note
    for gap in block.gaps:
        assert gap.severity is None or 0 <= gap.low <= gap.severity <= gap.high <= 1


def test_an_island_off_the_network_has_no_energy_and_says_so(catalogue, gazetteer):
    block = PART.of(case_of(catalogue, gazetteer, OUESSANT))
    known = [each.figure for each in block.rows if each.figure.id.split("/")[2] == OUESSANT]
    assert all(
        each.value is None for each in known if "road" not in each.id and "Route" not in each.label
    )
    assert "île" in block.says
    assert all(gap.severity is None for gap in block.gaps)


def test_overseas_the_bill_is_known_and_what_is_sold_is_not(catalogue, gazetteer):
    block = PART.of(case_of(catalogue, gazetteer, CINOR))
    values = {each.figure.id.split("/")[1]: each.figure.value for each in block.rows}
    assert values["gross"] > 0
    assert values["net"] is None
    assert "outre-mer" in block.says


def test_a_correction_of_the_room_moves_what_follows_from_it_only(catalogue, gazetteer):
    before = PART.of(case_of(catalogue, gazetteer, BIOVALLEE))
    wind = _by_id(before)[f"renewable_output/above_36_kva/{BIOVALLEE}/2023/wind"].figure
    said = Correction(wind.id, wind.value + 1_000, "comptage", "Nadia", "24 novembre 2026", "vu")
    after = PART.of(case_of(catalogue, gazetteer, BIOVALLEE, said))
    rows = _by_id(after)
    assert rows[wind.id].figure.status == "declared"
    assert [each.status for each in rows[wind.id].versions] == ["estimated", "declared"]
    moved = {name.split("/")[1] for name, row in rows.items()
             if row.figure.value != _by_id(before)[name].figure.value}  # fmt: skip
    assert moved == {"above_36_kva", "sold", "net", "per_inhabitant", "leaving", "ratio", "output"}
    gained = _value(after, "output") - _value(before, "output")
    assert gained == pytest.approx(1.0)  # GWh


def test_road_fuels_can_be_corrected_too(catalogue, gazetteer):
    name = f"energy/consumption/{BIOVALLEE}/2023/road+households"
    said = Correction(name, 0.0, "comptage", "Nadia", "24 novembre 2026", "vu")
    after = PART.of(case_of(catalogue, gazetteer, BIOVALLEE, said))
    before = PART.of(case_of(catalogue, gazetteer, BIOVALLEE))
    assert _value(after, "gross") < _value(before, "gross")
    assert _value(after, "stationary") == pytest.approx(_value(before, "stationary"))


def test_the_facilitators_own_file_goes_before_ours_and_the_room_before_it(catalogue, gazetteer):
    ours = f"energy_use/consumption/{BIOVALLEE}/2021/gas+industry"
    brought = Figure(
        id=f"energy_use_commune/industry/{BIOVALLEE}/2023/gas", label="Gaz, industrie",
        value=10_000.0, unit="MWh", year=2023, source="Agence ORE", level="commune",
        status="imported",
    )  # fmt: skip
    said = Correction(ours, 12_000.0, "relevé", "Nadia", "24 novembre 2026", "vu")
    for corrections, expected in (((), 10_000.0), ((said,), 12_000.0)):
        declared = Declared(corrections, imported=(brought,))
        inventory = diagnose(gazetteer.territory(BIOVALLEE), catalogue, declared)
        block = PART.of(Case.of(inventory, catalogue, declared))
        row = _by_id(block)[ours]
        assert row.figure.value == expected
        assert len(row.versions) == 2 + len(corrections)
        before = PART.of(case_of(catalogue, gazetteer, BIOVALLEE))
        gained = _value(block, "consumption") - _value(before, "consumption")
        assert gained == pytest.approx((expected - _by_id(before)[ours].figure.value) / 1000)


def test_the_block_is_data_that_can_be_published(catalogue, gazetteer):
    block = PART.of(case_of(catalogue, gazetteer, "26108"))
    assert b"energy" in msgspec.json.encode(block)
    assert len(USES) == 14
    assert len(ELECTRICITY) == len(KINDS) == 5


def test_the_picture_is_of_figures_of_the_block(catalogue, gazetteer):
    block = PART.of(case_of(catalogue, gazetteer, BIOVALLEE))
    assert len(block.picture.figures) == 6
    assert set(block.picture.figures) <= set(_by_id(block))
    assert PART.of(case_of(catalogue, gazetteer, OUESSANT)).picture is None


def _replaced(inputs: EnergyInputs, **changes) -> EnergyInputs:
    return replace(inputs, **changes)


def _by_id(block) -> dict:
    return {each.figure.id: each for each in block.rows}


def _value(block, variable: str) -> float:
    found = [r.figure.value for r in block.rows if r.figure.id.startswith(f"energy/{variable}/")]
    return found[0]
