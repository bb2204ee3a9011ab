"""Betweenness through shared stakes: by hand, its bounds, and neighbours."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.stake_network import betweenness, neighbours


def table(*rows, columns=("s", "t", "u")):
    index = [chr(ord("a") + n) for n in range(len(rows))]
    return pd.DataFrame(list(rows), index=index, columns=list(columns[: len(rows[0])]))


def test_the_one_in_the_middle_of_three():
    cares = table([1, 0], [1, 1], [0, 1])
    assert betweenness(cares).to_dict() == {"a": 0, "b": 1, "c": 0}


def test_a_star_and_a_tie():
    star = table([1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1])
    assert betweenness(star)["a"] == 1
    square = table([1, 1], [1, 0], [1, 1], [0, 1])  # b to d through a or through c
    assert betweenness(square).to_dict() == pytest.approx({"a": 1 / 6, "b": 0, "c": 1 / 6, "d": 0})


def test_few_actors_or_none():
    assert betweenness(table([1], [1])).to_dict() == {"a": 0, "b": 0}
    assert betweenness(table([1]).iloc[:0]).empty


def test_neighbours_share_a_stake():
    shared = neighbours(table([1, 0], [1, 1], [0, 1]))
    assert shared.loc["a"].to_dict() == {"a": False, "b": True, "c": False}


@settings(max_examples=40, deadline=None)
@given(arrays(bool, st.tuples(st.integers(1, 8), st.integers(1, 5))))
def test_a_share_of_paths_whatever_the_order(held):
    cares = pd.DataFrame(held)
    values = betweenness(cares)
    assert values.between(0, 1 + 1e-12).all()
    shuffled = betweenness(cares.iloc[::-1])
    pd.testing.assert_series_equal(values, shuffled.iloc[::-1])
    alone = ~neighbours(cares).any(axis=1)
    assert (values[alone] == 0).all()


def test_repeated_actors_are_refused():
    with pytest.raises(ValueError, match="actors repeats labels"):
        betweenness(pd.DataFrame([[1], [1]], index=["a", "a"], columns=["s"]))
