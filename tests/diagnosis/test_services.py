"""Services lacking, on the real tables: whole units, dated, never a zero for what is unknown."""

from __future__ import annotations

import pandas as pd
import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.inventory.taking import diagnose
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.services import equipment as services
from territorial_lib.diagnosis.services.block import PART
from territorial_lib.diagnosis.services.kinds import BASKET, OLD, RECENT, SERVICES
from territorial_lib.geography.similar import similar

BIOVALLEE = "242600252"
TERRITORIES = {
    "demonstration": BIOVALLEE,
    "metropolis": "200054781",
    "commune": "26108",
    "village": "01311",
    "mayotte": "200060465",
    "island": "29155",
    "departement": "dep:26",
    "ad_hoc": "242600252+26108",
}


def case_of(code, catalogue, gazetteer, declared=None):
    """Take a territory beside its like; with its inventory where the room said something."""
    territory = gazetteer.territory(code)
    if declared is None:
        like = similar(territory, gazetteer).territories
        return Case.every((territory, *like), catalogue)
    return Case.of(diagnose(territory, catalogue, declared), catalogue, declared)


@pytest.fixture(scope="module", params=TERRITORIES.values(), ids=TERRITORIES.keys())
def made(request, catalogue, gazetteer):
    case = case_of(request.param, catalogue, gazetteer)
    return case, PART.of(case)


@pytest.fixture(scope="module")
def demonstration(catalogue, gazetteer):
    return case_of(BIOVALLEE, catalogue, gazetteer)


@pytest.fixture(scope="module")
def france(catalogue, gazetteer):
    codes = gazetteer.units("epci").index
    return services.read(Case.every([gazetteer.territory(each) for each in codes], catalogue))


def test_types_exist_and_no_part_is_counted_with_its_whole(catalogue):
    types = catalogue.load("equipment_types").frame.set_index("type")
    words = [word for each in SERVICES if each.table in (RECENT, OLD) for word in each.words]
    assert types.loc[words, "part_of"].isna().all()
    assert len(set(words)) == len(words)
    for each in SERVICES:
        if each.table in (RECENT, OLD):
            counted = types.loc[list(each.words), "in_2020" if each.table == RECENT else "in_2013"]
            assert counted.all(), each


def test_every_epci_is_counted_and_the_nation_is_found_again(france, catalogue):
    """Less the communes of no EPCI and, for those uncovered, overseas."""
    for service in SERVICES:
        if service.table not in (RECENT, OLD):
            continue
        rows = catalogue.load(service.table).frame
        nation = rows.loc[rows["type"].isin(service.words), "units"].sum()
        assert france.units[service.key].sum() == pytest.approx(nation, rel=2e-3), service.key
    assert len(france.units) == 1255
    assert france.population.notna().all(axis=None)
    assert france.basket.between(0, len(BASKET)).all()


def test_what_no_source_counts_overseas_is_missing_not_nil(france):
    reunion = "249740119"
    assert france.units.loc[reunion, ["fuel", "childcare"]].isna().all()
    assert france.units.at[reunion, "station"] == 0
    assert france.units.at[reunion, "doctor"] > 0


def test_every_figure_is_said_or_missing(made):
    case, block = made
    ids = [each.figure.id for each in block.rows]
    assert len(set(ids)) == len(ids)
    for row in block.rows:
        figure = row.figure
        assert (figure.value is None) == (figure.status == "missing"), figure
        assert figure.source
        assert figure.year in {2013, 2020, 2024, 2025}
        assert figure.note
        if figure.low is not None:
            assert figure.low <= figure.value <= figure.high
    assert 3 <= sum(row.key for row in block.rows) <= 6
    assert block.says.endswith(".")
    assert {each.key for each in block.levers} == set(PART.values(case))


def test_a_gap_is_at_least_one_unit(made):
    _, block = made
    figures = {row.figure.id: row.figure for row in block.rows}
    for gap in block.gaps:
        assert figures[gap.figure].value >= 1
        assert figures[gap.figure].value == int(figures[gap.figure].value)
        assert 0 <= gap.low <= gap.severity <= gap.high <= 1
        assert gap.severity > 0


def test_a_village_lacks_nothing_that_can_be_measured(catalogue, gazetteer):
    block = PART.of(case_of("01311", catalogue, gazetteer))
    assert not block.gaps
    assert "rien de mesurable" in block.says


def test_the_demonstration_lacks_what_its_like_have(demonstration):
    inputs = services.read(demonstration)
    found = services.assess(inputs, {services.RANK: 50.0})
    market = found.loc["supermarket"]
    likes = inputs.rates["supermarket"].iloc[1:]
    assert market["units"] == 3
    assert market["expected"] == pytest.approx(likes.median() * 30_632 / 10_000)
    assert market["lacking"] == int(market["expected"] - 3)


def test_the_level_aimed_at_moves_what_lacks(demonstration):
    inputs = services.read(demonstration)
    total = [services.assess(inputs, {services.RANK: r})["lacking"].sum() for r in (10, 50, 90)]
    assert total[0] < total[1] < total[2]


def test_one_more_unit_moves_that_service_alone(demonstration):
    inputs = services.read(demonstration)
    before = services.assess(inputs, {services.RANK: 50.0})["lacking"]
    inputs.units.iloc[0, inputs.units.columns.get_loc("supermarket")] += 1
    after = services.assess(inputs, {services.RANK: 50.0})["lacking"]
    assert (before - after).loc[lambda each: each != 0].to_dict() == {"supermarket": 1}


def test_the_room_corrects_a_count(catalogue, gazetteer):
    figure = f"equipment_2020/units/{BIOVALLEE}/2020/B102"
    said = Correction(figure, 6.0, "comptage", "Nadia", "24 novembre 2026", "vu sur place")
    case = case_of(BIOVALLEE, catalogue, gazetteer, Declared(corrections=(said,)))
    block = PART.of(case)
    assert "gaps/services/supermarket" not in {each.key for each in block.gaps}
    rate = next(e for e in block.rows if e.figure.id.endswith("/supermarket"))
    assert rate.figure.status == "declared"


def test_the_map_counts_the_basket_by_commune(demonstration):
    communes = services.by_commune(demonstration)
    assert set(communes.index) == set(demonstration.territory.communes)
    known = communes[communes["status"] == "observed"]
    assert known["value"].between(0, len(BASKET)).all()
    count = known["absent"].map(lambda each: len(each.split(", ")) if each else 0)
    assert (known["value"] + count == len(BASKET)).all()
    unknown = communes[communes["status"] == "missing"]
    assert unknown["value"].isna().all()
    assert unknown["note"].str.len().gt(0).all()


def test_the_average_is_that_of_the_map(demonstration):
    communes = services.by_commune(demonstration).dropna(subset=["value"])
    people = demonstration.scope.gazetteer.communes["population"].reindex(communes.index)
    average = (communes["value"] * people).sum() / people.sum()
    basket = services.read(demonstration).basket
    assert basket[BIOVALLEE] == pytest.approx(float(average))
    assert isinstance(basket, pd.Series)
