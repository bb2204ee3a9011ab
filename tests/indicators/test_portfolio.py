"""The best portfolio: equal to brute force, ties said, what the next euro buys."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territorial_lib.indicators.portfolio import select

ACTIONS = pd.DataFrame(
    {"value": [60.0, 100, 120], "cost": [10.0, 20, 30], "people": [1.0, 1, 1]},
    index=["hedge", "canteen", "mill"],
)


@st.composite
def cases(draw: st.DrawFn):  # type: ignore[no-untyped-def]
    """Up to 12 actions with few distinct numbers, so that ties are frequent."""
    n = draw(st.integers(0, 12))
    small = st.integers(0, 6)
    actions = pd.DataFrame(
        {
            "value": [draw(st.integers(-1, 6)) * 0.5 for _ in range(n)],
            "cost": [draw(small) * 12.5 for _ in range(n)],
            "people": [draw(small) / 4 for _ in range(n)],
        },
        index=[f"a{i}" for i in range(n)],
    )
    pairs = [(f"a{i}", f"a{j}") for i, j in itertools.combinations(range(n), 2)]
    precedence = draw(st.lists(st.sampled_from(pairs), max_size=4)) if pairs else []
    return actions, draw(small) * 20.0, draw(st.integers(1, 12)) / 4, precedence


def brute(actions: pd.DataFrame, people: float, precedence: list[tuple[str, str]]):  # type: ignore[no-untyped-def]
    """Every set that people and precedence allow: (value, cost, labels)."""
    rows = list(actions.itertuples())
    for taken in itertools.product([1, 0], repeat=len(rows)):
        chosen = [row for row, take in zip(rows, taken, strict=True) if take]
        labels = [row.Index for row in chosen]
        fits = sum(row.people for row in chosen) <= people
        if fits and all(a in labels for a, b in precedence if b in labels):
            yield sum(row.value for row in chosen), sum(row.cost for row in chosen), labels


@settings(max_examples=40)
@given(cases())
def test_equals_brute_force(case) -> None:  # type: ignore[no-untyped-def]
    actions, budget, people, precedence = case
    answer = select(actions, budget, people, precedence)
    every = list(brute(actions, people, precedence))
    within = [each for each in every if each[1] <= budget]
    value = max(each[0] for each in within)
    cost = min(each[1] for each in within if each[0] == value)
    equals = [each[2] for each in within if each[:2] == (value, cost)]
    assert (answer.value, answer.cost) == (value, cost)
    assert list(answer.chosen) == equals[0]  # product() lists the first actions first
    assert answer.tied == (len(equals) > 1)
    dearer = [each for each in every if each[0] > value]
    if not dearer:
        assert answer.next_best is None
        return
    assert answer.next_best is not None
    least = min(each[1] for each in dearer)
    assert answer.next_best.extra == pytest.approx(least - budget)
    assert answer.next_best.value == max(each[0] for each in dearer if each[1] == least)


def test_textbook_knapsack() -> None:
    """Cormen et al. (2009), figure 16.2: values 60, 100, 120, weights 10, 20, 30, capacity 50."""
    answer = select(ACTIONS, budget=50)
    assert list(answer.chosen) == ["canteen", "mill"]
    assert (answer.value, answer.cost, answer.people) == (220, 50, 2)
    assert answer.next_best is not None
    assert (answer.next_best.extra, answer.next_best.value) == (10, 280)


def test_people_are_counted() -> None:
    assert list(select(ACTIONS, budget=math.inf, people=1).chosen) == ["mill"]
    assert select(ACTIONS, budget=1000, people=1).next_best is None


def test_the_room_imposes_and_excludes() -> None:
    assert list(select(ACTIONS, 50, imposed=["hedge"]).chosen) == ["hedge", "mill"]
    assert list(select(ACTIONS, 50, excluded=["mill"]).chosen) == ["hedge", "canteen"]
    with pytest.raises(ValueError, match="do not fit"):
        select(ACTIONS, 5, imposed=["hedge"])
    with pytest.raises(ValueError, match="do not fit"):
        select(ACTIONS, 50, precedence=[("mill", "hedge")], imposed=["hedge"], excluded=["mill"])


def test_cents_are_exact() -> None:
    actions = pd.DataFrame(
        {"value": [1.0, 1, 3], "cost": [0.1, 0.2, 1e7 + 0.01], "people": [0.0, 0, 0]}
    )
    assert list(select(actions, 0.3).chosen) == [0, 1]
    assert list(select(actions, 1e7).chosen) == [0, 1]
    following = select(actions, 1e7).next_best
    assert following is not None
    assert following.extra == pytest.approx(0.01)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="circle"):
        select(ACTIONS, 50, precedence=[("hedge", "mill"), ("mill", "hedge")])
    with pytest.raises(ValueError, match="precedence has unknown actions"):
        select(ACTIONS, 50, precedence=[("hedge", "bridge")])
    with pytest.raises(ValueError, match="imposed has unknown actions"):
        select(ACTIONS, 50, imposed=["bridge"])
    for budget in (-1, math.nan):
        with pytest.raises(ValueError, match="budget is"):
            select(ACTIONS, budget)
    with pytest.raises(ValueError, match="people is -1"):
        select(ACTIONS, 50, people=-1)
    with pytest.raises(ValueError, match=r"lacks the columns \['people'\]"):
        select(ACTIONS.drop(columns="people"), 50)
    with pytest.raises(ValueError, match="cost of actions has missing"):
        select(ACTIONS.assign(cost=math.nan), 50)
    with pytest.raises(ValueError, match="repeats labels"):
        select(pd.concat([ACTIONS, ACTIONS]), 50)
