"""The best set of actions within a budget and a number of people."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from territorial_lib.indicators.arguments import coefficients, quantities
from territorial_lib.indicators.binary_programme import BinaryProgramme

_FINEST = {"cost": 0.01, "people": 0.001}  # a cent, a thousandth of a person
_DIGITS = 6  # of the greatest value
_COLUMNS = ("value", "cost", "people")


@dataclass(frozen=True)
class Next:
    """What a larger budget would buy.

    Parameters
    ----------
    extra : float
        Euros to add, at least, for a greater value; above 0.
    chosen : pandas.Index
        The best set at that budget.
    value : float
        Its value.
    """

    extra: float
    chosen: pd.Index
    value: float


@dataclass(frozen=True)
class Portfolio:
    """The best set of actions, and what lies just beyond.

    Parameters
    ----------
    chosen : pandas.Index
        Actions taken, in the order of the table.
    value : float
        Sum of their values.
    cost : float
        Sum of their costs, €.
    people : float
        Sum of the people they need.
    next_best : Next or None
        The smallest larger budget that buys more; None where none does (everything is taken, or
        people are what lacks).
    tied : bool
        True where another set has the same value at the same cost: the order of the table decided.
    """

    chosen: pd.Index
    value: float
    cost: float
    people: float
    next_best: Next | None
    tied: bool


def select(
    actions: pd.DataFrame,
    budget: float,
    people: float = math.inf,
    precedence: Collection[tuple[object, object]] = (),
    imposed: Collection[object] = (),
    excluded: Collection[object] = (),
) -> Portfolio:
    """Choose the set of actions of greatest value that budget, people and precedence allow.

    max sum_a v_a x_a, sum_a c_a x_a <= B, sum_a n_a x_a <= N, x_b <= x_a where a precedes b,
    x in {0, 1}.

    Dantzig (1957), the knapsack problem; Weingartner (1963), capital budgeting. Solved exactly, on
    whole cents, thousandths of a person and six digits of the greatest value. Among equal values
    the cheapest set, then the one whose actions come first in the table.

    Parameters
    ----------
    actions : pandas.DataFrame
        Indexed by action: ``value`` (any sign), ``cost`` (€, 0 or more), ``people`` (0 or more).
    budget : float
        B: €, 0 or more; infinite for none.
    people : float
        N: people available, 0 or more; infinite for none.
    precedence : collection of pairs
        (a, b): b may only be taken with a. A circle is refused.
    imposed, excluded : collection of labels
        Actions that the room takes or leaves whatever the sum says.

    Returns
    -------
    Portfolio
        The chosen set, its value, and what the next euro would buy. ValueError where the imposed
        actions alone exceed the budget or the people, or need an excluded one.
    """
    whole, units = _whole_numbers(actions)
    free = _constraints(whole, precedence, imposed, excluded)
    free = _below(free, whole["people"], people, units["people"])
    within = _below(free, whole["cost"], budget, units["cost"])
    taken, tied = _best(within, whole)
    if taken is None:
        raise ValueError("imposed actions do not fit in budget, people and precedence")
    dearer = _dearer(free, whole, taken) if math.isfinite(budget) else None
    chosen, sums = _sums(actions, taken)
    following = None
    if dearer is not None:
        extra = int(whole["cost"] @ dearer) * units["cost"] - budget
        more, more_sums = _sums(actions, dearer)
        following = Next(round(extra, 2), more, more_sums["value"])
    return Portfolio(chosen, sums["value"], sums["cost"], sums["people"], following, tied)


def _sums(actions: pd.DataFrame, taken: np.ndarray) -> tuple[pd.Index, dict[str, float]]:
    """Give the labels taken, and the sums of their values, costs and people."""
    chosen = actions.index[taken == 1]
    return chosen, {name: math.fsum(actions.loc[chosen, name]) for name in _COLUMNS}


def _best(programme: BinaryProgramme, whole: pd.DataFrame) -> tuple[np.ndarray | None, bool]:
    """Take the greatest value, then the least cost, then the first actions of the table."""
    value, cost = whole["value"].to_numpy(), whole["cost"].to_numpy()
    first = programme.best(value)
    if first is None:
        return None, False
    valued = programme.at_least(value, int(value @ first))
    cheapest = valued.best(-cost)
    assert cheapest is not None
    equals = valued.at_most(cost, int(cost @ cheapest))
    if equals.other_than(cheapest).any() is None:
        return cheapest, False
    return equals.first(), True


def _dearer(free: BinaryProgramme, whole: pd.DataFrame, taken: np.ndarray) -> np.ndarray | None:
    """Find the least cost of a greater value, then the best set at that cost."""
    value, cost = whole["value"].to_numpy(), whole["cost"].to_numpy()
    cheapest = free.at_least(value, int(value @ taken) + 1).best(-cost)
    if cheapest is None:
        return None
    return free.at_most(cost, int(cost @ cheapest)).best(value)  # no cheaper set is worth more


def _constraints(
    whole: pd.DataFrame,
    precedence: Collection[tuple[object, object]],
    imposed: Collection[object],
    excluded: Collection[object],
) -> BinaryProgramme:
    """State what does not depend on budget and people."""
    programme = BinaryProgramme(len(whole))
    for before, after in _ordered(precedence, whole.index):
        programme = programme.at_most(after - before, 0)
    for item in _items(imposed, whole.index, "imposed"):
        programme = programme.at_least(item, 1)
    for item in _items(excluded, whole.index, "excluded"):
        programme = programme.at_most(item, 0)
    return programme


def _below(
    programme: BinaryProgramme, amounts: pd.Series, limit: float, unit: float
) -> BinaryProgramme:
    if math.isnan(limit) or limit < 0:
        name = "budget" if amounts.name == "cost" else "people"
        raise ValueError(f"{name} is {limit}, not a number of 0 or more")
    if math.isinf(limit):
        return programme
    return programme.at_most(amounts.to_numpy(), math.floor(limit / unit + 1e-6))


def _ordered(
    precedence: Collection[tuple[object, object]], labels: pd.Index
) -> list[tuple[np.ndarray, np.ndarray]]:
    graph = nx.DiGraph(list(precedence))
    if not nx.is_directed_acyclic_graph(graph):
        circle = [edge[0] for edge in nx.find_cycle(graph)]
        raise ValueError(f"precedence goes round in a circle: {circle}")
    before = _items([pair[0] for pair in precedence], labels, "precedence")
    after = _items([pair[1] for pair in precedence], labels, "precedence")
    return list(zip(before, after, strict=True))


def _items(chosen: Collection[object], labels: pd.Index, name: str) -> list[np.ndarray]:
    """Give the row of the identity of each label."""
    unknown = [label for label in chosen if label not in labels]
    if unknown:
        raise ValueError(f"{name} has unknown actions: {unknown[:5]}")
    return list(np.eye(len(labels), dtype=np.int64)[[labels.get_loc(each) for each in chosen]])


def _whole_numbers(actions: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, float]]:
    """Give values, costs and people as whole numbers, and the unit of each: the largest that fits.

    Small whole numbers keep the solver's floating point far from its tolerances.
    """
    absent = [name for name in _COLUMNS if name not in actions.columns]
    if absent:
        raise ValueError(f"actions lacks the columns {absent}")
    value = coefficients(actions["value"], "value of actions")
    largest = float(value.abs().max()) if len(value) else 0.0
    finest = _FINEST | {"value": 10.0 ** (math.ceil(math.log10(largest or 1.0)) - _DIGITS)}
    for name in _FINEST:
        quantities(actions[name], f"{name} of actions")
    counts = {
        name: (actions[name].astype(float) / unit).round().astype("int64")
        for name, unit in finest.items()
    }
    common = {name: int(np.gcd.reduce(count.to_numpy())) or 1 for name, count in counts.items()}
    whole = pd.DataFrame({name: counts[name] // common[name] for name in _COLUMNS})
    return whole, {name: finest[name] * common[name] for name in _COLUMNS}
