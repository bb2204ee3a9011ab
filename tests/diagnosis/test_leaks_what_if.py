"""What if: bounds, joint moves, the local currency in the same circuit, the national table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from territorial_lib.diagnosis.leaks.what_if import (
    VELOCITY,
    VOLUME,
    create_key,
    move_key,
    what_if,
)
from territorial_lib.diagnosis.national_economy import national_economy
from territorial_lib.indicators.input_output import leontief_inverse, value_multipliers
from tests.diagnosis.leaks_cases import HERE, PARIS, SOME, UNKNOWN, VILLAGE, catalogue, found

MOVES = {move_key("CA"): 10.0, move_key("AZ"): 20.0}
CURRENCY = {VOLUME: 1e6, VELOCITY: 3.0}


def effects(values: dict[str, float], code: str = HERE) -> pd.DataFrame:
    return what_if(found(), code, values).effects


def test_nothing_moved_changes_nothing() -> None:
    assert (effects({}) == 0).all(axis=None)


def test_points_become_euros_and_rounds_add() -> None:
    result = what_if(found(), HERE, MOVES)
    demand = found().table(HERE)["demand"]
    assert result.moves.at["CA", "moved"] == pytest.approx(0.1 * demand["CA"])
    table = result.effects
    assert table.loc["kept", "central"] == pytest.approx(0.1 * demand["CA"] + 0.2 * demand["AZ"])
    assert (table["low"] <= table["central"]).all()
    assert (table["central"] <= table["high"]).all()
    for reading in ("low", "central", "high"):
        assert table.loc["kept", reading] < table.loc["type_1", reading]
        assert table.loc["type_1", reading] < table.loc["type_2", reading]
        assert table.loc["value_added", reading] < table.loc["type_1", reading]


def test_moves_are_bounded_by_capacity_then_by_the_leak() -> None:
    asked = {move_key("GZ"): 100.0}
    alone = what_if(found(), HERE, asked).moves.loc["GZ"]
    assert alone["bound"] == "capacity"
    assert alone["moved"] < 1e-3 * alone["wanted"], "shops here already sell all they can"
    some = what_if(found(), HERE, asked | {create_key("GZ"): 20.0}).moves.loc["GZ"]
    assert some["moved"] == pytest.approx(some["created"], rel=1e-3)
    all_of_it = what_if(found(), HERE, asked | {create_key("GZ"): 1e6}).moves.loc["GZ"]
    assert all_of_it["moved"] == pytest.approx(found().table(HERE).at["GZ", "leak"])
    assert all_of_it["bound"] == "leak"


def test_moves_are_solved_together() -> None:
    """Feeding the mills from here makes milling here worth more than the two apart."""
    apart = [effects({key: value}) for key, value in MOVES.items()]
    joint = effects(MOVES)
    assert joint.loc["kept", "central"] == pytest.approx(
        sum(e.loc["kept", "central"] for e in apart)
    )
    assert joint.loc["type_1", "central"] > sum(e.loc["type_1", "central"] for e in apart)


def test_the_currency_does_not_count_again_what_a_move_keeps() -> None:
    closing = {move_key("LZ"): 100.0, create_key("LZ"): 1e6}
    alone = what_if(found(), HERE, CURRENCY).moves["currency_high"]
    after = what_if(found(), HERE, CURRENCY | closing).moves["currency_high"]
    assert alone["LZ"] >= 0
    assert after["LZ"] == pytest.approx(0, abs=1e-3)
    pd.testing.assert_series_equal(alone.drop("LZ"), after.drop("LZ"))
    kept = effects(CURRENCY).loc["kept", "high"]
    assert 0 < kept < CURRENCY[VOLUME] * CURRENCY[VELOCITY]


@pytest.mark.parametrize("code", [each for each in SOME if each not in UNKNOWN])
def test_every_territory_answers(code: str) -> None:
    values = {move_key(sector): 30.0 for sector in found().bought.products}
    result = what_if(found(), code, values | CURRENCY)
    assert np.isfinite(result.effects).all(axis=None)
    leak = found().table(code)["leak_high"]
    assert (result.moves["moved_high"] <= leak + 1).all()


def test_a_larger_territory_keeps_more_of_each_euro() -> None:
    ratios = {}
    for code in (VILLAGE, HERE, PARIS):
        table = effects({move_key("CM"): 1.0}, code)
        ratios[code] = table.loc["type_1", "central"] / table.loc["kept", "central"]
    assert 1 <= ratios[VILLAGE] < ratios[HERE] < ratios[PARIS] < 2.3


def test_imports_taxes_and_value_added_multipliers_sum_to_one() -> None:
    """On the whole table of 38: every euro of final demand ends abroad, in taxes or in income."""
    economy = national_economy(catalogue())
    for reading in ("all", "home"):
        domestic = economy.domestic_coefficients(reading)
        imported = (economy.total_coefficients - domestic).sum()
        parts = [imported, economy.per_output("product_taxes"), economy.per_output("value_added")]
        total = sum(value_multipliers(domestic, part) for part in parts)
        np.testing.assert_allclose(total, 1.0, atol=2e-4)


def test_pymrio_agrees_on_the_french_table() -> None:
    from pymrio.tools import iomath

    economy = national_economy(catalogue())
    np.testing.assert_allclose(
        economy.total_coefficients, iomath.calc_A(economy.flows, economy.output)
    )
    A = economy.total_coefficients
    np.testing.assert_allclose(leontief_inverse(A), iomath.calc_L(A))
