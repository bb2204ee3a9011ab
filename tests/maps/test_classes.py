"""Classes: round limits, none empty, fewer when the values are few."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.maps.classes import breaks, class_of, shades, wordings

values = st.lists(st.floats(-1e6, 1e9, allow_nan=False), min_size=1, max_size=80)


@given(values)
def test_classes_cover_every_value_and_none_is_empty(numbers: list[float]) -> None:
    limits = breaks(numbers)
    assert limits == sorted(set(limits))
    assert len(limits) <= 4
    ranks = {class_of(number, limits) for number in numbers}
    if len(set(numbers)) > 1:
        assert ranks == set(range(len(limits) + 1))


def test_limits_are_round_and_quantile() -> None:
    limits = breaks([float(n) for n in range(1, 1001)])
    assert limits == [200.0, 400.0, 600.0, 800.0]


def test_skewed_values_keep_five_classes() -> None:
    assert len(breaks([10, 20, 30, 40, 50, 60, 70, 80, 90, 100_000])) == 4


def test_few_values_make_few_classes() -> None:
    assert breaks([3.0, 3.0, math.nan]) == []
    assert len(breaks([1.0, 2.0])) == 1


def test_what_differs_from_nearly_all_stands_out() -> None:
    assert breaks([0.0] * 40 + [1.0, 2.0]) == [1.0]


def test_missing_is_no_class() -> None:
    assert class_of(math.nan, [1.0]) == -1
    assert class_of(1.0, [1.0]) == 1
    assert class_of(0.99, [1.0]) == 0


def test_wordings_are_french() -> None:
    assert wordings([0.5, 1200.0]) == ["moins de 0,5", "de 0,5 à 1\u202f200", "1\u202f200 et plus"]
    assert wordings([]) == ["toutes les valeurs"]


@pytest.mark.parametrize(("count", "expected"), [(0, "c"), (1, "ae"), (2, "ace"), (4, "abcde")])
def test_shades_keep_the_extremes(count: int, expected: str) -> None:
    assert "".join(shades([float(n) for n in range(count)], "abcde")) == expected
