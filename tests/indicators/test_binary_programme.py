"""0/1 programmes: what floating point lets through is checked again in whole numbers."""

import numpy as np
import pytest

from territorial_lib.indicators.binary_programme import BinaryProgramme


def test_an_answer_that_breaks_a_constraint_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = BinaryProgramme._solved
    answers = [np.array([1, 1, 1])]

    def careless(self: BinaryProgramme, objective: np.ndarray) -> np.ndarray | None:
        return answers.pop() if answers else solved(self, objective)

    monkeypatch.setattr(BinaryProgramme, "_solved", careless)
    programme = BinaryProgramme(3).at_most(np.array([1, 1, 1]), 2)
    taken = programme.best(np.array([1, 2, 3]))
    assert taken is not None
    assert taken.tolist() == [0, 1, 1]


def test_first_takes_the_first_items_across_blocks() -> None:
    everyone = np.ones(50, dtype=np.int64)
    first = BinaryProgramme(50).at_least(everyone, 3).at_most(everyone, 3).first()
    assert first is not None
    assert np.flatnonzero(first).tolist() == [0, 1, 2]


def test_no_answer_is_none() -> None:
    one = np.ones(2, dtype=np.int64)
    impossible = BinaryProgramme(2).at_least(one, 3)
    assert impossible.best(one) is None
    assert impossible.first() is None
    assert BinaryProgramme(0).at_least(np.zeros(0, dtype=np.int64), 1).any() is None


def test_other_than_leaves_every_other_answer() -> None:
    programme, found = BinaryProgramme(3), set()
    while (taken := programme.any()) is not None:
        found.add(tuple(taken.tolist()))
        programme = programme.other_than(taken)
    assert len(found) == 8
