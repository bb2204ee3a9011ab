"""Supply, block by block: any territory computes, the room's word counts, gaps find their way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from msgspec import structs

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared, Placement, Said
from territorial_lib.diagnosis.gaps import step as gaps
from territorial_lib.diagnosis.glocal import block as glocal_block
from territorial_lib.diagnosis.glocal.block import FURTHEST, NEIGHBOUR, supplied
from territorial_lib.diagnosis.glocal.goods import goods
from territorial_lib.diagnosis.glocal.step import diagnose
from territorial_lib.diagnosis.glocal.ways import VOTE_KEY, answered, question, sectors, votes
from territorial_lib.diagnosis.inventory import taking as inventory
from territorial_lib.diagnosis.services.kinds import SERVICES
from territorial_lib.schemas.questions import check_answer, check_form
from territorial_lib.schemas.room_votes import property_name

DEMO = "242600252"
KINDS = ["200054781", "29155", "26108", "200041515", "200060465", "dep:2A", "242600252+26281"]


@pytest.fixture(scope="module")
def case(catalogue, gazetteer):
    taken = inventory.diagnose(gazetteer.territory(DEMO), catalogue)
    return Case.of(taken, catalogue, Declared())


@pytest.fixture(scope="module")
def lacking(case):
    return gaps.diagnose(case)


@pytest.mark.parametrize("code", KINDS)
def test_any_territory_computes(code, catalogue, gazetteer):
    case = Case.every([gazetteer.territory(code)], catalogue)
    shown = glocal_block.PART.of(case)
    assert shown.says
    for row in shown.rows:
        figure = row.figure
        assert (
            figure.source and figure.unit and (figure.value is None) == (figure.status == "missing")
        )
        assert figure.value is None or figure.value >= 0


def test_what_is_lacking_is_what_is_found_and_what_stays_beyond(case):
    found = supplied(case, glocal_block.PART.values(case)).found
    assert found
    for each in found.values():
        deficit = each.good.deficit[DEMO]
        assert each.suppliers["quantity"].sum() + each.uncovered == pytest.approx(deficit, rel=1e-6)
        assert (each.suppliers["km"] <= 500).all()
        assert DEMO not in set(each.suppliers["code"])


def test_levers_are_the_rule(case):
    near = supplied(case, {FURTHEST: 60.0, NEIGHBOUR: 0.0}).found
    far = supplied(case, {FURTHEST: 1500.0, NEIGHBOUR: 0.0}).found
    assert near.keys() == far.keys()
    assert all(near[key].uncovered >= far[key].uncovered - 1e-6 for key in far)


def test_a_diet_of_the_room_moves_here_alone(case):
    milk = {g.key: g for g in goods(case)}["food/milk"]
    moved = replace(case, declared=Declared(assumptions={"gaps/food/animal": 50.0}))
    less = {g.key: g for g in goods(moved)}["food/milk"]
    assert less.demand[DEMO] < milk.demand[DEMO]
    others = milk.demand.index != DEMO
    assert np.array_equal(less.demand[others], milk.demand[others], equal_nan=True)


def test_each_gap_has_a_way_and_a_reason(case, lacking):
    found = answered(case, lacking)
    assert found and all(each.evidence and each.proposed == each.evidence[0].way for each in found)
    assert all(each.silent == ("Rien dans" in each.evidence[0].sentence) for each in found)
    milk = {each.gap.key: each for each in found}["gaps/food/milk"]
    assert not milk.silent
    assert any(why.way == "ally" and "km en moyenne" in why.sentence for why in milk.evidence)


def test_a_service_that_lacks_asks_for_its_own_sector(catalogue, lacking):
    known = set(catalogue.indexed("sectors_a38").index)
    assert {each.sector for each in SERVICES} <= known
    service = next(each for each in lacking.gaps if each.theme == "services")
    for key, own in (("doctor", "QA"), ("bakery", "CA"), ("grocery", "GZ"), ("care_home", "QB")):
        assert sectors(structs.replace(service, key=f"gaps/services/{key}")) == (own,)
    assert len(sectors(next(each for each in lacking.gaps if each.theme == "food"))) > 1


def test_the_room_decides(case, lacking):
    chosen = Placement("import", "Trop loin", "Ana (Habitant·e)", "1er décembre 2026")
    declared = Declared(placements={"gaps/food/milk": chosen})
    found = {each.gap.key: each for each in answered(replace(case, declared=declared), lacking)}
    assert found["gaps/food/milk"].way == "import"
    assert found["gaps/food/milk"].proposed != "import"


def test_votes_are_counted_by_group_and_small_groups_are_not_shown_alone(lacking):
    gap = lacking.gaps[0].key
    name = property_name(gap)
    said = [Said("citizen", {name: "use"})] * 3 + [Said("firm", {name: "ally"})] * 2
    assert votes(tuple(said), gap) == {
        "Toute la salle": {"use": 3, "ally": 2},
        "Habitant·e": {"use": 3},
    }
    assert votes(tuple(said[:2]), gap) == {}
    assert VOTE_KEY.startswith("glocal/")


def test_the_question_is_a_form_that_a_phone_can_answer(lacking):
    form = question(lacking.gaps)
    assert check_form(form) == []
    name = next(iter(form["properties"]))
    assert check_answer(form, {name: "ally"}) == []
    assert check_answer(form, {name: "voler"})


def test_the_step_is_whole(case, lacking):
    found = diagnose(case, lacking)
    assert [each.notion.key for each in found.blocks] == ["specialities", "develop", "sourcing"]
    assert found.ways
