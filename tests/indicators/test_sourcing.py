"""Sourcing: equal to HiGHS, conserved, priced, and the same whatever the order of the rows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from territorial_lib.indicators.sourcing import BEYOND, allocate

BEYOND_COST = 100.0


@st.composite
def cases(draw: st.DrawFn) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """Up to 6 origins and destinations, some empty, some out of reach, many equal costs."""
    origins = [f"o{n}" for n in range(draw(st.integers(1, 6)))]
    destinations = [f"d{n}" for n in range(draw(st.integers(1, 6)))]
    mass = st.one_of(st.just(0.0), st.floats(0.01, 1e6), st.integers(1, 20).map(float))
    price = st.one_of(st.integers(0, 120).map(float), st.just(np.inf), st.floats(0, 150))
    supply = pd.Series([draw(mass) for _ in origins], origins)
    demand = pd.Series([draw(mass) for _ in destinations], destinations)
    rows = [[draw(price) for _ in destinations] for _ in origins]
    return supply, demand, pd.DataFrame(rows, origins, destinations)


def highs(supply: pd.Series, demand: pd.Series, cost: pd.DataFrame) -> float:
    """Solve the linear programme of methods.md as it is written, by scipy's HiGHS."""
    n, m = cost.shape
    reach = np.isfinite(cost.to_numpy()).ravel()
    objective = np.append(np.where(reach, cost.to_numpy().ravel(), 0.0), np.full(m, BEYOND_COST))
    bounds = [(0, None if reachable else 0) for reachable in reach] + [(0, None)] * m
    shipped = np.hstack([np.kron(np.eye(n), np.ones(m)), np.zeros((n, m))])
    received = np.hstack([np.tile(np.eye(m), n), np.eye(m)])
    solved = linprog(
        objective, A_ub=shipped, b_ub=supply, A_eq=received, b_eq=demand, bounds=bounds
    )
    assert solved.status == 0
    return float(solved.fun)


def spent(flows: pd.DataFrame) -> float:
    """Total cost."""
    return float((flows["quantity"] * flows["cost"]).sum())


@settings(max_examples=120)
@given(cases())
def test_equals_the_optimum_and_conserves(
    case: tuple[pd.Series, pd.Series, pd.DataFrame],
) -> None:
    supply, demand, cost = case
    flows, duals = allocate(supply, demand, cost, BEYOND_COST)
    slack = 1e-12 * (supply.sum() + demand.sum())
    inside = flows[flows["origin"] != BEYOND]
    shipped = inside.groupby("origin")["quantity"].sum().reindex(supply.index, fill_value=0)
    received = flows.groupby("destination")["quantity"].sum().reindex(demand.index, fill_value=0)
    assert (flows["quantity"] > 0).all()
    assert (shipped <= supply).all()
    assert (received <= demand).all()
    np.testing.assert_allclose(received, demand, atol=slack)
    assert spent(flows) == pytest.approx(highs(supply, demand, cost), rel=1e-7, abs=1e-5)
    # strong duality and complementary slackness
    w, v = duals["origin"], duals["destination"]
    near = 1e-7
    assert ((w >= 0) & (w <= BEYOND_COST)).all()
    assert ((v >= 0) & (v <= BEYOND_COST)).all()
    reduced = cost + w.to_numpy()[:, None] - v.to_numpy()[None, :]
    assert (reduced >= -near).all(axis=None)
    for flow in inside.itertuples():
        assert reduced.loc[flow.origin, flow.destination] == pytest.approx(0, abs=near)
    assert (w[shipped < supply - slack] <= near).all()
    from_beyond = flows.loc[flows["origin"] == BEYOND, "destination"]
    np.testing.assert_allclose(v[from_beyond], BEYOND_COST)
    assert demand @ v - supply @ w == pytest.approx(spent(flows), rel=1e-7, abs=1e-5)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(case, random) -> None:  # type: ignore[no-untyped-def]
    supply, demand, cost = case
    origins, destinations = list(supply.index), list(demand.index)
    random.shuffle(origins)
    random.shuffle(destinations)
    flows, duals = allocate(supply, demand, cost, BEYOND_COST)
    shuffled, same = allocate(
        supply[origins], demand[destinations], cost.loc[origins, destinations], BEYOND_COST
    )
    pairs = ["destination", "origin"]
    pd.testing.assert_frame_equal(
        flows.sort_values(pairs, ignore_index=True), shuffled.sort_values(pairs, ignore_index=True)
    )
    pd.testing.assert_series_equal(duals.sort_index(), same.sort_index())


