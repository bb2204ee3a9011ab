"""The smallest coalition: equal to brute force, alternatives, what nobody can do."""

import itertools
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators import coalition
from territorial_lib.indicators.coalition import smallest

CAPACITIES = pd.DataFrame(
    [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 0]],
    index=["CCI", "commune", "coop", "association"],
    columns=["fund", "land", "skill", "machine"],
).astype(bool)


def test_case_made_by_hand() -> None:
    answer = smallest(CAPACITIES, ["fund", "land", "skill", "machine", "forest"])
    assert list(answer.members) == ["CCI", "coop"]
    assert answer.alternatives == ()
    assert list(answer.uncovered) == ["forest"]
    assert answer.complete


def test_alternatives_of_the_same_size() -> None:
    answer = smallest(CAPACITIES, ["fund"])
    assert list(answer.members) == ["CCI"]
    assert [list(other) for other in answer.alternatives] == [["association"]]
    assert answer.complete
    assert not smallest(CAPACITIES, ["fund"], limit=0).complete


@pytest.mark.parametrize("nodes", [0, 5_000], ids=["solved", "looked at"])
@settings(max_examples=30)
@given(held=arrays(bool, st.tuples(st.integers(1, 12), st.integers(1, 5))))
def test_equals_brute_force(nodes: int, held: np.ndarray) -> None:
    table = pd.DataFrame(held)
    needed = list(range(held.shape[1]))
    possible = [c for c in needed if held[:, c].any()]
    covers = [
        set(chosen)
        for size in range(held.shape[0] + 1)
        for chosen in itertools.combinations(range(held.shape[0]), size)
        if held[list(chosen)].any(axis=0)[possible].all()
    ]
    equals = [cover for cover in covers if len(cover) == len(covers[0])]
    with patch.object(coalition, "_NODES", nodes):
        answer = smallest(table, needed, limit=3)
    assert set(answer.members) == equals[0]  # combinations() lists the first actors first
    assert list(answer.uncovered) == [c for c in needed if c not in possible]
    assert answer.complete == (len(equals) <= 4)
    assert len(answer.alternatives) == min(3, len(equals) - 1)
    for other in answer.alternatives:
        assert set(other) in equals[1:]


def test_nothing_needed_or_nobody() -> None:
    assert smallest(CAPACITIES, []).members.empty
    nobody = smallest(CAPACITIES.iloc[:0], ["fund"])
    assert nobody.members.empty
    assert list(nobody.uncovered) == ["fund"]


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="capacities has missing"):
        smallest(CAPACITIES.astype(float) * np.nan, ["fund"])
    with pytest.raises(ValueError, match="capacities repeats labels"):
        smallest(pd.concat([CAPACITIES, CAPACITIES]), ["fund"])


def test_those_already_in_stay_and_are_completed() -> None:
    answer = smallest(CAPACITIES, ["fund", "land"], already=["coop"])
    assert list(answer.members) == ["CCI", "coop"]
    alone = smallest(CAPACITIES, ["skill"], already=["coop", "association"])
    assert list(alone.members) == ["coop", "association"]
    with pytest.raises(ValueError, match="already names unknown actors"):
        smallest(CAPACITIES, ["fund"], already=["nobody"])


@pytest.mark.parametrize("nodes", [0, 5_000], ids=["solved", "looked at"])
@settings(max_examples=25)
@given(held=arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 4))), data=st.data())
def test_equals_brute_force_around_those_already_in(
    nodes: int, held: np.ndarray, data: st.DataObject
) -> None:
    table = pd.DataFrame(held)
    already = data.draw(st.sets(st.integers(0, len(held) - 1)))
    possible = [c for c in range(held.shape[1]) if held[:, c].any()]
    size, cover = next(
        (size, set(chosen))
        for size in range(len(held) + 1)
        for chosen in itertools.combinations(range(len(held)), size)
        if already <= set(chosen) and held[list(chosen)].any(axis=0)[possible].all()
    )
    with patch.object(coalition, "_NODES", nodes):
        answer = smallest(table, list(range(held.shape[1])), already=already)
    assert len(answer.members) == size
    assert set(answer.members) == cover


def test_hundreds_of_actors_are_looked_at_within_the_branches_allowed() -> None:
    chance = np.random.default_rng(8)
    table = pd.DataFrame(chance.random((200, 5)) < 0.1)
    with patch.object(coalition, "_solved", side_effect=AssertionError):
        answer = smallest(table, list(range(5)))
    assert table.loc[answer.members].any().all() and len(answer.alternatives) == 5
