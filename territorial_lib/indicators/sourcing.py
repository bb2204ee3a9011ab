"""Who supplies whom, all territories competing: one exact transport problem a product."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import matched_table, quantities

BEYOND = "beyond"
"""Origin of what no territory supplies at less than ``beyond_cost``."""

_BITS = 50  # masses are whole multiples of 2^-50 of their sum: sums of doubles are then exact
_PIVOTS = 100_000_000


def allocate(
    supply: pd.Series, demand: pd.Series, cost: pd.DataFrame, beyond_cost: float
) -> tuple[pd.DataFrame, pd.Series]:
    """Cheapest way to meet every demand from every supply, the rest coming from beyond.

    min sum_ij c_ij x_ij + c_max sum_j u_j, sum_i x_ij + u_j = d_j, sum_j x_ij <= s_i, x, u >= 0.

    Hitchcock (1941); solved exactly by the network simplex of Bonneel et al. (2011) in POT, on
    masses rounded down to 2^-50 of their sum. Among equal optima the answer depends on the labels
    only, not on the order of the rows.

    Parameters
    ----------
    supply : pandas.Series
        s: surplus by origin, tonnes or another unit, 0 or more.
    demand : pandas.Series
        d: deficit by destination, same unit, 0 or more.
    cost : pandas.DataFrame
        c: cost of one unit, origins x destinations (km, kg CO2e, €), 0 or more; infinite where the
        pair is out of reach.
    beyond_cost : float
        c_max: cost of one unit from beyond, above 0; a pair that costs more is never used.

    Returns
    -------
    flows : pandas.DataFrame
        One row a flow: ``origin``, ``destination``, ``quantity`` (above 0), ``cost`` of one unit.
        The rows whose origin is "beyond" are u: each demand is the sum of its rows.
    duals : pandas.Series
        Indexed by (side, label): ``duals["destination"]`` is what one more unit would be worth
        there, in [0, c_max]; ``duals["origin"]`` what one more unit of surplus would save, 0 or
        more, 0 where some is left. Where several prices hold, one of them.
    """
    s, d, c = _arguments(supply, demand, cost, beyond_cost)
    plan, w, v = _solve(s.to_numpy(), d.to_numpy(), c.to_numpy(), beyond_cost)
    duals = pd.concat(
        {
            "origin": pd.Series(w, s.index).reindex(supply.index),
            "destination": pd.Series(v, d.index).reindex(demand.index),
        },
        names=["side", "label"],
    ).rename("value")
    return _flows(plan, supply, demand, c, beyond_cost), duals


def _arguments(
    supply: pd.Series, demand: pd.Series, cost: pd.DataFrame, beyond_cost: float
) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """Check everything, then put labels in sorted order."""
    if not (math.isfinite(beyond_cost) and beyond_cost > 0):
        raise ValueError(f"beyond_cost is {beyond_cost}, not a number above 0")
    s, d = quantities(supply, "supply"), quantities(demand, "demand")
    if BEYOND in s.index:
        raise ValueError(f"supply has an origin named {BEYOND!r}, kept for what is missing")
    c = matched_table(cost, s.index, d.index, "cost").astype(float)
    out_of_reach = c == np.inf
    c = quantities(c.mask(out_of_reach, 0.0), "cost").mask(out_of_reach, np.inf)
    return s.sort_index(), d.sort_index(), c.sort_index().sort_index(axis=1)


def _solve(
    s: np.ndarray, d: np.ndarray, c: np.ndarray, beyond_cost: float
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Give the positive flows by position (origin -1 is beyond) and both duals."""
    unit = _unit(s.sum() + d.sum())
    whole_s, whole_d = np.floor(s / unit), np.floor(d / unit)
    rows, columns = np.flatnonzero(whole_s), np.flatnonzero(whole_d)
    plan, w, v = _simplex(whole_s[rows], whole_d[columns], c[np.ix_(rows, columns)], beyond_cost)
    i, j = np.nonzero(plan)
    origins = np.append(rows, -1)
    flows = pd.DataFrame({"i": origins[i], "j": columns[j], "quantity": plan[i, j] * unit})
    return flows, *_complete(c, beyond_cost, (rows, w), (columns, v))


