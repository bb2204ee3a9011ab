"""Diversity indices: known values, bounds, missing values."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.diversity import (
    effective_number,
    hachman,
    herfindahl,
    krugman,
    shannon,
)

JOBS = arrays(float, 6, elements=st.floats(0, 1e6)).filter(lambda x: x.sum() > 1e-3)
EQUAL = pd.Series([5.0] * 4)
ALONE = pd.Series([0.0, 9.0, 0.0, 0.0])


def test_equal_sectors_are_the_most_diverse() -> None:
    assert shannon(EQUAL) == pytest.approx(math.log(4))
    assert shannon(EQUAL, base=2) == pytest.approx(2)
    assert herfindahl(EQUAL) == pytest.approx(1 / 4)
    assert effective_number(EQUAL) == pytest.approx(4)


def test_one_sector_is_the_least_diverse() -> None:
    assert shannon(ALONE) == 0
    assert herfindahl(ALONE) == 1
    assert effective_number(ALONE) == 1


def test_hill_numbers_of_a_known_case() -> None:
    """Jost (2006), Entropy and diversity: shares 1/2, 1/4, 1/4 have H = 1.5 bits, 2^1.5 species."""
    x = pd.Series([2.0, 1.0, 1.0])
    assert shannon(x, base=2) == pytest.approx(1.5)
    assert effective_number(x) == pytest.approx(2**1.5)
    assert herfindahl(x) == pytest.approx(0.375)


def test_krugman_and_hachman_against_hand_calculation() -> None:
    local, reference = pd.Series([3.0, 1.0, 0.0]), pd.Series([1.0, 1.0, 2.0])
    assert krugman(local, reference) == pytest.approx(0.5 + 0 + 0.5)
    assert hachman(local, reference) == pytest.approx(1 / (0.75**2 / 0.25 + 0.25**2 / 0.25))


def test_krugman_of_two_disjoint_structures_is_two() -> None:
    assert krugman(pd.Series([1.0, 0]), pd.Series([0, 3.0])) == 2


def test_hachman_refuses_a_sector_that_the_reference_lacks() -> None:
    with pytest.raises(ValueError, match="sectors present in local"):
        hachman(pd.Series([1.0, 1]), pd.Series([0, 3.0]))


def test_hachman_forgets_a_sector_that_nobody_has() -> None:
    assert hachman(pd.Series([1.0, 1, 0]), pd.Series([2.0, 2, 0])) == pytest.approx(1)


@pytest.mark.parametrize("index", [shannon, herfindahl, effective_number])
def test_missing_stays_missing(index) -> None:  # type: ignore[no-untyped-def]
    x = pd.DataFrame([[1, np.nan, 2], [0, 0, 0], [1, 1, 1]], index=["nan", "none", "known"])
    answer = index(x)
    assert answer.isna().tolist() == [True, True, False]
    assert answer["known"] == pytest.approx(index(x.loc["known"]))
    assert math.isnan(index(x.loc["none"]))


@pytest.mark.parametrize("index", [krugman, hachman])
def test_missing_stays_missing_against_a_reference(index) -> None:  # type: ignore[no-untyped-def]
    x = pd.DataFrame([[1, np.nan, 2], [0, 0, 0], [1, 1, 1]], index=["nan", "none", "known"])
    answer = index(x, pd.Series([1.0, 2, 3]))
    assert answer.isna().tolist() == [True, True, False]


@pytest.mark.parametrize("base", [1, 0, -2, math.inf, math.nan])
def test_a_base_that_is_none_is_refused(base: float) -> None:
    with pytest.raises(ValueError, match="base is"):
        shannon(EQUAL, base=base)


@given(JOBS, JOBS)
def test_bounds_and_identities(a: np.ndarray, b: np.ndarray) -> None:
    local, reference = pd.Series(a), pd.Series(b + 1)
    assert 0 <= shannon(local) <= math.log(6) + 1e-9
    assert 1 / 6 - 1e-9 <= herfindahl(local) <= 1 + 1e-9
    assert effective_number(local) == pytest.approx(2 ** shannon(local, base=2))
    assert 0 <= krugman(local, reference) <= 2 + 1e-9
    assert krugman(local, reference) == pytest.approx(krugman(reference, local))
    assert 0 < hachman(local, reference) <= 1 + 1e-9
    assert hachman(reference, reference) == pytest.approx(1)
