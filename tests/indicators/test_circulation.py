"""Loops of purchases: conserved, largest, unique, and the links that are missing."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from territorial_lib.indicators.circulation import closed_loops, missing_links


def table(*rows: tuple[str, str, float]) -> pd.DataFrame:
    """Purchases."""
    return pd.DataFrame(list(rows), columns=["buyer", "seller", "amount"])


NAMES = st.sampled_from("abcde")
PURCHASES = st.lists(
    st.tuples(NAMES, NAMES, st.integers(0, 4)).filter(lambda row: row[0] != row[1]), max_size=9
).map(lambda rows: table(*[(b, s, cents / 100) for b, s, cents in rows]))


def test_a_loop_with_a_dead_end() -> None:
    flows = closed_loops(table(("a", "b", 10), ("b", "c", 7.5), ("c", "a", 9), ("c", "d", 5)))
    assert flows.to_dict("records") == [
        {"buyer": "a", "seller": "b", "amount": 7.5},
        {"buyer": "b", "seller": "c", "amount": 7.5},
        {"buyer": "c", "seller": "a", "amount": 7.5},
    ]


def test_duplicates_are_summed_and_fractions_of_a_cent_dropped() -> None:
    flows = closed_loops(table(("a", "b", 1.005), ("a", "b", 2), ("b", "a", 3.009)))
    assert flows["amount"].tolist() == [3.0, 3.0]


def test_a_longer_loop_is_preferred_to_a_shorter_one() -> None:
    """a buys for 1 in all: 3 euros circulate through b and c, 2 through b alone."""
    flows = closed_loops(table(("a", "b", 1), ("b", "a", 1), ("b", "c", 1), ("c", "a", 1)))
    assert flows["amount"].sum() == 3


def test_equal_circulations_are_settled_by_the_names_not_by_the_rows() -> None:
    rows = [("a", "b", 1), ("b", "c", 1), ("c", "a", 1), ("b", "d", 1), ("d", "a", 1)]
    answers = [closed_loops(table(*order)) for order in itertools.permutations(rows)]
    for answer in answers:
        pd.testing.assert_frame_equal(answer, answers[0])
    assert answers[0]["seller"].tolist() == ["b", "c", "a"]


def test_every_tie_goes_to_the_first_names() -> None:
    """Ten separate choices between two equal loops: no solver falls on all of them by chance."""
    rows = []
    for k in range(10):
        rows += [(f"{k}a", f"{k}b", 1), (f"{k}b", f"{k}a", 1), (f"{k}b", f"{k}c", 1)]
        rows += [(f"{k}c", f"{k}a", 1), (f"{k}b", f"{k}d", 1), (f"{k}d", f"{k}a", 1)]
    flows = closed_loops(table(*rows))
    assert flows["amount"].sum() == 30
    assert set(flows["seller"].str[1:]) == {"a", "b", "c"}


@given(PURCHASES)
def test_conserved_bounded_and_largest(purchases: pd.DataFrame) -> None:
    flows = closed_loops(purchases)
    assert (flows["amount"] > 0).all()
    paid, received = (flows.groupby(side)["amount"].sum() for side in ("buyer", "seller"))
    assert (paid * 100).round().to_dict() == (received * 100).round().to_dict()
    pairs = purchases.groupby(["buyer", "seller"])["amount"].sum()
    kept = flows.set_index(["buyer", "seller"])["amount"]
    assert (kept <= pairs[kept.index] + 1e-9).all()
    assert round(kept.sum() * 100) == by_cancelling(pairs)


def by_cancelling(pairs: "pd.Series[float]") -> int:
    """Largest circulation by another path: cancel positive cycles of the residual graph."""
    import networkx as nx

    room = {pair: round(amount * 100) for pair, amount in pairs.items()}
    flow = dict.fromkeys(room, 0)
    while True:
        graph = nx.MultiDiGraph()
        for (a, b), most in room.items():
            if flow[a, b] < most:
                graph.add_edge(a, b, weight=-1, pair=(a, b), way=1)
            if flow[a, b] > 0:
                graph.add_edge(b, a, weight=1, pair=(a, b), way=-1)
        cycle = next((c for c in cycles(graph) if sum(e["weight"] for e in c) < 0), None)
        if cycle is None:
            return sum(flow.values())
        for edge in cycle:
            flow[edge["pair"]] += edge["way"]


def cycles(graph):  # type: ignore[no-untyped-def]
    """Every simple cycle, with each choice among parallel edges."""
    import networkx as nx

    for nodes in nx.simple_cycles(nx.DiGraph(graph)):
        steps = itertools.pairwise([*nodes, nodes[0]])
        yield from itertools.product(*[list(graph[a][b].values()) for a, b in steps])


@given(PURCHASES, st.lists(st.tuples(NAMES, NAMES, st.integers(0, 4)), max_size=5))
def test_missing_links_equal_what_each_adds(
    purchases: pd.DataFrame, links: list[tuple[str, str, int]]
) -> None:
    candidates = table(*[(b, s, cents / 100) for b, s, cents in links if b != s])
    base = closed_loops(purchases)["amount"].sum()
    best = missing_links(purchases, candidates, count=3)
    gains = pd.Series(
        [
            round(closed_loops(pd.concat([purchases, row.to_frame().T]))["amount"].sum() - base, 2)
            for _, row in candidates.iterrows()
        ],
        dtype=float,
    )
    expected = gains[gains > 0].sort_values(ascending=False, kind="stable").head(3)
    assert best["gain"].tolist() == pytest.approx(expected.tolist())
    np.testing.assert_allclose(gains[best.index], best["gain"])


def test_nothing_to_close() -> None:
    assert closed_loops(table()).empty
    assert list(closed_loops(table(("a", "b", 1))).columns) == ["buyer", "seller", "amount"]
    assert closed_loops(table(("a", "b", 1))).empty
    assert missing_links(table(), table(("a", "b", 1))).empty
    assert missing_links(table(("a", "b", 1)), table()).empty


def test_wrong_arguments_are_named() -> None:
    wrong = [
        (table(("a", "a", 1)), "buy from themselves"),
        (table(("a", "b", -1)), "amount of purchases has negative"),
        (table(("a", "b", float("nan"))), "amount of purchases has missing"),
        (table(("a", None, 1)), "without buyer or seller"),  # type: ignore[arg-type]
        (table(("a", "b", 1)).drop(columns="amount"), "lacks the columns"),
    ]
    for purchases, said in wrong:
        with pytest.raises(ValueError, match=said):
            closed_loops(purchases)
