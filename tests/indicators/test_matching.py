"""Offers and requests: category, quantity, distance; as many as possible, the nearest first."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.matching import pair

NAN = float("nan")


def proposals(**rows: tuple[str, str, float, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, index=["actor", "category", "quantity", "unit"]).T
    return frame.astype({"quantity": float})


def km(offers: pd.DataFrame, requests: pd.DataFrame, values) -> pd.DataFrame:  # type: ignore[no-untyped-def]
    return pd.DataFrame(np.array(values, dtype=float), offers.index, requests.index)


def test_quantities_are_shared_out_the_nearest_first() -> None:
    offers = proposals(o1=("a", "wood", 10, "t"), o2=("b", "wood", 10, "t"))
    requests = proposals(r1=("c", "wood", 12, "t"))
    found = pair(offers, requests, km(offers, requests, [[5], [1]]), 50)
    assert found[["offer", "quantity"]].to_numpy().tolist() == [["o2", 10.0], ["o1", 2.0]]


def test_as_much_as_possible_is_met_even_by_a_detour() -> None:
    """r1 alone could take o1 at 0 km, but r2 has no other: both are served."""
    offers = proposals(o1=("a", "wood", 1, "t"), o2=("b", "wood", 1, "t"))
    requests = proposals(r1=("c", "wood", 1, "t"), r2=("d", "wood", 1, "t"))
    found = pair(offers, requests, km(offers, requests, [[0, 50], [50, 51]]), 50)
    assert found["quantity"].sum() == 2


def test_unsaid_quantities_are_paired_one_to_one() -> None:
    offers = proposals(o1=("a", "tool", NAN, ""), o2=("b", "tool", NAN, ""))
    requests = proposals(r1=("c", "tool", 2, "h"), r2=("d", "tool", NAN, ""))
    found = pair(offers, requests, km(offers, requests, [[1, 2], [2, 9]]), 50)
    assert set(zip(found["offer"], found["request"], strict=True)) == {("o1", "r2"), ("o2", "r1")}
    assert found["quantity"].isna().all()


def test_categories_actors_and_reach_keep_apart() -> None:
    offers = proposals(o1=("a", "wood", NAN, ""), o2=("b", "heat", NAN, ""))
    requests = proposals(r1=("a", "wood", NAN, ""), r2=("c", "heat", NAN, ""))
    assert pair(offers, requests, km(offers, requests, [[1, 1], [1, 99]]), 50).empty


def test_unknown_places_come_last() -> None:
    offers = proposals(o1=("a", "wood", 1, "t"), o2=("b", "wood", 1, "t"))
    requests = proposals(r1=("c", "wood", 1, "t"))
    found = pair(offers, requests, km(offers, requests, [[NAN], [49]]), 50)
    assert found["offer"].tolist() == ["o2"]
    only = pair(offers.loc[["o1"]], requests, km(offers.loc[["o1"]], requests, [[NAN]]), 50)
    assert only["distance"].isna().all()
    assert len(only) == 1


@given(arrays(float, (3, 3), elements=st.floats(0, 20).map(round)))
def test_one_to_one_is_the_best_of_all(distance: np.ndarray) -> None:
    offers = proposals(**{f"o{n}": (f"a{n}", "x", NAN, "") for n in range(3)})
    requests = proposals(**{f"r{n}": (f"b{n}", "x", NAN, "") for n in range(3)})
    found = pair(offers, requests, km(offers, requests, distance), 10)
    best = max(
        (
            sum(distance[i, j] <= 10 for i, j in enumerate(order)),
            -sum(distance[i, j] for i, j in enumerate(order) if distance[i, j] <= 10),
        )
        for order in itertools.permutations(range(3))
    )
    assert (len(found), -found["distance"].sum()) == best


def test_nothing_to_pair() -> None:
    empty = pd.DataFrame(columns=["actor", "category", "quantity", "unit"]).astype(
        {"quantity": float}
    )
    assert pair(empty, empty, pd.DataFrame(), 10).empty


def test_wrong_arguments_are_named() -> None:
    offers = proposals(o1=("a", "wood", -1, "t"))
    with pytest.raises(ValueError, match="quantity of offers has negative"):
        pair(offers, offers, km(offers, offers, [[1]]), 10)
    with pytest.raises(ValueError, match="reach is"):
        pair(*[proposals(o1=("a", "w", 1, "t"))] * 2, pd.DataFrame(), 0)
    with pytest.raises(ValueError, match="lacks the columns"):
        pair(offers.drop(columns="unit"), offers, pd.DataFrame(), 1)
