"""Sourcing under competition: exact on the nation, and the competition is real."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from territorial_lib.diagnosis.case import Case
from territorial_lib.diagnosis.food import balance as food_balance
from territorial_lib.diagnosis.food import inputs as food_inputs
from territorial_lib.diagnosis.food.levers import levers
from territorial_lib.diagnosis.glocal.market import Good, every, market
from territorial_lib.diagnosis.glocal.sourcing import LEAST, Rule, partners, source
from territorial_lib.indicators.sourcing import BEYOND, allocate

DEMO = "242600252"
RULE = Rule(furthest=1000.0)


@pytest.fixture(scope="module")
def nation(gazetteer):
    return market(gazetteer.territory(DEMO), gazetteer, 1.5)


@pytest.fixture(scope="module")
def goods(nation, catalogue, gazetteer):
    case = every(nation, Case.every([gazetteer.territory(DEMO)], catalogue))
    values = {each.key: each.default for each in levers(catalogue)}
    found = food_balance.assess(food_inputs.read(case), values)
    return {
        key: Good(f"food/{key}", key, "t", found.production.value[key], found.need[key], None, "")
        for key in ("milk", "wheat", "potato")
    }


@pytest.mark.parametrize("key", ["milk", "wheat", "potato"])
def test_the_national_allocation_is_proved_optimal_by_its_prices(goods, nation, key):
    """Feasible on both sides and equal objectives: no cheaper allocation exists."""
    good = goods[key]
    surplus, deficit = (q[q >= LEAST] for q in (good.surplus, good.deficit))
    km = nation.km.loc[surplus.index, deficit.index]
    flows, duals = allocate(surplus, deficit, km, 1000.0)
    shipped = flows[flows["origin"] != BEYOND].groupby("origin")["quantity"].sum()
    assert (shipped <= surplus.reindex(shipped.index) * (1 + 1e-9)).all()
    received = flows.groupby("destination")["quantity"].sum()
    assert np.allclose(received, deficit.reindex(received.index)) and len(received) == len(deficit)
    value = duals["destination"].reindex(deficit.index).to_numpy()
    rent = duals["origin"].reindex(surplus.index).to_numpy()
    assert (value <= 1000 + 1e-6).all() and (rent >= -1e-6).all()
    assert (value - rent[:, None] <= km.to_numpy() + 1e-6).all()
    spent = (flows["quantity"] * flows["cost"]).sum()
    assert value @ deficit.to_numpy() - rent @ surplus.to_numpy() == pytest.approx(spent, rel=1e-9)


def test_what_others_lack_changes_who_supplies_us(goods, nation):
    milk = goods["milk"]
    before = source(milk, nation, RULE)
    first = before.suppliers.iloc[0]
    rivals = nation.km.loc[first["code"]].drop([DEMO, first["code"]])
    thirst = milk.demand.copy()
    thirst[rivals.nsmallest(12).index] += 2 * milk.surplus[first["code"]]
    after = source(replace(milk, demand=thirst), nation, RULE)
    assert before.suppliers["quantity"].sum() == pytest.approx(milk.deficit[DEMO])
    kept = after.suppliers.set_index("code")["quantity"].get(first["code"], 0.0)
    assert kept < first["quantity"]
    assert after.mean_km > before.mean_km and after.worth > before.worth


def test_neighbours_favoured_supply_more(goods, nation):
    usual, favoured = (
        source(goods["milk"], nation, replace(RULE, neighbour=w)) for w in (0.0, 0.9)
    )
    touching = nation.near.loc[DEMO]
    share = [
        s.suppliers.loc[s.suppliers["code"].map(touching), "quantity"].sum()
        for s in (usual, favoured)
    ]
    assert share[1] >= share[0]


def test_too_far_is_bought_from_beyond(goods, nation):
    near = source(goods["milk"], nation, Rule(furthest=20.0))
    assert near.uncovered == pytest.approx(goods["milk"].deficit[DEMO])
    assert near.suppliers.empty and np.isnan(near.mean_km)
    assert near.worth == pytest.approx(20.0)


def test_nothing_lacking_asks_nobody(goods, nation):
    enough = replace(goods["wheat"], demand=goods["wheat"].supply * 0)
    found = source(enough, nation, RULE)
    assert found.suppliers.empty and found.uncovered == 0 and np.isnan(found.worth)


def test_what_is_unknown_takes_no_part(goods, nation):
    supply = goods["milk"].supply.copy()
    supply[DEMO] = np.nan
    found = source(replace(goods["milk"], supply=supply), nation, RULE)
    assert found.suppliers.empty and found.clients.empty and np.isnan(found.worth)


def test_partners_give_what_each_lacks(goods, nation):
    table = partners(list(goods.values()), nation, within=150)
    assert (table["km"] <= 150).all() and DEMO not in set(table["code"])
    assert table["both"].is_monotonic_decreasing
    one = table.iloc[0]
    good = next(g for g in goods.values() if g.key == one["good"])
    assert one["from_them"] == pytest.approx(
        min(good.deficit[DEMO], good.surplus[one["code"]]), abs=LEAST
    )