def _simplex(
    s: np.ndarray, d: np.ndarray, c: np.ndarray, beyond_cost: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Solve for whole masses, all positive; the last row of the plan is beyond.

    A dummy supplier at c_max and a dummy sink at 0 balance the masses. Their sum is brought to a
    power of two, so that POT's rescaling of one by the other changes no bit.
    """
    if not len(d):
        return np.zeros((len(s) + 1, 0)), np.zeros(len(s)), np.zeros(0)
    import ot

    spare = 2.0 ** (_BITS + 1) - s.sum() - d.sum()
    a, b = np.append(s, d.sum() + spare), np.append(d, s.sum() + spare)
    costs = np.zeros((len(a), len(b)))
    costs[:-1, :-1] = np.minimum(c, 2 * beyond_cost)  # dearer than beyond: never used
    costs[-1, :-1] = beyond_cost
    plan, log = ot.emd(a, b, costs, numItermax=_PIVOTS, log=True, center_dual=False)
    whole = np.rint(plan)
    exact = (whole.sum(axis=0) == b).all() and (whole.sum(axis=1) == a).all()
    if log["warning"] is not None or not exact:
        raise RuntimeError(f"ot.emd: {log['warning'] or 'masses are not conserved'}")
    shift = log["v"][-1]
    w, v = -(log["u"][:-1] + shift), log["v"][:-1] - shift
    return whole[:, :-1], np.maximum(w, 0.0), np.clip(v, 0.0, beyond_cost)


def _complete(
    c: np.ndarray,
    beyond_cost: float,
    origins: tuple[np.ndarray, np.ndarray],
    destinations: tuple[np.ndarray, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """Extend the duals to what has no mass: the worth of a first unit there."""
    rows, known_w = origins
    columns, known_v = destinations
    w, v = np.zeros(c.shape[0]), np.full(c.shape[1], float(beyond_cost))
    w[rows], v[columns] = known_w, known_v
    others = np.setdiff1d(np.arange(len(v)), columns)
    v[others] = (c[np.ix_(rows, others)] + w[rows, None]).min(axis=0, initial=beyond_cost)
    idle = np.setdiff1d(np.arange(len(w)), rows)
    w[idle] = np.maximum(0.0, (v - c[idle]).max(axis=1, initial=0.0))
    return w, v


def _flows(
    plan: pd.DataFrame, supply: pd.Series, demand: pd.Series, c: pd.DataFrame, beyond_cost: float
) -> pd.DataFrame:
    """Name the flows, in the order of the destinations then of the origins, beyond last."""
    outside = (plan["i"] < 0).to_numpy()
    unit_cost = np.full(len(plan), float(beyond_cost))
    unit_cost[~outside] = c.to_numpy()[plan["i"][~outside], plan["j"][~outside]]
    origin = c.index[plan["i"].to_numpy()] if len(c.index) else pd.Index([BEYOND] * len(plan))
    flows = pd.DataFrame(
        {
            "origin": origin.where(~outside, BEYOND),
            "destination": c.columns[plan["j"].to_numpy()],
            "quantity": plan["quantity"].to_numpy(),
            "cost": unit_cost,
        }
    )
    place = np.where(outside, len(supply), supply.index.get_indexer(flows["origin"]))
    order = np.lexsort((place, demand.index.get_indexer(flows["destination"])))
    return flows.iloc[order].reset_index(drop=True)


def _unit(mass: float) -> float:
    """Give the power of two that brings a mass under 2^_BITS, so that dividing loses nothing."""
    return float(2.0 ** (math.frexp(mass)[1] - _BITS)) if mass > 0 else 1.0
