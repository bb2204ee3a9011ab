"""Shares bought here, moved: bounds, order kept cell by cell, cases by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.local_purchases import abroad, informed, raised, within_output

UNIT = st.floats(0, 1)
MONEY = st.floats(0, 1e6)


def cells(elements):  # type: ignore[no-untyped-def]
    return arrays(float, (2, 3, 4), elements=elements)


def test_nobody_sells_more_than_is_made() -> None:
    """Low asks 2 of 3 made; high asks 6: the first fifth of what is between fits."""
    low, high, demand = np.array([[0.2, 0.0]]), np.array([[0.2, 0.8]]), np.array([[10.0, 5.0]])
    found = within_output(low, high, demand, np.array([3.0]))
    np.testing.assert_allclose(found, [[0.2, 0.2]])
    np.testing.assert_allclose(within_output(low, high, demand, np.array([9.0])), high)
    np.testing.assert_allclose(within_output(low, high, demand, np.array([1.0])), [[0.1, 0.0]])


@given(cells(UNIT), cells(UNIT), cells(UNIT), cells(MONEY), arrays(float, (2, 3), elements=MONEY))
def test_readings_stay_ordered_and_within_output(a, b, c, demand, output) -> None:  # type: ignore[no-untyped-def]
    low, _, high = np.sort([a, b, c], axis=0)
    serves = np.array([True, False, True])[None, :, None]
    readings = (low, np.where(serves, high, low), high)
    found = [within_output(low, each, demand, output) for each in readings]
    for less, more in ((found[0], found[1]), (found[1], found[2])):
        assert (less <= more + 1e-12).all()
    for asked, each in zip(readings, found, strict=True):
        assert (each >= 0).all()
        assert (each <= asked + 1e-12).all()
        assert ((each * demand).sum(axis=-1) <= output + 1e-6 * (1 + output)).all()


def test_a_missing_territory_stays_missing() -> None:
    nothing = np.full((1, 1, 2), np.nan)
    zero = np.zeros((1, 1, 2))
    assert np.isnan(within_output(nothing, nothing, nothing, np.full((1, 1), np.nan))).all()
    assert (within_output(zero, zero, zero, np.zeros((1, 1))) == 0).all()


@given(cells(UNIT), cells(MONEY), UNIT)
def test_what_is_moved_is_found(share: np.ndarray, demand: np.ndarray, part: float) -> None:
    leak = ((1 - share) * demand).sum(axis=-1)
    after = raised(share, demand, part * leak)
    assert (after >= share).all()
    assert (after <= 1).all()
    moved = ((after - share) * demand).sum(axis=-1)
    np.testing.assert_allclose(moved, part * leak, rtol=1e-9, atol=1e-6)


def test_more_than_what_leaks_is_refused() -> None:
    with pytest.raises(ValueError, match="what leaks"):
        raised(np.array([[0.5]]), np.array([[10.0]]), np.array([6.0]))


def test_surveyed_euros_correct_their_part() -> None:
    share, said = np.array([[0.2, 0.4], [0.3, 0.3]]), np.array([1.0, np.nan])
    found = informed(share, said, np.array([0.25, 1.0]))
    np.testing.assert_allclose(found, [[0.4, 0.55], [0.3, 0.3]])
    np.testing.assert_allclose(informed(share, said, np.array([1.0, 1.0]))[0], [1.0, 1.0])


def test_local_purchases_replace_the_nation_first() -> None:
    np.testing.assert_allclose(abroad(np.array([0.2, 0.9]), np.array([0.3, 0.3])), [0.3, 0.1])
