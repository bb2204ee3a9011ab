"""What could be developed here: capacity, need and jobs, and what the room says it knows."""

from __future__ import annotations

import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.declared import Declared
from territorial_lib.diagnosis.glocal import develop_block, specialities_block
from territorial_lib.diagnosis.glocal.develop import candidates
from territorial_lib.diagnosis.inventory import taking as inventory
from territorial_lib.schemas.figures import Figure, Resource

DEMO, MAYOTTE = "242600252", "200060465"


def laid_out(code, catalogue, gazetteer, declared=None):
    taken = inventory.diagnose(gazetteer.territory(code), catalogue)
    return Case.of(taken, catalogue, declared or Declared())


@pytest.fixture(scope="module")
def case(catalogue, gazetteer):
    figure = Figure(
        id="room/x/242600252/-/-",
        label="Atelier textile à l’arrêt",
        value=None,
        unit="",
        year=2026,
        source="La salle",
        level="perimeter",
        status="declared",
    )
    said = Resource(figure=figure, family="economic", category="Machines", use="underused")
    return laid_out(DEMO, catalogue, gazetteer, Declared(resources=(said,)))


def test_candidates_are_small_here_and_ranked_by_capacity(case):
    table = candidates(case).table
    assert (table["quotient"] < 1).all() and table["density"].is_monotonic_decreasing
    assert (table["leak_low"] <= table["leak"]).all() and (
        table["leak"] <= table["leak_high"]
    ).all()
    assert (table["jobs"] >= 0).all()


def test_jobs_bring_the_sector_to_its_weight_in_france(case):
    found = candidates(case).table
    shares = case.catalogue.load("zone_jobs_a38").frame.groupby("sector")["jobs_2023"].sum()
    shares = shares / shares.sum()
    rows = case.brought("epci_jobs_a38")
    here = rows[rows["territory"] == DEMO].groupby("sector")["value"].sum()
    wanted = shares["JC"] * here.sum() - here["JC"]
    assert found.at["JC", "jobs"] == pytest.approx(wanted)


def test_what_the_room_knows_is_set_beside(case):
    assert candidates(case).said["CB"] == ("Atelier textile à l’arrêt",)
    notes = {row.figure.id: row.figure.note for row in develop_block.PART.of(case).rows}
    assert any("Atelier textile" in note for note in notes.values())


def test_the_promising_have_both_capacity_and_need(case):
    table = candidates(case).table
    first = develop_block.promising(table)[0]
    worse = table.loc[[first]]
    better = table[
        (table["density"] > worse["density"].iloc[0]) & (table["leak"] > worse["leak"].iloc[0])
    ]
    assert better[better["jobs"] >= 1].empty


def test_specialities_are_shown_beside_similar_territories(case):
    shown = specialities_block.PART.of(case)
    key = [row for row in shown.rows if row.key]
    assert 1 <= len(key) <= 4 and all(row.figure.value >= 1 for row in key)
    assert all(row.comparison is not None for row in key)
    drawn = {row.figure.id: row.figure.value for row in shown.rows}
    values = [drawn[each] for each in shown.picture.figures]
    assert values == sorted(values, reverse=True)


def test_where_nothing_is_known_it_is_said(catalogue, gazetteer):
    case = laid_out(MAYOTTE, catalogue, gazetteer)
    for part in (specialities_block.PART, develop_block.PART):
        shown = part.of(case)
        assert "ne disent pas" in shown.says and not any(row.key for row in shown.rows)
        assert all(row.figure.status == "missing" for row in shown.rows)