def test_case_made_by_hand() -> None:
    """Two suppliers, one near; both want it, the far one pays the dearest mile."""
    supply, demand = pd.Series({"near": 10.0, "far": 10.0}), pd.Series({"us": 8.0, "them": 8.0})
    cost = pd.DataFrame({"us": [1.0, 30.0], "them": [2.0, 10.0]}, index=["near", "far"])
    flows, duals = allocate(supply, demand, cost, BEYOND_COST)
    assert flows.to_dict("records") == [
        {"origin": "near", "destination": "us", "quantity": 8.0, "cost": 1.0},
        {"origin": "near", "destination": "them", "quantity": 2.0, "cost": 2.0},
        {"origin": "far", "destination": "them", "quantity": 6.0, "cost": 10.0},
    ]
    assert duals["destination"].to_dict() == pytest.approx({"us": 9, "them": 10})
    assert duals["origin"].to_dict() == pytest.approx({"near": 8, "far": 0})


def test_another_territorys_deficit_changes_our_suppliers() -> None:
    supply = pd.Series({"near": 10.0, "far": 10.0})
    cost = pd.DataFrame({"us": [1.0, 3.0], "them": [1.0, 30.0]}, index=["near", "far"])

    def ours(need_of_others: float) -> set[str]:
        demand = pd.Series({"us": 8.0, "them": need_of_others})
        flows, _ = allocate(supply, demand, cost, BEYOND_COST)
        return set(flows.loc[flows["destination"] == "us", "origin"])

    assert ours(1.0) == {"near"}
    assert ours(10.0) == {"far"}


def test_national_size_keeps_small_quantities_exact() -> None:
    supply = pd.Series({"big": 4e7, "small": 0.125})
    demand = pd.Series({"town": 3e7, "hamlet": 0.0625})
    cost = pd.DataFrame({"town": [5.0, 900.0], "hamlet": [900.0, 1.0]}, index=["big", "small"])
    flows, _ = allocate(supply, demand, cost, 1000.0)
    assert flows["quantity"].tolist() == [3e7, 0.0625]


def test_nothing_to_supply_or_to_meet() -> None:
    supply, demand = pd.Series({"o": 0.0}), pd.Series({"d": 3.0})
    cost = pd.DataFrame({"d": [4.0]}, index=["o"])
    flows, duals = allocate(supply, demand, cost, BEYOND_COST)
    assert flows["origin"].tolist() == [BEYOND]
    assert flows["quantity"].tolist() == [3.0]
    assert duals["origin"]["o"] == 96  # a first tonne there would save the way from beyond
    flows, duals = allocate(supply + 3, demand * 0, cost, BEYOND_COST)
    assert flows.empty
    assert list(flows.columns) == ["origin", "destination", "quantity", "cost"]
    assert duals["destination"]["d"] == 4  # a first tonne wanted there costs its way
    flows, duals = allocate(supply[:0], demand[:0], cost.iloc[:0, :0], BEYOND_COST)
    assert flows.empty
    assert duals.empty


def test_inputs_are_left_untouched() -> None:
    supply, demand = pd.Series({"b": 1, "a": 2}), pd.Series({"d": 3})
    cost = pd.DataFrame({"d": [1, 2]}, index=["b", "a"])
    before = supply.copy(), demand.copy(), cost.copy()
    allocate(supply, demand, cost, 10)
    pd.testing.assert_series_equal(supply, before[0])
    pd.testing.assert_series_equal(demand, before[1])
    pd.testing.assert_frame_equal(cost, before[2])


def test_a_solver_that_gives_up_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from territorial_lib.indicators import sourcing

    monkeypatch.setattr(sourcing, "_PIVOTS", 1)
    rng = np.random.default_rng(0)
    labels = pd.RangeIndex(40)
    some = pd.Series(rng.integers(1, 9, 40) * 1.0, labels)
    cost = pd.DataFrame(rng.uniform(0, 90, (40, 40)), labels, labels)
    with pytest.raises((RuntimeError, UserWarning), match="numItermax"):
        allocate(some, some, cost, BEYOND_COST)


def test_wrong_arguments_are_named() -> None:
    s, d = pd.Series({"o": 1.0}), pd.Series({"d": 1.0})
    c = pd.DataFrame({"d": [1.0]}, index=["o"])
    wrong = [
        ((-s, d, c, 9), "supply has negative"),
        ((s, d * np.nan, c, 9), "demand has missing"),
        ((s, d, c.rename(index={"o": "x"}), 9), r"cost \(rows\) is not on the same labels"),
        ((s, d, c * np.nan, 9), "cost has missing"),
        ((s, d, -c, 9), "cost has negative"),
        ((s, d, c, 0), "beyond_cost is 0"),
        ((s, d, c, np.inf), "beyond_cost is inf"),
        ((s.rename({"o": BEYOND}), d, c, 9), "named 'beyond'"),
        ((pd.concat([s, s]), d, c, 9), "supply repeats labels"),
    ]
    for arguments, said in wrong:
        with pytest.raises(ValueError, match=said):
            allocate(*arguments)  # type: ignore[arg-type]
