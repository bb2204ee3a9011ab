"""Majority judgment on published elections, exact tie-breaks, dots, disagreement."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from territorial_lib.indicators.voting import disagreement, dot_votes, majority_judgment

GRADES = ["À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien"]
# Balinski & Laraki (2007), Election by Majority Judgement: Experimental Evidence, Orsay, 2007:
# thousandths of the voters who gave each grade, from best to worst, and the published order.
ORSAY = {
    "Bayrou": [136, 307, 251, 148, 84, 74],
    "Royal": [167, 227, 191, 168, 122, 126],
    "Sarkozy": [191, 198, 143, 115, 71, 282],
    "Voynet": [29, 93, 175, 237, 261, 205],
    "Besancenot": [41, 99, 163, 160, 226, 311],
    "Buffet": [25, 76, 125, 206, 264, 304],
    "Bové": [15, 60, 114, 160, 257, 395],
    "Laguiller": [21, 53, 102, 166, 259, 401],
    "Nihous": [3, 18, 53, 110, 267, 550],
    "Villiers": [24, 64, 87, 113, 158, 555],
    "Schivardi": [5, 10, 39, 95, 249, 604],
    "Le Pen": [30, 46, 62, 65, 54, 744],
}


def test_orsay_2007() -> None:
    """Majority grades and gauges: Bayrou 44.3 % above Assez bien, 30.6 % below."""
    counts = pd.DataFrame.from_dict(ORSAY, orient="index", columns=GRADES[::-1])[GRADES]
    ranking = majority_judgment(counts.sample(frac=1, random_state=0))
    assert ranking.index.tolist() == list(ORSAY)
    assert ranking["rank"].tolist() == list(range(1, 13))
    assert ranking["median"].tolist() == (
        ["Assez bien"] * 3 + ["Passable"] + ["Insuffisant"] * 4 + ["À rejeter"] * 4
    )
    assert ranking.loc["Bayrou", "above"] == pytest.approx(0.443, abs=0.002)
    assert ranking.loc["Royal", "below"] == pytest.approx(0.415, abs=0.002)
    assert ranking.loc["Sarkozy", "below"] == pytest.approx(0.469, abs=0.002)


def test_an_even_count_takes_the_lower_median() -> None:
    ranking = majority_judgment(pd.DataFrame([[0, 2, 2]], columns=["low", "mid", "high"]))
    assert ranking["median"].tolist() == ["mid"]


def test_ties_are_broken_by_removing_medians_one_by_one() -> None:
    """Five voters; medians as they are removed: 2 2 3 1 3 against 2 2 3 2 3."""
    grades = pd.DataFrame([[0, 1, 2, 2], [0, 0, 3, 2]], index=["E", "F"])
    ranking = majority_judgment(grades)
    assert ranking["median"].tolist() == [2, 2]
    assert ranking.index.tolist() == ["F", "E"]
    assert pd.isna(ranking.loc["F", "removed"])
    assert ranking.loc["E", "removed"] == 3


def test_equal_grades_share_the_rank() -> None:
    ranking = majority_judgment(pd.DataFrame([[1, 2], [1, 2], [3, 0]], index=["b", "a", "c"]))
    assert ranking["rank"].to_dict() == {"b": 1, "a": 1, "c": 3}
    assert ranking["removed"].isna().tolist() == [True, True, False]


def test_an_unexpressed_grade_is_the_worst_and_is_shown() -> None:
    grades = pd.DataFrame([[0, 0, 2], [0, 3, 2]], index=["few", "many"], columns=list("abc"))
    ranking = majority_judgment(grades)
    assert ranking["unexpressed"].to_dict() == {"few": 3, "many": 0}
    assert ranking.loc["few", "median"] == "a"
    assert ranking.loc["few", "below"] == 0
    assert majority_judgment(grades, voters=10).loc["many", "median"] == "a"


@given(arrays(int, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=st.integers(0, 5)))
def test_against_sorted_medians(counts: np.ndarray) -> None:
    """Independent path: sort the ballots, take medians out of a list one by one."""
    total = counts.sum(axis=1).max()
    values = {}
    for label, row in enumerate(counts):
        ballots = sorted(
            [0] * (total - row.sum()) + [g for g, n in enumerate(row) for _ in range(n)]
        )
        values[label] = [ballots.pop((len(ballots) - 1) // 2) for _ in range(total)]
    ranking = majority_judgment(pd.DataFrame(counts))
    in_order = [values[label] for label in ranking.index]
    assert in_order == sorted(values.values(), reverse=True)
    better = [sum(other > value for other in values.values()) for value in in_order]
    assert ranking["rank"].tolist() == [1 + n for n in better]
    if total:
        assert ranking["median"].tolist() == [value[0] for value in in_order]


@given(arrays(int, (3, 4), elements=st.integers(0, 5)))
def test_a_better_grade_never_lowers_the_rank(counts: np.ndarray) -> None:
    before = majority_judgment(pd.DataFrame(counts), voters=25)
    raised = counts.copy()
    raised[0, 3] += 1
    after = majority_judgment(pd.DataFrame(raised), voters=25)
    assert after.loc[0, "rank"] <= before.loc[0, "rank"]


def test_before_anyone_votes() -> None:
    nobody = majority_judgment(pd.DataFrame(0, index=["p", "q"], columns=GRADES))
    assert nobody["rank"].tolist() == [1, 1]
    assert nobody[["median", "above", "below"]].isna().all(axis=None)
    assert majority_judgment(pd.DataFrame(columns=GRADES, dtype=float)).empty


def test_dots() -> None:
    dots = pd.DataFrame({"p": [1, 2, 0], "q": [2, 1, 0], "r": [0, 0, 1]}, index=list("xyz"))
    votes = dot_votes(dots, allowance=3)
    assert votes["dots"].tolist() == [3, 3, 1]
    assert votes["voters"].tolist() == [2, 2, 1]
    assert votes["rank"].tolist() == [1, 1, 3]
    with pytest.raises(ValueError, match=r"exceed the allowance 2 for \['x', 'y'\]"):
        dot_votes(dots, allowance=2)


def test_disagreement_between_groups() -> None:
    index = pd.MultiIndex.from_product([["p", "q"], ["citizens", "firms", "elected"]])
    grades = pd.DataFrame(
        [[5, 0, 0], [0, 0, 4], [0, 3, 0], [0, 2, 0], [0, 0, 0], [0, 0, 0]], index=index
    )
    answer = disagreement(grades)
    assert answer.loc["p"].tolist() == [0, 2, 1, 2]
    assert answer.loc["q", "citizens"] == 1
    assert answer.loc["q", ["firms", "elected", "spread"]].isna().all()


def test_wrong_arguments_are_named() -> None:
    one = pd.DataFrame([[1, 2]])
    wrong = [
        (one * -1, None, "grades has negative"),
        (one * 0.5, None, "not whole"),
        (one * np.nan, None, "grades has missing"),
        (one.iloc[:, :0], None, "at least one column"),
        (one, 2, "voters is 2"),
    ]
    for grades, voters, said in wrong:
        with pytest.raises(ValueError, match=said):
            majority_judgment(grades, voters)
    with pytest.raises(ValueError, match="not indexed by"):
        disagreement(one)
