"""Where a figure comes from: what was noted bears on it, and is unrolled with its values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from territorial_lib.diagnosis.bearing import bearing, bears, movers
from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.overlay import Correction
from territorial_lib.diagnosis.provenance.inputs import Inputs
from territorial_lib.diagnosis.provenance.thread import PARTS, block_thread, thread
from territorial_lib.schemas import reads
from tests.diagnosis.gap_cases import DEMO, case_of


@pytest.fixture(scope="module")
def demo() -> Case:
    from territorial_lib.geography.territories import Gazetteer
    from territorial_lib.settings import Settings
    from territorial_lib.sources import Catalogue

    catalogue = Catalogue(Settings.from_environment().data)
    return case_of(DEMO, catalogue, Gazetteer(catalogue))


def said(figure: str, value: float = 1.0) -> Correction:
    return Correction(figure, value, "", "Zoé", "le 24 novembre", "")


def test_reads_are_gathered_by_whoever_listens_and_nobody_else() -> None:
    reads.note("table", "unheard")
    with reads.gathering() as outer:
        with reads.gathering() as inner:
            reads.note("table", "crops", "herds")
        with reads.apart() as own:
            reads.note("table", "aside")
        reads.note_all(["measure/area"])
    assert inner == {"table/crops", "table/herds"}
    assert own == {"table/aside"}
    assert outer == {"table/crops", "table/herds", "measure/area"}
    assert reads.named(outer, "table") == ("crops", "herds")


def test_a_fact_looked_at_is_noted_whoever_looks() -> None:
    crops, leaks = said("crops/area/26/2020/-"), said("leaks/x/26/2020/-")
    declared = Declared(corrections=(crops, leaks))
    with reads.gathering() as noted:
        assert declared.about("crops") == declared.corrections[:1]
    assert noted == {"theme/crops", "said/corrections"}
    with reads.gathering() as noted:
        assert not declared.states_nothing
        assert declared.uncorrected().about("crops") == ()
        assert declared.of("leaks/x/26/2020/-") == [leaks]
    assert noted == {"theme/crops", "figure/leaks/x"}


def test_a_rate_moves_with_its_counts_and_a_commune_with_the_whole() -> None:
    assert movers("vacancy_rate") > {"vacancy_rate"}
    (count,) = [each for each in movers("vacancy_rate") if each.startswith("vacant")]
    declared = Declared(corrections=(said(f"census_2018/{count}/26113/2018/-"),))
    assert bearing(declared, ["measure/vacancy_rate"])[0] == declared.corrections
    assert bearing(declared, ["measure/farmland", "table/crops_2010"])[0] == ()
    assert bears("crops_2010/area/1/2010/wheat", ["table/crops_2010"])
    assert not bears("no-slash", ["table/crops_2010", "measure/population"])


def test_what_is_kept_goes_with_the_facts_that_bear_on_it(demo: Case) -> None:
    food, energy = PARTS["food"], PARTS["energy"]
    before = food.of(demo), energy.of(demo)
    assert demo.taken is not None
    farmland = demo.figure("farmland").id
    now = demo.saying(Declared(corrections=(said(farmland, 9.0),)), demo.taken)
    kept = {key for key in ("block/food", "block/energy", "food") if now.reads(key)}
    assert kept == {"block/food", "block/energy", "food"}, "what was read stays known"
    assert energy.of(now) is before[1]
    assert food.of(now) is not before[0]
    again = demo.saying(replace(now.declared, assumptions={"gaps/x": 1.0}), demo.taken)
    assert energy.of(again) is before[1]


@pytest.mark.parametrize("key", sorted({*PARTS} - {"sourcing"}))
def test_every_block_unrolls_to_its_sources(demo: Case, key: str) -> None:
    found = block_thread(demo, PARTS[key])
    assert found.notion is PARTS[key].notion
    if key in ("circular", "currency"):
        assert found.inputs == Inputs(), "the room alone says it"
        return
    inputs = found.inputs
    assert inputs.measures or inputs.tables or inputs.sources or inputs.blocks
    for each in (*inputs.coefficients, *(f for used in inputs.tables for f in used.figures)):
        assert each.source and each.label, each
    assert all(card.publisher for card in (*inputs.sources, *(t.card for t in inputs.tables)))


def test_a_block_made_of_others_leaves_their_inputs_to_them(demo: Case) -> None:
    found = block_thread(demo, PARTS["land"])
    assert set(found.inputs.blocks) == {"food", "energy", "housing"}
    assert not found.inputs.tables and not found.inputs.coefficients
    assert "table/crops_2010" in found.read


def test_words_of_a_table_are_french(demo: Case) -> None:
    used = block_thread(demo, PARTS["food"]).inputs.tables
    labels = {each.label for table in used for each in table.figures}
    assert any("Orge" in each for each in labels)
    assert not any("barley" in each for each in labels)


def test_a_figure_of_the_inventory_names_its_table_and_the_counts_it_follows(demo: Case) -> None:
    figure = demo.figure("vacancy_rate")
    found = thread(demo, figure.id)
    assert found.notion is None
    assert "vacant_dwellings" in {r.figure.id.split("/")[1] for r in found.inputs.measures}
    assert any(each.source == figure.source for each in found.inputs.sources)


def test_the_plan_s_purchases_are_those_of_the_leaks(demo: Case) -> None:
    found = thread(demo, f"plan/kept/{DEMO}/2010/purchases")
    assert set(found.inputs.blocks) >= {"leaks", "what-if"}
    assert thread(demo, f"plan/co2/{DEMO}/-/room").inputs == Inputs()
